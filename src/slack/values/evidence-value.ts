import { isSimSid } from "../../core/sim.ts";
import { isPossibleValue, withoutAccount } from "./button-state.ts";
import type { Decoded } from "./pick-state.ts";

/** A page of what was kept of a SIM. */
export interface EvidencePlace {
  readonly simSid: string;
  /** The only account to look in; `null`: all that may be looked in. */
  readonly account: string | null;
  /** 1-based. */
  readonly page: number;
}

/** One kept file. */
export interface EvidenceChoice {
  readonly simSid: string;
  /** The account that the SIM is in; `null`: the only one. */
  readonly account: string | null;
  readonly sha256: string;
}

/** Stands first in every value, so that a later format can be told apart. */
const version = "1";
const separator = ".";

export function encodeEvidencePlace({ simSid, account, page }: EvidencePlace): string {
  return join([simSid, String(page)], account);
}

export function encodeEvidenceChoice({ simSid, account, sha256 }: EvidenceChoice): string {
  return join([simSid, sha256], account);
}

/** Reads a value that came from the client: anything can be in it. */
export function decodeEvidencePlace(value: unknown): Decoded<EvidencePlace> {
  const parts = split(value, /^[1-9]\d{0,4}$/);
  if (parts.kind !== "state") return parts;
  const { simSid, account, rest } = parts.state;
  return { kind: "state", state: { simSid, account, page: Number(rest) } };
}

/** The same for one file. */
export function decodeEvidenceChoice(value: unknown): Decoded<EvidenceChoice> {
  const parts = split(value, /^[0-9a-f]{64}$/);
  if (parts.kind !== "state") return parts;
  const { simSid, account, rest } = parts.state;
  return { kind: "state", state: { simSid, account, sha256: rest } };
}

function join(parts: readonly string[], account: string | null): string {
  return [version, ...parts, ...(account === null ? [] : [account])].join(separator);
}

function split(
  value: unknown,
  form: RegExp,
): Decoded<{ readonly simSid: string; readonly account: string | null; readonly rest: string }> {
  if (!isPossibleValue(value)) return { kind: "unreadable" };
  const { account, rest: parts } = withoutAccount(value.split(separator), 3);
  const [first = "", simSid = "", rest = ""] = parts;
  if (first !== version) return { kind: /^\d{1,3}$/.test(first) ? "other_version" : "unreadable" };
  const isOurs = account !== "unreadable" && isSimSid(simSid) && form.test(rest);
  return isOurs
    ? { kind: "state", state: { simSid, account: account.name, rest } }
    : { kind: "unreadable" };
}
