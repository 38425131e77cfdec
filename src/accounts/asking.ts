/** For whom a question runs, and for how long. */
export interface Asking {
  /** Who takes turns: all questions of one person share that person's. */
  readonly person: string;
  /** Aborts when the answer is out: whatever was kept for it in memory may go. */
  readonly over: AbortSignal;
}

/**
 * All calls of a question carry one signal, its deadline. It tells for whom they are made as well,
 * so that nothing else has to be handed down to where calls take turns.
 */
const known = new WeakMap<AbortSignal, Asking>();

/** Says for whom the calls under that signal are made. */
export function callsAreFor(signal: AbortSignal, asking: Asking): void {
  known.set(signal, asking);
}

/** `null`: for nobody in particular, such as the listing of all SIMs. */
export function askingOf(signal: AbortSignal): Asking | null {
  return known.get(signal) ?? null;
}
