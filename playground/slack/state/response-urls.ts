import type { Ids } from "./ids.ts";

/** What one response_url may still do. */
export interface ResponseTarget {
  readonly token: string;
  readonly user: string;
  readonly channel: string;
  /** The clicked message, which only a click's own response_url replaces or deletes. */
  readonly clickedTs: string | null;
  readonly createdMs: number;
  readonly uses: number;
}

export const responseUrlLimits = { uses: 5, lifetimeMs: 30 * 60_000 } as const;

export class ResponseUrls {
  readonly #byToken = new Map<string, ResponseTarget>();
  readonly #ids: Ids;
  readonly #now: () => number;

  constructor(ids: Ids, now: () => number) {
    this.#ids = ids;
    this.#now = now;
  }

  create(user: string, channel: string, clickedTs: string | null): string {
    const token = this.#ids.next("R");
    const createdMs = this.#now();
    this.#byToken.set(token, { token, user, channel, clickedTs, createdMs, uses: 0 });
    return token;
  }

  /** Why the address may not be used, or its target. Looking does not count as a use. */
  open(token: string): ResponseTarget | "unknown_url" | "used_url" | "expired_url" {
    const target = this.#byToken.get(token);
    if (target === undefined) return "unknown_url";
    if (target.uses >= responseUrlLimits.uses) return "used_url";
    if (this.#now() - target.createdMs > responseUrlLimits.lifetimeMs) return "expired_url";
    return target;
  }

  countUse(target: ResponseTarget): void {
    this.#byToken.set(target.token, { ...target, uses: target.uses + 1 });
  }
}
