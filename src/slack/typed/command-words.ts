import { compactOf, fold } from "../../core/fold.ts";
import { unquote, unwrap } from "../../core/reading/plain.ts";
import { defaultWindowName, type WindowName } from "../../core/window.ts";
import { accountAtEnd, readingsOf, withoutPunctuation } from "./command-options.ts";

/** What a question says besides its SIMs. */
export interface AskedFor {
  readonly windowName: WindowName;
  readonly isPublic: boolean;
}

const nothingElse: AskedFor = { windowName: defaultWindowName, isPublic: false };

/** A question about one SIM as it can be typed, also by copying it. */
export function sessionsCommand({ sim, account }: NamedSim, asked = nothingElse): string {
  return ["/sim sessions", nameToType(sim), ...options(asked), ...inAccount(account)].join(" ");
}

/**
 * A comparison as it can be typed. `in` at the end is about all that have no account of their own,
 * so a SIM that may be anywhere stands behind one that has one.
 */
export function comparisonCommand(
  [first, second]: readonly [NamedSim, NamedSim],
  asked: AskedFor,
): string {
  if (first.account === null && second.account !== null) {
    return comparisonCommand([second, first], asked);
  }
  const isOneAccount = first.account === second.account;
  return [
    "/sim compare",
    ...[nameToType(first.sim), ...inAccount(isOneAccount ? null : first.account)],
    ...[nameToType(second.sim), ...inAccount(second.account)],
    ...options(asked),
  ].join(" ");
}

/** The question what was kept of a SIM, as it can be typed. */
export function evidenceCommand({ sim, account }: NamedSim): string {
  return ["/sim evidence", nameToType(sim), ...inAccount(account)].join(" ");
}

/** A search as it can be typed. */
export function findCommand({ text, account }: { text: string; account: string | null }): string {
  const typed = typedAs(text, (words) => accountAtEnd(words, 0) === null) ?? text;
  return ["/sim find", ...(text === "" ? [] : [typed]), ...inAccount(account)].join(" ");
}

/** Whether a command can name a SIM so: not every name survives being shown, copied and read. */
export function canBeTyped(name: string): boolean {
  return typedName(name) !== null;
}

/** A name as one word of a command. */
function nameToType(name: string): string {
  return typedName(name) ?? `"${name.replaceAll('"', "'")}"`;
}

/** No command is longer. */
const mostTyped = 500;

/** Two of them fit into one command. */
const longestTyped = 200;

function typedName(name: string): string | null {
  if (name.length > longestTyped) return null;
  return typedAs(name, (words, isQuoted) => {
    const text = words.join(" ");
    if (isQuoted) return !text.slice(1, -1).includes(text.charAt(0));
    // Behind another name it could be an option, or stand for one.
    const isWord = words.length === 1 && !/^(?:["'`]|(?:in|and|vs\.?|with|&)$)/i.test(text);
    return isWord && readingsOf(["x", ...words], 1, { hasAccountNames: true }).length === 1;
  });
}

/** In quotes where that is needed to be read as what it is. `null`: it never is. */
function typedAs(
  name: string,
  isPlain: (words: readonly string[], isQuoted: boolean) => boolean,
): string | null {
  if (name.length > mostTyped || meaningOf(name) === "") return null;
  // Shown as something to copy, a backtick is an apostrophe, and what is not seen a space.
  const shown = name.replaceAll("`", "'").replace(/[\p{Cc}\p{Zl}\p{Zp}\ufeff\u200b\u2060]+/gu, " ");
  const ways = ["", '"', "'"].map((quote) => ({ quote, typed: `${quote}${shown}${quote}` }));
  const way = ways.find(({ quote, typed }) => {
    const text = unwrap(typed);
    const words = text.split(" ").filter(Boolean);
    const isSame = meaningOf(unquote(withoutPunctuation(text))) === meaningOf(shown);
    return isSame && !/^[:,]/.test(text) && isPlain(words, quote !== "");
  });
  return way?.typed ?? null;
}

/** What two texts have in common that mean one name. */
function meaningOf(name: string): string {
  const folded = fold(name);
  return compactOf(folded) || folded;
}

function options({ windowName, isPublic }: AskedFor): string[] {
  return [
    ...(windowName === defaultWindowName ? [] : [windowName]),
    ...(isPublic ? ["public"] : []),
  ];
}

function inAccount(account: string | null): string[] {
  return account === null ? [] : ["in", account];
}

/** A SIM as typed, unwrapped from Slack's and phones' decorations, and where to look for it. */
export interface NamedSim {
  /** SID, name or ICCID. */
  readonly sim: string;
  /** What follows `in`; `null`: wherever it may be looked for. */
  readonly account: string | null;
}
