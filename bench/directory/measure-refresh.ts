/**
 * A directory with its thread and its store on a disk: first list, refresh with a change, restart.
 * Watches the event loop all the time. Prints one line of JSON.
 */
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDirectory, type RefreshedDirectory } from "../../src/directory/directory.ts";
import type { DirectoryEvent } from "../../src/directory/directory-event.ts";
import type { SimSource } from "../../src/ports/sim-source.ts";
import { openStore, type Store } from "../../src/store/open-store.ts";
import { benchPages } from "./fleet.ts";
import { type LoopFigures, watchLoop } from "./watch-loop.ts";

export interface PhaseFigures extends LoopFigures {
  readonly phase: string;
  readonly durationMs: number;
  readonly calls: number;
}

export interface RefreshFigures {
  readonly phases: readonly PhaseFigures[];
  readonly storeBytes: number;
  readonly peakResidentBytes: number;
}

const fleetSize = Number(process.argv[2]);
const folder = mkdtempSync(join(tmpdir(), "simscope-bench-"));
const path = join(folder, "simscope.db");

let calls = 0;
let changedStatus = "active";
const source: Pick<SimSource, "listSims"> = {
  async *listSims() {
    let first = true;
    for (const page of benchPages(fleetSize)) {
      calls += 1;
      // Each answer comes from the network, so in a turn of the event loop of its own.
      await new Promise((resolve) => setImmediate(resolve));
      yield {
        sims: page.map((sim) => ({
          ...sim,
          status: first ? changedStatus : sim.status,
          accountSid: null,
          resetStatus: null,
          ratePlanSid: null,
          dateCreated: null,
          dateUpdated: null,
        })),
        setAside: 0,
        incomplete: null,
      };
      first = false;
    }
  },
};

let fireTimer: () => void = () => undefined;
let onEvent: (event: DirectoryEvent) => void = () => undefined;
const phases: PhaseFigures[] = [];

/** Until the work that the event speaks of is done and kept, and the next round is planned. */
async function phase(name: string, begin: () => void, kind: DirectoryEvent["kind"]): Promise<void> {
  calls = 0;
  const planned = Promise.withResolvers<void>();
  const happened = Promise.withResolvers<void>();
  onEvent = (event) => {
    if (event.kind === kind) happened.resolve();
    if (event.kind === "refresh_failed") happened.reject(event.error);
    if (event.kind === "snapshot_failed") happened.reject(event.error);
  };
  onPlanned = planned.resolve;
  const watch = watchLoop();
  const startedAt = performance.now();
  begin();
  await happened.promise;
  const durationMs = performance.now() - startedAt;
  if (kind === "refreshed") await planned.promise;
  phases.push({ phase: name, durationMs, calls, ...watch.stop() });
}

let onPlanned: () => void = () => undefined;
function directoryOf(store: Store): RefreshedDirectory {
  return createDirectory({
    source,
    snapshots: store.snapshots,
    account: "bench",
    clock: { now: Date.now },
    startTimer: (callback) => {
      fireTimer = callback;
      onPlanned();
      return () => undefined;
    },
    onEvent: (event) => onEvent(event),
  });
}

let store = await openStore({ kind: "sqlite", path });
let directory = directoryOf(store);
await phase("first list", () => directory.start(), "refreshed");
await phase("refresh, nothing changed", () => fireTimer(), "refreshed");
changedStatus = "suspended";
await phase("refresh, something changed", () => fireTimer(), "refreshed");
await directory.stop();
await store.close();

store = await openStore({ kind: "sqlite", path });
directory = directoryOf(store);
await phase("restart from the store", () => directory.start(), "snapshot_loaded");
await directory.stop();
await store.close();

const storeBytes = readdirSync(folder).reduce(
  (sum, file) => sum + statSync(join(folder, file)).size,
  0,
);
rmSync(folder, { recursive: true });
const figures: RefreshFigures = {
  phases,
  storeBytes,
  peakResidentBytes: process.resourceUsage().maxRSS * 1_024,
};
console.log(JSON.stringify(figures));
