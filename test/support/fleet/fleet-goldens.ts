import { readdirSync, readFileSync } from "node:fs";
import type { Message } from "../../../src/slack/kit/blocks.ts";

const folder = new URL("../../fixtures/golden/", import.meta.url);

/** All that is said about a fleet, and about what somebody waits for, keeps or hands over. */
const aboutFleet =
  /^(?:siblings|watches|quiet|home|evidence|handover)\/|^messages\/(?:dark|health-fleet)/;

export interface FleetGolden {
  /** `watches/told.json`. */
  readonly name: string;
  readonly content: Message;
}

/** The golden files of every message about a fleet; a home tab has no text of its own. */
export function fleetGoldens(): readonly FleetGolden[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".json") && aboutFleet.test(name))
    .sort()
    .map((name) => {
      const { text = "", blocks } = JSON.parse(readFileSync(new URL(name, folder), "utf8"));
      return { name, content: { text, blocks } };
    });
}
