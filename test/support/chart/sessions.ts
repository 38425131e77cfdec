import type { DataSession, Operator } from "../../../src/core/session.ts";

const named = (name: string, country: string, mcc: string, mnc: string): Operator => ({
  name,
  country,
  mcc,
  mnc,
});

export const tMobile = named("T-Mobile", "USA", "310", "260");
export const atAndT = named("AT&T", "USA", "310", "410");
export const telcel = named("Telcel", "MEX", "334", "020");
export const verizon = named("Verizon", "USA", "311", "480");

/** A closed LTE session with some packets; override what matters. */
export function session(fields: Partial<DataSession> & { start: number | null }): DataSession {
  const end = fields.end === undefined ? (fields.start ?? 0) + 60_000 : fields.end;
  return {
    sid: null,
    simSid: null,
    accountSid: null,
    radioLink: "LTE",
    operator: tMobile,
    cellId: null,
    tower: null,
    packetsUp: 12,
    packetsDown: 9,
    lastUpdated: end,
    imei: null,
    ...fields,
    end,
  };
}

/** A repeatable source of numbers in [0, 1): the same seed gives the same story. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}
