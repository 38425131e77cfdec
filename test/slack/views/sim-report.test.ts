import { describe, expect, it } from "vitest";
import { dayMs, hourMs, minuteMs } from "../../../src/core/instant.ts";
import { type PagePosition, pageOf } from "../../../src/core/page.ts";
import type { Audience } from "../../../src/core/private-numbers.ts";
import { reportOf, type SimReport } from "../../../src/core/report.ts";
import type { DataSession } from "../../../src/core/session.ts";
import type { Sim } from "../../../src/core/sim.ts";
import type { WindowName } from "../../../src/core/window.ts";
import type { Message } from "../../../src/slack/kit/blocks.ts";
import { allFindingsModal } from "../../../src/slack/views/all-findings.ts";
import type { Quiet } from "../../../src/slack/views/quiet.ts";
import { simReportMessage } from "../../../src/slack/views/sim-report.ts";
import { goldenPicture } from "../../support/pictures.ts";
import {
  ago,
  asOf,
  readOf,
  session,
  sessionBetween,
  sessionSid,
  sim,
  telcel,
  timeless,
  unknownOperator,
} from "../../support/sessions.ts";

interface Case {
  readonly sessions: readonly DataSession[];
  readonly sim?: Partial<Sim>;
  readonly windowName?: WindowName;
  readonly position?: Omit<PagePosition, "windowName">;
  readonly audience?: Audience;
  readonly setAside?: number;
  readonly ofOtherSims?: number;
  readonly quiet?: Quiet;
}

function reportFor(given: Case): SimReport {
  return reportOf({
    sim: sim(given.sim),
    read: readOf(given.sessions, {
      setAside: Array.from({ length: given.setAside ?? 0 }, () => timeless),
      ofOtherSims: Array.from({ length: given.ofOtherSims ?? 0 }, () => timeless),
    }),
    windowName: given.windowName ?? "7d",
    asOf,
  });
}

function messageOf(given: Case): Message {
  const report = reportFor(given);
  const page = pageOf(report, given.position ?? { widenedFrom: null, page: 0 });
  const { audience = "asker", quiet = null } = given;
  return simReportMessage({ report, page, audience, picture: goldenPicture, quiet });
}

/** The vendor's documented sample, moved into the window. */
const vendorSample = session({
  sid: null,
  start: ago(2 * hourMs),
  end: ago(100 * minuteMs),
  lastUpdated: ago(100 * minuteMs),
  imei: null,
});

const sparse = session({
  sid: null,
  operator: unknownOperator,
  cellId: null,
  tower: null,
  packetsUp: 0,
  packetsDown: 0,
  start: ago(3 * hourMs),
  end: null,
  lastUpdated: ago(3 * hourMs),
  imei: null,
});

const month = Array.from({ length: 134 }, (_, index) =>
  sessionBetween((index + 1) * 5 * hourMs, (index + 1) * 5 * hourMs - 4 * hourMs, {
    sid: sessionSid(index),
    ...(index % 3 === 0 && { operator: telcel, radioLink: "3G" }),
  }),
);

/** Every four hours an hour, the newest just ended. */
const everyFourHours = Array.from({ length: 40 }, (_, index) =>
  sessionBetween(index * 4 * hourMs + hourMs, index * 4 * hourMs, { sid: sessionSid(index) }),
);

const cases: Record<string, Case> = {
  "vendor-sample": { sessions: [vendorSample] },
  "sparse-record": { sessions: [sparse], sim: { friendlyName: null, uniqueName: null } },
  "page-2-of-month": {
    sessions: month,
    windowName: "30d",
    position: { widenedFrom: null, page: 1 },
  },
  widened: { sessions: month, windowName: "30d", position: { widenedFrom: "24h", page: 1 } },
  "for-the-channel": { sessions: month, audience: "channel" },
  healthy: { sessions: everyFourHours },
  notice: {
    sessions: everyFourHours.map((one, index) => (index > 5 ? one : { ...one, operator: telcel })),
  },
  "notice-abroad-and-back": {
    sessions: everyFourHours.map((one, index) =>
      index > 2 && index < 8 ? { ...one, operator: telcel } : one,
    ),
  },
  "nothing-in-window": { sessions: [sessionBetween(9 * dayMs, 8 * dayMs)] },
  "nothing-held": { sessions: [], sim: { status: "suspended" } },
  "open-but-silent": {
    sessions: [sessionBetween(9 * hourMs, null, { lastUpdated: ago(7 * hourMs) })],
  },
  "silent-and-quiet": {
    sessions: Array.from({ length: 300 }, (_, index) =>
      sessionBetween(
        5 * hourMs + index * 30 * minuteMs,
        5 * hourMs + index * 30 * minuteMs - minuteMs,
        {
          sid: sessionSid(index),
        },
      ),
    ),
    quiet: {
      ...{ until: asOf + 3 * dayMs, setBy: "U0BEN00001", setAt: ago(2 * hourMs) },
      reason: "new antenna on <!channel> Friday",
    },
  },
  "dirty-records": {
    sessions: [
      session({ start: null, end: null, lastUpdated: ago(hourMs) }),
      session({ start: ago(hourMs), end: ago(2 * hourMs), packetsUp: null }),
    ],
    setAside: 3,
  },
};

describe("the answer", () => {
  it.each(Object.entries(cases))("%s", async (name, given) => {
    await expect(`${JSON.stringify(messageOf(given), null, 2)}\n`).toMatchFileSnapshot(
      `../../fixtures/golden/sim-report/${name}.json`,
    );
  });

  it("shows the values of the vendor's sample", () => {
    const text = JSON.stringify(messageOf({ sessions: [vendorSample] }));
    for (const value of ["T-Mobile", "LTE", "310-260-40482-1243", "246", "296"]) {
      expect(text).toContain(value);
    }
  });

  it("never calls an open session online, and says how old its last update is", () => {
    const text = JSON.stringify(messageOf(cases["open-but-silent"] as Case));
    expect(text).not.toMatch(/online|offline/i);
    expect(text).toMatch(/nothing heard since [^(]+ \(7 h\)/);
  });

  it("shows no map link and no coordinate to a channel", () => {
    const text = JSON.stringify(messageOf({ sessions: month, audience: "channel" }));
    expect(text).not.toContain("openstreetmap");
    expect(text).not.toContain("37.88");
  });

  it("never takes for 0 what the records do not say", () => {
    const whyOf = (sessions: readonly DataSession[]) =>
      JSON.stringify(allFindingsModal(reportFor({ sessions })));
    const unsaid = session({ start: null, end: null, packetsUp: null, packetsDown: null });
    const text = whyOf([unsaid]);
    expect(text).toContain("1 session, for an unknown time\\npackets not reported");
    const half = whyOf([session({ packetsDown: null })]);
    expect(half).toContain("↑ 246 ↓ unknown packets");
    expect(text + half).not.toContain("at least 0");
  });

  it("has no facts that no session could report", () => {
    const text = JSON.stringify(messageOf({ sessions: [] }));
    expect(text).not.toContain("not reported");
    expect(text).toContain("*Last seen* not in the last 30 days");
  });

  it("says how many records were another SIM's", () => {
    const text = (ofOtherSims: number) =>
      JSON.stringify(messageOf({ sessions: [session()], ofOtherSims }));
    expect(text(0)).not.toContain("another SIM");
    expect(text(1)).toContain("1 record of another SIM was left out.");
    expect(text(2)).toContain("2 records of another SIM were left out.");
  });

  it("never links to 0/0", () => {
    const nowhere = session({ tower: null });
    expect(JSON.stringify(messageOf({ sessions: [nowhere] }))).not.toContain("openstreetmap");
  });
});
