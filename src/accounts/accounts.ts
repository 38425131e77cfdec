import type { AccountList } from "../core/list-state.ts";
import type { Directory, DirectorySim } from "../ports/directory.ts";
import type { SimSource } from "../ports/sim-source.ts";
import { type AccountRules, type AskedFrom, ruleAt } from "./account-rules.ts";
import type { Asking } from "./asking.ts";

/** One account at a SIM platform, and what answers for it. */
export interface Account {
  /** What people call it; `null`: the only one, which needs no name. */
  readonly name: string | null;
  readonly description: string | null;
  readonly source: SimSource;
  readonly directory: Directory;
}

/** The accounts in which one question looks. */
export interface Scope {
  /** In the order of the configuration. */
  readonly accounts: readonly Account[];
  /** Whose SIM answers when several of them have one of that name. */
  readonly preferred: Account | null;
  /** For whom. Left out: for nobody in particular. */
  readonly asking?: Asking;
}

/** A SIM that is looked for. */
export interface SimRef {
  /** As a person gave it: SID, name, ICCID or its last digits, wrapped or not. */
  readonly sim: string;
  /** Where it is looked for. */
  readonly scope: Scope;
}

/** A SIM of the list, and the account that it is in. */
export interface ListedSim extends DirectorySim {
  readonly account: string | null;
}

/** The accounts that may be looked in from a place, with the one that is preferred there. */
export function scopeAt(accounts: readonly Account[], rules: AccountRules, from: AskedFrom): Scope {
  const rule = ruleAt(rules, from);
  if (rule === null) return { accounts, preferred: null };
  const allowed = accounts.filter(({ name }) => name !== null && rule.accounts.includes(name));
  return {
    accounts: allowed,
    preferred: allowed.find(({ name }) => name === rule.preferred) ?? null,
  };
}

/** Only the account of that name; `null`: the scope has none such. */
export function narrowedTo(scope: Scope, name: string): Scope | null {
  const account = scope.accounts.find((one) => one.name === name);
  return account === undefined ? null : { ...scope, ...onlyIn(account) };
}

/** A question that looks in one account alone. */
export function onlyIn(account: Account): Scope {
  return { accounts: [account], preferred: account };
}

/** The scope's accounts, the preferred one first. */
export function inOrderOfPreference({ accounts, preferred }: Scope): readonly Account[] {
  return preferred === null
    ? accounts
    : [preferred, ...accounts.filter((account) => account !== preferred)];
}

/** The names of the accounts that have one. */
export function namesOf(accounts: readonly Account[]): readonly string[] {
  return accounts.flatMap(({ name }) => (name === null ? [] : [name]));
}

/** The same text of two scopes: they look in the same accounts, in the same order. */
export function scopeKey(scope: Scope): string {
  return JSON.stringify([
    scope.accounts.map(({ name }) => name),
    scope.preferred === null ? null : scope.preferred.name,
  ]);
}

/** The lists behind an answer from this scope. */
export function listsOf({ accounts }: Scope): readonly AccountList[] {
  return accounts.map(({ name, directory }) => ({ account: name, state: directory.state() }));
}

export function located(sim: DirectorySim, { name }: Account): ListedSim {
  return { ...sim, account: name };
}
