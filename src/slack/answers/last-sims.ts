import { type ListedSim, located, type Scope } from "../../accounts/accounts.ts";
import { secondMs } from "../../core/instant.ts";
import { inTime, type StartTimer, startRealTimer } from "../../core/time.ts";
import type { AuditEntry, AuditLog, RecordedSim } from "../../ports/audit-log.ts";
import type { LastSims } from "../views/home.ts";

/**
 * The SIMs that somebody asked for last, each once, of those that they may look at from there. Names
 * come from the list of the moment: none is in the record of who asked. Never rejects.
 */
export type LastSimsOf = (userId: string, scope: Scope) => Promise<LastSims>;

const mostShown = 5;
/** Of somebody's entries: turning pages and refreshing make several of one SIM. */
const entriesRead = 100;
/** In a comparison. More are a list: silent SIMs, those of a channel, those that came back. */
const mostAskedForAtOnce = 2;
/** Nobody waits for a slow database. */
const patienceMs = 1 * secondMs;

export function createLastSims(
  audit: Pick<AuditLog, "recent">,
  startTimer: StartTimer = startRealTimer,
): LastSimsOf {
  return async (userId, scope) => {
    const read = audit.recent({ limit: entriesRead, userId }).catch(() => null);
    const entries = await inTime(read, null, patienceMs, startTimer);
    if (entries === null) return { kind: "unread" };
    const sims = new Map<string, ListedSim>();
    for (const asked of entries.flatMap(simsOf)) {
      if (sims.size === mostShown) break;
      const sim = seenFrom(scope, asked);
      const key = JSON.stringify([sim?.account, sim?.sid]);
      if (sim !== null && !sims.has(key)) sims.set(key, sim);
    }
    return { kind: "read", sims: [...sims.values()] };
  };
}

/** Those that were asked for, of all that were shown. */
function simsOf({ command, simSid, account, otherSims = [] }: AuditEntry): readonly RecordedSim[] {
  if (simSid === null) return [];
  const first = { simSid, account };
  if (otherSims.length < mostAskedForAtOnce) return [first, ...otherSims];
  // It began with a press on the answer about one; in any other list nobody asked for any of them.
  return command === "sessions_siblings" ? [first] : [];
}

/** `null`: it is in no account of theirs, or in none any more. */
function seenFrom({ accounts }: Scope, { simSid: sid, account }: RecordedSim): ListedSim | null {
  const own = accounts.find(({ name }) => name === account);
  // What an account is called may have changed since.
  const inOrder = own === undefined ? accounts : [own, ...accounts.filter((one) => one !== own)];
  for (const one of inOrder) {
    const sim = one.directory.bySid(sid);
    if (sim !== null) return located(sim, one);
  }
  // As long as there is no list its name is not known, and it can be asked for all the same.
  if (own === undefined || own.directory.state().kind === "ready") return null;
  return { sid, account, uniqueName: null, friendlyName: null, iccid: null, status: null };
}
