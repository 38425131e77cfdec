import type { AccountRule } from "../accounts/account-rules.ts";
import type { Config } from "../config/config.ts";
import { type CheckResult, ok } from "./check-result.ts";

/** Who may look where, in one line; nothing where no rule was given. */
export function accountResults({
  accounts,
  accountRules,
}: Pick<Config, "accounts" | "accountRules">): CheckResult[] {
  const { everywhere, channels, workspaces, users, groups } = accountRules;
  const kinds = [
    ...counted(channels.size, "channel"),
    ...counted(workspaces.size, "workspace"),
    ...counted(users.size, "user"),
    ...counted(groups.size, "user group"),
  ];
  const last = kinds.pop() ?? "";
  const own = kinds.length === 0 ? last : `${kinds.join(", ")} and ${last}`;
  if (everywhere === null && own === "") return [];
  const isOne = channels.size + workspaces.size + users.size + groups.size === 1;
  return [
    ok(
      "Accounts",
      [
        ...counted(accounts.length, "account"),
        `everywhere: ${everywhere === null ? "all" : ruleWords(everywhere)}`,
        ...(own === ""
          ? []
          : [`${own} ${isOne ? "has a rule of its own" : "have rules of their own"}`]),
      ].join("; "),
    ),
  ];
}

function ruleWords({ accounts, preferred }: AccountRule): string {
  if (accounts.length === 0) return "none";
  return `${accounts.join(", ")}${preferred === null ? "" : ` (default ${preferred})`}`;
}

/** `2 channels`, or nothing when there are none. */
function counted(count: number, what: string): string[] {
  return count === 0 ? [] : [`${count} ${what}${count === 1 ? "" : "s"}`];
}
