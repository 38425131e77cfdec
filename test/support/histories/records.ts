import { type Instant, minuteMs, secondMs } from "../../../src/core/instant.ts";
import type { DataSession, Operator, TowerLocation } from "../../../src/core/session.ts";
import type { Sim } from "../../../src/core/sim.ts";
import type { Random } from "./random.ts";

/** A cell with its tower, under one operator. */
export interface Place {
  readonly operator: Operator;
  readonly cellId: string;
  readonly tower: TowerLocation;
}

export const operators = {
  tMobile: { mcc: "310", mnc: "260", country: "USA", name: "T-Mobile" },
  att: { mcc: "310", mnc: "410", country: "USA", name: "AT&T" },
  verizon: { mcc: "311", mnc: "480", country: "USA", name: "Verizon" },
  telcel: { mcc: "334", mnc: "020", country: "MEX", name: "Telcel" },
  rogers: { mcc: "302", mnc: "720", country: "CAN", name: "Rogers" },
  tim: { mcc: "222", mnc: "01", country: "ITA", name: "TIM" },
  windTre: { mcc: "222", mnc: "88", country: "ITA", name: "WINDTRE" },
  movistar: { mcc: "214", mnc: "07", country: "ESP", name: "Movistar" },
} as const satisfies Record<string, Operator>;

/** A cell of that operator whose tower stands `kilometres` east of a common corner. */
export function placeAt(operator: Operator, kilometres: number, cell = 1243): Place {
  return {
    operator,
    cellId: `${operator.mcc}-${operator.mnc}-40482-${cell}`,
    tower: { latitude: 37.88, longitude: -122.36 + kilometres / 87.8 },
  };
}

const simSid = `DE${"5".repeat(32)}`;

export function simWith(status: string | null, resetStatus: string | null = null): Sim {
  return {
    sid: simSid,
    accountSid: `AC${"a".repeat(32)}`,
    uniqueName: "cargo-cam-07",
    friendlyName: null,
    iccid: "8901260852295524703",
    status,
    resetStatus,
    ratePlanSid: null,
    dateCreated: null,
    dateUpdated: null,
  };
}

/** A device type (first eight digits), the unit, and a last digit that carries no identity. */
export function imeiOf(type: string, unit: number, last = 0): string {
  return `${type}${String(unit).padStart(6, "0")}${last}`;
}

export const usualImei = imeiOf("35398210", 104_512, 7);

export interface SessionOptions {
  readonly place: Place;
  readonly start: Instant;
  /** `null`: still open, `updatedAfterMs` after its start. */
  readonly lengthMs: number | null;
  readonly updatedAfterMs?: number;
  readonly packetsUp?: number;
  readonly packetsDown?: number;
  readonly radioLink?: string;
  readonly imei?: string;
}

/** A complete record, its times in whole seconds as on the wire. */
export function sessionOf(random: Random, options: SessionOptions): DataSession {
  const start = wholeSeconds(options.start);
  const until = wholeSeconds(start + (options.lengthMs ?? options.updatedAfterMs ?? 0));
  const packetsUp = options.packetsUp ?? random.whole(25, 400);
  return {
    sid: `WN${random
      .whole(0, 2 ** 31)
      .toString(16)
      .padStart(32, "0")}`,
    simSid,
    accountSid: `AC${"a".repeat(32)}`,
    radioLink: options.radioLink ?? "LTE",
    operator: options.place.operator,
    cellId: options.place.cellId,
    tower: options.place.tower,
    packetsUp,
    packetsDown: options.packetsDown ?? Math.round(packetsUp * random.between(0.5, 1.6)),
    start,
    end: options.lengthMs === null ? null : until,
    lastUpdated: until,
    imei: options.imei ?? usualImei,
  };
}

function wholeSeconds(at: number): number {
  return Math.round(at / secondMs) * secondMs;
}

/**
 * What real lists look like: shuffled, fields missing here and there, once in a while a neighbour
 * cell, an impossible row, or a session that the device opened twice.
 */
export function asReceived(
  random: Random,
  sessions: readonly DataSession[],
  missing = 0.05,
): DataSession[] {
  const lost = () => random.chance(missing);
  const received = sessions.map((session): DataSession => {
    const neighbour = random.chance(0.08);
    const wholeOperatorLost = random.chance(missing / 2);
    return {
      ...session,
      sid: lost() ? null : session.sid,
      radioLink: lost() ? null : session.radioLink,
      operator: {
        mcc: wholeOperatorLost || lost() ? null : session.operator.mcc,
        mnc: wholeOperatorLost || lost() ? null : session.operator.mnc,
        country: wholeOperatorLost || lost() ? null : session.operator.country,
        name: wholeOperatorLost || lost() ? null : session.operator.name,
      },
      cellId: lost() ? null : neighbour ? `${session.cellId}7` : session.cellId,
      tower: lost() || neighbour ? null : session.tower,
      packetsUp: lost() ? null : session.packetsUp,
      packetsDown: lost() ? null : session.packetsDown,
      lastUpdated: session.end !== null && lost() ? null : session.lastUpdated,
      imei: lost() ? null : session.imei,
    };
  });
  const impossible = received.map((session) =>
    session.end !== null && session.start !== null && random.chance(0.003)
      ? { ...session, end: session.start - random.whole(1, 90) * minuteMs }
      : session,
  );
  return random.shuffled(impossible);
}
