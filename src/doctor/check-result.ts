/** One thing that was looked at, for one line of output. */
export interface CheckResult {
  readonly what: string;
  /**
   * `warning`: the bot works, but something deserves a look. `fault`: it will not, or without what it keeps. `skipped`:
   * it could not be looked at, because of another fault.
   */
  readonly verdict: "ok" | "warning" | "fault" | "skipped";
  /** What was found, in a few words. Holds no credential. */
  readonly finding: string;
  /** What to do about it; `null` where all is well. */
  readonly mend: string | null;
}

export function ok(what: string, finding: string): CheckResult {
  return { what, verdict: "ok", finding, mend: null };
}

export function warning(what: string, finding: string, mend: string): CheckResult {
  return { what, verdict: "warning", finding, mend };
}

export function fault(what: string, finding: string, mend: string): CheckResult {
  return { what, verdict: "fault", finding, mend };
}

/** Not looked at, and why. What to do stands beside the fault that keeps it from being done. */
export function skipped(what: string, why: string): CheckResult {
  return { what, verdict: "skipped", finding: `not checked: ${why}`, mend: null };
}

const marks = {
  ok: "ok     ",
  warning: "warning",
  fault: "FAULT  ",
  skipped: "skipped",
} as const;

/** One line: the mark as a word, what was checked, what was found, and the mend. */
export function checkLine({ what, verdict, finding, mend }: CheckResult): string {
  const line = `${marks[verdict]}  ${what}: ${finding}${mend === null ? "" : ` → ${mend}`}`;
  // Names of workspaces are other people's text: no control characters reach the terminal.
  return line.replace(/\p{Cc}+/gu, " ");
}

/** The last line of the output. What was skipped counts neither as a check nor as ok. */
export function summaryLine(results: readonly CheckResult[]): string {
  const count = (verdict: CheckResult["verdict"]): number =>
    results.filter((result) => result.verdict === verdict).length;
  const [faults, warnings, left] = [count("fault"), count("warning"), count("skipped")];
  const done = results.length - left;
  const rest = left === 0 ? "" : ` ${left} more could not be made.`;
  if (faults > 0)
    return `${faults} of ${done} checks found a fault.${rest} The bot will not work as it should yet.`;
  if (warnings > 0) return `No fault; ${warnings} of ${done} checks ask for a look.${rest}`;
  return left === 0 ? `All ${done} checks are ok.` : `The ${done} checks made are ok.${rest}`;
}
