/** In which accounts one may look from somewhere; an empty list: in none. */
export interface AccountRule {
  readonly accounts: readonly string[];
  /** Whose SIM answers when several accounts have one of that name; `null`: the asker chooses. */
  readonly preferred: string | null;
}

/** Who may look in which accounts. */
export interface AccountRules {
  /** `null`: all accounts, none preferred. */
  readonly everywhere: AccountRule | null;
  /** By the id of a workspace (`T…`) or of an Enterprise organisation (`E…`). */
  readonly workspaces: ReadonlyMap<string, AccountRule>;
  readonly channels: ReadonlyMap<string, AccountRule>;
}

const accountName = /^[a-z][a-z0-9-]{0,19}$/;

/** They mean something else in a command. */
export const reservedAccountNames: readonly string[] = ["all", "in", "public"];

/** Short, because a button's value has to hold it; a letter first, so that no window looks like it. */
export function isAccountName(text: string): boolean {
  return accountName.test(text) && !reservedAccountNames.includes(text);
}

/** Where a question is asked, as far as Slack tells. */
export interface AskedFrom {
  readonly channelId: string | null;
  /** The workspace that has the app; never that of the person who asks. */
  readonly teamId: string | null;
  /** The organisation that has the app. */
  readonly enterpriseId: string | null;
}

/**
 * The rule for a place: the channel's, else its workspace's, else its organisation's, else the one
 * for everywhere. `null`: there is none, so every account may be looked in.
 */
export function ruleAt(
  { channels, workspaces, everywhere }: AccountRules,
  { channelId, teamId, enterpriseId }: AskedFrom,
): AccountRule | null {
  const ruleOf = (rules: ReadonlyMap<string, AccountRule>, id: string | null) =>
    id === null ? undefined : rules.get(id);
  return (
    ruleOf(channels, channelId) ??
    ruleOf(workspaces, teamId) ??
    ruleOf(workspaces, enterpriseId) ??
    everywhere
  );
}

/** Who may ask, and where. `null` means everybody, or everywhere. */
export interface AccessRules {
  readonly users: ReadonlySet<string> | null;
  readonly channels: ReadonlySet<string> | null;
}
