import type { MissingField, QualityNote } from "../../core/quality.ts";
import { nounFor } from "../../core/words.ts";
import { assertNever } from "../../errors.ts";
import { type Mrkdwn, mrkdwn } from "../kit/mrkdwn.ts";

const fieldWords: Record<MissingField, string> = {
  operator: "operator",
  cell: "cell",
  imei: "IMEI",
  packets: "packet counts",
};

/** One limit of the data in plain words. */
export function qualityWords(note: QualityNote): Mrkdwn {
  switch (note.kind) {
    case "set_aside":
      return mrkdwn`${records(note.count)} could not be read and ${wasWere(note.count)} left out.`;
    case "undated":
      return mrkdwn`${records(note.count)} without any time ${wasWere(note.count)} left out.`;
    case "impossible_times":
      return mrkdwn`${records(note.count)} with times that contradict each other.`;
    case "future_times":
      return mrkdwn`${records(note.count)} with times in the future: a clock is wrong, here or at the SIM platform.`;
    case "incomplete":
      return mrkdwn`Incomplete: reading stopped after ${note.pages} ${nounFor(note.pages, "page")}.`;
    case "missing":
      return mrkdwn`No ${fieldWords[note.field]} in ${note.count} of ${note.of} ${nounFor(note.of, "session")}.`;
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
