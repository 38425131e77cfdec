import type { HeldSessions } from "./held-sessions.ts";
import { type DataSession, hasImpossibleTimes } from "./session.ts";
import type { IncompleteReason, SessionRead } from "./session-read.ts";

/** What a session record may lack. */
export type MissingField = "operator" | "cell" | "imei" | "packets";

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

/** Notes on the data behind an answer, gravest first. `sessions` are those of the window. */
export function qualityNotes(
  read: SessionRead,
  held: HeldSessions,
  sessions: readonly DataSession[],
): QualityNote[] {
  const notes: QualityNote[] = [];
  if (read.incomplete !== null) {
    notes.push({ kind: "incomplete", reason: read.incomplete, pages: read.pages });
  }
  const counted: QualityNote[] = [
    { kind: "set_aside", count: read.setAside },
    { kind: "of_other_sims", count: read.ofOtherSims },
    { kind: "undated", count: held.undated },
    { kind: "future_times", count: held.future },
    { kind: "impossible_times", count: sessions.filter(hasImpossibleTimes).length },
    missing(
      "operator",
      sessions,
      ({ operator }) => operator.name === null && operator.mcc === null,
    ),
    missing("cell", sessions, ({ cellId }) => cellId === null),
    missing("packets", sessions, (s) => s.packetsUp === null || s.packetsDown === null),
    missing("imei", sessions, ({ imei }) => imei === null),
  ];
  return [...notes, ...counted.filter((note) => "count" in note && note.count > 0)];
}

function missing(
  field: MissingField,
  sessions: readonly DataSession[],
  lacks: (session: DataSession) => boolean,
): QualityNote {
  return { kind: "missing", field, count: sessions.filter(lacks).length, of: sessions.length };
}
