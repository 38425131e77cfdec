import { isOpen } from "../../../src/core/fleet/watch.ts";
import type { LeaseHold } from "../../../src/ports/background-lease.ts";
import type { KeptWatch, Watches } from "../../../src/ports/watches.ts";
import type { LeaseRow, LeasesTable } from "../../../src/store/leases-table.ts";

/** Watches and leases in memory, with the promises of the tables: hours of them pass in a moment. */
export function memoryWatches(): { readonly watches: Watches; readonly leases: LeasesTable } {
  const kept = new Map<string, KeptWatch>();
  let lease: LeaseRow | null = null;
  const assertHeld = (hold: LeaseHold | null): void => {
    if (hold !== null && lease?.epoch !== hold.epoch) throw new Error("another process does it");
  };
  const isAsRead = ({ id, version }: KeptWatch): boolean => kept.get(id)?.version === version;
  return {
    watches: {
      add: async (watch) => {
        const id = `${watch.asker.userId} ${watch.simSid}`;
        const state = { kind: "watching" } as const;
        kept.set(id, { ...watch, id, state, version: 1, telling: null, lostTellings: 0 });
        return { kind: "added" };
      },
      all: async () => [...kept.values()],
      ofPerson: async (userId) => [...kept.values()].filter(({ asker }) => asker.userId === userId),
      end: async (id, userId) => {
        const watch = kept.get(id);
        const isTheirs = watch !== undefined && isOpen(watch) && watch.asker.userId === userId;
        return isTheirs && kept.delete(id);
      },
      save: async (watches, hold) => {
        assertHeld(hold);
        if (!watches.every(isAsRead)) return false;
        for (const watch of watches) kept.set(watch.id, { ...watch, version: watch.version + 1 });
        return true;
      },
      remove: async (watches, hold) => {
        assertHeld(hold);
        for (const watch of watches.filter(isAsRead)) kept.delete(watch.id);
      },
    },
    leases: {
      look: async () => lease,
      take: async (name, holder, seen, expiresAt) => {
        if (lease?.epoch !== seen?.epoch || lease?.expiresAt !== seen?.expiresAt) return null;
        lease = { holder, epoch: (seen?.epoch ?? 0) + 1, expiresAt };
        return { name, epoch: lease.epoch };
      },
      renew: async ({ epoch }, expiresAt) => {
        if (lease?.epoch !== epoch) return false;
        lease = { ...lease, expiresAt };
        return true;
      },
    },
  };
}
