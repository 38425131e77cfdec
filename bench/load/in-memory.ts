/**
 * `node --max-old-space-size=160 bench/load/in-memory.ts PEOPLE EACH SIMS SESSIONS`: the same crowd
 * without sockets and in simulated time, so that neither this machine's speed nor what else it does
 * decides how much is in memory at once. Every answer is held for two seconds, as a picture and its
 * delivery take. Prints how questions ended and the most memory in use; a heap that is too small ends
 * the process.
 */
import { setImmediate } from "node:timers/promises";
import { sidOf } from "../../playground/fleet/identity.ts";
import { sessionRecord } from "../../playground/fleet/session-record.ts";
import { drawingOf } from "../../src/chart/report-timeline.ts";
import { isBotError } from "../../src/core/errors.ts";
import { dayMs, minuteMs } from "../../src/core/instant.ts";
import type { Sim } from "../../src/core/sim.ts";
import type { SimSource } from "../../src/ports/sim-source.ts";
import { createSimReports } from "../../src/questions/report.ts";
import type { SimApiCaller, SimApiRequest } from "../../src/sim-api/call.ts";
import { readSessions } from "../../src/sim-api/read-sessions.ts";
import { createResilientCaller } from "../../src/sim-api/resilient-caller.ts";
import { accountOf, scopeOf } from "../../test/support/one-account.ts";
import { sim as anySim } from "../../test/support/sessions.ts";
import { virtualTime } from "../../test/support/virtual-time.ts";

const [people = 50, each = 10, sims = 10, sessions = 10_000] = process.argv.slice(2).map(Number);
const callMs = 100;
const deliveryMs = 2_000;
const pageSize = 1_000;
const baseUrl = "https://platform.example";

const time = virtualTime(Date.UTC(2026, 10, 23, 10));
const never = new AbortController().signal;
const pages = pageTexts();
const fleet = Array.from({ length: sims }, (_, index): Sim => {
  return { ...anySim(), sid: sidOf("DE", "memory", index), uniqueName: `sim-${index}` };
});

/** The platform: each call takes its time, and every body is a text of its own. */
const platform: SimApiCaller = async <T>(
  request: SimApiRequest<T>,
  signal: AbortSignal,
): Promise<T> => {
  await time.wait(callMs, signal);
  const page = Number(request.query?.["Page"] ?? 0);
  const next = page + 1 < pages.length ? `${baseUrl}/next?PageSize=1000&Page=${page + 1}` : null;
  const items = pages[page] ?? "[]";
  const text = `{"data_sessions":${items},"meta":{"next_page_url":${JSON.stringify(next)}}}`;
  const reading = request.read(JSON.parse(text));
  if (reading.kind !== "read") throw new Error("the page could not be read");
  return reading.value;
};
const { call, waitOf } = createResilientCaller(platform, {
  ...{ clock: time, wait: time.wait, random: () => 0.5 },
});
const source: SimSource = {
  provider: "twilio",
  fetchSim: async (name) =>
    fleet.find(({ sid, uniqueName }) => sid === name || uniqueName === name) ?? null,
  fetchSimByIccid: async () => null,
  readSessions: (sid, signal, room) =>
    readSessions({ call, baseUrl, clock: time }, sid, signal, room),
  listSims: async function* () {
    yield { sims: [], setAside: 0, incomplete: null };
  },
  probe: async () => undefined,
  waitOf,
};
const reports = createSimReports({ clock: time, startTimer: time.startTimer });
const scope = scopeOf([accountOf({ source })]);

let mostMb = 0;
const ends: Record<string, number> = {};

async function ask(person: number, sim: string): Promise<void> {
  const over = new AbortController();
  const asking = { person: `person-${person}`, over: over.signal };
  const question = { sim, windowName: "30d", moment: "now", scope: { ...scope, asking } } as const;
  let end = "report";
  try {
    const outcome = await reports.answer(question);
    end = outcome.kind;
    if (outcome.kind === "report") {
      const { report } = outcome;
      await drawingOf({ reports: [report], zone: "Europe/Berlin", audience: "asker" });
      await time.wait(deliveryMs, never);
      if (report.sessions.length !== sessions) end = "too few sessions";
    }
  } catch (error) {
    end = isBotError(error) ? `${error.code} ${error.detail ?? ""}`.trim() : String(error);
  } finally {
    over.abort();
  }
  ends[end] = (ends[end] ?? 0) + 1;
  mostMb = Math.max(mostMb, process.memoryUsage().heapUsed / 1_048_576);
}

const asked = Array.from({ length: people * each }, (_, index) =>
  ask(index % people, fleet[(index + Math.floor(index / people)) % sims]?.sid ?? ""),
);
await time.run(Promise.all(asked));
await setImmediate();
console.log(JSON.stringify({ asked: asked.length, ends, mostMb: Math.round(mostMb) }));

function pageTexts(): string[] {
  const everyMs = Math.floor((29 * dayMs) / sessions);
  const records = Array.from({ length: sessions }, (_, index) => {
    const start = time.now() - 5 * minuteMs - index * everyMs;
    return sessionRecord({
      ...{ start, end: start + everyMs * 0.7 },
      sim_sid: null,
      account_sid: sidOf("AC", "memory"),
      cell_id: `310-260-${40_000 + (index % 40)}-${1_000 + (index % 7)}`,
      cell_location_estimate: { lat: 29 + (index % 40) / 97, lon: -95 - (index % 40) / 89 },
      imei: "353626072136169",
    });
  });
  const count = Math.ceil(sessions / pageSize);
  return Array.from({ length: count }, (_, page) =>
    JSON.stringify(records.slice(page * pageSize, (page + 1) * pageSize)),
  );
}
