import type { Store } from "./open-store.ts";

/** A store that is opened later: whatever is asked of it waits until then, or fails as it did. */
export function storeLater(opened: Promise<Store>): Store {
  // Whoever opens it is told of a failure; here it is only for those who ask.
  opened.catch(() => undefined);
  return {
    snapshots: {
      load: async (account) => (await opened).snapshots.load(account),
      save: async (account, fleet) => (await opened).snapshots.save(account, fleet),
      confirm: async (account, readAt) => (await opened).snapshots.confirm(account, readAt),
    },
    audit: {
      record: async (entry) => (await opened).audit.record(entry),
      recent: async (filter) => (await opened).audit.recent(filter),
      page: async (filter) => (await opened).audit.page(filter),
    },
    close: () =>
      opened.then(
        (store) => store.close(),
        () => undefined,
      ),
  };
}
