import type { Asking } from "../accounts/asking.ts";
import { workIsDone } from "../core/time.ts";

/** Whether somebody may ask one more question now. */
export type Begun =
  | {
      readonly kind: "begun";
      readonly asking: Asking;
      /** Its answer is made: what was kept for it in memory may go. */
      end(): void;
    }
  | { readonly kind: "too_many"; readonly running: number };

/** Who has questions running, and how many. */
export interface AskingPeople {
  begin(person: string): Begun;
}

/** More than anybody reads; a script that asks more learns so at once. */
const mostOfOnePerson = 30;

export function createAskingPeople(most = mostOfOnePerson): AskingPeople {
  const running = new Map<string, number>();
  return {
    begin: (person) => {
      const before = running.get(person) ?? 0;
      if (before >= most) return { kind: "too_many", running: before };
      running.set(person, before + 1);
      const over = new AbortController();
      return {
        kind: "begun",
        asking: { person, over: over.signal },
        end: () => {
          if (over.signal.aborted) return;
          over.abort(workIsDone);
          const left = (running.get(person) ?? 1) - 1;
          if (left === 0) running.delete(person);
          else running.set(person, left);
        },
      };
    },
  };
}
