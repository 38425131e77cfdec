/**
 * Who may look in which accounts. The rule of a channel counts before that of its workspace, and
 * that one before the rule for everywhere.
 */

/** In which accounts one may look from somewhere; an empty list: in none. */
export interface AccountRule {
  readonly accounts: readonly string[];
  /** Whose SIM answers when a name is in several accounts; `null`: the person chooses. */
  readonly preferred: string | null;
}

export interface AccountRules {
  /** `null`: all accounts, none preferred. */
  readonly everywhere: AccountRule | null;
  /** By Slack id, `T…` or `E…`. */
  readonly workspaces: ReadonlyMap<string, AccountRule>;
  /** By Slack id, `C…`, `G…` or `D…`. */
  readonly channels: ReadonlyMap<string, AccountRule>;
}
