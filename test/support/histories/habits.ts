import { dayMs, hourMs, minuteMs, secondMs } from "../../../src/core/instant.ts";
import { anyMoment, type Recipe, reports } from "./history.ts";
import { asReceived, operators, placeAt, simWith } from "./records.ts";

const home = placeAt(operators.tMobile, 3);

interface Habit {
  readonly lengthMs: readonly [number, number];
  readonly packets: number;
}

/** One way of working until so long before the question, and another one since; the timer stays. */
function otherwise(before: Habit, now: Habit, sinceMs: number): Recipe["make"] {
  return (random) => {
    const asOf = anyMoment(random);
    const changedAt = asOf - sinceMs;
    const working = ({ lengthMs, packets }: Habit, from: number, to: number) =>
      reports(random, {
        ...{ everyMs: 20 * minuteMs, jitter: 0.03, missed: 0, place: home, from, to, lengthMs },
        record: () => ({
          packetsUp: Math.round(packets * random.between(0.8, 1.2)),
          packetsDown: Math.round(packets * random.between(0.8, 1.2)),
        }),
      });
    const sessions = [
      ...working(before, asOf - 20 * dayMs, changedAt),
      ...working(now, changedAt, asOf),
    ];
    const received = asReceived(random, sessions);
    return { sim: simWith("active"), sessions: received, asOf, windowName: "7d" };
  };
}

const seconds = (from: number, to: number): readonly [number, number] => [
  from * secondMs,
  to * secondMs,
];
const usual: Habit = { lengthMs: seconds(300, 500), packets: 400 };

/** Nothing is odd about any single session: only all of them together are not as before. */
export const habitRecipes: readonly Recipe[] = [
  {
    name: "sessions of seconds instead of minutes since yesterday",
    strength: "strong",
    expected: ["habits_changed"],
    make: otherwise(usual, { ...usual, lengthMs: seconds(8, 14) }, 22 * hourMs),
  },
  {
    name: "forty times the traffic for two days",
    strength: "strong",
    expected: ["habits_changed"],
    make: otherwise(usual, { ...usual, packets: 16_000 }, 2 * dayMs),
  },
  {
    name: "a twelfth of the traffic since yesterday",
    strength: "mild",
    expected: ["habits_changed"],
    make: otherwise(usual, { ...usual, packets: 33 }, 22 * hourMs),
  },
  {
    name: "a sixth of the traffic since yesterday",
    strength: "below",
    expected: [],
    make: otherwise(usual, { ...usual, packets: 66 }, 22 * hourMs),
  },
  {
    name: "thirty times the traffic, for two weeks",
    strength: "healthy",
    expected: [],
    make: otherwise(usual, { ...usual, packets: 12_000 }, 14 * dayMs),
  },
];
