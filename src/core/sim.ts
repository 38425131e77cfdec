import { lastCharacters } from "./cut-text.ts";
import type { Instant } from "./instant.ts";
import { saysNothing } from "./known/placeholders.ts";
import { visibleOrNull } from "./visible-text.ts";

/** One SIM resource. Everything but the sid may be missing: neither vendor requires any field. */
export interface Sim {
  /** `DE` + 32 hexadecimal digits. */
  readonly sid: string;
  readonly accountSid: string | null;
  readonly uniqueName: string | null;
  readonly friendlyName: string | null;
  readonly iccid: string | null;
  /** An open set: `new`, `ready`, `active`, `suspended`, `deactivated`, `canceled`, `scheduled`, `updating`, `deleted` … */
  readonly status: string | null;
  /** `resetting` while a connectivity reset is under way. */
  readonly resetStatus: string | null;
  readonly ratePlanSid: string | null;
  readonly dateCreated: Instant | null;
  readonly dateUpdated: Instant | null;
}

/** A SIM as far as the account's list tells: whatever else is unknown. */
export function simAsListed(
  listed: Pick<Sim, "sid" | "uniqueName" | "friendlyName" | "iccid" | "status">,
): Sim {
  return {
    ...{ accountSid: null, resetStatus: null, ratePlanSid: null },
    ...{ dateCreated: null, dateUpdated: null },
    ...listed,
  };
}

const simSidPattern = /^DE[0-9a-f]{32}$/i;

/** Whether the text is the SID of a Programmable Wireless SIM. */
export function isSimSid(text: string): boolean {
  return simSidPattern.test(text);
}

/**
 * The name people call the SIM by: friendly name, else unique name, else the last digits of the
 * ICCID, else the shortened SID. A name of which nothing would be seen is none. Untrusted text:
 * views must escape it.
 */
export function simLabel(sim: NamedSim): string {
  return simLabels(sim)[0];
}

/** All that it may be called, the best first: for where the first cannot be written. */
export function simLabels(sim: NamedSim): readonly [string, ...string[]] {
  const iccid = visibleOrNull(sim.iccid);
  const [first, ...others] = [
    ...namesOf(sim),
    iccid === null ? null : `SIM …${lastCharacters(iccid, 5)}`,
  ].filter((name) => name !== null);
  const short = shortSid(sim.sid);
  return first === undefined ? [short] : [first, ...others, short];
}

/** What only says that there is no name, as "null", stands behind one that says more. */
function namesOf({ friendlyName, uniqueName }: NamedSim): (string | null)[] {
  const names = [friendlyName, uniqueName].map(visibleOrNull);
  const isNothing = (name: string | null) => name !== null && saysNothing(name);
  return [...names.filter((name) => !isNothing(name)), ...names.filter(isNothing)];
}

type NamedSim = Pick<Sim, "sid" | "friendlyName" | "uniqueName" | "iccid">;

/** `DEb8eff34b…3e18`: enough of a SID to tell two apart by eye. */
export function shortSid(sid: string): string {
  return sid.length <= 12 ? sid : `${sid.slice(0, 6)}…${sid.slice(-4)}`;
}
