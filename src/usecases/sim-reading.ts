import type { Sim } from "../core/sim.ts";
import type { Account, Scope, Unasked } from "./accounts.ts";
import { askAccounts } from "./ask-accounts.ts";
import type { StartTimer } from "./directory.ts";
import type { Freshness, HeldRead, HeldReads } from "./held-reads.ts";
import type { SimSource } from "./ports.ts";
import type { Meaning } from "./sim-meanings.ts";
import type { Found } from "./sim-resolution.ts";

/** What was read, and where. */
export interface ReadIn extends HeldRead {
  readonly account: Account;
}

export interface SimFound {
  readonly found: Found;
  readonly fetched: Meaning["fetched"];
  readonly scope: Scope;
}

export interface SimReading {
  /**
   * What is read of the SIM that a text led to; `null`: no platform that could be asked knows it.
   * Rejects with a `BotError` when the platform of its account cannot be read.
   */
  found(
    sim: SimFound,
    freshness: Freshness,
    signal: AbortSignal,
  ): Promise<{ readonly held: ReadIn | null; readonly unasked: readonly Unasked[] }>;
}

/** Lists are minutes old: what they lead to may have been renamed, moved or deleted since. */
export function createSimReading(reads: HeldReads, startTimer: StartTimer): SimReading {
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

  return {
    found: async ({ found, fetched, scope }, freshness, signal) => {
      const { account, sid, sim, by, unasked } = found;
      const read = await readIn(account, sid, fetched.get(account) ?? null, freshness, signal);
      const name = by === "unique_name" ? (sim?.uniqueName ?? null) : null;
      const isIt = read !== null && (name === null || read.sim.uniqueName === name);
      // What has just been fetched, or never was in a list, cannot be a list's mistake.
      if (isIt || sim === null || fetched.has(account)) return { held: read, unasked };
      // A name may have gone to another SIM; a SIM, with its SID, to another account.
      const asked = name ?? sid;
      const others = scope.accounts.filter((other) => name !== null || other !== account);
      const answers = await askAccounts(others, {
        ask: (other) => other.source.fetchSim(asked, signal),
        isDecisive: (other) => name === null || other === account,
        isAnswered: false,
        startTimer,
      });
      const own = answers.hits.find((hit) => hit.account === account);
      const now = own ?? answers.hits[0];
      const failed = answers.unasked.find((one) => one.account === account.name);
      if (now === undefined && failed !== undefined) throw failed.error;
      if (now === undefined) return { held: null, unasked: answers.unasked };
      const held = await readIn(now.account, now.value.sid, now.value, freshness, signal);
      return { held, unasked: answers.unasked };
    },
  };
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
