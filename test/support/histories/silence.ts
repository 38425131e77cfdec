import { dayMs, hourMs, minuteMs, secondMs } from "../../../src/core/instant.ts";
import type { WindowName } from "../../../src/core/window.ts";
import { anyMoment, localHour, questionAt, type Recipe, reports } from "./history.ts";
import type { Random } from "./random.ts";
import { asReceived, operators, placeAt, sessionOf, simWith } from "./records.ts";

const home = placeAt(operators.att, 2);
const usual: readonly [number, number] = [40 * secondMs, 5 * minuteMs];

/** Reported regularly until `silentMs` ago, and not since. */
function fellSilent(everyMs: number, silentMs: number, windowName: WindowName): Recipe["make"] {
  return (random) => {
    const asOf = anyMoment(random);
    const plan = { everyMs, lengthMs: usual, place: home };
    const sessions = reports(random, { ...plan, from: asOf - 30 * dayMs, to: asOf - silentMs });
    return { sim: simWith("active"), sessions: asReceived(random, sessions), asOf, windowName };
  };
}

/** As before, but the last session was never reported closed. */
function leftOpen(everyMs: number, silentMs: number, windowName: WindowName): Recipe["make"] {
  return (random) => {
    const asOf = anyMoment(random);
    const start = asOf - silentMs - random.between(2, 9) * minuteMs;
    const plan = { everyMs, lengthMs: usual, place: home };
    const earlier = reports(random, { ...plan, from: asOf - 30 * dayMs, to: start - everyMs / 2 });
    const updatedAfterMs = asOf - silentMs - start;
    const last = sessionOf(random, { place: home, start, lengthMs: null, updatedAfterMs });
    const sessions = [...asReceived(random, earlier), last];
    return { sim: simWith("active"), sessions, asOf, windowName };
  };
}

function stateOnly(status: string | null, resetStatus: string | null = null): Recipe["make"] {
  return (random) => {
    const asOf = anyMoment(random);
    const plan = { everyMs: hourMs, lengthMs: usual, place: home };
    const silentMs = random.between(1, 6) * dayMs;
    const sessions = reports(random, { ...plan, from: asOf - 30 * dayMs, to: asOf - silentMs });
    const received = status === "new" ? [] : asReceived(random, sessions);
    return { sim: simWith(status, resetStatus), sessions: received, asOf, windowName: "7d" };
  };
}

const nothingAtAll: (windowName: WindowName, status: string) => Recipe["make"] =
  (windowName, status) => (random) => ({
    sim: simWith(status),
    sessions: [],
    asOf: anyMoment(random),
    windowName,
  });

/** One session that never ended, last updated long ago. */
const endlessButSilent =
  (silentMs: number): Recipe["make"] =>
  (random) => {
    const asOf = anyMoment(random);
    const start = asOf - random.between(4, 20) * dayMs;
    const session = sessionOf(random, {
      ...{ place: home, start, lengthMs: null },
      updatedAfterMs: asOf - silentMs - start,
    });
    return { sim: simWith("active"), sessions: [session], asOf, windowName: "7d" };
  };

/** Sleeps every night, and this morning it did not come back. */
const didNotWake = (random: Random) => {
  const asOf = questionAt(random.whole(2, 5), random.between(16, 22));
  const awake = (at: number) => localHour(at) >= 7 && localHour(at) < 20 && at < asOf - 14 * hourMs;
  const plan = { everyMs: 15 * minuteMs, lengthMs: usual, place: home, awake };
  const sessions = reports(random, { ...plan, from: asOf - 30 * dayMs, to: asOf });
  return {
    ...{ sim: simWith("active"), sessions: asReceived(random, sessions), asOf },
    windowName: "7d" as const,
  };
};

/** Silent for a while in the middle, and back since. */
function outage(everyMs: number, outageMs: number, windowName: WindowName): Recipe["make"] {
  return (random) => {
    const asOf = anyMoment(random);
    const outageTo = asOf - random.between(10, 20) * hourMs;
    const awake = (at: number) => at < outageTo - outageMs || at >= outageTo;
    const plan = { everyMs, lengthMs: usual, place: home, awake };
    const sessions = reports(random, { ...plan, from: asOf - 30 * dayMs, to: asOf });
    return { sim: simWith("active"), sessions: asReceived(random, sessions), asOf, windowName };
  };
}

/** Older records that nobody closed lie below a SIM that works. */
const leftovers = (random: Random) => {
  const asOf = anyMoment(random);
  const plan = { everyMs: 30 * minuteMs, lengthMs: usual, place: home, missed: 0 };
  const sessions = reports(random, { ...plan, from: asOf - 10 * dayMs, to: asOf });
  const stale = [3, 5].map((days) =>
    sessionOf(random, {
      ...{ place: home, start: asOf - days * dayMs, lengthMs: null },
      updatedAfterMs: random.between(1, 9) * minuteMs,
    }),
  );
  const received = [...asReceived(random, sessions), ...stale];
  return { sim: simWith("active"), sessions: received, asOf, windowName: "7d" as const };
};

/** One session that may have been there before the platform's memory begins. */
const olderThanTheList = (random: Random) => {
  const asOf = anyMoment(random);
  const start = asOf - random.between(31, 60) * dayMs;
  const updatedAfterMs = asOf - 5 * minuteMs - start;
  const session = sessionOf(random, { place: home, start, lengthMs: null, updatedAfterMs });
  return { sim: simWith("active"), sessions: [session], asOf, windowName: "30d" as const };
};

/** Works, and its oldest session lies where the platform's memory ends. */
function reachingBack(everyMs: number, days: number): Recipe["make"] {
  return (random) => {
    const asOf = anyMoment(random);
    const plan = { everyMs, lengthMs: usual, place: home };
    const sessions = reports(random, { ...plan, from: asOf - days * dayMs, to: asOf });
    return {
      sim: simWith("active"),
      sessions: asReceived(random, sessions),
      asOf,
      windowName: "30d",
    };
  };
}

export const silenceRecipes: readonly Recipe[] = [
  {
    name: "suspended",
    strength: "strong",
    expected: ["sim_not_active"],
    make: stateOnly("suspended"),
  },
  {
    name: "deactivated",
    strength: "strong",
    expected: ["sim_not_active"],
    make: stateOnly("deactivated"),
  },
  {
    name: "canceled",
    strength: "strong",
    expected: ["sim_not_active"],
    make: stateOnly("canceled"),
  },
  {
    name: "a change is under way",
    strength: "mild",
    expected: ["sim_not_active", "overdue"],
    make: stateOnly("updating"),
  },
  {
    name: "being reset",
    strength: "mild",
    expected: ["sim_not_active", "overdue"],
    make: stateOnly("active", "resetting"),
  },
  {
    name: "new, never used",
    strength: "strong",
    expected: ["sim_not_active"],
    make: stateOnly("new"),
  },

  {
    name: "nothing in 30 days",
    strength: "strong",
    expected: ["no_sessions"],
    make: nothingAtAll("30d", "active"),
  },
  {
    name: "nothing in 30 days, ready",
    strength: "strong",
    expected: ["no_sessions"],
    make: nothingAtAll("24h", "ready"),
  },
  {
    name: "nothing this week",
    strength: "strong",
    expected: ["no_sessions"],
    make: fellSilent(hourMs, 9 * dayMs, "7d"),
  },
  {
    name: "nothing today",
    strength: "strong",
    expected: ["no_sessions"],
    make: fellSilent(15 * minuteMs, 31 * hourMs, "24h"),
  },
  {
    name: "nothing today, every 4 hours before",
    strength: "mild",
    expected: ["no_sessions"],
    make: fellSilent(4 * hourMs, 26 * hourMs, "24h"),
  },

  {
    name: "open but silent for 9 hours",
    strength: "strong",
    expected: ["open_but_silent"],
    make: endlessButSilent(9 * hourMs),
  },
  {
    name: "open but silent for 3 days",
    strength: "strong",
    expected: ["open_but_silent"],
    make: endlessButSilent(3 * dayMs),
  },
  {
    name: "open but silent, was every 15 minutes",
    strength: "strong",
    expected: ["open_but_silent"],
    make: leftOpen(15 * minuteMs, 7 * hourMs, "24h"),
  },
  {
    name: "open but silent for 70 minutes",
    strength: "mild",
    expected: ["open_but_silent"],
    make: endlessButSilent(70 * minuteMs),
  },
  {
    name: "open leftovers under a SIM that works",
    strength: "mild",
    expected: ["open_but_silent"],
    make: leftovers,
  },

  {
    name: "silent for 9 hours, was every 15 minutes",
    strength: "strong",
    expected: ["overdue"],
    make: fellSilent(15 * minuteMs, 9 * hourMs, "24h"),
  },
  {
    name: "silent for 2 days, was hourly",
    strength: "strong",
    expected: ["overdue"],
    make: fellSilent(hourMs, 2 * dayMs, "7d"),
  },
  {
    name: "did not wake this morning",
    strength: "strong",
    expected: ["overdue"],
    make: didNotWake,
  },
  {
    name: "silent for 50 minutes, was every 10",
    strength: "mild",
    expected: ["overdue"],
    make: fellSilent(10 * minuteMs, 50 * minuteMs, "24h"),
  },
  {
    name: "silent for 6 days, was daily",
    strength: "mild",
    expected: ["overdue"],
    make: fellSilent(dayMs, 6 * dayMs, "7d"),
  },

  {
    name: "an outage of 31 hours, over",
    strength: "strong",
    expected: ["past_gaps"],
    make: outage(15 * minuteMs, 31 * hourMs, "7d"),
  },
  {
    name: "an outage of 2 days, over",
    strength: "strong",
    expected: ["past_gaps"],
    make: outage(hourMs, 2 * dayMs, "30d"),
  },
  {
    name: "an outage of 3 hours, over",
    strength: "mild",
    expected: ["past_gaps"],
    make: outage(15 * minuteMs, 3 * hourMs, "24h"),
  },

  {
    name: "back to the edge of the list, hourly",
    strength: "strong",
    expected: ["retention_limit"],
    make: reachingBack(hourMs, 30),
  },
  {
    name: "just back to the edge of the list",
    strength: "mild",
    expected: ["retention_limit"],
    make: reachingBack(4 * hourMs, 29.4),
  },
  {
    name: "open for longer than the list lasts",
    strength: "strong",
    expected: ["retention_limit"],
    make: olderThanTheList,
  },
];
