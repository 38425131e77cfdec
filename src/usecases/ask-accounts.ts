import { secondMs } from "../core/instant.ts";
import { BotError, isBotError } from "../errors.ts";
import type { Account, Unasked } from "./accounts.ts";
import type { StartTimer } from "./directory.ts";

export interface Answers<Value> {
  /** Who has something, in the order of the accounts. */
  readonly hits: readonly { readonly account: Account; readonly value: Value }[];
  /** Accounts that failed, or had not answered when enough was known; in that order, too. */
  readonly unasked: readonly Unasked[];
}

export interface AskingParts<Value> {
  /** `null`: there is none in this account. */
  readonly ask: (account: Account) => Promise<Value | null>;
  /** Whose answer decides at once, and needs no other. */
  readonly isDecisive: (account: Account) => boolean;
  /**
   * From when on the accounts have only so long left: `at_once`, as there is an answer already; when
   * one has been `heard`, whatever it said; or when one `has_it`.
   */
  readonly hurry: "at_once" | "heard" | "has_it";
  readonly startTimer: StartTimer;
}

/** With one answer at hand, an account that is slow or down must not hold it back for longer. */
const othersMs = 2 * secondMs;

/**
 * Asks several accounts at the same time. One that fails takes nothing from the others: it is
 * told beside their answers. Waits for all of them, but not long once somebody has an answer, and
 * no more once the decisive one has. Rejects only with what is a fault of our own.
 */
export async function askAccounts<Value>(
  accounts: readonly Account[],
  { ask, isDecisive, hurry, startTimer }: AskingParts<Value>,
): Promise<Answers<Value>> {
  const hits = new Map<Account, Value>();
  const failures = new Map<Account, unknown>();
  const isEnough = Promise.withResolvers<void>();
  let stopTimer: (() => void) | null = null;
  const othersHurry = (): void => {
    stopTimer ??= startTimer(isEnough.resolve, othersMs);
  };
  if (hurry === "at_once") othersHurry();

  const askOne = async (account: Account): Promise<void> => {
    try {
      const value = await ask(account);
      if (hurry === "heard") othersHurry();
      if (value === null) return;
      hits.set(account, value);
      if (isDecisive(account)) isEnough.resolve();
      else othersHurry();
    } catch (error) {
      if (!isBotError(error)) throw error;
      failures.set(account, error);
    }
  };
  const open = new Set(accounts);
  const all = Promise.all(
    accounts.map((account) => askOne(account).finally(() => open.delete(account))),
  );
  try {
    await Promise.race([all, isEnough.promise]);
  } finally {
    (stopTimer as (() => void) | null)?.();
    // Who comes too late is heard by nobody.
    all.catch(() => undefined);
  }
  const isDecided = [...hits.keys()].some(isDecisive);
  const unasked = accounts.flatMap((account): Unasked[] => {
    const { name } = account;
    if (failures.has(account)) return [{ account: name, error: failures.get(account) }];
    return open.has(account) ? [{ account: name, error: tooLate(name) }] : [];
  });
  return {
    hits: accounts.flatMap((account) => {
      const value = hits.get(account);
      return value === undefined ? [] : [{ account, value }];
    }),
    unasked: isDecided ? [] : unasked,
  };
}

function tooLate(account: string | null): BotError {
  return new BotError("sim_api_timeout", "fetch_sim: no answer while others had one", {
    retryable: true,
    ...(account !== null && { account }),
  });
}

export interface TurnParts<Value> extends Pick<AskingParts<Value>, "ask" | "startTimer"> {
  /** When the time of the question is over, nobody is asked any more. */
  readonly signal: AbortSignal;
}

/**
 * Asks the first account alone; the others only when it fails or is slow, and not when it says
 * that it has nothing. Its answer goes before theirs.
 */
export async function askInTurn<Value>(
  first: Account,
  others: readonly Account[],
  { ask, startTimer, signal }: TurnParts<Value>,
): Promise<Answers<Value>> {
  const isOthersTurn = Promise.withResolvers<boolean>();
  const othersTurn = () => isOthersTurn.resolve(true);
  const stopTimer = others.length === 0 ? null : startTimer(othersTurn, othersMs);
  const askFirst = async (): Promise<Value | null> => {
    try {
      const value = await ask(first);
      if (value === null) isOthersTurn.resolve(false);
      return value;
    } catch (error) {
      othersTurn();
      throw error;
    }
  };
  const askOther = async (account: Account): Promise<Value | null> => {
    if (!(await isOthersTurn.promise)) return null;
    // What they would say now is about our time and not about them.
    return signal.aborted ? null : ask(account);
  };
  try {
    return await askAccounts([first, ...others], {
      ask: (account) => (account === first ? askFirst() : askOther(account)),
      isDecisive: (account) => account === first,
      hurry: "has_it",
      startTimer,
    });
  } finally {
    stopTimer?.();
  }
}
