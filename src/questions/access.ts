import type { AccessRules, AccountRules } from "../accounts/account-rules.ts";
import { type Account, type Scope, scopeAt } from "../accounts/accounts.ts";
import {
  type Home,
  type Installation,
  type NotInstalled,
  type Placed,
  placedBy,
  type Through,
} from "../accounts/installation.ts";

/** Who asks, and from where, as far as Slack tells. */
export interface Asker extends Home {
  readonly userId: string;
  readonly channelId: string | null;
  /** The workspace of an org-wide installation that it was asked in; `null`: not told. */
  readonly askedInTeamId: string | null;
  /** Left out: there is only one installation. */
  readonly through?: Through;
}

export type Refusal =
  /** Not of the company that installed simscope, or not known to be. */
  | Exclude<Placed, "inside">
  | NotInstalled
  /** Not on the list of people, nor in a group that may ask where groups are listed. */
  | "user"
  | "group"
  /** Slack does not tell who is in a group on which it depends. */
  | "groups_untold"
  /** The channel is not on the list of channels. */
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

/** What is known of somebody's groups, of those that matter here. */
export interface KnownGroups {
  readonly member: ReadonlySet<string>;
  /** Groups whose members Slack does not tell. */
  readonly untold: ReadonlySet<string>;
}

/** Whoever keeps the members of groups; from memory, or after a second at most. Never rejects. */
export type GroupsOf = (userId: string) => Promise<KnownGroups>;

export interface AccessParts {
  readonly installation: Installation;
  readonly placePerson: PlacePerson;
  readonly groupsOf: GroupsOf;
  readonly rules: AccessRules;
  readonly accounts: readonly Account[];
  readonly accountRules: AccountRules;
}

const noGroups: KnownGroups = { member: new Set(), untold: new Set() };

/**
 * People of other companies are refused first, whatever a list says. Then the person must be on the
 * list of people or in a group that may ask, where there are such lists, and the channel on that of
 * channels. A question without a channel is refused when channels are listed. Groups are looked at
 * only where it depends on them; what Slack does not tell of them allows nothing.
 */
export function createAccess(parts: AccessParts): Access {
  const { installation, placePerson, groupsOf, accounts, accountRules } = parts;
  const { users, groups, channels } = parts.rules;

  /** Whether the person may ask at all; channels are another matter. */
  const refusedPerson = (userId: string, known: KnownGroups): Refusal | null => {
    if (users === null && groups === null) return null;
    if (users?.has(userId) || hasAny(known.member, groups)) return null;
    if (hasAny(known.untold, groups)) return "groups_untold";
    return groups === null ? "user" : "group";
  };
  const dependsOnGroups = (userId: string): boolean =>
    (groups !== null && users?.has(userId) !== true) ||
    (accountRules.groups.size > 0 && !accountRules.users.has(userId));
  /** A group that is not told might leave less to look in than the rules of the others do. */
  const lacksRule = (userId: string, { member, untold }: KnownGroups): boolean =>
    !accountRules.users.has(userId) &&
    !hasAny(member, accountRules.groups) &&
    hasAny(untold, accountRules.groups);

  return {
    decide: async (asker) => {
      const told = placedBy(asker, installation);
      const placed = told === "ask" ? await placePerson(asker) : told;
      if (placed !== "inside") return { kind: "refused", because: placed };
      const { userId } = asker;
      const known = dependsOnGroups(userId) ? await groupsOf(userId) : noGroups;
      const because = refusedPerson(userId, known);
      if (because !== null) return { kind: "refused", because };
      if (channels !== null && (asker.channelId === null || !channels.has(asker.channelId))) {
        return { kind: "refused", because: "channel" };
      }
      if (lacksRule(userId, known)) return { kind: "refused", because: "groups_untold" };
      const scope = scopeAt(accounts, accountRules, {
        ...{ userId, groups: known.member },
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

function hasAny(
  ids: ReadonlySet<string>,
  wanted: ReadonlySet<string> | ReadonlyMap<string, unknown> | null,
): boolean {
  return wanted !== null && [...ids].some((id) => wanted.has(id));
}
