import { isPossibleValue } from "./button-state.ts";

/** The value of Delete below a shared answer: the version, then the person who shared it. */
export function encodeSharer(userId: string): string {
  return `1.${userId}`;
}

export type DecodedSharer =
  | { readonly kind: "sharer"; readonly userId: string }
  /** Made by another version of simscope. */
  | { readonly kind: "other_version" }
  | { readonly kind: "unreadable" };

/** Reads a value that came from the client: anything can be in it. */
export function decodeSharer(value: unknown): DecodedSharer {
  if (!isPossibleValue(value)) return { kind: "unreadable" };
  const [, version, userId] = /^(\d{1,3})\.([UW][A-Z0-9]{1,30})$/.exec(value) ?? [];
  if (version === undefined || userId === undefined) return { kind: "unreadable" };
  return version === "1" ? { kind: "sharer", userId } : { kind: "other_version" };
}
