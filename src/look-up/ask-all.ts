import type { Account } from "../accounts/accounts.ts";
import { BotError, isBotError } from "../core/errors.ts";
import type { Hearing, Said } from "../core/hearing.ts";
import { secondMs } from "../core/instant.ts";
import type { StartTimer } from "../core/time.ts";

/** Whom to ask, and how long to wait for them. */
export interface Asking {
  readonly accounts: readonly Account[];
  /** Whose answer decides at once, and needs no other. */
  readonly decisive: readonly Account[];
  /**
   * From when on the accounts have only so long left: `at_once`, as there is an answer already; when
   * one has been `heard`, whatever it said; or when one `has_it`.
   */
  readonly patience: "at_once" | "heard" | "has_it";
}

/** With one answer at hand, an account that is slow or down must not hold it back for longer. */
const othersMs = 2 * secondMs;

/**
 * Asks several accounts at the same time. One that fails takes nothing from the others: its row
 * says so. Waits for all of them, but not long once somebody has an answer, and no more once a
 * decisive one has. One row for each account, in their order. `ask`: `null` where there is none.
 * Rejects only with a fault of our own.
 */
export async function askAll<What>(
  { accounts, decisive, patience }: Asking,
  ask: (account: Account) => Promise<What | null>,
  startTimer: StartTimer,
): Promise<readonly Hearing<What, Account>[]> {
  const heard = new Map<Account, Said<What>>();
  const isEnough = Promise.withResolvers<void>();
  let stopTimer: (() => void) | null = null;
  const othersHurry = (): void => {
    stopTimer ??= startTimer(isEnough.resolve, othersMs);
  };
  if (patience === "at_once") othersHurry();

  const askOne = async (account: Account): Promise<void> => {
    try {
      const what = await ask(account);
      heard.set(account, what === null ? { kind: "none" } : { kind: "has", what });
      if (what !== null && decisive.includes(account)) isEnough.resolve();
      else if (what !== null || patience === "heard") othersHurry();
    } catch (error) {
      if (!isBotError(error)) throw error;
      heard.set(account, { kind: "silent", why: error });
    }
  };
  const all = Promise.all(accounts.map(askOne));
  try {
    await Promise.race([all, isEnough.promise]);
  } finally {
    (stopTimer as (() => void) | null)?.();
    // Who comes too late is heard by nobody.
    all.catch(() => undefined);
  }
  const isDecided = decisive.some((account) => heard.get(account)?.kind === "has");
  return accounts.map((account): Hearing<What, Account> => {
    const said = heard.get(account) ?? unheard(account, "no answer while others had one").said;
    const isSpared = isDecided && said.kind === "silent";
    return { account, said: isSpared ? { kind: "spared" } : said };
  });
}

/** The row of an account for which there was no time. */
export function unheard(account: Account, why: string): Hearing<never, Account> {
  const options = { retryable: true, ...(account.name !== null && { account: account.name }) };
  const error = new BotError("sim_api_timeout", `fetch_sim: ${why}`, options);
  return { account, said: { kind: "silent", why: error } };
}

/**
 * Asks the first account alone; the others only when it fails or is slow, and not when it says
 * that it has nothing, nor when the question is over. Its answer goes before theirs.
 */
export async function askInTurn<What>(
  [first, ...others]: readonly [Account, ...Account[]],
  ask: (account: Account) => Promise<What | null>,
  startTimer: StartTimer,
  signal: AbortSignal,
): Promise<readonly Hearing<What, Account>[]> {
  const isOthersTurn = Promise.withResolvers<boolean>();
  const stopTimer =
    others.length === 0 ? null : startTimer(() => isOthersTurn.resolve(true), othersMs);
  const inTurn = async (account: Account): Promise<What | null> => {
    if (account !== first) {
      // What they would say when it is over is about our time and not about them.
      return (await isOthersTurn.promise) && !signal.aborted ? ask(account) : null;
    }
    try {
      const what = await ask(first);
      if (what === null) isOthersTurn.resolve(false);
      return what;
    } catch (error) {
      isOthersTurn.resolve(true);
      throw error;
    }
  };
  const asking: Asking = { accounts: [first, ...others], decisive: [first], patience: "has_it" };
  return askAll(asking, inTurn, startTimer).finally(() => stopTimer?.());
}
