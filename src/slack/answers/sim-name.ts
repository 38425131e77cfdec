import type { Scope } from "../../accounts/accounts.ts";
import { shortSid, simLabel } from "../../core/sim.ts";

/** What people call the SIM with that SID, as far as the lists of the scope know. Untrusted text. */
export function simNameIn({ accounts }: Scope, sid: string): string {
  for (const { directory } of accounts) {
    const sim = directory.bySid(sid);
    if (sim !== null) return simLabel(sim);
  }
  return shortSid(sid);
}
