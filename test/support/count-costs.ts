/**
 * What the bot costs, in counts that are the same on every machine: modules that are loaded before the
 * port opens, calls of a read, bytes a kept session, and how often a report looks at a field of one.
 * Run as a program; prints one line of JSON.
 */
import { registerHooks } from "node:module";
import process from "node:process";

const loaded = new Set<string>();
const counting = registerHooks({
  load: (url, context, next) => {
    loaded.add(url);
    return next(url, context);
  },
});
await import("../../src/bot/run-as-process.ts");
counting.deregister();
const packages = [...loaded].flatMap(
  (url) =>
    url
      .split("node_modules/")
      .at(-1)
      ?.match(/^(?:@[^/]+\/)?[^/:]+(?=\/)/g) ?? [],
);

const { sessionRecord } = await import("../../playground/fleet/session-record.ts");
const { sidOf } = await import("../../playground/fleet/identity.ts");
const { readSessions } = await import("../../src/sim-api/read-sessions.ts");
const { reportOf } = await import("../../src/core/report.ts");
const { memoryInUseMb } = await import("./memory.ts");
const { sim } = await import("./sessions.ts");

const count = 20_000;
const pageSize = 1_000;
const now = Date.UTC(2026, 10, 23, 10);
const baseUrl = "https://platform.example";
const pageOf = (page: number): string => {
  const records = Array.from({ length: pageSize }, (_, row) => {
    const index = page * pageSize + row;
    const start = now - (index + 1) * 120_000;
    return sessionRecord({
      ...{ start, end: start + 80_000, sim_sid: null, account_sid: sidOf("AC", "counts") },
      cell_id: `310-260-${40_000 + (index % 40)}-${1_000 + (index % 7)}`,
      cell_location_estimate: { lat: 29 + (index % 40) / 97, lon: -95 - (index % 40) / 89 },
      imei: "353626072136169",
    });
  });
  const isLast = (page + 1) * pageSize >= count;
  const next = isLast ? null : `${baseUrl}/next?PageSize=${pageSize}&Page=${page + 1}`;
  return JSON.stringify({ data_sessions: records, meta: { next_page_url: next } });
};
let calls = 0;
const platform: import("../../src/sim-api/call.ts").SimApiCaller = async (request) => {
  const reading = request.read(JSON.parse(pageOf(calls)));
  calls += 1;
  if (reading.kind !== "read") throw new Error("the page could not be read");
  return reading.value;
};
const read = (): ReturnType<typeof readSessions> => {
  calls = 0;
  const over = new AbortController().signal;
  return readSessions(
    { call: platform, baseUrl, clock: { now: () => now } },
    sidOf("DE", "a", 1),
    over,
  );
};
// The first one compiles code, which is kept too.
await read();
const before = await memoryInUseMb();
const kept = await read();
const bytes = ((await memoryInUseMb()) - before) * 1_048_576;
if (kept === null) throw new Error("there is no such SIM");

let fieldReads = 0;
const sessions = kept.sessions.map(
  (session) =>
    new Proxy(session, {
      get: (of, field) => {
        fieldReads += 1;
        return Reflect.get(of, field);
      },
    }),
);
reportOf({ sim: sim(), read: { ...kept, sessions }, windowName: "30d", asOf: now });
console.log(
  JSON.stringify({
    modules: loaded.size,
    packages: [...new Set(packages)],
    calls,
    sessions: kept.sessions.length,
    bytesASession: Math.round(bytes / kept.sessions.length),
    fieldReadsASession: Math.round(fieldReads / kept.sessions.length),
  }),
);
process.exit(0);
