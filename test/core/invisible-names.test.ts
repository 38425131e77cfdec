import { describe, expect, it } from "vitest";
import { timelineModel } from "../../src/chart/model/build-model.ts";
import { timelineInputOf } from "../../src/chart/report-timeline.ts";
import { operatorLabel } from "../../src/core/operator.ts";
import { pageOf } from "../../src/core/page.ts";
import { reportOf } from "../../src/core/report.ts";
import { type Sim, simLabel } from "../../src/core/sim.ts";
import { visibleOrNull } from "../../src/core/visible-text.ts";
import { readList } from "../../src/sim-api/reading.ts";
import { dataSessionList } from "../../src/sim-api/wire.ts";
import { foundSimsMessage } from "../../src/slack/views/found-sims.ts";
import { simOption } from "../../src/slack/views/picker.ts";
import { simReportMessage } from "../../src/slack/views/sim-report.ts";
import { indexOf } from "../support/directory/fleets.ts";
import { asOf, readOf, session, sim } from "../support/sessions.ts";

/** Names of which a reader sees nothing. */
const unseen: readonly (readonly [what: string, name: string])[] = [
  ["spaces", " \t\n\u00A0\u3000"],
  ["zero-width spaces and joiners", "\u200B\u200C\u200D\u2060\uFEFF"],
  ["soft hyphens", "\u00AD\u00AD"],
  ["Hangul filler", "\u3164"],
  ["Hangul fillers of syllables", "\u115F\u1160"],
  ["half-width Hangul filler", "\uFFA0"],
  ["Braille blanks", "\u2800\u2800\u2800"],
  ["variation selectors", "\uFE0F\uFE0E\u{E0100}"],
  ["tags", "\u{E0043}\u{E0041}\u{E0054}"],
  ["controls of direction", "\u202E\u202C\u2066\u2069\u200F\u061C"],
  ["control characters", "\0\u0007\u001B\u0085"],
  ["line and paragraph separators", "\u2028\u2029"],
  ["format characters", "\u{1D173}\uFFF9\uFFFB"],
  ["nothing but combining marks", "\u0301\u0301\u20DD"],
  ["enclosing and spacing marks", "\u0903\u0488"],
  ["combining marks on a space", " \u0308\u200B"],
  ["Mongolian separators", "\u180B\u180E"],
  ["halves of characters", "\uD800\uFFFD"],
  ["blanks among symbols", "\uFFFC\u{1D159}\u{13441}"],
];

const seen = [
  "x",
  "7",
  "—",
  "🚚",
  "n\u0303",
  "\u200Bcam",
  "가",
  "⠁",
  "한\u3164",
  "الخزان",
  "👩🏽‍🚒",
];

describe.each(unseen)("a name of %s", (_, name) => {
  const nameless = { uniqueName: name, iccid: "8901260852295524703" };

  it("is none: the unique name, the digits on the card or the SID is shown", () => {
    const label = (over: Partial<Sim>) => simLabel(sim({ friendlyName: name, ...over }));
    expect(label({ uniqueName: "cargo-cam-07" })).toBe("cargo-cam-07");
    expect(label(nameless)).toBe("SIM …24703");
    expect(label({ uniqueName: name, iccid: name })).toMatch(/^DE[0-9a-f]{4}…[0-9a-f]{4}$/);
  });

  it("is shown in no view, nor in the picture", () => {
    const nobody = sim({ friendlyName: name, ...nameless });
    const report = reportOf({ sim: nobody, read: readOf([session()]), windowName: "7d", asOf });
    const page = pageOf(report, { widenedFrom: null, page: 0 });
    const answer = simReportMessage({ report, page, audience: "asker", picture: null });
    expect(answer.blocks[0]).toMatchObject({
      text: { text: expect.stringMatching(/^SIM …24703/) },
    });
    expect(answer.text).toMatch(/^SIM …24703/);
    expect(timelineModel(timelineInputOf(report, "UTC")).label).toBe("SIM …24703");
    const listed = { ...nobody, account: null };
    expect(simOption(listed).text.text).toBe("SIM …24703");
    expect(simOption(listed).description?.text).toBe("active · ICCID ends in 24703");
    const found = foundSimsMessage({
      ...{ wanted: "24703", account: null, total: 1, similar: 0, page: 1, pageCount: 1 },
      sims: [{ sim: listed, isSimilarOnly: false }],
      lists: [],
    });
    expect(JSON.stringify(found)).toContain("SIM …24703");
  });

  it("stands in a list where its label does", () => {
    const index = indexOf([
      { ...sim({ sid: `DE${"1".repeat(32)}`, friendlyName: name, uniqueName: "zebra" }) },
      { ...sim({ sid: `DE${"2".repeat(32)}`, friendlyName: "yak", uniqueName: null }) },
    ]);
    const { matches } = index.search("", { limit: 10 });
    expect(matches.map(({ sim: { uniqueName } }) => uniqueName)).toEqual([null, "zebra"]);
  });

  it("of an operator is unknown, as are those of its cell and radio link", () => {
    const wire = { operator_name: name, radio_link: name, cell_id: name, imei: name };
    const body = {
      data_sessions: [{ ...wire, operator_mcc: "310", operator_mnc: "260" }],
      meta: {},
    };
    const reading = readList(body, dataSessionList());
    const [record] = reading.kind === "read" ? reading.value.records : [];
    expect(record).toMatchObject({ radioLink: null, cellId: null, imei: null });
    expect(record?.operator.name).toBeNull();
    expect(record === undefined ? null : operatorLabel(record.operator)).toBe("310-260");
  });
});

it.each(seen)("%j is seen", (name) => {
  expect(visibleOrNull(` ${name} `)).toBe(name);
});

it("looks at a long name once", () => {
  const startedAt = performance.now();
  expect(visibleOrNull(`${"\u200B".repeat(100_000)}x`)).toHaveLength(100_001);
  expect(performance.now() - startedAt).toBeLessThan(1_000);
});

describe("a name that says only that there is none", () => {
  it.each(["null", "N/A", "undefined", "unknown"])(
    "stands behind one that says more: %s",
    (name) => {
      const label = (over: Partial<Sim>) => simLabel(sim({ friendlyName: name, ...over }));
      expect(label({ uniqueName: "cargo-cam-07" })).toBe("cargo-cam-07");
      expect(label({ uniqueName: null })).toBe(name);
    },
  );
});
