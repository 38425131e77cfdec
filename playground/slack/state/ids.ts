/** Ids in Slack's shapes, the same in every run. */
export class Ids {
  #count: number;

  /** `after`: where another workspace's end, so that no two share one. */
  constructor(after = 0) {
    this.#count = after;
  }

  /** For example `F0000000A`: a letter for the kind, then eight or more characters. */
  next(kind: string): string {
    this.#count += 1;
    return kind + this.#count.toString(36).toUpperCase().padStart(9, "0");
  }

  /** A message's ts: seconds of the clock and a counter that makes it unique. */
  nextTs(nowMs: number): string {
    this.#count += 1;
    return `${Math.floor(nowMs / 1_000)}.${String(this.#count).padStart(6, "0")}`;
  }
}
