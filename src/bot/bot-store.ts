import type { Config } from "../config/config.ts";
import type { Logger } from "../ops/logger.ts";
import type { Store } from "../store/open-store.ts";
import { storeLater } from "../store/store-later.ts";
import { startingPart, storeFault } from "./start-failure.ts";

/** The store as all parts get it at once: whatever is asked of it waits until it is open. */
export interface BotStore extends Store {
  /** Rejects with a `StartFailure` where the database cannot be used as configured. */
  open(): Promise<void>;
  /** It will not be opened: whoever waits for it is told why. */
  giveUp(error: unknown): void;
}

/**
 * A store that is opened when told. With its library it is a sixth of all that is loaded: nobody who
 * asks whether the bot lives waits for it.
 */
export function createBotStore({ store, audit }: Config, logger: Logger): BotStore {
  const opening = Promise.withResolvers<Store>();
  const about = { component: "store" } as const;
  const opened = async (): Promise<Store> => {
    const { openStore } = await import("../store/open-store.ts");
    return openStore(
      { ...store, auditKeptMs: audit.keptMs },
      {
        onReplaced: () => logger.warn(about, "the database file was gone: a new one was made"),
        onAway: (err) =>
          logger.warn({ ...about, err }, "the database is away: answers go on without it"),
      },
    );
  };
  return {
    ...storeLater(opening.promise),
    open: async () => opening.resolve(await startingPart("database", opened, storeFault)),
    giveUp: opening.reject,
  };
}
