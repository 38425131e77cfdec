import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { validateMessage } from "../../../playground/slack/validate/validate-message.ts";
import { pageOf } from "../../../src/core/page.ts";
import { reportOf, type SimReport } from "../../../src/core/report.ts";
import type { DataSession } from "../../../src/core/session.ts";
import type { Sim } from "../../../src/core/sim.ts";
import { windowNames } from "../../../src/core/window.ts";
import type { Message } from "../../../src/slack/kit/blocks.ts";
import { comparisonMessage } from "../../../src/slack/views/compare.ts";
import { sharedReportMessage } from "../../../src/slack/views/shared-report.ts";
import { simReportMessage } from "../../../src/slack/views/sim-report.ts";
import type { PictureView } from "../../../src/slack/views/timeline-picture.ts";
import { historiesOf } from "../../support/histories/all.ts";
import { anySession, asOf, plausibleSession, readOf, sim } from "../../support/sessions.ts";

const iccid = "8901260000000012345";
const imei = "014931000129700";

/** Names that people really give, and that hold what others must not read. */
const names = [
  "Cargo camera 7",
  iccid,
  `Camera ${imei}`,
  "8901 2600 0000 0012 345",
  "IMEI 01-493100-012970-0",
  "Gate 37.8828168, -122.3684899",
];

/** Everything that simscope ever posts for others than the person who asked. */
function postedForOthers(report: SimReport, other: SimReport): Message[] {
  const said = `${report.sim.friendlyName ?? ""} was on ${imei}`;
  const picture: PictureView = {
    image: { kind: "link", url: "https://simscope.example/charts/x.png" },
    ...{ altText: said, textTwin: said },
  };
  // With a picture and without, on one page each: the texts of both are the same.
  const open = [picture, null].map((one, page) =>
    simReportMessage({
      ...{ report, page: pageOf(report, { widenedFrom: null, page }) },
      ...{ audience: "channel", picture: one },
    }),
  );
  return [
    ...open,
    sharedReportMessage(report, picture, "U0ADA00001"),
    comparisonMessage({ reports: [report, other], audience: "channel", picture }),
  ];
}

/** Digits as somebody would copy them together. */
const digitsOf = (text: string): string => text.replace(/[ .:/-]/g, "");

function expectMasked(messages: readonly Message[], reports: readonly SimReport[]): void {
  const numbers = reports
    .flatMap(({ sim: { iccid: card }, sessions }) => [card, ...sessions.map((one) => one.imei)])
    .filter((number) => number !== null)
    .filter((number) => /^\d{10,}$/.test(number));
  const places = reports.flatMap(({ sessions }) =>
    sessions.flatMap(({ tower }) => (tower === null ? [] : [tower.latitude, tower.longitude])),
  );
  for (const message of messages) {
    const withoutValues = JSON.stringify(message, (key, value) =>
      key === "value" || key === "image_url" ? undefined : value,
    );
    const digits = digitsOf(withoutValues);
    for (const number of new Set(numbers)) expect(digits).not.toContain(number);
    expect(withoutValues).not.toMatch(/\d{14}/);
    expect(withoutValues).not.toContain("openstreetmap");
    for (const place of new Set(places)) {
      // Whole degrees and tenths are no position; and many other numbers look like them.
      if (/\.\d{4}/.test(String(place))) expect(withoutValues).not.toContain(place.toFixed(4));
    }
  }
}

function reportFor(
  sessions: readonly DataSession[],
  over: Partial<Sim> = {},
  windowName: (typeof windowNames)[number] = "30d",
): SimReport {
  return reportOf({ sim: sim({ iccid, ...over }), read: readOf(sessions), windowName, asOf });
}

describe("what others read", () => {
  it("holds no complete IMEI, ICCID or coordinate, whatever the records say", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(anySession, plausibleSession), { maxLength: 12 }),
        fc.constantFrom(...names),
        fc.constantFrom(...windowNames),
        (sessions, friendlyName, windowName) => {
          const report = reportFor(sessions, { friendlyName }, windowName);
          const other = reportFor(sessions.slice(0, 3), { friendlyName: iccid });
          const messages = postedForOthers(report, other);
          for (const message of messages) expect(validateMessage(message)).toEqual([]);
          expectMasked(messages, [report, other]);
        },
      ),
      { numRuns: 400 },
    );
  });

  it("nor in the findings of any known pattern", () => {
    const labelled = historiesOf(3);
    for (const { input } of labelled) {
      const report = reportOf({
        sim: { ...input.sim, friendlyName: input.sim.iccid },
        read: readOf(input.sessions, { startedAt: input.asOf, finishedAt: input.asOf }),
        windowName: input.window.name,
        asOf: input.asOf,
      });
      expectMasked(postedForOthers(report, report), [report]);
    }
    expect(labelled.length).toBeGreaterThanOrEqual(60);
  });

  it("says who shared it, and as of when", () => {
    const report = reportFor([]);
    const text = JSON.stringify(sharedReportMessage(report, null, "U0ADA00001"));
    expect(text).toContain("Shared by <@U0ADA00001>");
    expect(text).toContain("23 Nov 10:05 UTC");
    const unnamed = JSON.stringify(sharedReportMessage(report, null, "<!channel>"));
    expect(unnamed).toContain("Shared by somebody");
  });
});
