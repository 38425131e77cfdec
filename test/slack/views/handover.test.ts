import { describe, expect, it } from "vitest";
import { validateMessage } from "../../../playground/slack/validate/validate-message.ts";
import type { KnownNow } from "../../../src/core/handover.ts";
import { hourMs, minuteMs } from "../../../src/core/instant.ts";
import type { Message } from "../../../src/slack/kit/blocks.ts";
import {
  type HandoverLine,
  type HandoverView,
  handoverMessage,
  handoverUnreadMessage,
} from "../../../src/slack/views/handover.ts";
import { forbiddenIn } from "../../support/fleet/forbidden-claims.ts";
import { simSid } from "../../support/fleet/sim-facts.ts";
import { ago, asOf } from "../../support/sessions.ts";

const lineOf = (number: number, over: Partial<HandoverLine> = {}): HandoverLine => ({
  sim: {
    ...{ sid: simSid(number), account: null, uniqueName: null, iccid: null, status: "active" },
    friendlyName: `Cargo camera ${number}`,
  },
  before: { at: ago(6 * hourMs), kind: "overdue", severity: "warning", isOfEarlier: false },
  now: {
    ...{ known: "read", at: asOf, kind: null, severity: "normal", title: null },
    lastSign: ago(2 * minuteMs),
  },
  ...{ isBack: false, quiet: null, watches: 0, kept: { files: 0, lastKeptAt: asOf } },
  ...over,
});
const silentNow: KnownNow & { known: "read" } = {
  known: "read",
  at: asOf,
  kind: "open_but_silent",
  title: "Session open but silent",
  severity: "critical",
  lastSign: ago(9 * hourMs),
};
const rows: readonly HandoverLine[] = [
  lineOf(1, {
    now: silentNow,
    watches: 2,
    kept: { files: 1, lastKeptAt: ago(hourMs) },
    before: { at: ago(5 * hourMs), kind: "no_sessions", severity: "critical", isOfEarlier: true },
  }),
  lineOf(2, {
    now: { ...silentNow, kind: "no_sessions", title: "No sessions in 30 days", lastSign: null },
    quiet: {
      ...{ until: asOf + 24 * hourMs, setBy: "U0ADA00001", setAt: ago(7 * hourMs) },
      reason: "<!channel> in *repair*",
    },
  }),
  lineOf(3, {
    now: { known: "remembered", at: ago(hourMs), lastSign: ago(4 * hourMs), isDark: true },
    before: { at: ago(6 * hourMs), kind: null, severity: "unknown", isOfEarlier: false },
  }),
  lineOf(4, { now: { known: "nothing" } }),
  lineOf(5, { before: { at: ago(hourMs), kind: null, severity: "normal", isOfEarlier: false } }),
  lineOf(6, { isBack: true }),
];
const view: HandoverView = {
  ...{ from: ago(8 * hourMs), to: asOf, isOwn: false, rows, isCut: false, page: 1 },
  ...{ audience: "asker", numbers: [] },
};
const named = { ...lineOf(1).sim, friendlyName: "Truck 8988307000000001234", account: "emea" };
const messages: Record<string, Message> = {
  first: handoverMessage(view),
  last: handoverMessage({ ...view, page: 2 }),
  "in-channel": handoverMessage({
    ...view,
    audience: "channel",
    rows: [lineOf(1, { sim: named, watches: null, kept: null })],
    isCut: true,
  }),
  "own-empty": handoverMessage({ ...view, isOwn: true, rows: [] }),
  empty: handoverMessage({ ...view, rows: [] }),
  unread: handoverUnreadMessage(),
};

describe("a handover", () => {
  it.each(Object.entries(messages))("%s", async (name, shown) => {
    expect(validateMessage(shown)).toEqual([]);
    await expect(`${JSON.stringify(shown, null, 2)}\n`).toMatchFileSnapshot(
      `../../fixtures/golden/handover/${name}.json`,
    );
  });

  it("counts notices and warnings in their number", () => {
    const severities = ["warning", "warning", "notice"] as const;
    const told = handoverMessage({
      ...view,
      rows: severities.map((severity, index) =>
        lineOf(index + 1, { now: { ...silentNow, severity } }),
      ),
    });
    expect(told.text).toContain("Now: 2 warnings, 1 notice");
  });

  it("calls one judgement by one name, then and now", () => {
    const now = { ...silentNow, kind: "overdue", title: "Long overdue" } as const;
    const before = {
      at: ago(hourMs),
      kind: "overdue",
      severity: "critical",
      isOfEarlier: false,
    } as const;
    const told = JSON.stringify(handoverMessage({ ...view, rows: [lineOf(1, { now, before })] }));
    expect(told.match(/Critical: Long overdue/g)).toHaveLength(2);
  });

  it("masks names that are numbers where others read", () => {
    expect(JSON.stringify(messages["in-channel"])).not.toContain("8988307000000001234");
  });

  it("claims nothing that the records can't tell", () => {
    expect(Object.values(messages).flatMap(forbiddenIn)).toEqual([]);
  });
});
