/** A failure to be answered instead of the truth. */
export type Fault =
  /** HTTP 200 with `ok: false` and this word. */
  | { readonly kind: "error"; readonly error: string }
  | { readonly kind: "status"; readonly status: number; readonly body?: string }
  | { readonly kind: "rate_limited"; readonly retryAfterSeconds: number }
  /** No answer until `release()`; then the true one. */
  | { readonly kind: "hang" }
  /** It is done, and the answer is HTTP 503: whoever asked cannot know. */
  | { readonly kind: "lost_answer" };

/**
 * What can fail: a Web API method by its name, or one of Slack's other addresses. `upload` is
 * the address that takes a file's bytes, `response_url` every answer to a command or click, `link`
 * the upgrade of a Socket Mode connection, which is refused or never answered.
 */
export type FaultTarget = string;

interface Planned {
  readonly fault: Fault;
  readonly times: number;
}

export class Faults {
  readonly #planned = new Map<FaultTarget, Planned>();
  #waiting: (() => void)[] = [];

  /** Fails the next `times` calls; without `times`, every call until `clear()`. */
  plan(target: FaultTarget, fault: Fault, times = Number.POSITIVE_INFINITY): void {
    this.#planned.set(target, { fault, times });
  }

  take(target: FaultTarget): Fault | null {
    const planned = this.#planned.get(target);
    if (planned === undefined) return null;
    if (planned.times <= 1) this.#planned.delete(target);
    else this.#planned.set(target, { ...planned, times: planned.times - 1 });
    return planned.fault;
  }

  /** Resolves when hanging calls are released. */
  hang(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  /** How many calls hang right now. */
  get hanging(): number {
    return this.#waiting.length;
  }

  /** Lets every hanging call go on. */
  release(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }

  /** Forgets all planned failures and lets hanging calls go on. */
  clear(): void {
    this.#planned.clear();
    this.release();
  }

  list(): { readonly target: FaultTarget; readonly fault: Fault; readonly times: number | null }[] {
    return [...this.#planned].map(([target, { fault, times }]) => {
      return { target, fault, times: Number.isFinite(times) ? times : null };
    });
  }
}
