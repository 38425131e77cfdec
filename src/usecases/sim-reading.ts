import type { Sim } from "../core/sim.ts";
import { type BotError, isBotError } from "../errors.ts";
import { type Account, type Scope, type Unasked, unlisted } from "./accounts.ts";
import { askAccounts } from "./ask-accounts.ts";
import type { StartTimer } from "./directory.ts";
import type { Freshness, HeldRead, HeldReads } from "./held-reads.ts";
import type { SimSource } from "./ports.ts";
import { distinct } from "./resolve-sim.ts";
import { scopeWithout } from "./scope-without.ts";
import type { Meaning, SimMeanings } from "./sim-meanings.ts";
import { type Found, foundIn, type SimResolution } from "./sim-resolution.ts";

/** What was read, and where. */
export interface ReadIn extends HeldRead {
  readonly account: Account;
}

export type SimRead =
  | { readonly kind: "read"; readonly held: ReadIn; readonly found: Found }
  | {
      readonly kind: "unresolved";
      readonly resolution: Exclude<SimResolution, { kind: "found" | "unheard" }>;
    }
  /** A list still has it, and no platform that could be asked. */
  | { readonly kind: "gone"; readonly unasked: readonly Unasked[] }
  | {
      readonly kind: "failed";
      /** What went wrong in each account that would have had to be read, or asked. */
      readonly failures: readonly ReadFailure[];
      /** `null`: no account could be asked which SIM is meant. */
      readonly found: Found | null;
    };

export interface ReadFailure {
  readonly account: string | null;
  /** What an earlier read would be kept under. */
  readonly name: string;
  readonly error: BotError;
}

export interface SimReading {
  /** Finds the SIM that a text means, and reads it. Rejects only with what is a fault of our own. */
  read(given: string, scope: Scope, freshness: Freshness, signal: AbortSignal): Promise<SimRead>;
}

/** Lists are minutes old: what they lead to may be renamed, moved or gone. Then it is looked for anew. */
const mostLooks = 3;

export function createSimReading(
  reads: HeldReads,
  meanings: SimMeanings,
  startTimer: StartTimer,
): SimReading {
  const readIn = async (
    account: Account,
    sid: string,
    fetched: Sim | null,
    freshness: Freshness,
    signal: AbortSignal,
  ): Promise<ReadIn | null> => {
    const load = () => readSim(account.source, sid, fetched, signal);
    const held = await reads.of(account.name).get(sid, freshness, load, signal);
    return held === null ? null : { ...held, account };
  };

  /** In its account, or another one that can read this very SIM, should the first one fail. */
  const attempt = async (
    { account, mirrors, sid }: Found,
    { fetched }: Pick<Meaning, "fetched">,
    freshness: Freshness,
    signal: AbortSignal,
  ): Promise<{ readonly held: ReadIn | null } | { readonly failures: readonly ReadFailure[] }> => {
    const failures: ReadFailure[] = [];
    for (const one of [account, ...mirrors]) {
      try {
        return { held: await readIn(one, sid, fetched.get(one) ?? null, freshness, signal) };
      } catch (error) {
        if (!isBotError(error)) throw error;
        failures.push({ account: one.name, name: sid, error });
      }
    }
    return { failures };
  };

  /** Where a SIM has gone, with its SID; else what the text means without it. */
  const lookAgain = async (
    { account, sid, by, unasked }: Found,
    given: string,
    scope: Scope,
    signal: AbortSignal,
  ): Promise<Pick<Meaning, "resolution" | "fetched">> => {
    if (by === "unique_name" || by === "sid") return meanings.anew(given, scope, signal);
    const others = scope.accounts.filter(({ name }) => name !== account.name);
    const answers = await askAccounts(others, {
      ask: (other) => other.source.fetchSim(sid, signal),
      isDecisive: () => true,
      hurry: "has_it",
      startTimer,
    });
    const [moved] = answers.hits;
    if (moved !== undefined) {
      const resolution = { ...foundIn(moved.account, sid, moved.value, by), unasked };
      return { resolution, fetched: new Map([[moved.account, moved.value]]) };
    }
    const next = await meanings.anew(given, scope, signal);
    const { resolution } = next;
    if (!("unasked" in resolution)) return next;
    const unheard = distinct([...resolution.unasked, ...answers.unasked]);
    return { ...next, resolution: { ...resolution, unasked: unheard } };
  };

  return {
    read: async (given, scope, freshness, signal) => {
      let within = scope;
      let meaning: Pick<Meaning, "resolution" | "fetched"> = await meanings.of(
        given,
        scope,
        signal,
      );
      for (let look = 1; ; look += 1) {
        const { resolution } = meaning;
        if (resolution.kind === "unheard") {
          return { kind: "failed", failures: failuresOf(resolution.unasked, given), found: null };
        }
        if (resolution.kind !== "found") {
          return look > 1 && resolution.kind === "none"
            ? { kind: "gone", unasked: unheardIn(scope, resolution) }
            : { kind: "unresolved", resolution };
        }
        const tried = await attempt(resolution, meaning, freshness, signal);
        if ("failures" in tried) {
          return { kind: "failed", failures: tried.failures, found: resolution };
        }
        const { held } = tried;
        if (held !== null && isStillIt(resolution, held)) {
          return { kind: "read", held, found: resolution };
        }
        const { account, sid, sim, by } = resolution;
        // What has just been fetched, or never was in a list, cannot be a list's mistake.
        const isListed = sim !== null && !meaning.fetched.has(account);
        const isSearchable = scope.accounts.length > 1 || by === "unique_name";
        if (!isListed || !isSearchable || look === mostLooks) {
          return { kind: "gone", unasked: resolution.unasked };
        }
        within = scopeWithout(within, account, sid);
        meaning = await lookAgain(resolution, given, within, signal);
      }
    },
  };
}

/** A unique name may have gone to another SIM. */
function isStillIt({ by, sim }: Found, held: ReadIn): boolean {
  return by !== "unique_name" || sim === null || held.sim.uniqueName === sim.uniqueName;
}

/** "Gone" says nothing about an account that was not asked, nor of names in a list that is not there. */
function unheardIn(
  scope: Scope,
  { isCertain, unasked }: Extract<SimResolution, { kind: "none" }>,
): readonly Unasked[] {
  return isCertain || scope.accounts.length === 1
    ? unasked
    : distinct([...unasked, ...unlisted(scope)]);
}

function failuresOf(unasked: readonly Unasked[], name: string): ReadFailure[] {
  return unasked.flatMap(({ account, error }) =>
    isBotError(error) ? [{ account, name, error }] : [],
  );
}

async function readSim(
  source: SimSource,
  sid: string,
  fetched: Sim | null,
  signal: AbortSignal,
): Promise<HeldRead | null> {
  const [sim, read] = await Promise.all([
    fetched?.sid === sid ? fetched : source.fetchSim(sid, signal),
    source.readSessions(sid, signal),
  ]);
  return sim === null || read === null ? null : { sim, read };
}
