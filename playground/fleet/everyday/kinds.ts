import { dayMs, hourMs, minuteMs, secondMs } from "../../../src/core/instant.ts";
import type { Random } from "../random.ts";
import { backToBack, daily, every, type Pattern, workingHours } from "../story/spans.ts";
import { perHour, report, type Traffic } from "../story/traffic.ts";
import type { Site } from "./sites.ts";

/** What a kind of device does all its life. */
export interface Habit {
  readonly when: Pattern;
  readonly traffic: Traffic;
  /** Its clock's lag behind all others: devices of one kind do not report in step. */
  readonly phaseMs: number;
}

/** A kind of device, of which there are many. */
export interface DeviceKind {
  /** As in unique names: `power-meter`. */
  readonly name: string;
  /** So many of fifty devices are of it. */
  readonly ofFifty: number;
  readonly radioLink: "LTE" | "LTE-M" | "NB-IoT";
  /** It drives around: no cell is its own. */
  readonly moves?: true;
  readonly habit: (random: Random, site: Site) => Habit;
}

const mondayToFriday = [1, 2, 3, 4, 5];
const mondayToSaturday = [...mondayToFriday, 6];
const fridayToSunday = [5, 6, 0];

/** Reports once in so long, a little late each time. */
const reporting =
  (everyMs: number, jitterMs: number, traffic: Traffic): DeviceKind["habit"] =>
  (random) => ({
    when: every(everyMs, jitterMs, [15 * secondMs, 50 * secondMs]),
    traffic,
    phaseMs: random.between(0, everyMs),
  });

/** Connected all the time: one session after the other. */
const connected =
  (fromMs: number, toMs: number, traffic: Traffic): DeviceKind["habit"] =>
  () => ({ when: backToBack([fromMs, toMs], [2 * secondMs, minuteMs]), traffic, phaseMs: 0 });

/** Busy between two hours of the town's own day. */
const atWork =
  (days: readonly number[], fromHour: number, toHour: number, traffic: Traffic) =>
  (_random: Random, { utcOffsetHours }: Site): Habit => ({
    when: workingHours(
      days,
      fromHour - utcOffsetHours,
      toHour - utcOffsetHours,
      backToBack([10 * minuteMs, 50 * minuteMs], [30 * secondMs, 8 * minuteMs]),
    ),
    traffic,
    phaseMs: 0,
  });

const onceANight: DeviceKind["habit"] = (random, { utcOffsetHours }) => ({
  when: daily((random.integer(0, 5) - utcOffsetHours + 24) % 24, 12 * minuteMs, [
    40 * secondMs,
    2 * minuteMs,
  ]),
  traffic: report(24, 18),
  phaseMs: 0,
});

/** From every 15 minutes to every three days, by day, at weekends, and always. */
export const deviceKinds: readonly DeviceKind[] = [
  {
    name: "power-meter",
    ofFifty: 8,
    radioLink: "LTE-M",
    habit: reporting(15 * minuteMs, 40 * secondMs, report(9, 7)),
  },
  {
    name: "heat-meter",
    ofFifty: 9,
    radioLink: "NB-IoT",
    habit: reporting(hourMs, 2 * minuteMs, report(14, 10)),
  },
  {
    name: "water-meter",
    ofFifty: 6,
    radioLink: "NB-IoT",
    habit: reporting(6 * hourMs, 8 * minuteMs, report(20, 14)),
  },
  { name: "tank-gauge", ofFifty: 8, radioLink: "LTE-M", habit: onceANight },
  {
    name: "kiosk",
    ofFifty: 5,
    radioLink: "LTE",
    habit: connected(6 * hourMs, 23 * hourMs, perHour(130, 210)),
  },
  {
    name: "charge-point",
    ofFifty: 4,
    radioLink: "LTE",
    habit: connected(2 * hourMs, 8 * hourMs, perHour(60, 45)),
  },
  {
    name: "van",
    ofFifty: 5,
    radioLink: "LTE",
    moves: true,
    habit: atWork(mondayToFriday, 7, 17, perHour(420, 280)),
  },
  {
    name: "refuse-truck",
    ofFifty: 2,
    radioLink: "LTE",
    moves: true,
    habit: atWork(mondayToSaturday, 5, 13, perHour(380, 240)),
  },
  {
    name: "market-till",
    ofFifty: 2,
    radioLink: "LTE",
    habit: atWork(fridayToSunday, 9, 19, perHour(90, 110)),
  },
  {
    name: "soil-sensor",
    ofFifty: 1,
    radioLink: "NB-IoT",
    habit: reporting(3 * dayMs, 25 * minuteMs, report(30, 12)),
  },
];
