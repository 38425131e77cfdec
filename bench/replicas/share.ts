/**
 * Gives each of some processes a small, equal share of a processor: 5 ms in every 25, one after the
 * other, whatever else runs. Then they are what is slow, and not whoever asks them.
 *
 *     node share.ts <pid> <pid> …        until its channel to the parent closes
 */
import process from "node:process";
import { setTimeout as turn } from "node:timers/promises";

const pids = process.argv.slice(2).map(Number);
const turnMs = 5;
const roundMs = 25;
const still = new Int32Array(new SharedArrayBuffer(4));
/** More exact than a timer, and without anything that runs meanwhile. */
const pause = (ms: number): void => void Atomics.wait(still, 0, 0, ms);

function signal(signalName: "SIGSTOP" | "SIGCONT", pid: number): void {
  try {
    process.kill(pid, signalName);
  } catch {
    // It has ended.
  }
}

let isOver = false;
process.on("disconnect", () => {
  isOver = true;
});
for (const pid of pids) signal("SIGSTOP", pid);
while (!isOver) {
  for (const pid of pids) {
    signal("SIGCONT", pid);
    pause(turnMs);
    signal("SIGSTOP", pid);
  }
  pause(roundMs - pids.length * turnMs);
  // So that the end of the channel is heard.
  await turn(0);
}
for (const pid of pids) signal("SIGCONT", pid);
process.exit(0);
