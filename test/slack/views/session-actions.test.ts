import type { ModalView } from "@slack/types";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { validateMessage } from "../../../playground/slack/validate/validate-message.ts";
import { validateView } from "../../../playground/slack/validate/validate-view.ts";
import { dayMs, hourMs, minuteMs } from "../../../src/core/instant.ts";
import { pageOf } from "../../../src/core/page.ts";
import { reportOf, type SimReport } from "../../../src/core/report.ts";
import type { DataSession } from "../../../src/core/session.ts";
import type { Sim } from "../../../src/core/sim.ts";
import type { Message } from "../../../src/slack/kit/blocks.ts";
import { messageModal } from "../../../src/slack/kit/modal.ts";
import { allFindingsModal } from "../../../src/slack/views/all-findings.ts";
import { carrierTicketModal, carrierTicketText } from "../../../src/slack/views/carrier-ticket.ts";
import { comparisonMessage, sameSimMessage } from "../../../src/slack/views/compare.ts";
import {
  exportedMessage,
  exportFailedMessage,
  nothingToExportMessage,
} from "../../../src/slack/views/exported.ts";
import { whatChangedBlock } from "../../../src/slack/views/findings.ts";
import { glossaryMessage } from "../../../src/slack/views/glossary.ts";
import { sessionGoneMessage, windowNotOpenedMessage } from "../../../src/slack/views/outcomes.ts";
import { sessionDetailsModal } from "../../../src/slack/views/session-details.ts";
import {
  notTheSharerMessage,
  shareDeletedMessage,
  sharedConfirmation,
  sharedReportMessage,
  shareNotDeletedMessage,
  shareRefusedMessage,
  shareUnconfirmedMessage,
} from "../../../src/slack/views/shared-report.ts";
import { simReportMessage } from "../../../src/slack/views/sim-report.ts";
import { readingModal } from "../../../src/slack/views/waiting.ts";
import { historiesOf } from "../../support/histories/all.ts";
import { goldenPicture } from "../../support/pictures.ts";
import {
  ago,
  anySession,
  asOf,
  readOf,
  session,
  sessionBetween,
  sessionSid,
  sim,
  telcel,
  unknownOperator,
} from "../../support/sessions.ts";

const reportFor = (sessions: readonly DataSession[], over: Partial<Sim> = {}): SimReport =>
  reportOf({ sim: sim(over), read: readOf(sessions), windowName: "7d", asOf });

const sparse = session({
  ...{ sid: null, simSid: null, accountSid: null, radioLink: null, cellId: null, tower: null },
  ...{ operator: unknownOperator, packetsUp: null, packetsDown: null, imei: null },
  ...{ start: ago(3 * hourMs), end: null, lastUpdated: null },
});
const open = sessionBetween(9 * hourMs, null, { lastUpdated: ago(7 * hourMs) });
const contradicting = session({ start: ago(hourMs), end: ago(2 * hourMs) });
const hostile = session({
  radioLink: "<!channel>",
  cellId: "`*x*` <https://evil.example|click>",
  operator: { mcc: "1", mnc: "<@U1>", country: "<!here>", name: "_x_ & <b>" },
  imei: "\u202E1234",
});

/** A week of calm, then a day of short sessions on another network, in another device. */
const troubled = [
  ...Array.from({ length: 40 }, (_, index) =>
    sessionBetween(dayMs + (index + 1) * 4 * hourMs, dayMs + (index + 1) * 4 * hourMs - hourMs, {
      sid: sessionSid(index),
    }),
  ),
  ...Array.from({ length: 16 }, (_, index) =>
    sessionBetween((index + 2) * 4 * minuteMs, (index + 2) * 4 * minuteMs - minuteMs, {
      ...{ sid: sessionSid(100 + index), operator: telcel, radioLink: "3G" },
      ...{ imei: "356938035643809", cellId: "334-020-1-2", packetsUp: 0, packetsDown: 0 },
    }),
  ),
];

/** Every four hours an hour, the newest just ended. */
const healthy = Array.from({ length: 40 }, (_, index) =>
  sessionBetween(index * 4 * hourMs + hourMs, index * 4 * hourMs, { sid: sessionSid(index) }),
);

const modals: Record<string, ModalView> = {
  reading: readingModal("Session details"),
  "details-complete": sessionDetailsModal(session(), reportFor([session()])),
  "details-sparse": sessionDetailsModal(sparse, reportFor([sparse])),
  "details-open": sessionDetailsModal(open, reportFor([open])),
  "details-contradicting": sessionDetailsModal(contradicting, reportFor([contradicting])),
  "details-hostile": sessionDetailsModal(hostile, reportFor([hostile])),
  "details-gone": messageModal("Session details", sessionGoneMessage()),
  "ticket-open-but-silent": carrierTicketModal(reportFor([open])),
  "ticket-troubled": carrierTicketModal(reportFor(troubled)),
  "ticket-nothing-known": carrierTicketModal(reportFor([], { iccid: null, status: null })),
  "ticket-healthy": carrierTicketModal(reportFor(healthy)),
  "findings-troubled": allFindingsModal(reportFor(troubled)),
  "findings-none": allFindingsModal(reportFor([session()])),
  "findings-no-session": allFindingsModal(reportFor([])),
};

function answerFor(report: SimReport): Message {
  const page = pageOf(report, { widenedFrom: null, page: 0 });
  return simReportMessage({ report, page, audience: "asker", picture: goldenPicture });
}

const neighbour = { sid: `DE${"1".repeat(32)}`, uniqueName: "cargo-cam-08" } as const;
const messages: Record<string, Message> = {
  glossary: glossaryMessage(),
  "answer-troubled": answerFor(reportFor(troubled)),
  "compare-one-troubled": comparisonMessage({
    reports: [
      reportFor(troubled),
      reportFor([session()], { ...neighbour, friendlyName: "Cargo camera 8" }),
    ],
    audience: "asker",
    picture: null,
  }),
  "compare-both-silent": comparisonMessage({
    reports: [reportFor([open]), reportFor([open], { ...neighbour, friendlyName: null })],
    audience: "channel",
    picture: null,
  }),
  "compare-quiet": comparisonMessage({
    reports: [
      reportFor([open]),
      reportFor([session()], { ...neighbour, friendlyName: "Cargo camera 8" }),
    ],
    quiet: [
      { until: asOf + 86_400_000, setBy: "U0ADA00001", setAt: asOf, reason: "in <!here> repair" },
      null,
    ],
    ...{ audience: "asker", picture: null },
  }),
  "compare-same-sim": sameSimMessage(reportFor([])),
  shared: sharedConfirmation(asOf),
  "shared-answer": sharedReportMessage(reportFor(troubled), goldenPicture, "U0ADA00001"),
  "share-deleted": shareDeletedMessage(),
  "share-of-somebody-else": notTheSharerMessage("U0ADA00001"),
  "share-not-deleted": shareNotDeletedMessage("cant_delete_message"),
  "share-unconfirmed": shareUnconfirmedMessage(),
  "share-refused": shareRefusedMessage("restricted_action"),
  exported: exportedMessage({
    ...{ name: "sessions-DEb8eff34b-7d-20261123T1005Z.csv", rows: 1_340 },
    permalink: "https://acme.slack.com/files/U1/F1/x.csv",
  }),
  "exported-one": exportedMessage({ name: "x.csv", rows: 1, permalink: "javascript:alert(1)" }),
  "export-nothing": nothingToExportMessage(reportFor([])),
  "export-nothing-kept": nothingToExportMessage(
    reportOf({ sim: sim(), read: readOf([]), windowName: "30d", asOf }),
  ),
  "export-nothing-known": nothingToExportMessage(
    reportOf({
      ...{ sim: sim(), windowName: "7d", asOf },
      read: {
        ...readOf([]),
        setAside: Array(3).fill({ start: null, end: null, lastUpdated: null }),
      },
    }),
  ),
  "export-refused": exportFailedMessage("internal_error"),
  "export-right-missing": exportFailedMessage("missing_scope"),
  "export-unconfirmed": exportFailedMessage(null),
  "window-not-opened": windowNotOpenedMessage(),
};

const golden = (name: string) => `../../fixtures/golden/session-actions/${name}.json`;

describe("windows", () => {
  it.each(Object.entries(modals))("%s", async (name, view) => {
    expect(validateView(view)).toEqual([]);
    await expect(`${JSON.stringify(view, null, 2)}\n`).toMatchFileSnapshot(golden(name));
  });

  it("are taken by Slack whatever the records say, and act on nothing in them", () => {
    fc.assert(
      fc.property(fc.array(anySession, { minLength: 1, maxLength: 8 }), (sessions) => {
        const report = reportFor(sessions, { friendlyName: "<!channel> `x`", status: "<@U1>" });
        const views = [
          ...report.sessions.map((one) => sessionDetailsModal(one, report)),
          carrierTicketModal(report),
          allFindingsModal(report),
        ];
        for (const view of views) {
          expect(validateView(view)).toEqual([]);
          expect(JSON.stringify(markupIn(view))).not.toMatch(/<[@#]|<!(?!date\^)|\u202E/);
        }
      }),
      { numRuns: 500 },
    );
  });
});

/** Texts that Slack reads as markup; the field of the ticket is plain. */
function markupIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(markupIn);
  if (typeof value !== "object" || value === null) return [];
  if ("type" in value && value.type === "mrkdwn" && "text" in value) return [String(value.text)];
  return Object.values(value).flatMap(markupIn);
}

describe("messages", () => {
  it.each(Object.entries(messages))("%s", async (name, message) => {
    expect(validateMessage(message)).toEqual([]);
    await expect(`${JSON.stringify(message, null, 2)}\n`).toMatchFileSnapshot(golden(name));
  });
});

describe("two SIMs compared", () => {
  it("are not said to have sent nothing where nobody counted", () => {
    const one = reportFor([sparse]);
    const { blocks } = comparisonMessage({
      ...{ reports: [one, reportFor([session()])], audience: "asker", picture: null },
    });
    expect(JSON.stringify(blocks)).toContain("*Packets*\\nA: not reported\\nB: ↑ 246 ↓ 296");
    expect(JSON.stringify(blocks)).toContain("*In session*\\nA: not known");
  });
});

describe("the details of a session", () => {
  const linesOf = (one: DataSession) =>
    markupIn(sessionDetailsModal(one, reportFor([one]))).flatMap((text) => text.split("\n"));

  it("take one line for each property, and name what the platform calls it once", () => {
    const lines = linesOf(session());
    const text = lines.join("\n");
    for (const wire of ["start", "imei", "operator_name", "cell_location_estimate"]) {
      expect(text.split(`\`${wire}\``), wire).toHaveLength(2);
    }
    expect(lines.at(-1)).toMatch(/^For developers/);
    expect(lines).toContain("IMEI of the modem: `014931000129700`");
    // A name, five headings, three figures, sixteen properties, two notes.
    expect(lines).toHaveLength(27);
  });

  it("gather in one line what is not reported", () => {
    expect(linesOf(sparse)).toContain(
      "Not reported: operator, country, country code (MCC), network code (MNC), radio link",
    );
  });
});

describe("a carrier ticket", () => {
  it("fits the field for every known pattern, with ids and instants that an operator can use", () => {
    for (const { input } of historiesOf(5)) {
      const { sim: card, sessions, asOf: at, window } = input;
      const read = readOf(sessions, { startedAt: at, finishedAt: at });
      const text = carrierTicketText(
        reportOf({ sim: card, read, windowName: window.name, asOf: at }),
      );
      expect(text.length).toBeLessThanOrEqual(3_000);
      expect(text).toContain(`ICCID: ${card.iccid}`);
      expect(text).toMatch(/As of \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/);
      expect(text).not.toMatch(/undefined|NaN|\[object|<!date/);
    }
  });

  const subjectFor = (sessions: readonly DataSession[], status = "active") =>
    carrierTicketText(reportFor(sessions, { status })).split("\n")[0];

  it.each([
    ["Data connection of one SIM: no fault found in its sessions", healthy, "active"],
    ["Request to investigate the data connection of one SIM: Reconnect loop", troubled, "active"],
    ["Question about the state of one SIM: SIM is suspended", healthy, "suspended"],
    [
      "Question about the data connection of one SIM: Another device, same model",
      healthy.map((one, index) => (index > 2 ? one : { ...one, imei: "014931000999700" })),
      "active",
    ],
  ])("is called %s", (subject, sessions, status) => {
    expect(subjectFor(sessions, status)).toBe(subject);
  });

  it("is no request to investigate when the list of sessions was cut short", () => {
    const read = { ...readOf([session()]), incomplete: "page_cap" as const };
    const report = reportOf({ sim: sim(), read, windowName: "7d", asOf });
    expect(carrierTicketText(report)).toMatch(/^Data connection of one SIM: not all/);
    expect(JSON.stringify(carrierTicketModal(report))).toContain(
      "says nothing about what is missing",
    );
  });

  it("lists the five newest sessions, with one line each", () => {
    const lines = carrierTicketText(reportFor(troubled)).split("\n");
    const rows = lines.filter((line) => /^\d\. /.test(line));
    expect(rows).toHaveLength(5);
    expect(rows[0]).toContain("2026-11-23T09:57:00Z to 2026-11-23T09:58:00Z (1 min)");
  });
});

describe("an answer with many findings", () => {
  const report = reportFor(troubled);
  const text = JSON.stringify(answerFor(report).blocks);

  it("says the first step of the worst one, names three more, and leads to all", () => {
    expect(report.triage.findings).toHaveLength(4);
    expect(text).toContain("*Do now:* Check power supply and antenna.");
    expect(text).not.toContain("exponential back-off");
    expect(text).toMatch(/Also: another type of device, [^.]+ and [^.]+\./);
    expect(text).toContain('"text":"Why"');
  });

  it("has what they rest on in the window behind Why, and only there", () => {
    const all = JSON.stringify(allFindingsModal(report));
    for (const { title } of report.triage.findings) expect(all).toContain(`*${title}*`);
    expect(all).not.toContain("Operator changed: on");
    const verdict = "Probably a reconnect loop since";
    expect(all.split(verdict), "the verdict is said once").toHaveLength(2);
    for (const behind of ["What changed", "starts in the busiest hour", "in session 36 h 16 min"]) {
      expect(all).toContain(behind);
      expect(text).not.toContain(behind);
    }
  });
});

describe("what changed", () => {
  it("is a short list, said only when something did", () => {
    expect(whatChangedBlock(null, "present")).toBeNull();
    const block = whatChangedBlock(reportFor(troubled).triage.changed, "present");
    expect(block?.text?.text).toContain("• Operator: T-Mobile → *Telcel*");
    expect(block?.text?.text).toContain("• Radio link: LTE → *3G*");
    expect(block?.text?.text).not.toContain("356938035643809");
  });
});
