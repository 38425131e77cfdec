import type { Store } from "./open-store.ts";
import { tablesWithin } from "./tables.ts";

/** A store that is opened later: whatever is asked of it waits until then, or fails as it did. */
export function storeLater(opened: Promise<Store>): Store {
  // Whoever opens it is told of a failure; here it is only for those who ask.
  opened.catch(() => undefined);
  return {
    ...tablesWithin(async (work) => work(await opened)),
    close: () =>
      opened.then(
        (store) => store.close(),
        () => undefined,
      ),
  };
}
