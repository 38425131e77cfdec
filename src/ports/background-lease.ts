/** The right to do the work of one, under a number that is never given twice. */
export interface LeaseHold {
  readonly name: string;
  readonly epoch: number;
}

export type LeaseState =
  /** This process does it. `hold`: what it writes counts under that only; `null`: it is alone. */
  | { readonly kind: "held"; readonly hold: LeaseHold | null }
  | { readonly kind: "elsewhere" }
  /** The database cannot be asked. */
  | { readonly kind: "unknown" };

/** Who does the work that is done by one of several processes. */
export interface BackgroundLease {
  state(): LeaseState;
  /** Resolves when it was asked for once. */
  readonly settled: Promise<void>;
}

/** For a process that shares its database with no other. */
export const alwaysHeld: BackgroundLease = {
  state: () => ({ kind: "held", hold: null }),
  settled: Promise.resolve(),
};
