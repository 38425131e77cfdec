import { bold, joined, type Mrkdwn, mrkdwn } from "../kit/mrkdwn.ts";
import { failureWords } from "../present-error.ts";

/** ` · in emea`, to stand behind a name; nothing where there is only one account. */
export function inAccountSuffix(account: string | null): string {
  return account === null ? "" : ` · in ${account}`;
}

/** ` in emea`, to be typed behind a SIM; nothing where there is only one account. */
export function inAccountOption(account: string | null): string {
  return account === null ? "" : ` in ${account}`;
}

/** `in this account`, `in emea`, `in us or emea`. */
export function inAccounts(accounts: readonly (string | null)[]): Mrkdwn {
  const names = accounts.filter((name) => name !== null);
  if (names.length === 0) return mrkdwn`in this account`;
  const [last, ...others] = names.toReversed();
  const words = others.length === 0 ? last : `${others.toReversed().join(", ")} or ${last}`;
  return mrkdwn`in ${words ?? ""}`;
}

export interface UnaskedAccount {
  readonly account: string | null;
  readonly error: unknown;
}

/** What could not be looked at, so that nobody takes silence for an answer. `null`: nothing. */
export function unaskedLine(unasked: readonly UnaskedAccount[]): Mrkdwn | null {
  if (unasked.length === 0) return null;
  return joined(
    unasked.map(
      ({ account, error }) =>
        mrkdwn`${bold(mrkdwn`Account ${account ?? ""} could not be searched`)}: ${failureWords(error)}`,
    ),
    "\n",
  );
}
