import type { Ids } from "./ids.ts";

/** A trigger_id opens one modal within 3 s (docs.slack.dev, modals). */
export const triggerLifetimeMs = 3_000;

interface Trigger {
  readonly user: string;
  readonly createdMs: number;
  readonly used: boolean;
}

export class Triggers {
  readonly #byId = new Map<string, Trigger>();
  readonly #ids: Ids;
  readonly #now: () => number;

  constructor(ids: Ids, now: () => number) {
    this.#ids = ids;
    this.#now = now;
  }

  create(user: string): string {
    const id = this.#ids.next("X");
    this.#byId.set(id, { user, createdMs: this.#now(), used: false });
    return id;
  }

  /** The person who may see the modal now, or Slack's word for why nobody may. */
  exchange(id: string): { readonly user: string } | { readonly error: string } {
    const trigger = this.#byId.get(id);
    if (trigger === undefined) return { error: "invalid_trigger_id" };
    if (trigger.used) return { error: "exchanged_trigger_id" };
    if (this.#now() - trigger.createdMs > triggerLifetimeMs) return { error: "expired_trigger_id" };
    this.#byId.set(id, { ...trigger, used: true });
    return { user: trigger.user };
  }
}
