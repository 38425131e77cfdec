/** Whether somebody may ask one more question now, or when again. */
export type Taken =
  | { readonly kind: "taken" }
  | { readonly kind: "beyond"; readonly againInMs: number };

/** How many questions a person may ask in a time. */
export interface QuestionLimit {
  /** Counts one, if it is within the limit. Never rejects: where nothing can be counted, all may ask. */
  take(userId: string): Promise<Taken>;
}
