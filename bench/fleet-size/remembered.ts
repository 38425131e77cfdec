import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { credentialsOf } from "../../playground/fleet/credentials.ts";
import { sidOf } from "../../playground/fleet/identity.ts";
import type { SimFacts } from "../../src/core/fleet/sim-facts.ts";
import { dayMs, hourMs, minuteMs, secondMs } from "../../src/core/instant.ts";
import { openStore } from "../../src/store/open-store.ts";
import type { FleetAddress } from "../load/bot-under-load.ts";

/** One in so many SIMs is silent for days. */
export const silentOneIn = 250;

/** What a fleet is like when somebody asks who is silent. */
export const profiles = {
  /** A few hundred are silent, and nobody else is due yet. */
  daily: { usualGapMs: 8 * hourMs, patienceMs: 36 * hourMs, silentOneIn },
  /** All others report every 15 min: nearly each was due since it was read in the last 24 h. */
  frequent: { usualGapMs: 15 * minuteMs, patienceMs: hourMs, silentOneIn },
  /** The same, and one in ten is silent: an outage of one operator. */
  outage: { usualGapMs: 15 * minuteMs, patienceMs: hourMs, silentOneIn: 10 },
} as const;
export type Profile = keyof typeof profiles;

const operators = ["Verizon", "T-Mobile", "AT&T", "Telcel", "Orange"].map((name, index) => ({
  ...{ mcc: "310", mnc: String(100 + index), country: "USA", name },
}));
const simsOfACell = 20;

/** Makes a store that remembers each SIM of that fleet, as read at some moment of the last day. */
export async function rememberedFleet(address: FleetAddress, sims: number, profile: Profile) {
  const folder = mkdtempSync(join(tmpdir(), "simscope-fleet-size-"));
  const path = join(folder, "simscope.db");
  const store = await openStore({ kind: "sqlite", path });
  const key = ["twilio", address.url, credentialsOf("load").accountSid].join(" ");
  const now = Date.now();
  // One by the store's own way, which makes the tables; the rest at once, in place of 1,000 commits.
  await store.fleet.keep(key, [factsOf(0, now, profile)], null);
  await store.close();
  const database = new DatabaseSync(path);
  const add = database.prepare(insertLike);
  database.exec("begin");
  for (let index = 1; index < sims; index += 1) {
    const { sid, readAt, lastSign, overdueAfter, operator, cell } = factsOf(index, now, profile);
    add.run(
      sid,
      readAt,
      lastSign,
      overdueAfter,
      operator?.mnc ?? null,
      operator?.name ?? null,
      cell,
    );
  }
  database.exec("commit");
  database.close();
  return {
    databaseUrl: `sqlite:${path}`,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** All that differs between two SIMs. */
const differing = ["sid", "read_at", "last_sign", "overdue_after", "mnc", "operator_name", "cell"];
const alike = [
  ...["account", "state", "rhythm", "usual_gap_ms", "most_gaps_ms", "quiet_hours", "expected_at"],
  ...["mcc", "country", "radio_link"],
];
const insertLike = `insert into fleet_memory (${[...differing, ...alike].join()})
  select ${[...differing.map(() => "?"), ...alike].join()} from fleet_memory order by rowid limit 1`;

function factsOf(index: number, now: number, profile: Profile): SimFacts {
  const { usualGapMs, patienceMs, silentOneIn: oneIn } = profiles[profile];
  const isSilent = index % oneIn === 0;
  const readAt = now - 5 * minuteMs - ((index * 7_919) % (dayMs / secondMs - 600)) * secondMs;
  const lastSign = isSilent
    ? now - 2 * dayMs - ((index / oneIn) % 97) * minuteMs
    : readAt - ((index * 31) % (usualGapMs / secondMs)) * secondMs;
  const operator = operators[index % operators.length] ?? null;
  return {
    ...{ account: null, sid: sidOf("DE", "load", nameOf(index)), simState: "active" },
    ...{ readAt, lastSign, expectedAt: null },
    overdueAfter: lastSign + (isSilent ? 3 * hourMs : patienceMs),
    rhythm: { kind: "timed", usualGapMs, mostGapsBelowMs: 1.2 * usualGapMs, quietHours: 0 },
    ...{ operator, country: operator?.country ?? null, radioLink: "LTE" },
    cell: `310-${100 + (index % operators.length)}-${Math.floor(index / simsOfACell / operators.length)}-${index % operators.length}`,
  };
}

/** As the fleet's process has it. */
export function nameOf(index: number): string {
  return `load-${String(index).padStart(4, "0")}`;
}
