import { dayMs, hourMs, minuteMs, secondMs } from "../../../src/core/instant.ts";
import type { WindowName } from "../../../src/core/window.ts";
import { anyMoment, type Recipe, reports } from "./history.ts";
import { asReceived, operators, placeAt, sessionOf, simWith } from "./records.ts";

const home = placeAt(operators.tMobile, 1);
const usual: readonly [number, number] = [40 * secondMs, 5 * minuteMs];

interface Loop {
  readonly everyMs: number;
  readonly lengthMs: readonly [number, number];
  readonly lastsMs: number;
  readonly endedAgoMs: number;
  readonly windowName: WindowName;
  /** Whether it reported regularly before. */
  readonly calmBefore: boolean;
}

/** Connects, loses the session, connects again; unevenly, as redials do. */
function loop(plan: Loop): Recipe["make"] {
  return (random) => {
    const asOf = anyMoment(random);
    const to = asOf - plan.endedAgoMs;
    const from = to - plan.lastsMs;
    const calm = { everyMs: hourMs, lengthMs: usual, place: home };
    const sessions = plan.calmBefore
      ? reports(random, { ...calm, from: asOf - 20 * dayMs, to: from })
      : [];
    for (let start = from; start < to; start += plan.everyMs * random.between(0.3, 1.9)) {
      const lengthMs = Math.min(random.between(...plan.lengthMs), to - start);
      const packetsUp = random.chance(0.5) ? 0 : random.whole(1, 30);
      sessions.push(sessionOf(random, { place: home, start, lengthMs, packetsUp }));
    }
    const after = { ...calm, from: to + 20 * minuteMs, to: asOf };
    const all = plan.endedAgoMs > hourMs ? [...sessions, ...reports(random, after)] : sessions;
    const { windowName } = plan;
    return { sim: simWith("active"), sessions: asReceived(random, all), asOf, windowName };
  };
}

const brief: readonly [number, number] = [5 * secondMs, 70 * secondMs];

/** A share of the sessions since `sinceMs` ago carries nothing. */
function empty(share: number, sinceMs: number, windowName: WindowName): Recipe["make"] {
  return (random) => {
    const asOf = anyMoment(random);
    const sessions = reports(random, {
      ...{
        from: asOf - 20 * dayMs,
        to: asOf,
        everyMs: 40 * minuteMs,
        lengthMs: usual,
        place: home,
      },
      record: (at) =>
        at >= asOf - sinceMs && random.chance(share) ? { packetsUp: 0, packetsDown: 0 } : {},
    });
    return { sim: simWith("active"), sessions: asReceived(random, sessions), asOf, windowName };
  };
}

/** Uploads go out and nothing comes back, since `sinceMs` ago. */
function oneWay(sinceMs: number, downShare: number, everyMs: number): Recipe["make"] {
  return (random) => {
    const asOf = anyMoment(random);
    const sessions = reports(random, {
      ...{ from: asOf - 20 * dayMs, to: asOf, everyMs, lengthMs: usual, place: home },
      record: (at) => {
        const packetsUp = random.whole(30, 300);
        const answered = at < asOf - sinceMs ? random.between(0.6, 1.4) : downShare;
        return { packetsUp, packetsDown: Math.floor(packetsUp * answered) };
      },
    });
    return {
      sim: simWith("active"),
      sessions: asReceived(random, sessions),
      asOf,
      windowName: "7d",
    };
  };
}

/** The network ends idle sessions after `timeoutMs`; some end earlier by themselves. */
function idleTimeout(timeoutMs: number, share: number, pauseMs: number): Recipe["make"] {
  return (random) => {
    const asOf = anyMoment(random);
    const sessions = [];
    let start = asOf - 7 * dayMs;
    while (start < asOf - timeoutMs - pauseMs) {
      const exact = timeoutMs + random.between(-20, 30) * secondMs;
      const lengthMs = random.chance(share) ? exact : timeoutMs * random.between(0.1, 0.8);
      const packetsUp = random.whole(300, 4000);
      sessions.push(sessionOf(random, { place: home, start, lengthMs, packetsUp }));
      start += lengthMs + pauseMs * random.between(0.6, 1.4);
    }
    // The one that goes on.
    if (start < asOf - 5 * minuteMs) {
      const updatedAfterMs = asOf - random.between(1, 4) * minuteMs - start;
      sessions.push(sessionOf(random, { place: home, start, lengthMs: null, updatedAfterMs }));
    }
    return {
      sim: simWith("active"),
      sessions: asReceived(random, sessions),
      asOf,
      windowName: "7d",
    };
  };
}

export const trafficRecipes: readonly Recipe[] = [
  {
    name: "reconnect loop, going on",
    strength: "strong",
    expected: ["reconnect_loop"],
    make: loop({
      ...{ everyMs: 90 * secondMs, lengthMs: brief, lastsMs: 5 * hourMs, endedAgoMs: 0 },
      ...{ windowName: "24h", calmBefore: true },
    }),
  },
  {
    name: "reconnect loop, never anything else",
    strength: "strong",
    expected: ["reconnect_loop"],
    make: loop({
      ...{ everyMs: 2 * minuteMs, lengthMs: brief, lastsMs: 2 * dayMs, endedAgoMs: 0 },
      ...{ windowName: "7d", calmBefore: false },
    }),
  },
  {
    name: "reconnect loop last night",
    strength: "strong",
    expected: ["reconnect_loop"],
    make: loop({
      ...{ everyMs: 3 * minuteMs, lengthMs: brief, lastsMs: 6 * hourMs, endedAgoMs: 8 * hourMs },
      ...{ windowName: "7d", calmBefore: true },
    }),
  },
  {
    name: "a few redials within the hour",
    strength: "mild",
    expected: ["reconnect_loop"],
    make: loop({
      ...{ everyMs: 4 * minuteMs, lengthMs: brief, lastsMs: 40 * minuteMs, endedAgoMs: 5 * hourMs },
      ...{ windowName: "24h", calmBefore: true },
    }),
  },

  {
    name: "nothing but empty sessions",
    strength: "strong",
    expected: ["no_traffic"],
    make: empty(1, 20 * dayMs, "7d"),
  },
  {
    name: "empty since yesterday",
    strength: "strong",
    expected: ["no_traffic"],
    make: empty(1, dayMs, "7d"),
  },
  {
    name: "four in five empty",
    strength: "strong",
    expected: ["no_traffic"],
    make: empty(0.8, 20 * dayMs, "24h"),
  },
  {
    name: "the newest few empty",
    strength: "mild",
    expected: ["no_traffic"],
    make: empty(1, 3.5 * hourMs, "7d"),
  },
  {
    name: "six in ten empty",
    strength: "mild",
    expected: ["no_traffic"],
    make: empty(0.6, 20 * dayMs, "7d"),
  },

  {
    name: "no answer since yesterday",
    strength: "strong",
    expected: ["one_way_traffic"],
    make: oneWay(dayMs, 0, 30 * minuteMs),
  },
  {
    name: "no answer for two days",
    strength: "strong",
    expected: ["one_way_traffic"],
    make: oneWay(2 * dayMs, 0, 2 * hourMs),
  },
  {
    name: "hardly an answer for 5 hours",
    strength: "strong",
    expected: ["one_way_traffic"],
    make: oneWay(5 * hourMs, 0.03, 30 * minuteMs),
  },
  {
    name: "no answer to the newest few",
    strength: "mild",
    expected: ["one_way_traffic"],
    make: oneWay(2.6 * hourMs, 0.02, 30 * minuteMs),
  },

  {
    name: "ends after an hour each time",
    strength: "strong",
    expected: ["fixed_length"],
    make: idleTimeout(hourMs, 0.97, 50 * minuteMs),
  },
  {
    name: "ends after four hours each time",
    strength: "strong",
    expected: ["fixed_length"],
    make: idleTimeout(4 * hourMs, 0.95, hourMs),
  },
  {
    name: "ends after half an hour each time",
    strength: "strong",
    expected: ["fixed_length"],
    make: idleTimeout(30 * minuteMs, 0.9, 3 * hourMs),
  },
  {
    name: "often ends after an hour",
    strength: "mild",
    expected: ["fixed_length"],
    make: idleTimeout(hourMs, 0.78, 2 * hourMs),
  },
];
