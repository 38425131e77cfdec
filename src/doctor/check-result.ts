/** One thing that was looked at, for one line of output. */
export interface CheckResult {
  readonly what: string;
  /** `warning`: the bot works, but something deserves a look. `fault`: it will not work. */
  readonly verdict: "ok" | "warning" | "fault";
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

const marks = { ok: "ok     ", warning: "warning", fault: "FAULT  " } as const;

/** One line: the mark as a word, what was checked, what was found, and the mend. */
export function checkLine({ what, verdict, finding, mend }: CheckResult): string {
  const line = `${marks[verdict]}  ${what}: ${finding}${mend === null ? "" : ` → ${mend}`}`;
  // Names of workspaces are other people's text: no control characters reach the terminal.
  return line.replace(/\p{Cc}+/gu, " ");
}

/** The last line of the output. */
export function summaryLine(results: readonly CheckResult[]): string {
  const count = (verdict: CheckResult["verdict"]): number =>
    results.filter((result) => result.verdict === verdict).length;
  const faults = count("fault");
  const warnings = count("warning");
  if (faults > 0)
    return `${faults} of ${results.length} checks found a fault. The bot will not work yet.`;
  if (warnings > 0) return `No fault; ${warnings} of ${results.length} checks ask for a look.`;
  return `All ${results.length} checks are ok.`;
}
