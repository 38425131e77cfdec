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

/** What calls of the background go through that may not be too many in a minute. */
export interface PacedCalls {
  /** Resolves when the next call may be made. */
  turn(): Promise<void>;
  /** A call is sent at this moment. */
  sent(): void;
}

/** Last in the queue, and no further pace: there are few of them. */
export const unpaced: PacedCalls = { turn: () => Promise.resolve(), sent: () => undefined };

const paced = new WeakMap<AbortSignal, PacedCalls>();

/** Says that nobody waits for the calls under that signal: they come last, and each waits for its turn. */
export function callsArePaced(signal: AbortSignal, calls: PacedCalls): void {
  paced.set(signal, calls);
}

/** `null`: somebody waits for them. */
export function paceOf(signal: AbortSignal): PacedCalls | null {
  return paced.get(signal) ?? null;
}
