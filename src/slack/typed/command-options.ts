import { isAccountName } from "../../accounts/account-rules.ts";
import { unquote } from "../../core/reading/plain.ts";
import { withoutMarksAtEnd, withoutMarksAtStart } from "../../core/text-ends.ts";
import { defaultWindowName, type WindowName, windowNames } from "../../core/window.ts";

/** What the words of a command can mean here. */
export interface CommandContext {
  /** Whether there are accounts with names, so that `in emea` is about one of them. */
  readonly hasAccountNames: boolean;
}

/** A window that is none, and the one that is nearest to it. */
export interface BadWindow {
  readonly problem: "window_too_long" | "window_unknown";
  readonly nearest: WindowName;
}

/** One way to read words: as a name, and what is asked for behind it. */
export interface Reading {
  readonly rest: readonly string[];
  readonly windowName: WindowName;
  readonly isPublic: boolean;
  /** What follows `in`; `null`: no account is named. */
  readonly account: string | null;
  /** Something that looks like a window and is none. */
  readonly bad: BadWindow | null;
}

/** How words can be read, the most words as options last: a SIM may be called "Kiosk 24h". */
export type Readings = readonly [...Reading[], Reading];

/**
 * Takes `public`, a window and `in <account>` off the end, in any order, step by step. What must be
 * names is not read as one of them.
 */
export function readingsOf(
  words: readonly string[],
  names: number,
  { hasAccountNames }: CommandContext,
): Readings {
  let now: Reading = {
    ...{ rest: words, windowName: defaultWindowName, isPublic: false, account: null, bad: null },
  };
  const before: Reading[] = [];
  let windowBefore: WindowName | null = null;
  for (;;) {
    const { rest } = now;
    const named =
      hasAccountNames && now.account === null ? accountAtEnd(rest, Math.max(names, 1)) : null;
    const option = named === null ? optionAtEnd(rest, names) : null;
    const taken = named ?? option;
    if (taken === null) return [...before, now];
    before.push(now);
    now = { ...now, rest: rest.slice(0, -taken.words) };
    if (named !== null) now = { ...now, account: named.account };
    else if (option?.kind === "public") now = { ...now, isPublic: true };
    else if (option?.kind === "window") {
      const { windowName } = option;
      // Of two windows nobody can tell which is meant.
      const isAnother = windowBefore !== null && windowBefore !== windowName;
      now = { ...now, windowName, bad: isAnother ? twoWindows(windowName) : now.bad };
      windowBefore = windowName;
    } else if (option?.kind === "bad_window") now = { ...now, bad: now.bad ?? option };
  }
}

function twoWindows(nearest: WindowName): BadWindow {
  return { problem: "window_unknown", nearest };
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
  const bare = unquote(withoutPunctuation(rest.at(-1) ?? ""));
  const account = withoutMarksAtStart(withoutMarksAtEnd(bare, "*"), "*");
  return isAccountName(account) ? { account, words: words.length } : null;
}

/** What ends a sentence rather than a name. */
export function withoutPunctuation(word: string): string {
  return withoutMarksAtEnd(word, ".,;:!?");
}

type OptionAtEnd = { readonly words: number } & (
  | { readonly kind: "public" }
  | { readonly kind: "window"; readonly windowName: WindowName }
  | ({ readonly kind: "bad_window" } & BadWindow)
);

/** Behind at least that many names; one word alone is a name, unless it is `public`. */
function optionAtEnd(words: readonly string[], names: number): OptionAtEnd | null {
  const option = plainOptionAtEnd(words, names);
  if (option?.kind === "public") return option;
  const said = stretchesInWords.get(withoutPunctuation(words.at(-1) ?? "").toLowerCase());
  const stretch = option ?? (said === undefined ? null : { ...said, words: 1 });
  if (stretch === null) return null;
  const leading = leadingWords(words, stretch.words, names);
  // "Market day" may be a name; "last day" is none.
  return option === null && leading === 0 ? null : { ...stretch, words: stretch.words + leading };
}

/** `last 7d`, `for the past week`, `since yesterday`: what people say before a stretch of time. */
const beforeStretch = /^(?:the|last|past|previous|this|for|over|since|from|during|within)$/i;

function leadingWords(words: readonly string[], taken: number, names: number): number {
  const others = words.length - taken - Math.max(names, 1);
  let leading = 0;
  while (leading < others && beforeStretch.test(words.at(-1 - taken - leading) ?? "")) leading += 1;
  return leading;
}

function plainOptionAtEnd(words: readonly string[], names: number): OptionAtEnd | null {
  const [number = "", last = ""] = words.slice(-2).map(withoutPunctuation);
  const inWords =
    words.length >= 2 + Math.max(names, 1) && /^\d{1,4}$/.test(number) && /^[a-z]+$/i.test(last);
  const two = inWords ? windowOf(number + last) : null;
  if (two !== null) return { ...two, words: 2 };
  const word = words.length === 1 ? withoutPunctuation(words[0] ?? "") : last;
  if (words.length <= names) return null;
  if (word.toLowerCase() === "public") return { kind: "public", words: 1 };
  const one = words.length > 1 ? windowOf(word) : null;
  return one && { ...one, words: 1 };
}

type WindowOption =
  | { readonly kind: "window"; readonly windowName: WindowName }
  | ({ readonly kind: "bad_window" } & BadWindow);

/** Stretches of time in words; of those that are no window of ours the nearest that holds all of it. */
const stretchesInWords: ReadonlyMap<string, WindowOption> = new Map<string, WindowOption>([
  ["day", { kind: "window", windowName: "24h" }],
  ["week", { kind: "window", windowName: "7d" }],
  ["month", { kind: "window", windowName: "30d" }],
  ["hour", { kind: "bad_window", problem: "window_unknown", nearest: "24h" }],
  ["today", { kind: "bad_window", problem: "window_unknown", nearest: "24h" }],
  ["yesterday", { kind: "bad_window", problem: "window_unknown", nearest: "7d" }],
  ["year", { kind: "bad_window", problem: "window_too_long", nearest: "30d" }],
]);

/** `7d`, "7 days", or a stretch that looks like a window but is none; `null` for anything else. */
function windowOf(word: string): WindowOption | null {
  const stretch = /^(\d{1,4})([hdw])(?:ours?|rs?|ays?|eeks?)?$/.exec(word.toLowerCase());
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
