import type { Answer } from "./answer.ts";
import type { Fault } from "./faults/fault.ts";
import type { FleetState } from "./fleet-state.ts";
import type { Operation } from "./wireless-api.ts";

/** In what a platform's answers differ from those of the others. */
export interface Dialect {
  /** What a caller hears who is not let in; `null`: the caller is. */
  readonly refusal: (authorization: string | undefined, state: FleetState) => Answer | null;
  /** An answer as this platform words it. */
  readonly worded: (answer: Answer, operation: Operation["kind"]) => Answer;
  /** One that a fault has bent already. */
  readonly bent: (answer: Answer, fault: Fault) => Answer;
  /** Headers of each answer; `arrival` tells calls apart. */
  readonly headers: (state: FleetState, arrival: readonly (string | number)[]) => Answer["headers"];
}
