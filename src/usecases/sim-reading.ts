import type { Sim } from "../core/sim.ts";
import { BotError, isBotError } from "../errors.ts";
import {
  type Account,
  distinct,
  isListComplete,
  type Scope,
  type Unasked,
  unlisted,
} from "./accounts.ts";
import { askAccounts, askInTurn } from "./ask-accounts.ts";
import type { StartTimer } from "./directory.ts";
import type { Freshness, HeldRead, HeldReads } from "./held-reads.ts";
import type { PageRoom, SimSource } from "./ports.ts";
import { rememberedSim } from "./remembered-sim.ts";
import { scopeWithout } from "./scope-without.ts";
import type { Meaning, SimMeanings } from "./sim-meanings.ts";
import {
  accountsWith,
  type Found,
  foundIn,
  type ResolvedBy,
  type SimResolution,
} from "./sim-resolution.ts";

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

type Look = Pick<Meaning, "resolution" | "fetched">;

/** What came of one try to read a SIM; `held: null`: who was asked does not have it. */
type Tried =
  | { readonly kind: "asked"; readonly held: ReadIn | null; readonly unasked: readonly Unasked[] }
  | { readonly kind: "failed"; readonly failures: readonly ReadFailure[] };

export function createSimReading(
  reads: HeldReads,
  meanings: SimMeanings,
  startTimer: StartTimer,
): SimReading {
  /** In its account; in another one that can, or may, read this very SIM, should the first one not. */
  const attempt = async (
    { account, sid }: Found,
    fetched: Look["fetched"],
    scope: Scope,
    freshness: Freshness,
    signal: AbortSignal,
  ): Promise<Tried> => {
    const hasIt = (one: Account) => one === account || one.directory.bySid(sid) !== null;
    const others = scope.accounts.filter(
      (one) => one !== account && (hasIt(one) || !isListComplete(one)),
    );
    const { hits, unasked } = await askInTurn(account, others, {
      ask: async (one): Promise<ReadIn | null> => {
        const load = (room: PageRoom) =>
          readSim(one.source, sid, fetched.get(one) ?? null, signal, room);
        const held = await reads.of(one.name).get(sid, freshness, load, signal);
        return held === null ? null : { ...held, account: one };
      },
      startTimer,
      signal,
    });
    const held = hits.at(0)?.value ?? null;
    const owners = new Set(scope.accounts.filter(hasIt).map(({ name }) => name));
    const failures = failuresOf(unasked, sid).filter((failure) => owners.has(failure.account));
    return held === null && failures.length > 0
      ? { kind: "failed", failures }
      : { kind: "asked", held, unasked };
  };

  /**
   * After a list's mistake. Who holds the unique name now goes first; else where the SIM has gone
   * with its SID; else whatever the text means without it.
   */
  const lookAgain = async (
    { account, sid, by, unasked }: Found,
    isGone: boolean,
    given: string,
    scope: Scope,
    signal: AbortSignal,
  ): Promise<Look> => {
    const anew = () => meanings.anew(given, scope, signal);
    // By a SID, it is asked for by that again.
    if (by === "sid" || !isGone) return anew();
    const holder = by === "unique_name" ? await anew() : null;
    if (holder !== null && "by" in holder.resolution && holder.resolution.by === by) return holder;
    const answers = await askAccounts(
      scope.accounts.filter(({ name }) => name !== account.name),
      {
        ask: (other) => other.source.fetchSim(sid, signal),
        isDecisive: () => true,
        // There is an answer already: it is gone.
        hurry: "at_once",
        startTimer,
      },
    );
    const [moved] = answers.hits;
    if (moved !== undefined) {
      const others = accountsNaming(scope, given).filter((one) => one !== moved.account);
      const resolution = { ...foundIn(moved.account, sid, moved.value, by), others, unasked };
      return { resolution, fetched: new Map([[moved.account, moved.value]]) };
    }
    const { resolution, fetched } = holder ?? (await anew());
    if (!("unasked" in resolution)) return { resolution, fetched };
    const unheard = distinct([...resolution.unasked, ...answers.unasked]);
    return { resolution: { ...resolution, unasked: unheard }, fetched };
  };

  return {
    read: async (given, scope, freshness, signal) => {
      let within = scope;
      let { resolution, fetched }: Look = await meanings.of(given, scope, signal);
      let firstBy: ResolvedBy | null = null;
      for (let look = 1; ; look += 1) {
        if (resolution.kind === "unheard") {
          const { unasked, text } = resolution;
          // Its account said so before the time was over; what the others say then is about our time.
          if (firstBy !== null && signal.aborted) return { kind: "gone", unasked };
          const failures = failuresOf(unasked, text);
          return { kind: "failed", failures, found: null };
        }
        if (resolution.kind === "none" && firstBy !== null && isAskable(firstBy)) {
          return { kind: "gone", unasked: unheardIn(scope, resolution) };
        }
        if (resolution.kind !== "found") return { kind: "unresolved", resolution };
        const { account, sid, sim, by } = resolution;
        if (firstBy !== null && signal.aborted) {
          return { kind: "gone", unasked: distinct([...resolution.unasked, notReached(account)]) };
        }
        firstBy ??= by;
        const tried = await attempt(resolution, fetched, within, freshness, signal);
        if (tried.kind === "failed") {
          return { kind: "failed", failures: tried.failures, found: resolution };
        }
        const { held } = tried;
        const unasked = distinct([...resolution.unasked, ...tried.unasked]);
        const found = { ...resolution, unasked };
        if (held !== null && isStillIt(resolution, held)) return { kind: "read", held, found };
        // What has just been fetched, or never was in a list, cannot be a list's mistake.
        const isListed = sim !== null && fetched.get(account)?.sid !== sid;
        const isSearchable = scope.accounts.length > 1 || by !== "sid";
        if (!isListed || !isSearchable || look === mostLooks) return { kind: "gone", unasked };
        if (signal.aborted) {
          // Its own account may have the name for another SIM by now.
          const unreached = scope.accounts.filter(
            ({ name }) => by === "unique_name" || name !== account.name,
          );
          return { kind: "gone", unasked: distinct([...unasked, ...unreached.map(notReached)]) };
        }
        within = scopeWithout(within, account, sid);
        ({ resolution, fetched } = await lookAgain(found, held === null, given, within, signal));
      }
    },
  };
}

/** A platform can be asked for it, so "there is none" is the platform's own word. */
function isAskable(by: ResolvedBy): boolean {
  return by === "sid" || by === "unique_name" || by === "iccid";
}

/** A unique name may have gone to another SIM of its account. */
function isStillIt({ by, sim, account }: Found, held: ReadIn): boolean {
  const isNamed = by === "unique_name" && held.account === account;
  return !isNamed || sim === null || held.sim.uniqueName === sim.uniqueName;
}

/** The accounts in whose lists something is called so. */
function accountsNaming(scope: Scope, text: string): readonly Account[] {
  const named = rememberedSim(scope, text, "named");
  const names = new Set(named === null ? [] : accountsWith(named));
  return scope.accounts.filter(({ name }) => names.has(name));
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

function notReached({ name }: Account): Unasked {
  const error = new BotError("sim_api_timeout", "fetch_sim: no time was left to ask", {
    retryable: true,
    ...(name !== null && { account: name }),
  });
  return { account: name, error };
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
  room: PageRoom,
): Promise<HeldRead | null> {
  const [sim, read] = await Promise.all([
    fetched?.sid === sid ? fetched : source.fetchSim(sid, signal),
    source.readSessions(sid, signal, room),
  ]);
  return sim === null || read === null ? null : { sim, read };
}
