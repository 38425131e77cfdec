import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { knownActionIds } from "../../../src/slack/listeners/actions/session-buttons.ts";

const folder = new URL("../../fixtures/golden/", import.meta.url);
const goldens = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".json"))
  .map((file): unknown => JSON.parse(readFileSync(new URL(file, folder), "utf8")));

const pressed = ["button", "static_select", "overflow"];

/**
 * Ids of the buttons and menus in a message, and of the buttons in a window, where a menu waits for
 * its submission. Those that only open an address need no listener.
 */
function buttonsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(buttonsIn);
  if (typeof value !== "object" || value === null) return [];
  if ("type" in value && value.type === "input") return [];
  if ("type" in value && pressed.includes(String(value.type)) && "action_id" in value) {
    return "url" in value ? [] : [String(value.action_id)];
  }
  return Object.values(value).flatMap(buttonsIn);
}

it("knows each button of the golden messages, lest a click is answered as one of another version", () => {
  const shown = new Set(buttonsIn(goldens));
  expect(shown.size).toBeGreaterThan(8);
  expect([...shown].filter((id) => !knownActionIds.some((known) => known === id))).toEqual([]);
});
