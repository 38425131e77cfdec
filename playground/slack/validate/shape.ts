import { type LimitName, limits } from "./limits.ts";
import { type Report, reportTooLong, reportTooMany } from "./problem.ts";

/** Checks one value of a payload and reports what Slack would refuse. */
export type Shape = (value: unknown, pointer: string, report: Report) => void;

export type Fields = Readonly<Record<string, { readonly shape: Shape; readonly needed: boolean }>>;

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Characters as Slack's JavaScript clients count them: UTF-16 units. Slack's servers may count
 * code points; the stricter count is the one that never lets a refusal through.
 */
export function lengthOf(text: string): number {
  return text.length;
}

export function needed(shape: Shape) {
  return { shape, needed: true } as const;
}

export function optional(shape: Shape) {
  return { shape, needed: false } as const;
}

function wrongType(report: Report, pointer: string, expected: string, value: unknown): void {
  const got = Array.isArray(value) ? "array" : value === null ? "null" : typeof value;
  report.add({ pointer, code: "wrong_type", message: `must be a valid ${expected}`, got });
}

/** A string; `minimum` 1 refuses the empty one. */
export function text(limit: LimitName | null, minimum = 0): Shape {
  return (value, pointer, report) => {
    if (typeof value !== "string") return wrongType(report, pointer, "string", value);
    if (value.length < minimum) {
      report.add({ pointer, code: "too_short", message: "must be more than 0 characters" });
    }
    if (limit !== null && lengthOf(value) > limits[limit]) {
      reportTooLong(report, pointer, lengthOf(value), limit);
    }
  };
}

export function word(...allowed: readonly string[]): Shape {
  return (value, pointer, report) => {
    if (typeof value === "string" && allowed.includes(value)) return;
    const got = typeof value === "string" ? value.slice(0, 40) : typeof value;
    report.add({
      pointer,
      code: "unknown_word",
      message: `must be one of ${allowed.join(", ")}`,
      got,
    });
  };
}

export const flag: Shape = (value, pointer, report) => {
  if (typeof value !== "boolean") wrongType(report, pointer, "boolean", value);
};

export const number: Shape = (value, pointer, report) => {
  if (typeof value !== "number" || !Number.isFinite(value)) {
    wrongType(report, pointer, "number", value);
  }
};

/** A whole number in `minimum…maximum`; a limit's name instead of a number names the table row. */
export function wholeNumber(minimum: number, maximum: LimitName | number): Shape {
  const largest = typeof maximum === "number" ? maximum : limits[maximum];
  return (value, pointer, report) => {
    if (typeof value !== "number" || !Number.isInteger(value)) {
      return wrongType(report, pointer, "integer", value);
    }
    if (value >= minimum && value <= largest) return;
    report.add({
      pointer,
      code: "out_of_range",
      message: `must be between ${minimum} and ${largest}`,
      limit: typeof maximum === "number" ? null : maximum,
      got: String(value),
    });
  };
}

/** An absolute http(s) address. */
export function webAddress(limit: LimitName | null): Shape {
  return (value, pointer, report) => {
    if (typeof value !== "string") return wrongType(report, pointer, "string", value);
    if (limit !== null && lengthOf(value) > limits[limit]) {
      return reportTooLong(report, pointer, lengthOf(value), limit);
    }
    const protocol = URL.parse(value)?.protocol;
    if (protocol !== "https:" && protocol !== "http:") {
      report.add({ pointer, code: "invalid_url", message: "invalid url" });
    }
  };
}

export function list(of: Shape, maximum: LimitName | null, minimum = 1): Shape {
  return (value, pointer, report) => {
    if (!Array.isArray(value)) return wrongType(report, pointer, "array", value);
    if (value.length < minimum) {
      report.add({
        pointer,
        code: "too_few",
        message: `no fewer than ${minimum} items allowed`,
        got: String(value.length),
      });
    }
    if (maximum !== null && value.length > limits[maximum]) {
      reportTooMany(report, pointer, value.length, maximum);
    }
    value.forEach((item, index) => {
      of(item, `${pointer}/${index}`, report);
    });
  };
}

/**
 * An object with these fields and no others. `also` looks at the whole object once its fields
 * were checked, for rules that join several of them.
 */
export function object(fields: Fields, also?: Shape): Shape {
  return (value, pointer, report) => {
    if (!isObject(value)) return wrongType(report, pointer, "object", value);
    for (const [name, field] of Object.entries(fields)) {
      if (value[name] !== undefined) field.shape(value[name], `${pointer}/${name}`, report);
      else if (field.needed) {
        report.add({ pointer, code: "missing", message: `missing required field: ${name}` });
      }
    }
    for (const name of Object.keys(value)) {
      if (Object.hasOwn(fields, name)) continue;
      report.add({
        pointer,
        code: "additional_property",
        message: `invalid additional property: ${name.slice(0, 40)}`,
      });
    }
    also?.(value, pointer, report);
  };
}

/** Chooses the shape by the object's `type`; a type that is not listed is refused. */
export function byType(shapes: () => Readonly<Record<string, Shape>>): Shape {
  return (value, pointer, report) => {
    if (!isObject(value)) return wrongType(report, pointer, "object", value);
    const { type } = value as { readonly type?: unknown };
    if (typeof type !== "string") {
      return report.add({ pointer, code: "missing", message: "missing required field: type" });
    }
    const known = shapes();
    const shape = Object.hasOwn(known, type) ? known[type] : undefined;
    if (shape !== undefined) return shape(value, pointer, report);
    report.add({
      pointer: `${pointer}/type`,
      code: "unsupported_type",
      message: `unsupported type: ${type.slice(0, 40)}`,
      got: type.slice(0, 40),
    });
  };
}
