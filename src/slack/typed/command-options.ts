import { isAccountName } from "../../accounts/account-rules.ts";
import { withoutMarksAtEnd } from "../../core/text-ends.ts";
import { defaultWindowName, type WindowName, windowNames } from "../../core/window.ts";

/** What the words of a command can mean here. */
export interface CommandContext {
  /** Whether there are accounts with names, so that `in emea` is about one of them. */
  readonly hasAccountNames: boolean;
}

/** Something that looks like a window and is none. */
export interface BadWindow {
  readonly kind: "bad_window";
  readonly rest: readonly string[];
  readonly account: string | null;
  readonly isPublic: boolean;
  readonly problem: "window_too_long" | "window_unknown";
  /** The window that is nearest to it. */
  readonly nearest: WindowName;
}

export type TrailingOptions =
  | {
      readonly kind: "options";
      readonly rest: readonly string[];
      readonly windowName: WindowName;
      readonly isPublic: boolean;
      /** What follows `in`; `null`: no account is named. */
      readonly account: string | null;
    }
  | BadWindow;

/**
 * Takes `public`, a window and `in <account>` off the end, in any order. What must be names is not
 * read as one of them.
 */
export function trailingOptions(
  words: readonly string[],
  names: number,
  { hasAccountNames }: CommandContext,
): TrailingOptions {
  const rest = [...words];
  let isPublic = false;
  let account: string | null = null;
  let windowName: WindowName = defaultWindowName;
  let bad: Extract<TrailingOption, { kind: "bad_window" }> | null = null;
  for (let last = rest.at(-1); last !== undefined; last = rest.at(-1)) {
    const named: NamedAccount | null =
      hasAccountNames && account === null ? accountAtEnd(rest, Math.max(names, 1)) : null;
    if (named !== null) {
      ({ account } = named);
      rest.splice(-named.words);
      continue;
    }
    const option = rest.length <= names ? null : optionOf(last);
    if (option === null || (rest.length === 1 && option.kind !== "public")) break;
    rest.pop();
    if (option.kind === "public") isPublic = true;
    else if (option.kind === "window") windowName = option.windowName;
    else bad ??= option;
  }
  if (bad !== null) return { ...bad, rest, account, isPublic };
  return { kind: "options", rest, windowName, isPublic, account };
}

/** `in emea`, and how many words that was. */
export interface NamedAccount {
  readonly account: string;
  readonly words: number;
}

/** `in emea` behind at least that many names; a name with `in` in it can be put in quotes. */
export function accountAtEnd(words: readonly string[], names: number): NamedAccount | null {
  return (
    accountIn(words.slice(-3), words.length - 3 >= names) ??
    accountIn(words.slice(-2), words.length - 2 >= names)
  );
}

/** `in emea` before other words. */
export function accountAtStart(words: readonly string[]): NamedAccount | null {
  return accountIn(words.slice(0, 3), words.length >= 3) ?? accountIn(words.slice(0, 2), true);
}

/** `in emea`, `in account emea` as our own messages write it, with the marks people put around it. */
function accountIn(words: readonly string[], hasRoom: boolean): NamedAccount | null {
  const [first, ...rest] = words.map((word) => word.toLowerCase());
  if (!hasRoom || first !== "in" || (rest.length === 2 && rest[0] !== "account")) return null;
  const account = withoutMarksAround(withoutMarksAtEnd(rest.at(-1) ?? "", ".,;:!?"));
  return isAccountName(account) ? { account, words: words.length } : null;
}

/** `"emea"` and `*emea*` without their marks. */
function withoutMarksAround(word: string): string {
  const first = word.charAt(0);
  const isMarked = word.length > 1 && "\"'`*".includes(first) && word.endsWith(first);
  return isMarked ? word.slice(1, -1) : word;
}

type TrailingOption =
  | { readonly kind: "public" }
  | { readonly kind: "window"; readonly windowName: WindowName }
  | ({ readonly kind: "bad_window" } & Pick<BadWindow, "problem" | "nearest">);

/** `public`, `7d`, or a stretch that looks like a window but is none; `null` for anything else. */
function optionOf(word: string): TrailingOption | null {
  const lower = word.toLowerCase();
  if (lower === "public") return { kind: "public" };
  const known = windowNames.find((name) => name === lower);
  if (known !== undefined) return { kind: "window", windowName: known };
  const stretch = /^(\d{1,4})(h|d|w)$/.exec(lower);
  if (stretch === null) return null;
  const hours = Number(stretch[1]) * { h: 1, d: 24, w: 168 }[stretch[2] as "h" | "d" | "w"];
  const same = windowNames.find((name) => hours === { "24h": 24, "7d": 168, "30d": 720 }[name]);
  if (same !== undefined) return { kind: "window", windowName: same };
  const problem = hours > 720 ? "window_too_long" : "window_unknown";
  return { kind: "bad_window", problem, nearest: nearestWindow(hours) };
}

/** Two days are rather one than seven, two weeks rather one than four. */
function nearestWindow(hours: number): WindowName {
  if (hours <= 48) return "24h";
  return hours <= 336 ? "7d" : "30d";
}
