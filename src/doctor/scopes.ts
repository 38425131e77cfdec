import type { Config } from "../config/config.ts";

export interface NeededScope {
  readonly scope: string;
  readonly reason: string;
}

/** The bot scopes that a configuration needs, each with the reason that an admin may ask for. */
export function neededScopes(config: Pick<Config, "chart" | "publicUrl">): NeededScope[] {
  const always = [
    { scope: "commands", reason: "to receive /sim" },
    {
      scope: "chat:write",
      reason: "to post an answer for everybody, in a thread, or as a direct message",
    },
    { scope: "app_mentions:read", reason: "to hear a question that begins with @simscope" },
    { scope: "im:write", reason: "to open the direct message in which an export is sent" },
    {
      scope: "files:write",
      reason: "to send an export as a file, and to upload the timeline picture",
    },
  ];
  if (config.chart.renderer === "off" || config.publicUrl !== null) return always;
  return [
    ...always,
    { scope: "files:read", reason: "to see when Slack has processed the uploaded picture" },
  ];
}

/** What the bot makes use of when it has it, and asks nobody for: the asker's time zone. */
export const optionalScopes: readonly string[] = ["users:read"];
