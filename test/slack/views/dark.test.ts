import { describe, expect, it } from "vitest";
import { darkGroups } from "../../../src/core/fleet/dark-groups.ts";
import type { DarkList, DarkRow } from "../../../src/core/fleet/dark-list.ts";
import { missedAt, type SimFacts } from "../../../src/core/fleet/sim-facts.ts";
import { dayMs, hourMs, minuteMs } from "../../../src/core/instant.ts";
import type { Audience } from "../../../src/core/private-numbers.ts";
import type { Message } from "../../../src/slack/kit/blocks.ts";
import { darkMessage } from "../../../src/slack/views/dark.ts";
import { darkFileMessage } from "../../../src/slack/views/dark-file.ts";
import { coverage } from "../../support/fleet/coverage.ts";
import { simFacts, simSid } from "../../support/fleet/sim-facts.ts";
import { ago, asOf, sim, telcel } from "../../support/sessions.ts";

let number = 0;
function row(
  minutes: number,
  over: Partial<SimFacts> = {},
  rest: Partial<Pick<DarkRow, "quiet"> & { name: string; account: string; iccid: string }> = {},
): DarkRow {
  number += 1;
  const sid = simSid(number);
  const facts = { ...simFacts({ sid, ...over }), lastSign: ago(minutes * minuteMs) };
  const { quiet = null, name = `Pump ${number}`, account = null, iccid = null } = rest;
  return {
    sim: { ...sim({ sid, friendlyName: name, uniqueName: `pump-${number}`, iccid }), account },
    facts,
    ...{ missed: missedAt(facts, asOf), quiet, isQuiet: quiet !== null },
  };
}

const list = (rows: readonly DarkRow[], over: Partial<DarkList> = {}): DarkList => ({
  ...{ at: asOf, atLeastMs: null, groups: darkGroups(rows), total: rows.length },
  ...{ backAgain: 0, unread: 0, notLookedAt: 0, isReadingOn: false, coverage: [coverage()] },
  lists: [
    {
      account: null,
      state: { kind: "ready", simCount: 2_450, readAt: asOf, ageMs: 0, incomplete: null },
    },
  ],
  ...over,
});

const shown = (
  outcome: DarkList,
  page = 1,
  audience: Audience = "asker",
  more: number | null = null,
): Message =>
  darkMessage({
    ...{ outcome, more },
    state: { page, atLeastMs: outcome.atLeastMs, account: null },
    audience,
  });

const inCell = (cell: string) => ({ cell });
const outage = list(
  [
    row(71),
    row(72),
    row(76),
    row(430, { operator: telcel, cell: "334-020-7-9", readAt: ago(20 * hourMs) }),
    row(9_000, { rhythm: null, cell: null, operator: null }),
    row(300, { simState: "suspended" }),
    row(
      2_000,
      {},
      {
        quiet: {
          ...{ until: asOf + 3 * dayMs, setAt: ago(dayMs), setBy: "U0ADA" },
          reason: "winter <!channel> store",
        },
      },
    ),
  ],
  { backAgain: 3, unread: 1, notLookedAt: 12, coverage: [coverage({ untold: 40, unheard: 12 })] },
);

const hostile = "*x* <!channel> https://evil.example `";
const messages: Record<string, Message> = {
  dark: shown(outage),
  "dark-second-page": shown(outage, 2),
  "dark-for-channel": shown(
    list([
      row(60, inCell("a"), { name: "8901260000000012345" }),
      row(90, inCell("b"), { name: "49-015420-323751-8" }),
      row(2_000, inCell("c"), { name: "Kiosk 24h", iccid: "8901260000000012345" }),
    ]),
    1,
    "channel",
  ),
  "dark-hostile": shown(
    list([
      row(
        60,
        { operator: { ...telcel, name: hostile }, cell: hostile, simState: hostile },
        { name: hostile },
      ),
    ]),
  ),
  "dark-one-at-least": shown(
    list([row(400, {}, { account: "emea" })], {
      atLeastMs: 6 * hourMs,
      coverage: [coverage({ account: "emea", active: 7, lookedAt: 2, sweep: { kind: "off" } })],
      lists: [{ account: "emea", state: { kind: "loading", listed: 7 } }],
    }),
  ),
  "dark-reading-on": shown({ ...outage, isReadingOn: true }),
  "dark-read-on": shown(list([row(71), row(72), row(76)]), 1, "asker", 2),
  "dark-none": shown(list([], { coverage: [coverage({ lookedAt: 2_400 })] })),
  "dark-not-known": shown(
    list([], {
      coverage: [
        coverage({ known: 0, lookedAt: 0, oldestReadAt: null, sweep: { kind: "elsewhere" } }),
      ],
    }),
  ),
  "dark-file": darkFileMessage({
    ...{ name: "silent-sims-20261123T1005Z.csv", rows: 31 },
    permalink: "https://example.slack.com/files/F1",
  }),
};

describe("the silent SIMs", () => {
  it.each(Object.entries(messages))("%s", async (name, message) => {
    await expect(`${JSON.stringify(message, null, 2)}\n`).toMatchFileSnapshot(
      `../../fixtures/golden/messages/${name}.json`,
    );
  });

  it("each row says how long, since when, and as of when", () => {
    for (const page of [1, 2]) {
      const { blocks } = shown(outage, page);
      const rows = blocks.flatMap((block, index) =>
        "accessory" in block ? [JSON.stringify([block, blocks[index + 1]])] : [],
      );
      expect(rows.length).toBeGreaterThan(1);
      for (const row of rows) {
        expect(row).toMatch(/Silent since <!date\^.*"context".*\d+ (?:min|h).* as of <!date\^/);
      }
    }
  });

  it("for a channel no name is shown that could be the number of a card or a device", () => {
    const text = JSON.stringify(messages["dark-for-channel"]);
    expect(text).not.toMatch(/8901260000000012345|323751/);
    expect(text).toContain("Kiosk 24h");
  });
});
