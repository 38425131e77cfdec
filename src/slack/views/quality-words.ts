import { assertNever } from "../../core/errors.ts";
import type { MissingField, QualityNote } from "../../core/quality.ts";
import { nounFor } from "../../core/words.ts";
import { joined, type Mrkdwn, mrkdwn } from "../kit/mrkdwn.ts";

const fieldWords: Record<MissingField, string> = {
  start: "start",
  end: "end",
  last_update: "last update of open sessions",
  operator: "operator",
  radio_link: "radio link",
  cell: "cell",
  imei: "IMEI",
  packets: "packet counts",
};

type Missing = Extract<QualityNote, { kind: "missing" }>;

/** The limits of the data in plain words, one a line; what is missing in some records in one of them. */
export function qualityLines(notes: readonly QualityNote[]): Mrkdwn[] {
  const missing = notes.filter((note): note is Missing => note.kind === "missing");
  const others = notes.filter((note) => note.kind !== "missing");
  return [...others.map(noteWords), missingWords(missing)].flatMap((line) =>
    line === null ? [] : [mrkdwn`• ${line}`],
  );
}

/** Faults of the records that may change what is read in them, in one line. `null`: there are none. */
export function faultLine(notes: readonly QualityNote[]): Mrkdwn | null {
  const faults = notes.filter((note) => note.kind !== "missing").slice(0, mostFaults);
  return faults.length === 0 ? null : joined(faults.map(noteWords), " ");
}

const mostFaults = 2;

/** `Missing in the records: cell (3 of 134), IMEI (134 of 134).` */
function missingWords(notes: readonly Missing[]): Mrkdwn | null {
  if (notes.length === 0) return null;
  const fields = notes.map(
    ({ field, count, of }) => mrkdwn`${fieldWords[field]} (${count} of ${of})`,
  );
  return mrkdwn`Missing in the records: ${joined(fields, ", ")}.`;
}

function noteWords(note: Exclude<QualityNote, Missing>): Mrkdwn {
  switch (note.kind) {
    case "set_aside":
      return mrkdwn`${records(note.count)} could not be read and ${wasWere(note.count)} left out.`;
    case "of_other_sims":
      return mrkdwn`${records(note.count)} of another SIM ${wasWere(note.count)} left out.`;
    case "undated":
      return mrkdwn`${records(note.count)} without any time ${wasWere(note.count)} left out.`;
    case "impossible_times":
      return mrkdwn`${records(note.count)} with times that contradict each other.`;
    case "future_times":
      return mrkdwn`${records(note.count)} with times in the future: a clock is wrong, here or at the SIM platform.`;
    case "incomplete":
      return mrkdwn`Incomplete: reading stopped after ${note.pages} ${nounFor(note.pages, "page")}.`;
    default:
      return assertNever(note);
  }
}

function records(count: number): string {
  return `${count} ${nounFor(count, "record")}`;
}

function wasWere(count: number): string {
  return count === 1 ? "was" : "were";
}
