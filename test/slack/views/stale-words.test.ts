import { describe, expect, it } from "vitest";
import { validateMessage } from "../../../playground/slack/validate/validate-message.ts";
import { hourMs, minuteMs } from "../../../src/core/instant.ts";
import { pageOf } from "../../../src/core/page.ts";
import { reportOf, type SimReport, type Stale } from "../../../src/core/report.ts";
import type { DataSession } from "../../../src/core/session.ts";
import type { Message } from "../../../src/slack/kit/blocks.ts";
import { decodeButton, decodeMore } from "../../../src/slack/values/button-state.ts";
import { allFindingsModal } from "../../../src/slack/views/all-findings.ts";
import { carrierTicketModal, carrierTicketText } from "../../../src/slack/views/carrier-ticket.ts";
import { sessionDetailsModal } from "../../../src/slack/views/session-details.ts";
import { simReportMessage } from "../../../src/slack/views/sim-report.ts";
import { historiesOf } from "../../support/histories/all.ts";
import {
  ago,
  asOf,
  readOf,
  session,
  sessionBetween,
  sessionSid,
  sim,
} from "../../support/sessions.ts";

const toldAfter = (ageMs: number, because: Stale["because"] = "no_answer"): Stale => ({
  askedAt: asOf + ageMs,
  because,
});

function reportFor(sessions: readonly DataSession[], stale: Stale | null): SimReport {
  return reportOf({ sim: sim(), read: readOf(sessions), windowName: "7d", asOf, stale });
}

function messageOf(report: SimReport): Message {
  const page = pageOf(report, { widenedFrom: null, page: 0 });
  return simReportMessage({ report, page, audience: "asker", picture: null });
}

/** Every four hours an hour, and one that is open. */
const healthy = [
  sessionBetween(30 * minuteMs, null, { sid: sessionSid(0), lastUpdated: ago(2 * minuteMs) }),
  ...Array.from({ length: 40 }, (_, index) =>
    sessionBetween((index + 1) * 4 * hourMs + 30 * minuteMs, (index + 1) * 4 * hourMs - hourMs, {
      sid: sessionSid(index + 1),
    }),
  ),
];

/** What is read of a message or window: its texts, moments as clients without a zone show them. */
function wordsIn(blocks: unknown): string {
  const texts: string[] = [];
  const walk = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    // What a select offers are questions to come, and says nothing of the SIM.
    if ("type" in value && value.type === "static_select") return;
    if ("text" in value && typeof value.text === "string") texts.push(value.text);
    for (const part of Object.values(value)) walk(part);
  };
  walk(blocks);
  return texts.join("\n").replace(/<!date\^[^|]*\|([^>]*)>/g, "$1");
}

describe("an answer from an earlier read", () => {
  it.each([
    ["no_answer", "The SIM platform did not answer"],
    ["limited", "The SIM platform was limiting how much we may ask"],
  ] as const)("%s: said first, in the notification and in the message", (because, why) => {
    const { text, blocks } = messageOf(reportFor([session()], toldAfter(14 * minuteMs, because)));
    for (const words of [text, JSON.stringify(blocks[1])]) {
      expect(words).toContain(`*Not up to date:* ${why}. Press Refresh to try again.`);
      expect(words).toContain("s of");
      expect(words).toContain("23 Nov 10:05 UTC");
    }
  });

  it.each([
    [20 * minuteMs, "Press Refresh to try again."],
    [10 * hourMs, "What happened since is not known. Press Refresh to try again."],
  ])("read %d ms before says of which moment it is, and what it was like then", (ageMs, next) => {
    const { text, blocks } = messageOf(reportFor(healthy, toldAfter(ageMs)));
    expect(wordsIn(blocks).split("\n").slice(0, 3)).toEqual([
      "Cargo camera 7",
      "⌛ As of 23 Nov 10:05 UTC: *Looked normal: connected about every 4 h, heard 2 min before that.*",
      `*Not up to date:* The SIM platform did not answer. ${next}`,
    ]);
    expect(wordsIn({ text })).toContain(
      "Cargo camera 7, as of 23 Nov 10:05 UTC: Looked normal: connected about every 4 h, heard 2 min before that.",
    );
    expect(wordsIn(blocks)).toContain("23 Nov 09:35 UTC* → *open then*");
    expect(wordsIn(blocks)).toContain("7 days up to the read");
  });

  it("of which a page is turned a day later leads with its moment, too, and shows no tick", () => {
    const report = reportOf({
      sim: sim(),
      read: readOf(healthy, { finishedAt: asOf + 24 * hourMs }),
      ...{ windowName: "7d", asOf },
    });
    const words = wordsIn(messageOf(report).blocks);
    expect(words).toContain("⌛ As of 23 Nov 10:05 UTC: *Look");
    expect(words).not.toContain("✅");
  });

  it("marks what was wrong then with when that was", () => {
    const silent = sessionBetween(9 * hourMs, null, { lastUpdated: ago(7 * hourMs) });
    const report = reportFor([silent], toldAfter(10 * hourMs));
    const words = wordsIn(messageOf(report).blocks);
    expect(words).toContain(
      "🛑 Critical as of 23 Nov 10:05 UTC: *Session open but silent: nothing heard since 23 Nov 03:05 UTC (7 h);",
    );
    expect(words).toContain("*If it is still so:* ");
    const why = wordsIn(allFindingsModal(report));
    expect(why).toContain("🛑 Critical 10 h ago: *Session open but silent*");
    expect(why).toContain("*If it is still so, try:* ");
    const harmless = wordsIn(allFindingsModal(reportFor(healthy, toldAfter(10 * hourMs))));
    expect(harmless).toContain(
      "ℹ️ For your information 10 h ago: *Sessions end at the same length*",
    );
    expect(harmless).toContain("*Try:* Nothing to do");
    const details = wordsIn(sessionDetailsModal(silent, report));
    expect(details).toContain("*State*: open then, last update 7 h before that.");
    for (const window of [
      details,
      wordsIn(allFindingsModal(report)),
      wordsIn(carrierTicketModal(report)),
    ]) {
      expect(window).toContain("Not up to date.");
      expect(window).not.toContain("Refresh");
    }
    expect(wordsIn(allFindingsModal(report))).toContain("*Found in order 10 h ago*");
    expect(carrierTicketText(report)).toContain("What we saw: Session open but silent: ");
    expect(carrierTicketText(report)).toContain(
      "Read from the SIM platform: 2026-11-23T10:05:00Z. What happened since is not in it.",
    );
  });

  it("says so in all its buttons, so that whatever follows from it does, too", () => {
    const { blocks } = messageOf(reportFor(healthy, toldAfter(10 * hourMs, "limited")));
    const values = [...JSON.stringify(blocks).matchAll(/"value":"([^"]+)"/g)].map(([, one]) => one);
    expect(values.length).toBeGreaterThan(10);
    for (const value of values) {
      expect(decodeButton(decodeMore(value)?.value ?? value)).toMatchObject({
        kind: "state",
        state: { asOf, stale: "limited" },
      });
    }
  });

  it("a report of now says nothing of the kind", () => {
    const report = reportFor(healthy, null);
    for (const said of [messageOf(report), allFindingsModal(report), carrierTicketModal(report)]) {
      expect(wordsIn(said)).not.toMatch(/Not up to date|(open|active) then|the read/);
    }
  });
});

describe("whatever is known of a SIM, an answer from a read of 10 h before", () => {
  const answers = historiesOf(11).map(({ name, input: { sim, sessions, window, asOf } }) => {
    const read = readOf(sessions, { startedAt: asOf, finishedAt: asOf + 300 });
    const stale: Stale = { askedAt: asOf + 10 * hourMs, because: "no_answer" };
    const report = reportOf({ sim, read, windowName: window.name, asOf, stale });
    const [newest] = report.sessions;
    const windows = [
      ...[allFindingsModal(report), carrierTicketModal(report)],
      ...(newest === undefined ? [] : [sessionDetailsModal(newest, report)]),
    ];
    return { name, message: messageOf(report), windows };
  });

  it("counts nothing from now, and shows no tick", () => {
    const wrong = answers.flatMap(({ name, message, windows }) => {
      const words = [message, ...windows].map(wordsIn).join("\n").replaceAll("10 h ago", "");
      const found = /.*(\bago\b|before this answer|\b[Ll]ast \d+ (days|hours)|✅|\bLooks\b).*/.exec(
        words,
      );
      return found === null ? [] : [`${name}: ${found[0]}`];
    });
    expect(answers.length).toBeGreaterThan(60);
    expect(wrong).toEqual([]);
  });

  it("is one that Slack accepts", () => {
    for (const { message } of answers) expect(validateMessage(message)).toEqual([]);
  });
});
