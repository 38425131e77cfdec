import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { validateMessage } from "../../playground/slack/validate/validate-message.ts";
import { pageOf, type SessionPage } from "../../src/core/page.ts";
import { reportOf, type SimReport } from "../../src/core/report.ts";
import { beginOf, lastSeen } from "../../src/core/session.ts";
import { type WindowName, windowNames } from "../../src/core/window.ts";
import { readList, readSingle } from "../../src/sim-api/reading.ts";
import { timesOfDamaged } from "../../src/sim-api/session-record.ts";
import { readSimRecord } from "../../src/sim-api/sim-record.ts";
import { dataSessionList } from "../../src/sim-api/wire.ts";
import type { Message } from "../../src/slack/kit/blocks.ts";
import { simReportMessage } from "../../src/slack/views/sim-report.ts";
import { asOf, readOf } from "../support/sessions.ts";
import { wireRecord, wireSim } from "../support/wire-records.ts";

/** From the bytes that the platform might send to the report. */
function reportFrom(wireSimBody: unknown, records: unknown[], windowName: WindowName): SimReport {
  const sim = readSingle(JSON.parse(JSON.stringify(wireSimBody)), readSimRecord);
  const body = JSON.parse(JSON.stringify({ data_sessions: records, meta: {} }));
  const list = readList(body, dataSessionList());
  if (sim.kind !== "read" || list.kind !== "read") throw new Error("the envelope is right");
  const { records: sessions, setAside } = list.value;
  expect(sessions.length + setAside.length).toBe(records.length);
  return reportOf({
    sim: sim.value,
    read: readOf(sessions, { setAside: setAside.map(timesOfDamaged) }),
    windowName,
    asOf,
  });
}

/** All texts that Slack reads as markup. */
function markupOf(message: Message): string[] {
  const found = [message.text];
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(walk);
    else if (typeof value === "object" && value !== null) {
      if ("type" in value && value.type === "mrkdwn" && "text" in value) {
        found.push(String(value.text));
      } else Object.values(value).forEach(walk);
    }
  };
  walk(message.blocks);
  return found;
}

/** Our own dates and map links taken away, nothing may be left that Slack would act on. */
function leftoverMarkup(text: string): string {
  return text
    .replace(/<!date\^-?\d+\^[{}a-z_ ]+\|[^<>|]*UTC>/g, "")
    .replace(
      /<https:\/\/www\.openstreetmap\.org\/[^<>| ]+\|(?:this tower on the map|tower map)>/g,
      "",
    );
}

const rowIdentity = (page: SessionPage) => page.rows.map((row) => JSON.stringify(row));

describe("any payload of the platform", () => {
  it("becomes an answer that Slack takes, without markup from the data, with every session on one page", () => {
    const payload = fc.tuple(
      wireSim,
      fc.array(wireRecord, { maxLength: 12 }),
      fc.constantFrom(...windowNames),
      fc.constantFrom("asker" as const, "channel" as const),
    );
    let answers = 0;
    fc.assert(
      fc.property(payload, ([sim, records, windowName, audience]) => {
        const report = reportFrom(sim, records, windowName);
        const shown: string[] = [];
        for (let page = 0; page * 5 < Math.max(1, report.sessions.length); page += 1) {
          const rows = pageOf(report, { widenedFrom: null, page });
          const message = simReportMessage({ report, page: rows, audience, picture: null });
          shown.push(...rowIdentity(rows));
          answers += 1;

          expect(validateMessage(message)).toEqual([]);
          expect(JSON.stringify(message)).not.toMatch(/<[@#]|<!(?!date\^)/);
          // One expectation a message: there are more than a million texts.
          const harmful = markupOf(message).filter(
            (text) => /[<>]|:\/\//.test(leftoverMarkup(text)) || text.includes("\u202E"),
          );
          expect(harmful).toEqual([]);
        }
        expect([...shown].sort()).toEqual(report.sessions.map((one) => JSON.stringify(one)).sort());
      }),
      { numRuns: 10_000 },
    );
    expect(answers).toBeGreaterThan(10_000);
  }, 300_000);

  it("loses no session that touches the window", () => {
    fc.assert(
      fc.property(wireSim, fc.array(wireRecord, { maxLength: 30 }), (sim, records) => {
        const report = reportFrom(sim, records, "30d");
        for (const session of report.sessions) {
          expect(lastSeen(session) ?? 0).toBeGreaterThanOrEqual(report.window.from);
          expect(beginOf(session)).not.toBeNull();
        }
        expect(report.earlier).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
