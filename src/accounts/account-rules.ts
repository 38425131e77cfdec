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
  readonly users: ReadonlyMap<string, AccountRule>;
  /** By the id of a user group (`S…`). */
  readonly groups: ReadonlyMap<string, AccountRule>;
}

/** Everybody may look in all accounts, none preferred. */
export const noRules: AccountRules = {
  everywhere: null,
  workspaces: new Map(),
  channels: new Map(),
  users: new Map(),
  groups: new Map(),
};

const accountName = /^[a-z][a-z0-9-]{0,19}$/;

/** They mean something else in a command. */
export const reservedAccountNames: readonly string[] = ["all", "in", "public"];

/** Short, because a button's value has to hold it; a letter first, so that no window looks like it. */
export function isAccountName(text: string): boolean {
  return accountName.test(text) && !reservedAccountNames.includes(text);
}

/** Where a question is asked, and by whom, as far as Slack tells. */
export interface AskedFrom {
  readonly userId: string;
  /** The groups with a rule that the person is in. */
  readonly groups: ReadonlySet<string>;
  readonly channelId: string | null;
  /** The workspace that has the app; never that of the person who asks. */
  readonly teamId: string | null;
  /** The organisation that has the app. */
  readonly enterpriseId: string | null;
}

/**
 * What may be looked in: both the place and the person must allow it, where both have a rule; where
 * neither has one, the rule for everywhere counts. `null`: there is none, so every account may be.
 */
export function ruleAt(rules: AccountRules, from: AskedFrom): AccountRule | null {
  const ofPlace = ruleOfPlace(rules, from);
  const ofPerson = ruleOfPerson(rules, from);
  if (ofPlace === null || ofPerson === null) return ofPlace ?? ofPerson ?? rules.everywhere;
  const accounts = ofPlace.accounts.filter((name) => ofPerson.accounts.includes(name));
  const preferred = [ofPlace.preferred, ofPerson.preferred].find(
    (name) => name !== null && accounts.includes(name),
  );
  return { accounts, preferred: preferred ?? null };
}

/** The channel's, else its workspace's, else its organisation's. */
function ruleOfPlace(
  { channels, workspaces }: AccountRules,
  { channelId, teamId, enterpriseId }: AskedFrom,
): AccountRule | null {
  const ruleOf = (rules: ReadonlyMap<string, AccountRule>, id: string | null) =>
    id === null ? undefined : rules.get(id);
  return (
    ruleOf(channels, channelId) ??
    ruleOf(workspaces, teamId) ??
    ruleOf(workspaces, enterpriseId) ??
    null
  );
}

/** The person's own, else those of all their groups together. */
function ruleOfPerson(
  { users, groups }: AccountRules,
  { userId, groups: own }: AskedFrom,
): AccountRule | null {
  const ofUser = users.get(userId);
  if (ofUser !== undefined) return ofUser;
  const rules = [...groups].filter(([id]) => own.has(id)).map(([, rule]) => rule);
  if (rules.length === 0) return null;
  return {
    accounts: [...new Set(rules.flatMap(({ accounts }) => accounts))],
    preferred: rules.find(({ preferred }) => preferred !== null)?.preferred ?? null,
  };
}

/** Who may ask, and where. `null` means everybody, or everywhere. */
export interface AccessRules {
  /** Being in one of the two lists is enough; `null` for both: everybody. */
  readonly users: ReadonlySet<string> | null;
  readonly groups: ReadonlySet<string> | null;
  readonly channels: ReadonlySet<string> | null;
}
