import type { UnknownBecause, Unknowns } from "./findings/unknowns.ts";
import { type DataSession, hasImpossibleTimes, isOpen } from "./session.ts";
import type { IncompleteReason, SessionRead } from "./session-read.ts";

/** What a session record may lack. */
export type MissingField =
  | "start"
  | "end"
  | "last_update"
  | "operator"
  | "radio_link"
  | "cell"
  | "imei"
  | "packets";

/** One thing that limits what the answer can claim, with its count. Words are the views' business. */
export type QualityNote =
  | { readonly kind: "set_aside"; readonly count: number }
  | { readonly kind: "of_other_sims"; readonly count: number }
  | { readonly kind: "undated"; readonly count: number }
  | { readonly kind: "impossible_times"; readonly count: number }
  | { readonly kind: "future_times"; readonly count: number }
  | {
      readonly kind: "incomplete";
      readonly reason: Exclude<IncompleteReason, null>;
      readonly pages: number;
    }
  | {
      readonly kind: "missing";
      readonly field: MissingField;
      readonly count: number;
      readonly of: number;
    };

/**
 * Notes on the data behind an answer, gravest first: what the rules knew to be unknown, and what
 * the `sessions` of the window lack.
 */
export function qualityNotes(
  { counts }: Unknowns,
  read: Pick<SessionRead, "incomplete" | "pages">,
  sessions: readonly DataSession[],
): QualityNote[] {
  const counted = (because: UnknownBecause) => counts[because] ?? 0;
  const notes: QualityNote[] = [];
  if (read.incomplete !== null) {
    notes.push({ kind: "incomplete", reason: read.incomplete, pages: read.pages });
  }
  const others: QualityNote[] = [
    { kind: "set_aside", count: counted("unreadable") },
    { kind: "of_other_sims", count: counted("of_other_sim") },
    { kind: "undated", count: counted("undated") },
    { kind: "future_times", count: counted("future") },
    { kind: "impossible_times", count: sessions.filter(hasImpossibleTimes).length },
    missing("start", sessions, ({ start }) => start === null),
    missing("end", sessions, ({ isEndAssumed }) => isEndAssumed === true),
    // Of a closed session its end says more.
    missing("last_update", sessions, (s) => isOpen(s) && s.lastUpdated === null),
    missing(
      "operator",
      sessions,
      ({ operator }) => operator.name === null && operator.mcc === null,
    ),
    missing("radio_link", sessions, ({ radioLink }) => radioLink === null),
    missing("cell", sessions, ({ cellId }) => cellId === null),
    missing("packets", sessions, (s) => s.packetsUp === null || s.packetsDown === null),
    missing("imei", sessions, ({ imei }) => imei === null),
  ];
  return [...notes, ...others.filter((note) => "count" in note && note.count > 0)];
}

function missing(
  field: MissingField,
  sessions: readonly DataSession[],
  lacks: (session: DataSession) => boolean,
): QualityNote {
  return { kind: "missing", field, count: sessions.filter(lacks).length, of: sessions.length };
}
