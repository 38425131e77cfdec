import { dayMs, hourMs, minuteMs, secondMs } from "../../../src/core/instant.ts";
import type { DataSession } from "../../../src/core/session.ts";
import type { WindowName } from "../../../src/core/window.ts";
import { anyMoment, type Recipe, type Reporting, reports } from "./history.ts";
import type { Random } from "./random.ts";
import { asReceived, operators, placeAt, sessionOf, simWith } from "./records.ts";

const home = placeAt(operators.tMobile, 3);
const short: readonly [number, number] = [20 * secondMs, 70 * secondMs];
const usual: readonly [number, number] = [40 * secondMs, 5 * minuteMs];

interface Stay {
  readonly lengthMs: readonly [number, number];
  readonly silenceMs: readonly [number, number];
  /** It fell dark so long before the question, or was dark for so long some hours ago. */
  readonly darkMs: number;
  readonly endedAgoMs?: number;
}

/** Nearly always in session, with its own silences in between, and dark at the end or some time before. */
function inSession({ lengthMs, silenceMs, darkMs, endedAgoMs = 0 }: Stay): Recipe["make"] {
  return (random) => {
    const asOf = anyMoment(random);
    const darkFrom = asOf - endedAgoMs - darkMs;
    const sessions: DataSession[] = [];
    const stay = (from: number, to: number) => {
      for (let start = from; start < to; ) {
        const end = Math.min(start + random.between(...lengthMs), to);
        sessions.push(
          sessionOf(random, { place: home, start, lengthMs: end - start, packetsUp: 900 }),
        );
        start = end + random.between(...silenceMs);
      }
    };
    stay(asOf - 20 * dayMs, darkFrom);
    if (endedAgoMs > 0) stay(darkFrom + darkMs, asOf - random.between(10, 50) * secondMs);
    const received = asReceived(random, sessions);
    return { sim: simWith("active"), sessions: received, asOf, windowName: "7d" };
  };
}

const hours = (from: number, to: number): readonly [number, number] => [from * hourMs, to * hourMs];
const minutes = (from: number, to: number): readonly [number, number] => [
  from * minuteMs,
  to * minuteMs,
];
const camera = { lengthMs: hours(3, 5), silenceMs: minutes(2, 14) };
const gateway = { lengthMs: hours(10, 30), silenceMs: minutes(0.2, 3) };

/** One rhythm until then, and another since, both steady and with packets. */
function faster(beforeMs: number, nowMs: number, sinceMs: number): Recipe["make"] {
  return (random) => {
    const asOf = anyMoment(random);
    const changedAt = asOf - sinceMs;
    const plan = { lengthMs: short, place: home, missed: 0 };
    const sessions = [
      ...reports(random, { ...plan, everyMs: beforeMs, from: asOf - 30 * dayMs, to: changedAt }),
      ...reports(random, { ...plan, everyMs: nowMs, from: changedAt, to: asOf }),
    ];
    const received = asReceived(random, sessions);
    return { sim: simWith("active"), sessions: received, asOf, windowName: "7d" };
  };
}

/** Changes its radio link again and again within the newest day. */
function restlessLink(share: number, everyMs: number): Recipe["make"] {
  return (random) => {
    const asOf = anyMoment(random);
    let link = "LTE";
    const record = (at: number) => {
      if (at > asOf - dayMs && random.chance(share)) link = link === "LTE" ? "3G" : "LTE";
      return { radioLink: at > asOf - dayMs ? link : "LTE" };
    };
    const plan = { everyMs, lengthMs: usual, place: home, missed: 0, record };
    const sessions = reports(random, { ...plan, from: asOf - 20 * dayMs, to: asOf });
    const received = asReceived(random, sessions);
    return { sim: simWith("active"), sessions: received, asOf, windowName: "7d" };
  };
}

/** A lesser radio link for a session now and then, as at the edge of a cell. */
const oddLink = (random: Random) => {
  const asOf = anyMoment(random);
  const record = (at: number) => ({
    radioLink: at < asOf - 2 * hourMs && random.chance(0.05) ? "3G" : "LTE",
  });
  const plan = { everyMs: 30 * minuteMs, lengthMs: usual, place: home, missed: 0, record };
  const sessions = reports(random, { ...plan, from: asOf - 20 * dayMs, to: asOf });
  const received = asReceived(random, sessions);
  return { sim: simWith("active"), sessions: received, asOf, windowName: "7d" as const };
};

/** Reports, asked over a window that holds one or two of its sessions only. */
function seldom(windowName: WindowName, record: Reporting["record"]): Recipe["make"] {
  return (random) => {
    const asOf = anyMoment(random);
    const plan = { everyMs: 20 * hourMs, lengthMs: usual, place: home, missed: 0, jitter: 0.01 };
    const sessions = reports(random, {
      ...plan,
      ...(record === undefined ? {} : { record }),
      ...{ from: asOf - 29 * dayMs, to: asOf },
    });
    return { sim: simWith("active"), sessions: asReceived(random, sessions, 0), asOf, windowName };
  };
}

/** A reset that was started so long ago; until then the SIM reported, and goes on or not. */
function resetting(lastsMs: number, goesOn: boolean): Recipe["make"] {
  return (random) => {
    const asOf = anyMoment(random);
    const plan = { everyMs: 20 * minuteMs, lengthMs: usual, place: home, missed: 0 };
    const to = goesOn ? asOf : asOf - lastsMs;
    const sessions = reports(random, { ...plan, from: asOf - 20 * dayMs, to });
    return {
      sim: { ...simWith("active", "resetting"), dateUpdated: asOf - lastsMs },
      ...{ sessions: asReceived(random, sessions), asOf, windowName: "24h" },
    };
  };
}

/** Every few minutes in one hour of the day, and hourly else. */
const busyHour = (random: Random) => {
  const asOf = anyMoment(random);
  const hour = random.whole(0, 23);
  const isBusy = (at: number) => new Date(at).getUTCHours() === hour;
  const plan = { lengthMs: short, place: home, missed: 0, from: asOf - 30 * dayMs, to: asOf };
  const sessions = [
    ...reports(random, { ...plan, everyMs: 5 * minuteMs, awake: isBusy }),
    ...reports(random, { ...plan, everyMs: hourMs, awake: (at) => !isBusy(at) }),
  ];
  const received = asReceived(random, sessions);
  return { sim: simWith("active"), sessions: received, asOf, windowName: "7d" as const };
};

/** Often by day and seldom by night. */
const dayAndNight = (random: Random) => {
  const asOf = anyMoment(random);
  const dawn = random.whole(0, 23);
  const isDay = (at: number) => (new Date(at).getUTCHours() - dawn + 24) % 24 < 14;
  const plan = { lengthMs: short, place: home, missed: 0, from: asOf - 30 * dayMs, to: asOf };
  const sessions = [
    ...reports(random, { ...plan, everyMs: 10 * minuteMs, awake: isDay }),
    ...reports(random, { ...plan, everyMs: hourMs, awake: (at) => !isDay(at) }),
  ];
  const received = asReceived(random, sessions);
  return { sim: simWith("active"), sessions: received, asOf, windowName: "24h" as const };
};

const row = (
  name: string,
  strength: Recipe["strength"],
  expected: Recipe["expected"],
  make: Recipe["make"],
  alsoTrue: Recipe["expected"] = [],
): Recipe => ({ name, strength, expected, make, alsoTrue });

export const rhythmRecipes: readonly Recipe[] = [
  row(
    "nearly always in session, dark for 7 hours",
    "strong",
    ["overdue"],
    inSession({ ...camera, darkMs: 7 * hourMs }),
  ),
  row(
    "in session for a day each time, dark for 4 hours",
    "strong",
    ["overdue"],
    inSession({ ...gateway, darkMs: 4 * hourMs }),
  ),
  row(
    "nearly always in session, dark for 70 minutes",
    "mild",
    ["overdue"],
    inSession({ ...camera, darkMs: 70 * minuteMs }),
  ),
  row(
    "nearly always in session, dark for 40 minutes",
    "below",
    [],
    inSession({ ...camera, darkMs: 40 * minuteMs }),
  ),
  row(
    "nearly always in session, was dark for 9 hours",
    "strong",
    ["past_gaps"],
    inSession({ ...camera, darkMs: 9 * hourMs, endedAgoMs: 20 * hourMs }),
  ),
  row(
    "in session for a day each time, was dark for 2 h 49 min",
    "strong",
    ["past_gaps"],
    inSession({ ...gateway, darkMs: 2.8 * hourMs, endedAgoMs: 20 * hourMs }),
  ),
  row(
    "nearly always in session, was dark for 70 minutes",
    "mild",
    ["past_gaps"],
    inSession({ ...camera, darkMs: 70 * minuteMs, endedAgoMs: 9 * hourMs }),
  ),
  row(
    "nearly always in session, was dark for 35 minutes",
    "below",
    [],
    inSession({ ...camera, darkMs: 35 * minuteMs, endedAgoMs: 9 * hourMs }),
  ),
  row(
    "nearly always in session",
    "healthy",
    [],
    inSession({ ...camera, darkMs: 0, endedAgoMs: 6 * minuteMs }),
  ),

  row(
    "every 4 minutes now, was hourly",
    "strong",
    ["reconnect_loop"],
    faster(hourMs, 4 * minuteMs, 8 * hourMs),
  ),
  row(
    "every 4 minutes for 3 days, was hourly",
    "strong",
    ["reconnect_loop"],
    faster(hourMs, 4 * minuteMs, 3 * dayMs),
  ),
  row(
    "every 9 minutes now, was hourly",
    "mild",
    ["reconnect_loop"],
    faster(hourMs, 9 * minuteMs, 5 * hourMs),
  ),
  row(
    "every 10 minutes now, was every 20",
    "below",
    [],
    faster(20 * minuteMs, 10 * minuteMs, 8 * hourMs),
  ),
  row("busy in the same hour of each day", "healthy", [], busyHour),
  row("often by day, seldom by night", "healthy", [], dayAndNight),

  row("radio link changes all day", "strong", ["radio_fallback"], restlessLink(0.9, 30 * minuteMs)),
  row(
    "radio link changes at every second session",
    "mild",
    ["radio_fallback"],
    restlessLink(0.5, 15 * minuteMs),
  ),
  row("radio link changes now and then", "below", [], oddLink),

  row(
    "nothing but empty sessions, a day asked",
    "strong",
    ["no_traffic"],
    seldom("24h", () => ({ packetsUp: 0, packetsDown: 0 })),
  ),
  row(
    "only uploads, a day asked",
    "strong",
    ["one_way_traffic"],
    seldom("24h", () => ({ packetsUp: 90, packetsDown: 0 })),
  ),
  row("seldom, a day asked", "healthy", [], seldom("24h", undefined)),

  row(
    "being reset for 3 hours, silent since",
    "strong",
    ["sim_not_active"],
    resetting(3 * hourMs, false),
  ),
  row("being reset for 35 minutes", "mild", ["sim_not_active"], resetting(35 * minuteMs, true)),
  row("being reset for 20 minutes", "below", ["sim_not_active"], resetting(20 * minuteMs, true)),
];
