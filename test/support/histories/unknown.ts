import type { UnknownsInput } from "../../../src/core/findings/unknowns.ts";
import { dayMs, hourMs, type Instant, minuteMs, secondMs } from "../../../src/core/instant.ts";
import type { DataSession } from "../../../src/core/session.ts";
import type { RecordTimes } from "../../../src/core/session-read.ts";
import { anyMoment, type History, type Recipe, reports } from "./history.ts";
import type { Random } from "./random.ts";
import { asReceived, operators, placeAt, simWith } from "./records.ts";

const home = placeAt(operators.tMobile, 3);

/** What becomes of one record: it stays, or only these of its times can still be read. */
type Fate = (session: DataSession, ageMs: number) => RecordTimes | "known";

const timeless = (): RecordTimes => ({
  start: "unreadable",
  end: "unreadable",
  lastUpdated: "unreadable",
});
const startUnreadable = ({ end, lastUpdated }: DataSession): RecordTimes => ({
  ...{ start: "unreadable", end, lastUpdated },
});

/** A device that reports every 15 minutes until `silentMs` ago, of whose records not all can be read. */
function partlyRead(
  silentMs: number,
  fate: Fate,
  incomplete: UnknownsInput["incomplete"] = null,
): Recipe["make"] {
  return (random: Random): History => {
    const asOf: Instant = anyMoment(random);
    const all = reports(random, {
      ...{ from: asOf - 30 * dayMs, to: asOf - silentMs, place: home },
      ...{ everyMs: 15 * minuteMs, lengthMs: [40 * secondMs, 5 * minuteMs] },
    });
    const told = asReceived(random, all).map((session) => ({
      session,
      times: fate(session, asOf - (session.start ?? asOf)),
    }));
    const sessions = told.flatMap(({ session, times }) => (times === "known" ? session : []));
    const setAside = told.flatMap(({ times }) => (times === "known" ? [] : times));
    const left = { setAside, incomplete };
    return { sim: simWith("active"), sessions, asOf, windowName: "7d", left };
  };
}

/** In each of these something is not known, and nothing may be made of it. */
export const unknownRecipes: readonly Recipe[] = [
  ...Object.entries({
    "every record unreadable": partlyRead(0, timeless),
    "every start unreadable": partlyRead(0, startUnreadable),
    "the newest two days unreadable": partlyRead(0, (_, ageMs) =>
      ageMs < 2 * dayMs ? timeless() : "known",
    ),
    "one day of last week unreadable but for its ends": partlyRead(0, (session, ageMs) =>
      ageMs > 6 * dayMs && ageMs < 7 * dayMs ? startUnreadable(session) : "known",
    ),
    "the pages of the newest week not read": partlyRead(7 * dayMs, () => "known", "page_cap"),
  }).map(([name, make]): Recipe => ({ name, strength: "healthy", expected: [], make })),
  {
    name: "silent for 9 hours, starts of three weeks ago unreadable",
    strength: "strong",
    expected: ["overdue"],
    make: partlyRead(9 * hourMs, (session, ageMs) =>
      ageMs > 21 * dayMs && ageMs < 22 * dayMs ? startUnreadable(session) : "known",
    ),
  },
];
