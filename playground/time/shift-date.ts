import process from "node:process";
import { isMainThread } from "node:worker_threads";

/*
 * Loaded into the bot's process before the bot itself (`node --import`), so that the playground
 * can move its clock ahead: whoever asks for the time there, the bot or a library that judges the
 * age of a signature, gets the playground's time. The bot knows nothing of it.
 *
 * Timers go on in real time. Threads of the bot keep the real time; none of them asks for it.
 */

const DateOfMachine = Date;
const nowOfMachine = Date.now;
let aheadMs = 0;

const now = (): number => nowOfMachine() + aheadMs;

if (isMainThread && process.send !== undefined) {
  Date.now = now;
  globalThis.Date = new Proxy(DateOfMachine, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    // Called without `new`, it gives the present as text, whatever the arguments.
    apply: () => new DateOfMachine(now()).toString(),
  });
  process.on("message", (message) => {
    const told = aheadIn(message);
    if (told === null) return;
    aheadMs = told;
    process.send?.({ aheadMs });
  });
  // Listening alone must not keep the process alive.
  process.channel?.unref();
}

function aheadIn(message: unknown): number | null {
  const isTold = typeof message === "object" && message !== null && "aheadMs" in message;
  return isTold && typeof message.aheadMs === "number" ? message.aheadMs : null;
}
