import { dayMs, hourMs, minuteMs, secondMs } from "../../../src/core/instant.ts";
import type { WindowName } from "../../../src/core/window.ts";
import {
  anyMoment,
  type History,
  localHour,
  localHourOverClockChange,
  localWeekday,
  questionAt,
  type Recipe,
  type Reporting,
  reports,
} from "./history.ts";
import type { Random } from "./random.ts";
import { asReceived, operators, placeAt, sessionOf, simWith } from "./records.ts";

const home = placeAt(operators.tMobile, 0);

type Plan = Omit<Reporting, "from" | "to" | "place"> & Partial<Pick<Reporting, "place" | "from">>;

/** A device that has reported for 30 days and goes on doing so. */
function steady(
  windowName: WindowName,
  plan: (random: Random) => Plan,
  asOfOf: (random: Random) => number = anyMoment,
): Recipe["make"] {
  return (random): History => {
    const asOf = asOfOf(random);
    const sessions = reports(random, {
      from: asOf - 30 * dayMs,
      place: home,
      to: asOf,
      ...plan(random),
    });
    return { sim: simWith("active"), sessions: asReceived(random, sessions), asOf, windowName };
  };
}

const every =
  (everyMs: number, lengthMs: readonly [number, number], more: Partial<Plan> = {}) =>
  (): Plan => ({ everyMs, lengthMs, ...more });

const officeHours = (at: number) =>
  localWeekday(at) >= 1 && localWeekday(at) <= 5 && localHour(at) >= 8 && localHour(at) < 18;
const daytime = (at: number) => localHour(at) >= 7 && localHour(at) < 21;

const short: readonly [number, number] = [20 * secondMs, 70 * secondMs];
const usual: readonly [number, number] = [40 * secondMs, 5 * minuteMs];

const officeHoursOverClockChange = (at: number) => {
  const hour = localHourOverClockChange(at);
  return hour >= 8 && hour < 18;
};

const makers: Record<string, Recipe["make"]> = {
  "every 5 minutes": steady("7d", every(5 * minuteMs, short)),
  "every 5 minutes, 24 hours asked": steady("24h", every(5 * minuteMs, short)),
  "every 15 minutes": steady("7d", every(15 * minuteMs, usual)),
  "every 15 minutes, 30 days asked": steady("30d", every(15 * minuteMs, usual)),
  hourly: steady("7d", every(hourMs, usual)),
  "hourly, unsteady": steady("24h", every(hourMs, usual, { jitter: 0.35 })),
  "every 4 hours": steady("7d", every(4 * hourMs, usual)),
  daily: steady("7d", every(dayMs, usual, { jitter: 0.01, missed: 0 })),
  "daily, 24 hours asked": steady("24h", every(dayMs, usual, { jitter: 0.01, missed: 0 })),
  "twice a day": steady("30d", every(12 * hourMs, usual, { jitter: 0.03 })),
  "weekly, 7 days asked": steady("7d", every(7 * dayMs, usual, { jitter: 0.004, missed: 0 })),
  "weekly, 24 hours asked": steady("24h", every(7 * dayMs, usual, { jitter: 0.004, missed: 0 })),
  "weekdays, asked on Sunday": steady(
    "7d",
    every(15 * minuteMs, usual, { awake: officeHours }),
    (random) => questionAt(0, random.between(1, 23)),
  ),
  "weekdays, asked on Sunday for 24 hours": steady(
    "24h",
    every(30 * minuteMs, usual, { awake: officeHours }),
    (random) => questionAt(0, random.between(18, 23.9)),
  ),
  "weekdays, asked at 3 a.m.": steady(
    "7d",
    every(20 * minuteMs, usual, { awake: officeHours }),
    (random) => questionAt(random.whole(2, 5), 8 + random.between(-2, 2)),
  ),
  "sleeps at night, asked at night": steady(
    "24h",
    every(10 * minuteMs, usual, { awake: daytime }),
    (random) => questionAt(random.whole(0, 6), random.between(4, 11)),
  ),
  "sleeps at night, asked when it wakes": steady(
    "7d",
    every(15 * minuteMs, usual, { awake: daytime }),
    (random) => questionAt(random.whole(0, 6), 12 + random.between(0, 0.3)),
  ),
  "one endless session": (random) => {
    const asOf = anyMoment(random);
    const start = asOf - random.between(3, 25) * dayMs;
    const updatedAfterMs = asOf - random.between(1, 14) * minuteMs - start;
    const packets = { packetsUp: random.whole(5e4, 9e5), packetsDown: random.whole(5e4, 9e5) };
    const endless = sessionOf(random, {
      place: home,
      start,
      lengthMs: null,
      updatedAfterMs,
      ...packets,
    });
    return {
      sim: simWith("active"),
      sessions: [endless],
      asOf,
      windowName: random.pick(["7d", "24h"]),
    };
  },
  "long sessions, one after the other": (random) => {
    const asOf = anyMoment(random);
    const sessions = [];
    let start = asOf - 20 * dayMs;
    for (;;) {
      const lengthMs = random.between(1, 14) * hourMs;
      if (start + lengthMs >= asOf - 10 * minuteMs) break;
      sessions.push(
        sessionOf(random, { place: home, start, lengthMs, packetsUp: random.whole(900, 9000) }),
      );
      start += lengthMs + random.between(5, 90) * secondMs;
    }
    const updatedAfterMs = asOf - random.between(1, 12) * minuteMs - start;
    sessions.push(sessionOf(random, { place: home, start, lengthMs: null, updatedAfterMs }));
    return {
      sim: simWith("active"),
      sessions: asReceived(random, sessions),
      asOf,
      windowName: "7d",
    };
  },
  "as people use it": (random) => {
    const asOf = anyMoment(random);
    const sessions = [];
    for (let start = asOf - 12 * dayMs; start < asOf - 40 * minuteMs; ) {
      const lengthMs = random.between(1, 80) * minuteMs;
      const endsAt = Math.min(start + lengthMs, asOf);
      sessions.push(sessionOf(random, { place: home, start, lengthMs: endsAt - start }));
      start = endsAt + random.between(0.2, 1) ** 4 * 14 * hourMs;
    }
    return {
      sim: simWith("active"),
      sessions: asReceived(random, sessions),
      asOf,
      windowName: "7d",
    };
  },
  "hourly in office hours, asked on Sunday for 24 hours": steady(
    "24h",
    every(hourMs, usual, { awake: officeHours }),
    (random) => questionAt(0, random.between(18, 23.9)),
  ),
  "asked the morning after the clocks changed": steady(
    "24h",
    every(15 * minuteMs, usual, { awake: officeHoursOverClockChange }),
    (random) => Date.UTC(2026, 10, random.whole(1, 3)) + random.between(11, 14) * hourMs,
  ),
  "half of the fields missing": (random) => {
    const asOf = anyMoment(random);
    const plan = { everyMs: 30 * minuteMs, lengthMs: usual, place: home };
    const sessions = reports(random, { ...plan, from: asOf - 30 * dayMs, to: asOf });
    const received = asReceived(random, sessions, 0.5);
    return { sim: simWith(null), sessions: received, asOf, windowName: "7d" };
  },
  "told to report less often": (random) => {
    const asOf = anyMoment(random);
    const plan = { lengthMs: usual, place: home };
    const changedAt = asOf - random.between(0.7, 9) * dayMs;
    const sessions = [
      ...reports(random, {
        ...plan,
        everyMs: 15 * minuteMs,
        from: asOf - 30 * dayMs,
        to: changedAt,
      }),
      ...reports(random, { ...plan, everyMs: hourMs, from: changedAt, to: asOf }),
    ];
    return {
      sim: simWith("active"),
      sessions: asReceived(random, sessions),
      asOf,
      windowName: "7d",
    };
  },
  "many reports lost": steady("7d", every(20 * minuteMs, usual, { missed: 0.2 })),
  "put to use yesterday": (random) => {
    const asOf = anyMoment(random);
    const plan = every(3 * hourMs, usual)();
    const from = asOf - random.between(9, 16) * hourMs;
    const sessions = reports(random, { ...plan, from, to: asOf, place: home, missed: 0 });
    return {
      sim: simWith("ready"),
      sessions: asReceived(random, sessions),
      asOf,
      windowName: "7d",
    };
  },
  "a van on its round": steady(
    "7d",
    every(20 * minuteMs, usual, {
      place: (at) =>
        placeAt(
          operators.tMobile,
          3 * Math.floor((at / hourMs) % 9),
          40 + Math.floor((at / hourMs) % 9),
        ),
    }),
  ),
  "a sensor that only sends": steady("7d", (random) => ({
    everyMs: 30 * minuteMs,
    lengthMs: usual,
    record: () => ({ packetsUp: random.whole(24, 60), packetsDown: random.whole(0, 1) }),
  })),
  "an upload now and then empty": steady("7d", (random) => ({
    everyMs: 30 * minuteMs,
    lengthMs: usual,
    record: () => (random.chance(0.1) ? { packetsUp: 0, packetsDown: 0 } : {}),
  })),
};

/** What may be said of a healthy SIM: nothing that asks for action, only notices that are true. */
export const healthyRecipes: readonly Recipe[] = Object.entries(makers).map(([name, make]) => ({
  name: `healthy: ${name}`,
  strength: "healthy",
  expected: [],
  alsoTrue: name === "a sensor that only sends" ? ["one_way_traffic"] : [],
  make,
}));
