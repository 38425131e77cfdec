import { z } from "zod";
import { isSimSid } from "../core/sim.ts";
import { type WindowName, windowNames } from "../core/window.ts";

/**
 * Where the answer to a picked SIM goes: in place of the question "which one?", beside a list that
 * stays, or to everybody in the channel, because that was asked for.
 */
export type PickPlace = "replace" | "beside" | "public";

/** Everything that a pick needs to be answered by any replica, after any restart. */
export interface PickState {
  readonly simSid: string;
  readonly windowName: WindowName;
  readonly place: PickPlace;
}

/** One stretch of a search that fits into a button. */
export interface FindState {
  /** As typed, without its wrapping. */
  readonly text: string;
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

export type Decoded<State> =
  | { readonly kind: "state"; readonly state: State }
  /** Made by another version of simscope: ask again. */
  | { readonly kind: "other_version" }
  | { readonly kind: "unreadable" };

export function encodePick({ simSid, windowName, place }: PickState): string {
  return [version, simSid, windowName, place].join(separator);
}

/** Reads a value that came from the client: anything can be in it. */
export function decodePick(value: unknown): Decoded<PickState> {
  if (typeof value !== "string") return { kind: "unreadable" };
  const parsed = pickSchema.safeParse(value.split(separator));
  if (!parsed.success) return unreadable(value);
  const [, simSid, windowName, place] = parsed.data;
  return { kind: "state", state: { simSid, windowName, place } };
}

export function encodeFind({ text, page }: FindState): string {
  return [version, page, text].join(separator);
}

/** Reads a value that came from the client: anything can be in it. */
export function decodeFind(value: unknown): Decoded<FindState> {
  if (typeof value !== "string") return { kind: "unreadable" };
  const [, page, text] = findPattern.exec(value) ?? [];
  if (page === undefined || text === undefined) return unreadable(value);
  return { kind: "state", state: { text, page: Number(page) } };
}

function unreadable(value: string): { readonly kind: "other_version" | "unreadable" } {
  const [first = ""] = value.split(separator);
  return { kind: /^\d{1,3}$/.test(first) && first !== version ? "other_version" : "unreadable" };
}
