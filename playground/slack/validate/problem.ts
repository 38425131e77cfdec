import { type LimitName, limits } from "./limits.ts";

/** Slack's own error words for a message or view that it does not take. */
export type RefusalWord =
  | "invalid_blocks"
  | "invalid_blocks_format"
  | "msg_blocks_too_long"
  | "msg_too_long"
  | "no_text"
  | "invalid_arguments";

/** One thing that Slack would refuse. */
export interface Problem {
  readonly error: RefusalWord;
  /** JSON pointer from the message or view, for example `/blocks/0/text/text`. */
  readonly pointer: string;
  /** A short permanent word for the kind of fault, for example `too_long`. */
  readonly code: string;
  /** Slack's sentence, without the pointer. */
  readonly message: string;
  /** The limit that was broken, when it was one of the table. */
  readonly limit: LimitName | null;
  /** What was found, when that helps and holds no data: a length, a count, a type word. */
  readonly got: string | null;
}

/** The line that Slack puts into `response_metadata.messages`. */
export function problemLine(problem: Problem): string {
  return `${problem.message} [json-pointer:${problem.pointer}]`;
}

/** Collects problems while a message is walked. */
export interface Report {
  add(problem: Omit<Problem, "error" | "limit" | "got"> & Partial<Problem>): void;
}

export function collectProblems(walk: (report: Report) => void): Problem[] {
  const problems: Problem[] = [];
  walk({
    add: (problem) =>
      problems.push({ error: "invalid_blocks", limit: null, got: null, ...problem }),
  });
  return problems;
}

/** Slack's sentence for a text that is too long. */
export function reportTooLong(report: Report, pointer: string, length: number, limit: LimitName) {
  report.add({
    pointer,
    code: "too_long",
    message: `must be less than ${limits[limit] + 1} characters`,
    limit,
    got: String(length),
  });
}

/** Slack's sentence for a list with too many items. */
export function reportTooMany(report: Report, pointer: string, count: number, limit: LimitName) {
  report.add({
    pointer,
    code: "too_many",
    message: `no more than ${limits[limit]} items allowed`,
    limit,
    got: String(count),
  });
}
