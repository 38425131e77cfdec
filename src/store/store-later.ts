import type { Store } from "./open-store.ts";

/** A store that is opened later: whatever is asked of it waits until then, or fails as it did. */
export function storeLater(opened: Promise<Store>): Store {
  // Whoever opens it is told of a failure; here it is only for those who ask.
  opened.catch(() => undefined);
  return {
    snapshots: {
      load: async (account) => (await opened).snapshots.load(account),
      save: async (...fleet) => (await opened).snapshots.save(...fleet),
      confirm: async (...found) => (await opened).snapshots.confirm(...found),
    },
    audit: {
      keep: async (entries) => (await opened).audit.keep(entries),
      record: async (entry) => (await opened).audit.record(entry),
      recent: async (filter) => (await opened).audit.recent(filter),
      page: async (filter) => (await opened).audit.page(filter),
    },
    deliveries: {
      claim: async (...delivery) => (await opened).deliveries.claim(...delivery),
    },
    leases: {
      look: async (name) => (await opened).leases.look(name),
      take: async (...lease) => (await opened).leases.take(...lease),
      renew: async (...renewal) => (await opened).leases.renew(...renewal),
    },
    probe: async () => (await opened).probe(),
    close: () =>
      opened.then(
        (store) => store.close(),
        () => undefined,
      ),
  };
}
