import type { KeptWatch } from "./watches.ts";

/** What came of a message that was sent. */
export type Sent =
  | "done"
  /** Nobody will ever take it. */
  | "refused"
  /** It was not taken just now. */
  | "later"
  /** No answer came: it may have arrived. */
  | "unknown";

export type Telling =
  | {
      readonly kind: "ready";
      /** Sends it, once. Never rejects. */
      readonly send: (message: {
        readonly id: string;
        /** Whether the same may have arrived already. */
        readonly mayBeThere: boolean;
      }) => Promise<Sent>;
    }
  /** It cannot be told just now whether they may look there. */
  | { readonly kind: "later" }
  | {
      /** They may not look there any more: nothing is to be told. */
      readonly kind: "dropped";
      /** Puts it on record, once it is ended. Never rejects. */
      readonly onEnded: () => Promise<void>;
    };

/** Tells people that what they waited for has come. */
export interface WatchTeller {
  /** Asks anew whether they may look there, and reads what is to be told. All are of one person and one place. */
  prepare(watches: readonly KeptWatch[]): Promise<Telling>;
  /** Whether a message with that id has arrived. Never rejects. */
  hasArrived(watches: readonly KeptWatch[], messageId: string): Promise<boolean | "unknown">;
}

/** One text for all that is told to one person in one place. */
export function placeOfTelling({ asker, threadTs }: KeptWatch): string {
  return JSON.stringify([asker, threadTs]);
}
