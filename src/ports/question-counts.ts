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

/** What was counted for a question; `repeated`: its delivery was claimed before, and nothing is counted. */
export type Counted =
  | { readonly kind: "repeated" }
  | { readonly kind: "counted"; readonly shorter: Count; readonly longer: Count | null };

/** One question, to be counted in the shorter span and, unless it is beyond that one, in the longer one. */
export interface CountedQuestion {
  readonly at: number;
  readonly shorter: CountedSpan;
  readonly longer: CountedSpan;
  /** The names of its delivery, if they are not claimed yet (`ports/deliveries.ts`). */
  readonly deliveryIds: readonly string[];
}

/** How many questions each person asked lately, of all replicas. */
export interface QuestionCounts {
  /** Claims the delivery, and counts the question if it is new; `longer` is `null` where it was not counted. */
  count(question: CountedQuestion): Promise<Counted>;
}
