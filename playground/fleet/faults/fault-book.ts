import { type Fault, type Injection, type InjectionInput, injectionSchema } from "./fault.ts";

/** What a call must tell so that its fault can be found. */
export interface FaultTarget {
  readonly operation: string;
  /** Every name the SIM of the call goes by; empty when the call is about none. */
  readonly simNames: readonly string[];
}

export interface ActiveFault extends Injection {
  readonly id: number;
}

/** The faults in force, oldest first. One call meets one fault: the first that fits. */
export interface FaultBook {
  /** Throws when the injection is not understood. */
  inject(injection: InjectionInput): number;
  take(target: FaultTarget): Fault | null;
  remove(id: number): boolean;
  clear(): void;
  active(): readonly ActiveFault[];
}

export function createFaultBook(): FaultBook {
  let entries: { readonly fault: ActiveFault; skip: number; left: number }[] = [];
  let lastId = 0;
  return {
    inject: (input) => {
      const injection = injectionSchema.parse(input);
      lastId += 1;
      entries.push({
        fault: { ...injection, id: lastId },
        skip: injection.scope.skip,
        left: injection.times ?? Number.POSITIVE_INFINITY,
      });
      return lastId;
    },
    take: (target) => {
      for (const entry of entries) {
        if (!meets(entry.fault, target)) continue;
        if (entry.skip > 0) {
          entry.skip -= 1;
          continue;
        }
        entry.left -= 1;
        entries = entries.filter(({ left }) => left > 0);
        return entry.fault.fault;
      }
      return null;
    },
    remove: (id) => {
      const before = entries.length;
      entries = entries.filter(({ fault }) => fault.id !== id);
      return entries.length < before;
    },
    clear: () => {
      entries = [];
    },
    active: () =>
      entries.map(({ fault, skip, left }) => ({
        ...fault,
        scope: { ...fault.scope, skip },
        ...(Number.isFinite(left) && { times: left }),
      })),
  };
}

function meets({ scope }: Injection, { operation, simNames }: FaultTarget): boolean {
  // A fault of the wireless API leaves the token endpoint alone: that is another host.
  const isOperation =
    scope.operation === undefined ? operation !== "token" : scope.operation === operation;
  return isOperation && (scope.sim === undefined || simNames.includes(scope.sim));
}
