import type { Scope, SimRef } from "../accounts/accounts.ts";
import { secondMs } from "../core/instant.ts";
import { readGiven } from "../core/reading/given.ts";
import { inTime, type StartTimer } from "../core/time.ts";
import type { LookedUp } from "../look-up/look-up.ts";
import { isWhole } from "../look-up/meaning.ts";
import type { Freshness } from "../reads/held-reads.ts";

/**
 * A text can be read in several ways: "Kiosk 24h" is the last day of the SIM "Kiosk", or a SIM of
 * that name. The longest reading that is exactly the name of a SIM, but for case and accents, goes
 * before all that take a part of it for an option.
 */
export interface Read<Ref extends SimRef = SimRef> {
  readonly end: LookedUp;
  /** The reading that led there. */
  readonly ref: Ref;
  /** Which of the whole names that is; `null`: none, options were options. */
  readonly whole: number | null;
}

type LookUp = (ref: SimRef, freshness: Freshness, signal: AbortSignal) => Promise<LookedUp>;

/** More would be calls for names that nobody has. */
const mostAsked = 2;
/** With an answer at hand, an account that is slow must not hold it back for longer. */
const othersMs = 2 * secondMs;

/** Whether the lists of these accounts have a SIM of exactly that name. */
export function isNamed({ accounts }: Scope, sim: string): boolean {
  const given = readGiven(sim);
  const text = given.kind === "super_sim" ? sim : given.text;
  return accounts.some(
    ({ directory }) => directory.byUniqueName(text) !== null || directory.byAnyName(text, 0).isSame,
  );
}

/**
 * Looks up the readings in their order. What a list has is taken from there; where a list is not
 * there or cut short, platforms are asked for the whole names at the same time, and where the
 * options led to nothing afterwards, as a name may be newer than all lists.
 */
export function inOrder(lookUp: LookUp, startTimer: StartTimer) {
  return async <Ref extends SimRef>(
    ref: Ref,
    wholes: readonly Ref[],
    freshness: Freshness,
    signal: AbortSignal,
  ): Promise<Read<Ref>> => {
    const look = async (one: Ref, whole: number | null): Promise<Read<Ref>> => {
      return { end: await lookUp(one, freshness, signal), ref: one, whole };
    };
    // A SID or a card's number with words behind it is no name: it is found by itself.
    const asked = wholes.filter(({ sim }) => readGiven(sim).kind === "name").slice(0, mostAsked);
    const exact = () =>
      Promise.all(asked.map((one) => look(one, wholes.indexOf(one)))).then(
        (reads) => reads.find(({ end }) => isExact(end)) ?? null,
      );
    const known = wholes.findIndex(({ scope, sim }) => isNamed(scope, sim));
    const listed = wholes[known];
    if (listed !== undefined) {
      const read = await look(listed, known);
      if (!isNothing(read.end)) return read;
    }
    const isUnsure = asked.some(({ scope }) => !scope.accounts.every((one) => isWhole(one, [])));
    const meanwhile = isUnsure ? exact() : null;
    // What only we could have done wrong is told by the question itself.
    meanwhile?.catch(() => undefined);
    const own = await look(ref, null);
    if (asked.length === 0) return own;
    if (meanwhile !== null) return (await inTime(meanwhile, null, othersMs, startTimer)) ?? own;
    return isNothing(own.end) ? ((await exact()) ?? own) : own;
  };
}

/** Its own name led to it, and not a part of one or a search. */
function isExact(end: LookedUp): boolean {
  const by = end.kind === "has_read" ? end.found.by : end.kind === "several" ? end.by : null;
  return by === "unique_name" || by === "friendly_name";
}

function isNothing({ kind }: LookedUp): boolean {
  return kind === "none" || kind === "gone";
}
