import { expect, it } from "vitest";
import { hourMs } from "../../../src/core/instant.ts";
import { pageOf } from "../../../src/core/page.ts";
import { reportOf, type SimReport } from "../../../src/core/report.ts";
import type { Operator } from "../../../src/core/session.ts";
import { carrierTicketText } from "../../../src/slack/views/carrier-ticket.ts";
import { comparisonMessage } from "../../../src/slack/views/compare.ts";
import { fallbackLine } from "../../../src/slack/views/report-line.ts";
import { sessionDetailsModal } from "../../../src/slack/views/session-details.ts";
import { ago, asOf, readOf, sessionBetween, sim } from "../../support/sessions.ts";

const vodafone: Operator = { mcc: "262", mnc: "02", country: "DEU", name: "Vodafone" };
const codeAlone: Operator = { mcc: "262", mnc: "2", country: "Germany", name: null };
const nameAlone: Operator = { mcc: null, mnc: null, country: "DE", name: "VODAFONE" };

/** The newest session was on the first of these. */
const reportOn = (...operators: Operator[]): SimReport =>
  reportOf({
    sim: sim(),
    read: readOf(
      operators.map((operator, index) =>
        sessionBetween((index + 1) * hourMs, (index + 0.5) * hourMs, { operator }),
      ),
    ),
    windowName: "7d",
    asOf,
  });

it.each([
  ["the code alone", codeAlone],
  ["the name in capitals alone", nameAlone],
])("of a newest record with %s, all views call the operator by its name", (_what, newest) => {
  const report = reportOn(newest, vodafone);
  const line = fallbackLine(report, pageOf(report, { widenedFrom: null, page: 0 }));
  expect(line.mrkdwn).toContain("Last known: Vodafone,");
  const ticket = carrierTicketText(report);
  expect(ticket.match(/Vodafone \(Germany\)/g)).toHaveLength(3);
  expect(ticket).not.toMatch(/VODAFONE|not reported \(reported/);
});

it("the details of a session say what its own record says", () => {
  const report = reportOn(codeAlone, vodafone);
  const [newest] = report.sessions;
  if (newest === undefined) throw new Error("no session");
  const shown = JSON.stringify(sessionDetailsModal(newest, report));
  expect(shown).toContain("Not reported: operator");
  expect(shown).toContain("`262-02`");
});

it.each([
  ["the code alone", codeAlone],
  ["another network of it", { ...vodafone, mnc: "04" }],
  ["the name alone", nameAlone],
])("two SIMs, one of which reports %s, share the operator", (_what, operator) => {
  const silentOn = (on: Operator) =>
    reportOf({
      sim: sim(),
      read: readOf([
        sessionBetween(9 * hourMs, null, { operator: on, lastUpdated: ago(6 * hourMs) }),
      ]),
      windowName: "7d",
      asOf,
    });
  const message = comparisonMessage({
    reports: [silentOn(vodafone), silentOn(operator)],
    audience: "asker",
    picture: null,
  });
  const shown = JSON.stringify(message.blocks);
  expect(shown).toContain("They share the operator 🇩🇪 Vodafone, Germany (262-02)");
  expect(shown).not.toMatch(/VODAFONE|B: 🇩🇪 262-02/u);
});
