import { z } from "zod";
import { isAccountName } from "../../accounts/account-rules.ts";
import { isSimSid } from "../../core/sim.ts";
import { type WindowName, windowNames } from "../../core/window.ts";
import { isPossibleValue, withoutAccount } from "./button-state.ts";

/**
 * Where the answer to a picked SIM goes: in place of the question "which one?", beside a list that
 * stays, or to everybody in the channel, because that was asked for.
 */
export type PickPlace = "replace" | "beside" | "public";

/** Everything that a pick needs to be answered by any replica, after any restart. */
export interface PickState {
  readonly simSid: string;
  /** The account that lists the SIM; `null`: the only one. */
  readonly account: string | null;
  readonly windowName: WindowName;
  readonly place: PickPlace;
  /** With what the picked SIM is compared; left out: it is asked for alone. */
  readonly compared?: ComparedWith;
}

/** The other SIM of a comparison in which one has to be picked first. */
export interface ComparedWith {
  /** Its SID, or as it was typed, where it has to be looked for as well. Untrusted text. */
  readonly sim: string;
  /** The only account to look in; `null`: in all that may be looked in. */
  readonly account: string | null;
  /** What it is called, where that is known; not in a button, which must stay short. Untrusted text. */
  readonly called?: string;
  /** Whether the other one stands first. */
  readonly isFirst: boolean;
}

/** One stretch of a search that fits into a button. */
export interface FindState {
  /** As typed, without its wrapping. */
  readonly text: string;
  /** The only account to look in; `null`: in all that may be looked in. */
  readonly account: string | null;
  /** 1-based. */
  readonly page: number;
}

/** Stands first in every value, so that a later format can be told apart. */
const version = "1";
const separator = ".";

const pickSchema = z.tuple([
  z.literal(version),
  z.string().refine(isSimSid),
  z.enum(windowNames),
  z.enum(["replace", "beside", "public"]),
]);

const findPattern = /^1\.(\d{1,6})\.(.*)$/s;

/** A search in one account alone names it before the text, which may hold anything. */
const findInVersion = "2";
const findInPattern = /^2\.(\d{1,6})\.([a-z][a-z0-9-]{0,19})\.(.*)$/s;

/** Of a comparison; the other SIM comes last, as what was typed may hold anything. */
const comparedVersion = "3";
const comparedPattern = /^3\.([^.]+\.[^.]+\.[^.]+)\.([^.]+)\.([^.]+)\.([12])\.(.+)$/s;
const noAccount = "-";

export type Decoded<State> =
  | { readonly kind: "state"; readonly state: State }
  /** Made by another version of simscope: ask again. */
  | { readonly kind: "other_version" }
  | { readonly kind: "unreadable" };

export function encodePick({ simSid, account, windowName, place, compared }: PickState): string {
  if (compared !== undefined) {
    const accounts = [account, compared.account].map((name) => name ?? noAccount);
    const other = [compared.isFirst ? 1 : 2, compared.sim];
    return [comparedVersion, simSid, windowName, place, ...accounts, ...other].join(separator);
  }
  const parts = [version, simSid, windowName, place];
  return [...parts, ...(account === null ? [] : [account])].join(separator);
}

/** Reads a value that came from the client: anything can be in it. */
export function decodePick(value: unknown): Decoded<PickState> {
  if (!isPossibleValue(value)) return { kind: "unreadable" };
  const compared = comparedPattern.exec(value);
  if (compared !== null) return decodeCompared(compared);
  const { account, rest } = withoutAccount(value.split(separator), pickSchema.def.items.length);
  const parsed = pickSchema.safeParse(rest);
  if (!parsed.success || account === "unreadable")
    return unreadable(value, [version, comparedVersion]);
  const [, simSid, windowName, place] = parsed.data;
  return { kind: "state", state: { simSid, account: account.name, windowName, place } };
}

function decodeCompared([, pick = "", ...parts]: RegExpExecArray): Decoded<PickState> {
  const parsed = pickSchema.safeParse([version, ...pick.split(separator)]);
  const [own = "", others = "", place, sim = ""] = parts;
  const accounts = [own, others].map((name) => (name === noAccount ? null : name));
  const areNames = accounts.every((name) => name === null || isAccountName(name));
  if (!parsed.success || !areNames) return { kind: "unreadable" };
  const [account = null, otherAccount = null] = accounts;
  const [, simSid, windowName, pickPlace] = parsed.data;
  const compared = { sim, account: otherAccount, isFirst: place === "1" };
  return { kind: "state", state: { simSid, account, windowName, place: pickPlace, compared } };
}

export function encodeFind({ text, account, page }: FindState): string {
  const parts = account === null ? [version, page, text] : [findInVersion, page, account, text];
  return parts.join(separator);
}

/** Reads a value that came from the client: anything can be in it. */
export function decodeFind(value: unknown): Decoded<FindState> {
  if (!isPossibleValue(value)) return { kind: "unreadable" };
  const [, page, text] = findPattern.exec(value) ?? [];
  if (page !== undefined && text !== undefined) {
    return { kind: "state", state: { text, account: null, page: Number(page) } };
  }
  const [, pageIn, account, textIn] = findInPattern.exec(value) ?? [];
  if (pageIn === undefined || account === undefined || textIn === undefined) {
    return unreadable(value, [version, findInVersion]);
  }
  return { kind: "state", state: { text: textIn, account, page: Number(pageIn) } };
}

function unreadable(
  value: string,
  ours: readonly string[],
): { readonly kind: "other_version" | "unreadable" } {
  const [first = ""] = value.split(separator);
  return {
    kind: /^\d{1,3}$/.test(first) && !ours.includes(first) ? "other_version" : "unreadable",
  };
}
