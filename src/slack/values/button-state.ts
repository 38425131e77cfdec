import { z } from "zod";
import { isAccountName } from "../../accounts/account-rules.ts";
import type { Instant } from "../../core/instant.ts";
import type { PagePosition } from "../../core/page.ts";
import { type StaleReason, staleReasons } from "../../core/report.ts";
import { isSimSid } from "../../core/sim.ts";
import { windowNames } from "../../core/window.ts";
import type { PastMoment } from "../../questions/sim-question.ts";
import { limits } from "../kit/limits.ts";

/** Everything a click needs to be answered by any replica, after any restart. */
export interface ButtonState extends PagePosition {
  readonly simSid: string;
  /** The account that the SIM was read in; `null`: the only one. */
  readonly account: string | null;
  /** The frozen moment of the question. */
  readonly asOf: Instant;
  /** Place of one session on that page, from 0; only in the buttons of a row. */
  readonly row?: number;
  /** Only in the buttons of an answer that shows an earlier read: why. What follows from it says so, too. */
  readonly stale?: StaleReason;
}

export type DecodedButton =
  | { readonly kind: "state"; readonly state: ButtonState }
  /** Made by another version of simscope: ask again. */
  | { readonly kind: "other_version" }
  | { readonly kind: "unreadable" };

/**
 * The versions this code writes. The version stands first in every value, so that a later format
 * can be told apart. A value is `1.simSid.window.widenedFrom.page.asOf`, and for one row of the
 * page `2.` with the row at the end; the instant is in base 36. Where there are several accounts
 * the name of one follows. Short enough for an option of a select (75 characters), where JSON is
 * not, and with no character to spare: so an answer that shows an earlier read has versions of its own.
 */
const versions: readonly Version[] = [null, ...staleReasons].flatMap((stale) => [
  { stale, isRow: false },
  { stale, isRow: true },
]);

interface Version {
  readonly stale: StaleReason | null;
  readonly isRow: boolean;
}

const separator = ".";

const windowName = z.enum(windowNames);
const pageParts = [
  z.string().refine(isSimSid),
  windowName,
  z.union([z.literal("-").transform(() => null), windowName]),
  z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number),
  z
    .string()
    .regex(/^[0-9a-z]{1,9}$/)
    .transform((text) => Number.parseInt(text, 36)),
] as const;
const pageSchema = z.tuple(pageParts);
const rowSchema = z.tuple([...pageParts, z.string().regex(/^\d$/).transform(Number)]);

export function encodeButton(state: ButtonState): string {
  const { simSid, account, windowName, widenedFrom, page, asOf, row, stale = null } = state;
  const isRow = row !== undefined;
  const index = versions.findIndex((one) => one.stale === stale && one.isRow === isRow);
  const parts = [simSid, windowName, widenedFrom ?? "-", page, Math.floor(asOf).toString(36)];
  const all = [index + 1, ...parts, ...(isRow ? [row] : [])];
  return [...all, ...(account === null ? [] : [account])].join(separator);
}

/** Whether Slack could have kept it for us: a longer text was never in a button of ours. */
export function isPossibleValue(value: unknown): value is string {
  return typeof value === "string" && value.length <= limits.buttonValue;
}

/** Reads a value that came from the client: anything can be in it. */
export function decodeButton(value: unknown): DecodedButton {
  if (!isPossibleValue(value)) return { kind: "unreadable" };
  const [number = "", ...parts] = value.split(separator);
  if (!/^\d{1,3}$/.test(number)) return { kind: "unreadable" };
  const version = versions.find((_, index) => String(index + 1) === number);
  if (version === undefined) return { kind: "other_version" };
  const schema = version.isRow ? rowSchema : pageSchema;
  const { account, rest } = withoutAccount(parts, schema.def.items.length);
  const parsed = schema.safeParse(rest);
  if (!parsed.success || account === "unreadable") return { kind: "unreadable" };
  const [simSid, window, widenedFrom, page, asOf, row] = parsed.data;
  const state = { simSid, account: account.name, windowName: window, widenedFrom, page, asOf };
  return {
    kind: "state",
    state: {
      ...state,
      ...(row !== undefined && { row }),
      ...(version.stale !== null && { stale: version.stale }),
    },
  };
}

/** What stands in the menu of an answer beside its buttons, each with its letter in a value. */
export const moreChoices = { export: "e", ticket: "t", keep: "k" } as const;
export type MoreChoice = keyof typeof moreChoices;

/** The value of an option of that menu: which one it is, then what its button would carry. */
export function encodeMore(choice: MoreChoice, state: ButtonState): string {
  return `${moreChoices[choice]}${encodeButton(state)}`;
}

/** Which option was chosen, and the value of its button; `null`: one of another version, or none of ours. */
export function decodeMore(
  value: unknown,
): { readonly choice: MoreChoice; readonly value: string } | null {
  if (!isPossibleValue(value)) return null;
  const choice = (Object.keys(moreChoices) as MoreChoice[]).find(
    (one) => moreChoices[one] === value.charAt(0),
  );
  return choice === undefined ? null : { choice, value: value.slice(1) };
}

/** The moment that a click asks for: that of the answer it stands in. */
export function momentOf({ asOf, stale }: ButtonState): PastMoment {
  return { asOf, stale: stale ?? null };
}

/** What follows the parts that every value of that version has. */
export function withoutAccount(
  parts: readonly string[],
  length: number,
): {
  readonly account: { readonly name: string | null } | "unreadable";
  readonly rest: readonly string[];
} {
  const rest = parts.slice(0, length);
  const [name, ...more] = parts.slice(length);
  if (name === undefined) return { account: { name: null }, rest };
  return { account: isAccountName(name) && more.length === 0 ? { name } : "unreadable", rest };
}
