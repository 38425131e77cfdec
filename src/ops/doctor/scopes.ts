import type { Config } from "../../config.ts";

export interface NeededScope {
  readonly scope: string;
  readonly reason: string;
}

/** The bot scopes that a configuration needs, each with the reason that an admin may ask for. */
export function neededScopes(config: Pick<Config, "chart" | "publicUrl">): NeededScope[] {
  const always = [
    { scope: "commands", reason: "to receive /sim" },
    { scope: "chat:write", reason: "to post an answer that is meant for everybody" },
  ];
  if (config.chart.renderer === "off" || config.publicUrl !== null) return always;
  return [
    ...always,
    { scope: "files:write", reason: "to upload the timeline picture" },
    { scope: "files:read", reason: "to see when Slack has processed the uploaded picture" },
  ];
}
