import { readFile } from "node:fs/promises";
import { parse } from "yaml";
import { z } from "zod";

const manifestSchema = z.object({
  features: z.object({
    slash_commands: z
      .array(
        z.object({
          command: z.string(),
          description: z.string(),
          usage_hint: z.string().default(""),
        }),
      )
      .default([]),
    shortcuts: z
      .array(
        z.object({
          name: z.string(),
          type: z.enum(["global", "message"]),
          callback_id: z.string(),
          description: z.string(),
        }),
      )
      .default([]),
  }),
});

/** What an installed app offers in Slack's own menus. */
export interface AppMenus {
  readonly commands: readonly {
    readonly command: string;
    readonly description: string;
    readonly usageHint: string;
  }[];
  readonly shortcuts: readonly {
    readonly name: string;
    readonly type: "global" | "message";
    readonly callbackId: string;
    readonly description: string;
  }[];
}

/** Reads the menus from the app's manifest: the playground offers what Slack would. */
export async function readAppMenus(): Promise<AppMenus> {
  const text = await readFile(new URL("../manifest.yml", import.meta.url), "utf8");
  const { features } = manifestSchema.parse(parse(text));
  return {
    commands: features.slash_commands.map(({ usage_hint: usageHint, ...command }) => ({
      ...command,
      usageHint,
    })),
    shortcuts: features.shortcuts.map(({ callback_id: callbackId, ...shortcut }) => ({
      ...shortcut,
      callbackId,
    })),
  };
}
