import type { AccessRules, AccountRules } from "../accounts/account-rules.ts";
import { type Account, type Scope, scopeAt } from "../accounts/accounts.ts";
import { type Home, type Installation, type Placed, placedBy } from "../accounts/installation.ts";

/** Who asks, and from where, as far as Slack tells. */
export interface Asker extends Home {
  readonly userId: string;
  readonly channelId: string | null;
  /** The workspace of an org-wide installation that it was asked in; `null`: not told. */
  readonly askedInTeamId: string | null;
}

export type Refusal =
  /** Not of the company that installed simscope, or not known to be. */
  | Exclude<Placed, "inside">
  /** Not on the list of people, or the channel not on that of channels. */
  | "user"
  | "channel"
  /** No account may be looked in from there. */
  | "accounts";

export type AccessDecision =
  /** The question may look in these accounts, of which there is at least one. */
  | { readonly kind: "allowed"; readonly scope: Scope }
  | { readonly kind: "refused"; readonly because: Refusal };

/** Decides for every question and every click anew: rules may have changed since. Never rejects. */
export interface Access {
  decide(asker: Asker): Promise<AccessDecision>;
}

/** Asks Slack where somebody belongs whom the payload does not place. Takes 2 s at most; never rejects. */
export type PlacePerson = (person: {
  readonly userId: string;
  readonly teamId: string | null;
}) => Promise<Placed>;

export interface AccessParts {
  readonly installation: Installation;
  readonly placePerson: PlacePerson;
  readonly rules: AccessRules;
  readonly accounts: readonly Account[];
  readonly accountRules: AccountRules;
}

/**
 * People of other companies are refused first, whatever a list says. Then both lists must allow
 * where both are set. A question without a channel is refused when channels are listed.
 */
export function createAccess(parts: AccessParts): Access {
  const { installation, placePerson, accounts, accountRules } = parts;
  const { users, channels } = parts.rules;
  return {
    decide: async (asker) => {
      const told = placedBy(asker, installation);
      const placed = told === "ask" ? await placePerson(asker) : told;
      if (placed !== "inside") return { kind: "refused", because: placed };
      if (users !== null && !users.has(asker.userId)) return { kind: "refused", because: "user" };
      if (channels !== null && (asker.channelId === null || !channels.has(asker.channelId))) {
        return { kind: "refused", because: "channel" };
      }
      const scope = scopeAt(accounts, accountRules, {
        channelId: asker.channelId,
        // Never the asker's own: a rule is for the place where simscope was installed.
        teamId: installation.teamId ?? asker.askedInTeamId,
        enterpriseId: installation.enterpriseId,
      });
      return scope.accounts.length === 0
        ? { kind: "refused", because: "accounts" }
        : { kind: "allowed", scope };
    },
  };
}
