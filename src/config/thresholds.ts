import { defaultThresholds, type Thresholds } from "../core/findings/thresholds.ts";
import { dayMs, hourMs, minuteMs, secondMs } from "../core/instant.ts";
import type { Check } from "./values.ts";

export type ParsedThresholds =
  | { readonly kind: "ok"; readonly thresholds: Partial<Thresholds> }
  | { readonly kind: "fault"; readonly problem: string; readonly mend: string };

const units: Readonly<Record<string, number>> = {
  s: secondMs,
  min: minuteMs,
  h: hourMs,
  d: dayMs,
};

/**
 * Thresholds of the findings, as `openSilentMs=2h, loopWarningStarts=20`: names of the table in
 * `core/findings/thresholds.ts`, numbers in the unit of the name. A stretch of time may be
 * written with `s`, `min`, `h` or `d`.
 */
export function parseThresholds(text: string): ParsedThresholds {
  const thresholds: Partial<Record<keyof Thresholds, number>> = {};
  for (const [index, part] of text.split(",").entries()) {
    const which = `entry ${index + 1}`;
    const [name = "", value = "", ...more] = part.split("=").map((side) => side.trim());
    const [, number = "", unit = ""] = /^(\d+(?:\.\d+)?)\s*(s|min|h|d)?$/.exec(value) ?? [];
    if (!isThreshold(name) || number === "" || more.length > 0) {
      return {
        kind: "fault",
        problem: `has no known name in ${which}`,
        mend: "Write name=number, with names of src/core/findings/thresholds.ts, separated by commas.",
      };
    }
    if (unit !== "" && !name.endsWith("Ms")) {
      return {
        kind: "fault",
        problem: `gives ${which} a unit of time, but ${name} is none`,
        mend: "Write a plain number.",
      };
    }
    thresholds[name] = Number(number) * (units[unit] ?? 1);
  }
  return { kind: "ok", thresholds };
}

export const thresholdList: Check = (value) => {
  const parsed = parseThresholds(value);
  return parsed.kind === "ok" ? null : parsed;
};

function isThreshold(name: string): name is keyof Thresholds {
  return Object.hasOwn(defaultThresholds, name);
}
