import { isPossibleValue } from "./button-state.ts";
import type { Decoded } from "./pick-state.ts";

/** Stands first, so that a later format can be told apart. */
const version = "1";
const idForm = /^[A-Za-z0-9_-]{1,40}$/;

/** What the button End carries: which watch it ends. Whose that is, the store knows. */
export function encodeWatch(id: string): string {
  return `${version}.${id}`;
}

/** Reads a value that came from the client: anything can be in it. */
export function decodeWatch(value: unknown): Decoded<{ readonly id: string }> {
  if (!isPossibleValue(value)) return { kind: "unreadable" };
  const [first = "", id = "", ...more] = value.split(".");
  if (/^\d{1,3}$/.test(first) && first !== version) return { kind: "other_version" };
  return first === version && more.length === 0 && idForm.test(id)
    ? { kind: "state", state: { id } }
    : { kind: "unreadable" };
}
