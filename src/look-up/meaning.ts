import { type Account, namesOf } from "../accounts/accounts.ts";
import { eachOnce, type Hearing, having, type Unasked, unaskedIn } from "../core/hearing.ts";
import type { Name } from "../core/reading/given.ts";
import type { Sim } from "../core/sim.ts";
import type { HeldRead } from "../reads/held-reads.ts";
import type { Asking } from "./ask-all.ts";
import { choiceIn, type Found, type Several } from "./choice.ts";
import type { FoundBy, Lists, Matches, Mistake, Row } from "./listed.ts";
import { listedOtherwise } from "./listed.ts";

/** All that is known about one question, each row being what one account said. */
export interface Known extends Lists {
  readonly name: Name;
  /** What the lists have proved wrong about, the latest last. */
  readonly gone: readonly Gone[];
  /** What the lists say of the name. */
  readonly listed: readonly Row[];
  /** What the platforms say of it. `null`: not asked (yet). */
  readonly asked: readonly Row[] | null;
  /** What the other platforms say of the SID of the SIM that is gone. */
  readonly askedForSid: readonly Row[] | null;
  /** What came of reading. */
  readonly read: Reading | null;
}

export interface Reading {
  readonly found: Found;
  readonly rows: readonly Hearing<HeldRead, Account>[];
}

/** A SIM that was found in memory, and is not there, or not by that unique name. */
export interface Gone extends Mistake, Pick<Found, "by" | "unasked"> {
  /** Not only called otherwise. */
  readonly isNowhere: boolean;
}

/** To ask platforms for the name, or for the SID of the SIM that is gone. */
export interface Ask extends Asking {
  readonly kind: "ask";
  readonly what: "name" | "sid";
  /** How each is asked: the next one where the one before has led to nothing. */
  readonly calls: readonly (readonly [method: "fetchSim" | "fetchSimByIccid", text: string])[];
  /** What led to the SIM, if they have it. */
  readonly by: FoundBy;
}

export type Meaning =
  | Found
  | Several
  /** Nobody has it who could be asked. */
  | {
      readonly kind: "none";
      /** What was looked for, without its wrapping. Untrusted text. */
      readonly wanted: string;
      /** Whether the platforms themselves say so of a SID. */
      readonly isCertain: boolean;
      readonly unasked: readonly Unasked[];
    }
  /** Nobody could be asked, and no list knows it. */
  | { readonly kind: "unheard"; readonly unasked: readonly Unasked[] };

/** No name on the platform is longer; a pasted paragraph is not worth a call. */
const longestUniqueName = 128;

/**
 * What the text means, or whom to ask first. After a list's mistake: who holds the unique name now
 * goes first; else where the SIM has gone with its SID; else whatever the text means without it.
 */
export function meaningNow(known: Known): Ask | Meaning {
  const last = known.gone.at(-1);
  // By a SID, it is asked for by that again. Renamed, it has not gone anywhere.
  if (last === undefined || last.by === "sid" || !last.isNowhere) return meaningOf(known);
  if (last.by === "unique_name") {
    const holder = meaningOf(known);
    if (holder.kind === "ask" || ("by" in holder && holder.by === last.by)) return holder;
  }
  if (known.askedForSid === null) return askForSid(known, last);
  const [moved] = having(known.askedForSid);
  if (moved !== undefined) return movedTo(moved.account, moved.what, known, last);
  const meant = meaningOf(known);
  if (meant.kind === "ask") return meant;
  return { ...meant, unasked: eachOnce(meant.unasked, unaskedIn(known.askedForSid)) };
}

/**
 * The first of these that anybody has decides: what a platform can be asked for, then what only
 * lists know it by. Mistyped names are never taken for what they resemble.
 */
function meaningOf(known: Known): Ask | Meaning {
  const { name, listed, asked } = known;
  const { accounts, preferred } = known.scope;
  const toAsk = asked === null ? whomToAsk(known) : [];
  if (toAsk.length > 0) return askForName(known, toAsk);
  const platforms = asked ?? [];
  const answering = platforms.map(({ account }) => account);
  const lists = listed.filter(({ account }) => !answering.includes(account));
  const exact = choiceIn([...lists, ...platforms], preferred);
  if (exact !== null) return exact;
  const [only] = accounts;
  if (name.kind === "sid" && asked === null && only !== undefined) {
    const itself = { sid: name.text, sim: null, by: "sid" } as const;
    return { kind: "found", account: only, ...itself, alsoIn: [], unasked: [] };
  }
  const unasked = unaskedIn(platforms);
  const isNobodyHeard = unasked.length === accounts.length;
  // A search could take a near SIM for one that could not be asked for.
  const otherwise = listedOtherwise(known, name, isNobodyHeard ? "named" : "searched");
  // Such names stand in lists only: an account without a list has not been heard.
  const chosen = choiceIn([...platforms, ...otherwise], preferred);
  if (chosen !== null) return chosen;
  if (isNobodyHeard) return { kind: "unheard", unasked };
  return { kind: "none", wanted: name.text, isCertain: name.kind === "sid", unasked };
}

/**
 * A list is trusted for what it has; for what it lacks, once another account has the name. A SID is
 * taken at its word where one account alone can have it: who reads the SIM finds out.
 */
function whomToAsk({ name, listed, scope, gone }: Known): readonly Account[] {
  const { accounts, preferred } = scope;
  const knowing = having(listed).map(({ account }) => account);
  if (name.kind === "sid" && accounts.length === 1) return [];
  if (name.kind !== "name") return knowing.length > 0 ? [] : accounts;
  const isNameable = name.text !== "" && name.text.length <= longestUniqueName;
  if (!isNameable || knowing.some((one) => one === preferred)) return [];
  const isToAsk = (one: Account) => knowing.length === 0 || !isWhole(one, gone);
  return accounts.filter((one) => !knowing.includes(one) && isToAsk(one));
}

/** A SID and an ICCID are in one account, so any hit decides; for a name, the preferred account's. */
function askForName(known: Known, accounts: readonly Account[]): Ask {
  const { name, scope } = known;
  const isName = name.kind === "name";
  const byText = ["fetchSim", name.text] as const;
  const byIccid = name.forms.map((form) => ["fetchSimByIccid", form] as const);
  return {
    ...{ kind: "ask", what: "name", accounts },
    // Digits may be a unique name as well.
    calls: name.kind === "iccid" ? [...byIccid, byText] : [byText],
    by: name.kind === "name" ? "unique_name" : name.kind,
    decisive: isName ? accounts.filter((one) => one === scope.preferred) : accounts,
    patience: patienceOf(known),
  };
}

/** There is an answer already: it is gone. */
function askForSid({ scope }: Known, { account, sid, by }: Gone): Ask {
  const accounts = scope.accounts.filter(({ name }) => name !== account);
  const calls: Ask["calls"] = [["fetchSim", sid]];
  return { kind: "ask", what: "sid", calls, by, accounts, decisive: accounts, patience: "at_once" };
}

/**
 * One account that hangs must not use up the time in which another one's SIM is read. What only
 * fits is used once an account has been heard, so not before that.
 */
function patienceOf(known: Known): Ask["patience"] {
  const { name, listed, scope, gone } = known;
  const isListed = (how: "named" | "searched") =>
    having(listedOtherwise(known, name, how)).length > 0;
  if (having(listed).length > 0) return "at_once";
  if (scope.accounts.length === 1) return "has_it";
  if (isListed("named")) return "at_once";
  // After a list's mistake, that time has gone already: it is not spent twice on silence.
  return gone.length > 0 || isListed("searched") ? "heard" : "has_it";
}

/** With the accounts in whose lists something else is called so. */
function movedTo(account: Account, { sims }: Matches, known: Known, last: Gone): Found {
  const rows = listedOtherwise(known, { kind: "name", text: known.name.given }, "named");
  const named = choiceIn(rows, known.scope.preferred);
  const own =
    named?.kind === "several" ? named.candidates.map((sim) => sim.account) : [named?.account.name];
  const alsoIn = namesOf(known.scope.accounts).filter(
    (one) => one !== account.name && (own.includes(one) || named?.alsoIn.includes(one)),
  );
  const { sid, by, unasked } = last;
  return { kind: "found", account, sid, sim: sims[0] ?? null, by, alsoIn, unasked };
}

/** The SIM as its platform gave it a moment ago; `null`: not in this look. */
export function fetchedIn(known: Known, account: Account, sid: string): Sim | null {
  const rows = having([...(known.asked ?? []), ...(known.askedForSid ?? [])]);
  const own = rows.find((row) => row.account === account && row.what.fetched?.sid === sid);
  return own?.what.fetched ?? null;
}

/** Whether the account has nothing but what stands in its list, as far as a list can tell. */
export function isWhole({ name, directory }: Account, gone: readonly Mistake[]): boolean {
  const state = directory.state();
  // What a wrong list lacks, its account may have got since.
  const isRight = gone.every(({ account }) => account !== name);
  return isRight && state.kind === "ready" && state.incomplete === null;
}
