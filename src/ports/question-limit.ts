/** Whether somebody may ask one more question now, or when again. */
export type Taken =
  | { readonly kind: "taken" }
  | { readonly kind: "beyond"; readonly againInMs: number };

/** How many questions a person may ask in a time. */
export interface QuestionLimit {
  /** Counts one, if it is within the limit. Never rejects: where nothing can be counted, all may ask. */
  take(userId: string): Promise<Taken>;
}

export type TakenIfNew =
  | Taken
  /** Its delivery was claimed before: nothing is counted. */
  | { readonly kind: "repeated" }
  /** Decided here, without asking the others: its delivery is not claimed. */
  | { readonly kind: "unclaimed"; readonly taken: Taken };

/** The limit of all replicas, for a question whose delivery is not claimed yet (`deliveries.ts`). */
export interface SharedLimit {
  /** Claims the delivery by its names, and counts the question if that is new. Never rejects. */
  takeNew(userId: string, deliveryIds: readonly string[]): Promise<TakenIfNew>;
}
