import type { AccountRules } from "./account-rules.ts";
import { type Account, type Scope, scopeAt } from "./accounts.ts";

/** Who may ask, and where. `null` means everybody, or everywhere. */
export interface AccessRules {
  readonly users: ReadonlySet<string> | null;
  readonly channels: ReadonlySet<string> | null;
}

/** Who asks, and from where, as far as Slack tells. */
export interface Asker {
  readonly userId: string;
  readonly channelId: string | null;
  readonly teamId: string | null;
}

export type AccessDecision =
  /** The question may look in these accounts, of which there is at least one. */
  | { readonly kind: "allowed"; readonly scope: Scope }
  /** `accounts`: no account may be looked in from there. */
  | { readonly kind: "refused"; readonly because: "user" | "channel" | "accounts" };

/** Decides for every question and every click anew: rules may have changed since. */
export interface Access {
  decide(asker: Asker): AccessDecision;
}

export interface AccessParts {
  readonly rules: AccessRules;
  readonly accounts: readonly Account[];
  readonly accountRules: AccountRules;
}

/** Both lists must allow where both are set. A question without a channel is refused when channels are listed. */
export function createAccess({ rules, accounts, accountRules }: AccessParts): Access {
  const { users, channels } = rules;
  return {
    decide: (asker) => {
      if (users !== null && !users.has(asker.userId)) return { kind: "refused", because: "user" };
      if (channels !== null && (asker.channelId === null || !channels.has(asker.channelId))) {
        return { kind: "refused", because: "channel" };
      }
      const scope = scopeAt(accounts, accountRules, asker);
      return scope.accounts.length === 0
        ? { kind: "refused", because: "accounts" }
        : { kind: "allowed", scope };
    },
  };
}
