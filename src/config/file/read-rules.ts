import { z } from "zod";
import type { AccountRule, AccountRules } from "../../accounts/account-rules.ts";
import type { Environment } from "../account.ts";
import { slackIdForm } from "../values.ts";
import {
  checkPart,
  entriesOf,
  type FileFault,
  type FilePart,
  noBlock,
  partBelow,
  type Read,
} from "./file-part.ts";
import { addMistake, readText, textSchema } from "./file-text.ts";
import type { AccountNames } from "./read-accounts.ts";

/** Who may look where. A fault in any rule leaves none: half the rules would allow too much. */
export function readRules(root: FilePart, names: AccountNames): Read<AccountRules> {
  const everywhere = readEverywhere(partBelow(root, "everywhere"), names);
  const workspaces = readRulesById(partBelow(root, "workspaces"), names, "TE", "workspace");
  const channels = readRulesById(partBelow(root, "channels"), names, "CGD", "channel");
  const users = readRulesById(partBelow(root, "users"), names, "UW", "user");
  const groups = readRulesById(partBelow(root, "groups"), names, "S", "user group");
  const reads = [everywhere, workspaces, channels, users, groups];
  const faults = reads.flatMap((read) => read.faults);
  const [ofWorkspaces, ofChannels] = [workspaces.value, channels.value];
  const [ofUsers, ofGroups] = [users.value, groups.value];
  if (faults.length > 0 || !ofWorkspaces || !ofChannels || !ofUsers || !ofGroups)
    return { value: null, faults };
  return {
    value: {
      everywhere: everywhere.value,
      ...{ workspaces: ofWorkspaces, channels: ofChannels },
      ...{ users: ofUsers, groups: ofGroups },
    },
    faults,
  };
}

function readEverywhere(part: FilePart, names: AccountNames): Read<AccountRule> {
  return part.value === undefined ? { value: null, faults: [] } : readRule(part, names);
}

function readRulesById(
  part: FilePart,
  names: AccountNames,
  letters: string,
  what: string,
): Read<ReadonlyMap<string, AccountRule>> {
  const rules = new Map<string, AccountRule>();
  if (part.value === undefined) return { value: rules, faults: [] };
  const ids = [...(entriesOf(part.value)?.keys() ?? [])];
  const { isId, mend } = slackIdForm(letters, what);
  if (ids.length === 0) {
    const advice = `Write the id of a ${what} below it, and its rule below that, or remove the line.`;
    return { value: null, faults: [noBlock(part, advice)] };
  }
  const faults = ids.flatMap((id, index): FileFault[] => {
    const { value, faults: found } = readRule(
      partBelow(part, id, isId(id) ? id : `(number ${index + 1})`),
      names,
    );
    if (value !== null) rules.set(id, value);
    if (isId(id)) return [...found];
    const line = part.file.lineOf([...part.path, id]);
    const problem = `has a key in line ${line} that is not a ${what} id`;
    return [{ place: part.place, problem, mend }, ...found];
  });
  return { value: faults.length === 0 ? rules : null, faults };
}

function readRule(part: FilePart, names: AccountNames): Read<AccountRule> {
  const { value, faults } = checkPart(part, ruleSchema(part.file.env, names));
  if (value === null) return { value: null, faults };
  return { value: { accounts: value.accounts, preferred: value.default ?? null }, faults };
}

function ruleSchema(env: Environment, names: AccountNames) {
  const name = textSchema(
    (value) => readText(value, env),
    (text) =>
      names.good.includes(text) || names.refused.includes(text)
        ? null
        : {
            problem: "is no account of this file",
            mend:
              names.good.length === 0
                ? "Name the accounts first."
                : `Use one of: ${names.good.join(", ")}.`,
          },
  );
  return z
    .object({ accounts: z.array(name), default: name.optional() })
    .superRefine((rule, context) => {
      for (const [index, account] of rule.accounts.entries())
        if (account !== "" && rule.accounts.indexOf(account) < index)
          addMistake(context, ["accounts", index], {
            problem: "is in the list already",
            mend: "Remove it.",
          });
      const { default: preferred = "" } = rule;
      if (preferred !== "" && !rule.accounts.includes(preferred))
        addMistake(context, ["default"], {
          problem: "is not among the accounts of this rule",
          mend: "Choose one of them, or add it to the list.",
        });
    });
}
