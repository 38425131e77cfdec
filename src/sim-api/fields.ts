import { z } from "zod";
import type { Instant } from "../core/instant.ts";
import { isNoTime } from "../core/known/no-time.ts";
import { isNothingWritten } from "../core/known/placeholders.ts";
import { remembering } from "../core/remembering.ts";
import type { TowerLocation } from "../core/session.ts";
import { visibleOrNull } from "../core/visible-text.ts";

/*
 * The fields of the platform's records as they are in the wild. Neither vendor requires any field,
 * and samples of theirs hold `""` and `{}` for "nothing": all of these, the text "null" and its
 * kin, and a missing field, are `null` here. Placeholders that depend on the field are core's to
 * know.
 */

/** In the place of a value that cannot be read. It is not `null`: that says that there is none. */
export const damaged: unique symbol = Symbol("damaged");

/** What a field says; `null`: nothing. */
export type Field<Value> = Value | null | typeof damaged;

export type FieldReader<Value> = (received: unknown) => Field<Value>;

/** Remembers what was made of each text and number: records repeat them. Objects are not held. */
export function rememberingField<Value>(read: FieldReader<Value>): FieldReader<Value> {
  const remembered = remembering(read);
  return (received) => (typeof received === "object" ? read(received) : remembered(received));
}

export const text: FieldReader<string> = (received) => {
  if (typeof received !== "string") return nothingOr(received);
  return received === "" || isNothingWritten(received) ? null : received;
};

/** People may call a SIM "None": of what they write nothing is a placeholder. */
export const name: FieldReader<string> = (received) => {
  if (typeof received === "string") return received === "" ? null : received;
  return received === undefined || received === null ? null : damaged;
};

/** What people read and nothing is found by: of invisible characters alone it is unknown, too. */
export const shownText: FieldReader<string> = (received) => {
  const read = text(received);
  return typeof read === "string" && visibleOrNull(read) === null ? null : read;
};

/** The same, also as a number, which has lost the zeros in front of so many digits. */
function shownNumber(digits: number): FieldReader<string> {
  return (received) => {
    if (typeof received !== "number") return shownText(received);
    return isWhole(received) ? String(received).padStart(digits, "0") : damaged;
  };
}

/** MCC and MNC were numbers until 2017: core knows the width of each. */
export const networkCode = shownNumber(1);
export const cellId = shownNumber(1);
export const imei = shownNumber(15);

/**
 * More than a link of 1 Gbit/s could carry in 30 days in packets of common size. Up to this
 * bound, the sum over 50 pages of 1,000 sessions is still an exact integer.
 */
const mostPackets = 100_000_000_000;

/** A negative, broken or absurd count is damaged, and so unknown: never 0, never a guess. */
export const packetCount: FieldReader<number> = (received) => {
  if (typeof received !== "number") return nothingOr(received);
  return isWhole(received) && received <= mostPackets ? received : damaged;
};

const isoInstant = z.regexes.datetime({ offset: true });

/** ISO 8601. A time that was never set is none: an `end` of 1970 is that of an open session. */
export const instant: FieldReader<Instant> = (received) => {
  if (typeof received !== "string") return nothingOr(received);
  if (isNoTime(received)) return null;
  return isoInstant.test(received) ? Date.parse(received) : nothingOr(received);
};

/** The same for the times of one list: a session that has ended was mostly updated last at its end. */
export function createInstantReader(): FieldReader<Instant> {
  let last: unknown;
  let read: Field<Instant> = null;
  return (received) => {
    if (received !== last) {
      read = instant(received);
      last = received;
    }
    return read;
  };
}

/** Half a place, and the documented empty place 0/0, are no place. Decimal degrees. */
export const place: FieldReader<TowerLocation> = (received) => {
  if (!isObject(received)) return nothingOr(received);
  const latitude = degrees(received["lat"], 90);
  const longitude = degrees(received["lon"], 180);
  if (latitude === damaged || longitude === damaged) return damaged;
  if (latitude === null || longitude === null) return null;
  return latitude === 0 && longitude === 0 ? null : { latitude, longitude };
};

function degrees(received: unknown, most: number): Field<number> {
  if (typeof received !== "number") return nothingOr(received);
  return Math.abs(received) <= most ? received : damaged;
}

/** Of what is not of the expected kind: whether it is one of the writings of nothing. */
function nothingOr(received: unknown): null | typeof damaged {
  if (received === undefined || received === null) return null;
  if (typeof received === "string") return text(received) === null ? null : damaged;
  const isEmpty = isObject(received) && Object.keys(received).length === 0;
  return isEmpty ? null : damaged;
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isWhole(number: number): boolean {
  return Number.isSafeInteger(number) && number >= 0;
}
