import type { Instant } from "../../core/instant.ts";
import { isPossibleValue } from "./button-state.ts";
import type { Decoded } from "./pick-state.ts";

/** A page of a handover: the stretch stays as it was. */
export interface HandoverPlace {
  readonly from: Instant;
  readonly to: Instant;
  /** 1-based. */
  readonly page: number;
}

/** `1.from.to.page`, the version first; instants in base 36. */
export function encodeHandover({ from, to, page }: HandoverPlace): string {
  return ["1", Math.floor(from).toString(36), Math.floor(to).toString(36), page].join(".");
}

/** Reads a value that came from the client: anything can be in it. */
export function decodeHandover(value: unknown): Decoded<HandoverPlace> {
  if (!isPossibleValue(value)) return { kind: "unreadable" };
  const found = /^1\.([0-9a-z]{1,9})\.([0-9a-z]{1,9})\.([1-9]\d{0,3})$/.exec(value);
  if (found === null) {
    const [, version] = /^(\d{1,3})\./.exec(value) ?? [];
    return { kind: version === undefined || version === "1" ? "unreadable" : "other_version" };
  }
  const [, from = "", to = "", page] = found;
  const state = {
    from: Number.parseInt(from, 36),
    to: Number.parseInt(to, 36),
    page: Number(page),
  };
  return state.from < state.to ? { kind: "state", state } : { kind: "unreadable" };
}
