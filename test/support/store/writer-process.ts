/**
 * Writes into a database file until it is killed: the record of who asked, deliveries and the list of
 * SIMs, all at once, as a bot does. Each thing that the store has taken is told in a line.
 *
 *     node writer-process.ts <file> <number of this run>
 */
import { writeSync } from "node:fs";
import process from "node:process";
import { openStore } from "../../../src/store/open-store.ts";
import { deliveryOf, entriesOf, fleetOf } from "./written.ts";

const [path = "", run = "0"] = process.argv.slice(2);
const store = await openStore({ kind: "sqlite", path });

/** At once: what was told has left the process before anything else is begun. */
function tell(kind: string, turn: number): void {
  writeSync(1, `${kind} ${run} ${turn}\n`);
}

async function forEver(kind: string, write: (turn: number) => Promise<unknown>): Promise<void> {
  for (let turn = 0; ; turn += 1) {
    await write(turn);
    tell(kind, turn);
  }
}

await Promise.all([
  forEver("audit", (turn) => store.audit.keep(entriesOf(run, turn))),
  forEver("delivery", (turn) => store.deliveries.claim(deliveryOf(run, turn), 0)),
  forEver("fleet", (turn) => store.snapshots.save("us", fleetOf(Number(run), turn))),
]);
