import { describe, expect, it } from "vitest";
import { dayMs } from "../../../src/core/instant.ts";
import { parseSimCommand } from "../../../src/slack/typed/command.ts";

const week = { kind: "for", ms: 7 * dayMs };
const quiet = (sim: string, until: unknown, reason: string | null = null, account = null) => ({
  ...{ kind: "quiet", sim, until, reason, account },
});

describe("silence that is expected, as it is typed", () => {
  it.each([
    ["quiet cargo-cam-07 7d", quiet("cargo-cam-07", week)],
    ["Quiet cargo-cam-07 7D new antenna", quiet("cargo-cam-07", week, "new antenna")],
    ["quiet Truck 12 camera 7d in the yard", quiet("Truck 12 camera", week, "in the yard")],
    ['quiet "Kiosk 24h" 7d "until 9d"', quiet("Kiosk 24h", week, "until 9d")],
    [
      "quiet cargo-cam-07 2026-12-24",
      quiet("cargo-cam-07", { kind: "date", year: 2026, month: 12, day: 24 }),
    ],
    ["quiet cargo-cam-07 off", quiet("cargo-cam-07", "off")],
    ["quiet cargo-cam-07 off.", quiet("cargo-cam-07", "off")],
    ["quiet 7d 7d", quiet("7d", week)],
  ])("%s", (text, command) => expect(parseSimCommand(text)).toEqual(command));

  it("may name an account", () => {
    const context = { hasAccountNames: true };
    expect(parseSimCommand("quiet cargo-cam-07 in emea 7d moved", context)).toEqual({
      ...quiet("cargo-cam-07", week, "moved"),
      account: "emea",
    });
  });

  it.each([
    "quiet",
    "quiet 7d",
    "quiet cargo-cam-07",
    "quiet cargo-cam-07 for ever",
    "quiet x 31.12.",
  ])("%s lacks an end, or a SIM", (text) => {
    const command = parseSimCommand(text);
    expect(command.kind).toBe("invalid");
    if (command.kind !== "invalid") return;
    expect(parseSimCommand(command.example.replace("/sim ", "")).kind).toBe("quiet");
  });

  it("a SIM of that name is found all the same", () => {
    const command = parseSimCommand("quiet pump");
    expect(command).toMatchObject({ kind: "invalid", wholes: [{ sim: "quiet pump" }] });
  });
});
