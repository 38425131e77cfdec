import { z } from "zod";
import type { AccountRules } from "../../accounts/account-rules.ts";
import type { AccountConfig, Environment } from "../account.ts";
import { simVariables } from "../sim.ts";
import type { ConfigFault } from "../values.ts";
import { checkPart, entriesOf, type FileFault, type FilePart, partBelow } from "./file-part.ts";
import { referredVariables } from "./file-text.ts";
import { accountNames, readAccounts } from "./read-accounts.ts";
import { readRules } from "./read-rules.ts";
import { parseYaml } from "./yaml-text.ts";

export type ReadFile = (path: string) => string;

export type ReadAccountsFile =
  | {
      readonly kind: "ok";
      readonly accounts: readonly [AccountConfig, ...AccountConfig[]];
      readonly accountRules: AccountRules;
    }
  | { readonly kind: "faults"; readonly faults: readonly ConfigFault[] };

/** Only the names of its parts: each part is checked by itself, so that one hides no other. */
const rootSchema = z.object({
  accounts: z.unknown().optional(),
  everywhere: z.unknown().optional(),
  workspaces: z.unknown().optional(),
  channels: z.unknown().optional(),
  users: z.unknown().optional(),
  groups: z.unknown().optional(),
});

/**
 * The accounts and their rules out of the file of `SIMSCOPE_CONFIG`, or every mistake in it. The
 * path is repeated in faults only once a file was found there: it could be a mistaken secret.
 */
export function readAccountsFile(
  path: string,
  env: Environment,
  readFile: ReadFile,
): ReadAccountsFile {
  const text = textOf(path, readFile);
  if (text.kind === "fault") return { kind: "faults", faults: [text.fault] };
  const here = ({ place, ...mistake }: FileFault): ConfigFault => ({
    variable: place === "" ? path : `${path}, ${place}`,
    ...mistake,
  });
  const yaml = parseYaml(text.text);
  if (yaml.kind === "faults") return { kind: "faults", faults: yaml.faults.map(here) };
  const { value, lineOf } = yaml;
  const root: FilePart = { value, place: "", path: [], file: { env, lineOf } };
  if (entriesOf(value) === null) return { kind: "faults", faults: [here(noSettings(value))] };

  const accountsPart = partBelow(root, "accounts");
  const accounts = readAccounts(accountsPart);
  const rules = readRules(root, accountNames(accountsPart));
  const faults = [
    ...idleVariables(env, referredVariables(value)),
    ...[...checkPart(root, rootSchema).faults, ...accounts.faults, ...rules.faults].map(here),
  ];
  if (faults.length > 0 || accounts.value === null || rules.value === null)
    return { kind: "faults", faults };
  return { kind: "ok", accounts: accounts.value, accountRules: rules.value };
}

function textOf(
  path: string,
  readFile: ReadFile,
):
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "fault"; readonly fault: ConfigFault } {
  try {
    return { kind: "text", text: readFile(path) };
  } catch (error) {
    const code: unknown = error instanceof Error ? Reflect.get(error, "code") : undefined;
    const problem = readProblems.get(code) ?? "names a file that cannot be read";
    return { kind: "fault", fault: { variable: "SIMSCOPE_CONFIG", problem, mend: readMend } };
  }
}

const readProblems: ReadonlyMap<unknown, string> = new Map([
  ["ENOENT", "names a file that is not there"],
  ["ENOTDIR", "names a file that is not there"],
  ["EACCES", "names a file that the bot's user may not read"],
  ["EISDIR", "names a folder, not a file"],
]);

const readMend =
  "Check the path and who may read it. A relative path begins where the bot is started; a container sees only files that are mounted into it.";

function noSettings(value: unknown): FileFault {
  return {
    place: "",
    problem: value === null ? "is empty" : "does not hold settings",
    mend: "Begin with the line accounts: and an account below it; docs/several-accounts.md has an example.",
  };
}

/** Plain variables for one account: an admin who leaves them in expects them to count. */
function idleVariables(env: Environment, referred: ReadonlySet<string>): ConfigFault[] {
  return Object.values(simVariables)
    .filter((variable) => (env[variable]?.trim() ?? "") !== "" && !referred.has(variable))
    .map((variable) => ({
      variable,
      problem: "is set, but with SIMSCOPE_CONFIG it would do nothing",
      mend: "Remove it, or refer to it in the file.",
    }));
}
