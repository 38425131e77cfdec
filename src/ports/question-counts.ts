/** So many questions may be asked within a time, which begins with the first one. */
export interface CountedSpan {
  /** Of this person and this time alone. */
  readonly key: string;
  readonly durationMs: number;
  readonly most: number;
}

/** What was counted of a span by then, the latest question included. */
export interface Count {
  readonly points: number;
  /** In milliseconds since 1970; then the next span begins. */
  readonly endsAt: number;
}

/** How many questions each person asked lately, of all replicas. */
export interface QuestionCounts {
  /**
   * Counts one question, now, in the shorter span and, unless it is beyond that one, in the longer one.
   * `longer` is `null` where it was not counted.
   */
  count(
    now: number,
    spans: { readonly shorter: CountedSpan; readonly longer: CountedSpan },
  ): Promise<{ readonly shorter: Count; readonly longer: Count | null }>;
}
