import { dayMs, hourMs, minuteMs, secondMs } from "../../../src/core/instant.ts";
import type { WindowName } from "../../../src/core/window.ts";
import { anyMoment, type Recipe, type Reporting, reports } from "./history.ts";
import type { Random } from "./random.ts";
import { asReceived, imeiOf, operators, placeAt, simWith, usualImei } from "./records.ts";

const home = placeAt(operators.tMobile, 0);
const usual: readonly [number, number] = [40 * secondMs, 5 * minuteMs];

interface Change {
  readonly everyMs: number;
  readonly changedAgoMs: number;
  readonly windowName?: WindowName;
  readonly missing?: number;
}

type Course = (random: Random, changedAt: number) => Partial<Reporting>;

/** Reports regularly; something is different from `changedAgoMs` ago on. */
function changed(change: Change, course: Course): Recipe["make"] {
  return (random) => {
    const asOf = anyMoment(random);
    const sessions = reports(random, {
      ...{
        from: asOf - 29 * dayMs,
        to: asOf,
        everyMs: change.everyMs,
        lengthMs: usual,
        place: home,
      },
      ...course(random, asOf - change.changedAgoMs),
    });
    const received = asReceived(random, sessions, change.missing);
    const windowName = change.windowName ?? "7d";
    return { sim: simWith("active"), sessions: received, asOf, windowName };
  };
}

const device =
  (imei: string): Course =>
  (_random, changedAt) => ({
    record: (at) => ({ imei: at < changedAt ? usualImei : imei }),
  });

const radio =
  (radioLink: string): Course =>
  (random, changedAt) => ({
    record: (at) => ({ radioLink: at < changedAt && !random.chance(0.04) ? "LTE" : radioLink }),
  });

const moved =
  (place: Reporting["place"]): Course =>
  (_random, changedAt) => ({
    place: (at) => (at < changedAt ? home : typeof place === "function" ? place(at) : place),
  });

/** Back and forth among the operators, within a stretch that ends `endsAgoMs` after the change began. */
const backAndForth =
  (lastsMs: number, ...others: readonly (keyof typeof operators)[]): Course =>
  (_random, changedAt) => {
    const places = [home, ...others.map((name) => placeAt(operators[name], 1, 77))];
    return {
      place: (at) => {
        if (at < changedAt || at > changedAt + lastsMs) return home;
        return places[Math.floor((at - changedAt) / (50 * minuteMs)) % places.length] ?? home;
      },
    };
  };

const otherUnit = imeiOf("35398210", 771_203, 4);
const otherType = imeiOf("86723404", 20_118, 1);

export const changeRecipes: readonly Recipe[] = [
  {
    name: "another unit of the model",
    strength: "strong",
    expected: ["device_changed"],
    make: changed({ everyMs: hourMs, changedAgoMs: 2 * dayMs }, device(otherUnit)),
  },
  {
    name: "another type of device",
    strength: "strong",
    expected: ["device_changed"],
    make: changed({ everyMs: 20 * minuteMs, changedAgoMs: 5 * dayMs }, device(otherType)),
  },
  {
    name: "another device, IMEIs often missing",
    strength: "mild",
    expected: ["device_changed"],
    make: changed({ everyMs: hourMs, changedAgoMs: dayMs, missing: 0.4 }, device(otherType)),
  },

  {
    name: "crossed into Mexico",
    strength: "strong",
    expected: ["country_changed"],
    make: changed(
      { everyMs: hourMs, changedAgoMs: dayMs },
      moved(placeAt(operators.telcel, 300, 5)),
    ),
  },
  {
    name: "crossed into Canada, 30 days asked",
    strength: "strong",
    expected: ["country_changed"],
    make: changed(
      { everyMs: 4 * hourMs, changedAgoMs: 9 * dayMs, windowName: "30d" },
      moved(placeAt(operators.rogers, 500, 9)),
    ),
  },
  {
    name: "over the border once",
    strength: "mild",
    expected: ["country_changed"],
    alsoTrue: ["operator_changed"],
    make: changed({ everyMs: hourMs, changedAgoMs: 3 * dayMs }, (_random, changedAt) => ({
      place: (at) =>
        Math.abs(at - changedAt) < 4 * hourMs ? placeAt(operators.telcel, 9, 2) : home,
    })),
  },

  {
    name: "another operator since two days",
    strength: "strong",
    expected: ["operator_changed"],
    make: changed(
      { everyMs: hourMs, changedAgoMs: 2 * dayMs },
      moved(placeAt(operators.att, 1, 81)),
    ),
  },
  {
    name: "another operator since this morning",
    strength: "strong",
    expected: ["operator_changed"],
    make: changed(
      { everyMs: 20 * minuteMs, changedAgoMs: 7 * hourMs, windowName: "24h" },
      moved(placeAt(operators.verizon, 2, 82)),
    ),
  },
  {
    name: "another operator for a few sessions",
    strength: "mild",
    expected: ["operator_changed"],
    make: changed(
      { everyMs: hourMs, changedAgoMs: 5.6 * hourMs },
      moved(placeAt(operators.att, 1, 83)),
    ),
  },

  {
    name: "back and forth between two operators",
    strength: "strong",
    expected: ["operator_ping_pong"],
    alsoTrue: ["operator_changed"],
    make: changed(
      { everyMs: 30 * minuteMs, changedAgoMs: 18 * hourMs },
      backAndForth(dayMs, "att"),
    ),
  },
  {
    name: "back and forth among three operators",
    strength: "strong",
    expected: ["operator_ping_pong"],
    alsoTrue: ["operator_changed"],
    make: changed(
      { everyMs: 20 * minuteMs, changedAgoMs: dayMs, windowName: "24h" },
      backAndForth(dayMs, "att", "verizon"),
    ),
  },
  {
    name: "back and forth a few days ago",
    strength: "strong",
    expected: ["operator_ping_pong"],
    alsoTrue: ["operator_changed"],
    make: changed(
      { everyMs: 30 * minuteMs, changedAgoMs: 5 * dayMs },
      backAndForth(12 * hourMs, "verizon"),
    ),
  },
  {
    name: "back and forth, just enough",
    strength: "mild",
    expected: ["operator_ping_pong"],
    alsoTrue: ["operator_changed"],
    make: changed(
      { everyMs: 30 * minuteMs, changedAgoMs: 4 * dayMs },
      backAndForth(5.5 * hourMs, "att"),
    ),
  },

  {
    name: "fell back to 3G",
    strength: "strong",
    expected: ["radio_fallback"],
    make: changed({ everyMs: hourMs, changedAgoMs: dayMs }, radio("3G")),
  },
  {
    name: "fell back to 2G",
    strength: "strong",
    expected: ["radio_fallback"],
    make: changed({ everyMs: 4 * hourMs, changedAgoMs: 3 * dayMs }, radio("2G")),
  },
  {
    name: "fell back to 3G within the day",
    strength: "strong",
    expected: ["radio_fallback"],
    make: changed(
      { everyMs: 20 * minuteMs, changedAgoMs: 4 * hourMs, windowName: "24h" },
      radio("3g"),
    ),
  },
  {
    name: "fell back to 3G, just now",
    strength: "mild",
    expected: ["radio_fallback"],
    make: changed({ everyMs: hourMs, changedAgoMs: 5.2 * hourMs }, radio("3G")),
  },

  {
    name: "moved 40 km",
    strength: "strong",
    expected: ["cell_moved"],
    make: changed(
      { everyMs: hourMs, changedAgoMs: 2 * dayMs },
      moved(placeAt(operators.tMobile, 40, 512)),
    ),
  },
  {
    name: "moved 12 km, few reports",
    strength: "strong",
    expected: ["cell_moved"],
    make: changed(
      { everyMs: 6 * hourMs, changedAgoMs: 4 * dayMs },
      moved(placeAt(operators.tMobile, 12, 513)),
    ),
  },
  {
    name: "moved and since on several cells",
    strength: "strong",
    expected: ["cell_moved"],
    make: changed(
      { everyMs: hourMs, changedAgoMs: 2 * dayMs },
      moved((at) =>
        placeAt(
          operators.tMobile,
          25 + Math.floor((at / hourMs) % 3),
          600 + Math.floor((at / hourMs) % 3),
        ),
      ),
    ),
  },
  {
    name: "moved 7 km, today",
    strength: "mild",
    expected: ["cell_moved"],
    make: changed(
      { everyMs: 2 * hourMs, changedAgoMs: 14 * hourMs },
      moved(placeAt(operators.tMobile, 7, 514)),
    ),
  },
  {
    name: "a neighbouring cell, 2 km away",
    strength: "healthy",
    expected: [],
    make: changed(
      { everyMs: hourMs, changedAgoMs: 2 * dayMs },
      moved(placeAt(operators.tMobile, 2, 515)),
    ),
  },
  {
    name: "a better radio link than before",
    strength: "healthy",
    expected: [],
    make: changed({ everyMs: hourMs, changedAgoMs: 2 * dayMs }, (_random, changedAt) => ({
      record: (at) => ({ radioLink: at < changedAt ? "3G" : "LTE" }),
    })),
  },
];
