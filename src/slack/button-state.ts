import { z } from "zod";
import type { Instant } from "../core/instant.ts";
import type { PagePosition } from "../core/page.ts";
import { isSimSid } from "../core/sim.ts";
import { windowNames } from "../core/window.ts";

/** Everything a click needs to be answered by any replica, after any restart. */
export interface ButtonState extends PagePosition {
  readonly simSid: string;
  /** The frozen moment of the question. */
  readonly asOf: Instant;
}

export type DecodedButton =
  | { readonly kind: "state"; readonly state: ButtonState }
  /** Made by another version of simscope: ask again. */
  | { readonly kind: "other_version" }
  | { readonly kind: "unreadable" };

/**
 * The version this code writes. It stands first in every value, so that a later format can be
 * told apart. A value is `version.simSid.window.widenedFrom.page.asOf`, the instant in base 36:
 * short enough for an option of a select (75 characters), where JSON is not.
 */
const version = "1";
const separator = ".";

const windowName = z.enum(windowNames);
const schema = z.tuple([
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
]);

export function encodeButton(state: ButtonState): string {
  const { simSid, windowName, widenedFrom, page, asOf } = state;
  return [
    version,
    simSid,
    windowName,
    widenedFrom ?? "-",
    page,
    Math.floor(asOf).toString(36),
  ].join(separator);
}

/** Reads a value that came from the client: anything can be in it. */
export function decodeButton(value: unknown): DecodedButton {
  if (typeof value !== "string") return { kind: "unreadable" };
  const [seenVersion, ...parts] = value.split(separator);
  if (seenVersion !== version) {
    return { kind: /^\d{1,3}$/.test(seenVersion ?? "") ? "other_version" : "unreadable" };
  }
  const parsed = schema.safeParse(parts);
  if (!parsed.success) return { kind: "unreadable" };
  const [simSid, window, widenedFrom, page, asOf] = parsed.data;
  return { kind: "state", state: { simSid, windowName: window, widenedFrom, page, asOf } };
}
