import type { WebClient } from "@slack/web-api";
import type { Account } from "../accounts/accounts.ts";
import type { Installation } from "../accounts/installation.ts";
import type { Config } from "../config/config.ts";
import { secondMs } from "../core/instant.ts";
import { type Clock, type StartTimer, startRealTimer } from "../core/time.ts";
import type { Logger } from "../ops/logger.ts";
import { type Access, createAccess } from "../questions/access.ts";
import { createGroupMembers } from "../slack/intake/group-members.ts";
import { createPlacePerson } from "../slack/intake/place-person.ts";

export interface BotAccessParts {
  readonly config: Pick<Config, "access" | "accountRules">;
  readonly installation: Installation;
  readonly accounts: readonly Account[];
  /** A client whose calls take so long at most. */
  readonly client: (timeoutMs: number) => WebClient;
  readonly clock: Clock;
  readonly startTimer: StartTimer;
  readonly logger: Logger;
  /** Whether a user group belongs to another place where the app is installed; left out: there is none. */
  readonly isOfAnother?: (groupId: string) => boolean;
}

/** Who may ask; what Slack knows of people and groups is read between `start` and `stop`. */
export interface BotAccess {
  readonly access: Access;
  /** Whether it is the workspace of that user group. */
  knowsGroup(groupId: string): boolean;
  start(): void;
  stop(): void;
}

/** Someone is waiting. */
const groupTimeoutMs = 8 * secondMs;
/** Below the deadline for placing a person, so that one of two calls may fail. */
const placeTimeoutMs = 1.5 * secondMs;

export function createBotAccess(parts: BotAccessParts): BotAccess {
  const { config, installation, accounts, client, clock, startTimer, logger } = parts;
  const groups = createGroupMembers({
    ...{ client: client(groupTimeoutMs), clock, startTimer },
    groups: [...new Set([...(config.access.groups ?? []), ...config.accountRules.groups.keys()])],
    isOrgWide: installation.teamId === null,
    ...(parts.isOfAnother !== undefined && { isOfAnother: parts.isOfAnother }),
    onUnread: (groupId, err) =>
      logger.warn({ component: "access", groupId, err }, "a user group could not be read"),
  });
  const access = createAccess({
    ...{ installation, accounts, accountRules: config.accountRules, rules: config.access },
    groupsOf: groups.groupsOf,
    placePerson: createPlacePerson({
      ...{ client: client(placeTimeoutMs), installation, clock, startTimer: startRealTimer },
    }),
  });
  return { access, knowsGroup: groups.knows, start: groups.start, stop: groups.stop };
}
