/** What a question that runs is waiting for. */
export type QuestionWait =
  | {
      readonly kind: "limited" | "failing";
      /** Whose platform; `null`: the only account's. */
      readonly account: string | null;
      readonly leftMs: number;
    }
  /** Until others are done. */
  | { readonly kind: "queued" };
