import { isAccountName } from "../../accounts/account-rules.ts";
import { minuteMs } from "../../core/instant.ts";
import { isPossibleValue } from "./button-state.ts";
import type { Decoded } from "./pick-state.ts";

/** One page of the silent SIMs that fits into a button. Each page tells the moment at which it is asked for. */
export interface DarkState {
  /** `null`: for however short. */
  readonly atLeastMs: number | null;
  /** The only account to look in; `null`: in all that may be looked in. */
  readonly account: string | null;
  /** 1-based. */
  readonly page: number;
}

/** Stands first in every value, so that a later format can be told apart. */
const version = "1";
const pattern = /^1\.(\d{1,6})\.(\d{1,6})\.(.*)$/s;

/** `1.page.minutes.account`. */
export function encodeDark({ atLeastMs, account, page }: DarkState): string {
  const minutes = Math.round((atLeastMs ?? 0) / minuteMs);
  return [version, page, minutes, account ?? ""].join(".");
}

/** Reads a value that came from the client: anything can be in it. */
export function decodeDark(value: unknown): Decoded<DarkState> {
  if (!isPossibleValue(value)) return { kind: "unreadable" };
  const [, page, minutes, account = ""] = pattern.exec(value) ?? [];
  if (page === undefined || (account !== "" && !isAccountName(account))) {
    const [first = ""] = value.split(".");
    const isOther = /^\d{1,3}$/.test(first) && first !== version;
    return { kind: isOther ? "other_version" : "unreadable" };
  }
  const atLeastMs = Number(minutes) * minuteMs;
  const state = { atLeastMs: atLeastMs === 0 ? null : atLeastMs, page: Number(page) };
  return { kind: "state", state: { ...state, account: account === "" ? null : account } };
}
