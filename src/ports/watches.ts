import type { Watch } from "../core/fleet/watch.ts";
import type { Instant } from "../core/instant.ts";
import type { LeaseHold } from "./background-lease.ts";

/** Who waits, and where they asked: as it is decided anew before each telling whether they may look. */
export interface WatchAsker {
  readonly userId: string;
  readonly channelId: string | null;
  readonly teamId: string | null;
  readonly enterpriseId: string | null;
  readonly askedInTeamId: string | null;
  /** The installation through which they asked, whose bot tells them; `null`: there is only one. */
  readonly installation: string | null;
}

/** A message that was about to be sent. Whether Slack has it is not known until it is taken away. */
export interface TellingUnderWay {
  /** Stands in the message, so that it can be found again. */
  readonly messageId: string;
  readonly since: Instant;
}

export interface KeptWatch extends Watch {
  readonly asker: WatchAsker;
  /** The thread in which it was asked, and is told; `null`: told in a direct message. */
  readonly threadTs: string | null;
  /** Counts up with each change, so that nobody changes what somebody else has changed. */
  readonly version: number;
  readonly telling: TellingUnderWay | null;
  /** How many messages were sent of which nobody knows whether Slack has them. */
  readonly lostTellings: number;
}

export type NewWatch = Omit<KeptWatch, "id" | "version" | "telling" | "lostTellings" | "state">;

export type AddedWatch =
  | { readonly kind: "added" }
  /** The same person waits for that SIM already, to be told in the same place. */
  | { readonly kind: "there"; readonly watch: KeptWatch }
  | { readonly kind: "too_many"; readonly of: "person" | "account"; readonly most: number };

/**
 * All watches of all replicas. What is decided or told is written by the holder of the lease alone:
 * with a `hold` nothing is changed, and it rejects, where another process has taken over meanwhile.
 */
export interface Watches {
  add(watch: NewWatch): Promise<AddedWatch>;
  /** Oldest first. */
  all(): Promise<readonly KeptWatch[]>;
  ofPerson(userId: string): Promise<readonly KeptWatch[]>;
  /** Ends one that is still open and that person's own; `false`: there is none such. */
  end(id: string, userId: string): Promise<boolean>;
  /** All of them or none: `false` where one has changed since it was read, or is gone. */
  save(watches: readonly KeptWatch[], hold: LeaseHold | null): Promise<boolean>;
  /** Of these all that have not changed since they were read. */
  remove(watches: readonly KeptWatch[], hold: LeaseHold | null): Promise<void>;
}

export const mostWatchesOfPerson = 20;
export const mostWatchesOfAccount = 50;
