import type { Instant } from "../core/instant.ts";
import type { ListState } from "../core/list-state.ts";
import type { IncompleteReason } from "../core/session-read.ts";
import type { Sim } from "../core/sim.ts";
import type { LeaseHold } from "./background-lease.ts";

/** What the directory keeps of a SIM. */
export type DirectorySim = Pick<Sim, "sid" | "uniqueName" | "friendlyName" | "iccid" | "status">;

/** Some of the SIMs that match, in alphabetical order of their labels, and how many there are. */
export interface DirectoryMatches {
  readonly total: number;
  readonly sims: readonly DirectorySim[];
}

/** The same for names of either kind. */
export interface NamedMatches extends DirectoryMatches {
  /** Whether one of them, or more, has it as its unique name. */
  readonly isUnique: boolean;
  /** Whether it differs in no more than case, accents and spaces. */
  readonly isSame: boolean;
}

/** How near the nearest matches of a search are; every match after them is farther. */
export type Nearness =
  /** A whole name, ICCID or SID, but for case, accents and separators. */
  | "exact"
  /** Every typed word begins a name, or a word of one. */
  | "words"
  /** So, but for one or two mistyped letters. */
  | "typo"
  /** Only some of the words match. */
  | "some_words";

export interface SearchMatch {
  readonly sim: DirectorySim;
  readonly nearness: Nearness;
}

/** One stretch of the matches, nearest first, alphabetical among equally near ones. */
export interface SearchMatches {
  /** How many SIMs match in all, by nearness. */
  readonly totals: Readonly<Record<Nearness, number>>;
  readonly matches: readonly SearchMatch[];
}

export interface SearchRange {
  /** How many matches to leave out from the front; default 0. */
  readonly offset?: number;
  readonly limit: number;
  /** The farthest nearness that counts; default `typo`. */
  readonly farthest?: Nearness;
}

/** Look-ups among all SIMs of the account, from memory: none waits for anything. */
export interface SimIndex {
  readonly simCount: number;
  bySid(sid: string): DirectorySim | null;
  /** Exactly that name: the platform's unique names are told apart by case too. */
  byUniqueName(uniqueName: string): DirectorySim | null;
  /** A complete ICCID in the form of comparison; one card is written with and without its check digit. */
  byIccid(digits: string, limit: number): DirectoryMatches;
  /** Case, accents and spaces folded. */
  byFriendlyName(name: string, limit: number): DirectoryMatches;
  /**
   * A whole name of either kind, but for case, accents and separators: friendly names that differ in
   * no more than case and accents, else unique ones, else whatever differs in separators.
   */
  byAnyName(name: string, limit: number): NamedMatches;
  /** Whether a name of either kind begins so; in the compact form. */
  hasNameBeginning(compact: string): boolean;
  /** The ICCID's last digits. */
  byLastDigits(digits: string, limit: number): DirectoryMatches;
  /** Words, beginnings of words and typos over names and ICCIDs. An empty text matches every SIM. */
  search(text: string, range: SearchRange): SearchMatches;
  /** So many SIMs from a place on, in no order that means anything. */
  states(from: number, limit: number): readonly ListedState[];
}

/** A SIM of the list without its names. */
export type ListedState = Pick<DirectorySim, "sid" | "status">;

/** One whole list that nothing changes any more, for whoever walks through it. */
export interface FleetListing {
  /** When it began to be read from the platform. */
  readonly readAt: Instant;
  readonly incomplete: IncompleteReason;
  readonly count: number;
  /** So many SIMs from a place on, in a turn of the event loop of their own. */
  rows(from: number, limit: number): Promise<readonly ListedState[]>;
}

/** The index of the moment: looked up in one call, it never changes while that call runs. */
export interface Directory extends SimIndex {
  state(): ListState;
  /** `null`: there is none yet. */
  listing(): FleetListing | null;
}

/** A fleet as it was kept for the next start. */
export interface DirectorySnapshot {
  /** Another one with each save. */
  readonly version: string;
  readonly readAt: Instant;
  readonly incomplete: IncompleteReason;
  /** In pieces of bounded size, so that no step of reading takes long. */
  readonly pages: AsyncIterable<readonly DirectorySim[]>;
}

/** Where the fleet is kept between two runs. Names and ICCIDs are personal data: keep them private. */
export interface DirectorySnapshots {
  /** `null`: none was kept for this account. */
  load(account: string): Promise<DirectorySnapshot | null>;
  /**
   * Replaces the kept fleet as a whole: until it is done, and when it fails, the earlier one
   * stays. Never blocks for long.
   */
  save(
    account: string,
    snapshot: {
      readonly readAt: Instant;
      readonly incomplete: IncompleteReason;
      readonly pages: Iterable<readonly DirectorySim[]>;
    },
    /** Rejects where another process has taken over meanwhile; left out or `null`: there is no other. */
    hold?: LeaseHold | null,
  ): Promise<void>;
  /** The kept fleet was found unchanged at `readAt`. `false`: none is kept any more, or another process has taken over. */
  confirm(account: string, readAt: Instant, hold?: LeaseHold | null): Promise<boolean>;
}
