import { expect, it } from "vitest";
import { minuteMs } from "../../../src/core/instant.ts";
import { pageOf } from "../../../src/core/page.ts";
import { reportOf, type Stale } from "../../../src/core/report.ts";
import { simReportMessage } from "../../../src/slack/views/sim-report.ts";
import { asOf, readOf, session, sim } from "../../support/sessions.ts";

function messageOf(stale: Stale | null) {
  const report = reportOf({ sim: sim(), read: readOf([session()]), windowName: "7d", asOf, stale });
  const page = pageOf(report, { widenedFrom: null, page: 0 });
  return simReportMessage({ report, page, audience: "asker", picture: null });
}

it.each([
  ["no_answer", "The SIM platform does not answer"],
  ["limited", "The SIM platform is limiting how much we may ask"],
] as const)("%s: said first, in the notification and in the message", (because, why) => {
  const { text, blocks } = messageOf({ askedAt: asOf + 14 * minuteMs, because });
  for (const words of [text, JSON.stringify(blocks[1])]) {
    expect(words).toContain("Not up to date.");
    expect(words).toContain(`${why}, so this is what simscope read 14 min earlier`);
  }
});

it("a report of now says nothing of the kind", () => {
  expect(JSON.stringify(messageOf(null))).not.toContain("Not up to date");
});
