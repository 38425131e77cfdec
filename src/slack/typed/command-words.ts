import { defaultWindowName, type WindowName } from "../../core/window.ts";

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

/** A search as it can be typed. */
export function findCommand({ text, account }: { text: string; account: string | null }): string {
  return ["/sim find", ...(text === "" ? [] : [text]), ...inAccount(account)].join(" ");
}

/** A name with spaces stands in quotes, so that its words are read as one. */
export function nameToType(name: string): string {
  if (!name.includes(" ")) return name;
  const quote = ['"', "'"].find((mark) => !name.includes(mark)) ?? "`";
  return `${quote}${name}${quote}`;
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
