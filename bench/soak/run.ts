/**
 * `node bench/soak/run.ts [minutes] [seed]`: half an hour of a failing platform in simulated time,
 * once with each provider, then a crowd of 500 questions at once. Prints how questions ended and
 * how memory went, and exits with 1 when an answer was lost or late, something was thrown that
 * nobody handled, memory grew, sockets stayed open, or the crowd was not served in fair turns.
 */
import process from "node:process";
import { platforms } from "../../playground/fleet/credentials.ts";
import { median } from "../../src/core/findings/statistics.ts";
import { memoryInUseMb } from "../../test/support/memory.ts";
import { crowd } from "./crowd.ts";
import { soak } from "./soak.ts";

const [minutes = 30, seed = 1] = process.argv.slice(2).map(Number);

const longestAllowedMs = 15_000;
/** Caches fill for a few minutes; from then on nothing may grow. */
const warmUpShare = 1 / 3;
/** Between medians of ten minutes. Single minutes are no measure: a body that is far too large may be on its way. */
const growthAllowedMb = 0.5;

let unhandled = 0;
process.on("unhandledRejection", () => {
  unhandled += 1;
});

const faults: string[] = [];
const socketsBefore = openSockets();
for (const platform of platforms) {
  const memory: number[] = [];
  const startedAt = performance.now();
  const result = await soak({
    platform,
    minutes,
    seed,
    people: 16,
    onMinute: async () => void memory.push(await memoryInUseMb()),
  });
  const settled = memory.slice(Math.floor(memory.length * warmUpShare));
  const half = Math.floor(settled.length / 2);
  const growthMb = (median(settled.slice(-half)) ?? 0) - (median(settled.slice(0, half)) ?? 0);
  console.log(`${platform}: ${minutes} simulated minutes in ${seconds(startedAt)} s`);
  console.log(result);
  console.log(`memory, MB: ${memory.map((mb) => mb.toFixed(1)).join(" ")}`);
  console.log(`after warm-up, the later half lies ${growthMb.toFixed(1)} MB above the earlier`);
  if (result.lost > 0) faults.push(`${platform}: ${result.lost} answers lost`);
  if (!result.haveAllEnded) faults.push(`${platform}: something never ended`);
  if (result.longestMs > longestAllowedMs)
    faults.push(`${platform}: somebody waited ${result.longestMs} ms`);
  if (result.timersLeft > 0) faults.push(`${platform}: ${result.timersLeft} timers left`);
  if ("bug" in result.answers) faults.push(`${platform}: a bug`);
  if (growthMb > growthAllowedMb) faults.push(`${platform}: memory grew`);
}
for (const platform of platforms) {
  const result = await crowd({ platform, allowed: 10, callMs: 50 });
  console.log(`${platform}: 500 questions at once, 10 calls at once allowed, 50 ms each`);
  console.log(result);
  const { answered, asked, peak, refusedShare, worstOfFairShare } = result;
  if (answered < asked) faults.push(`${platform}: ${asked - answered} of the crowd unanswered`);
  if (peak > 10 || refusedShare >= 0.01) faults.push(`${platform}: too many calls at once`);
  if (worstOfFairShare > 2) faults.push(`${platform}: somebody of the crowd waited too long`);
}
await new Promise((resolve) => setImmediate(resolve));
if (openSockets() > socketsBefore) faults.push(`${openSockets() - socketsBefore} sockets left`);
if (unhandled > 0) faults.push(`${unhandled} rejections that nobody handled`);
console.log(`rejections that nobody handled: ${unhandled}`);
console.log(faults.length === 0 ? "held" : faults.join("\n"));
process.exitCode = faults.length === 0 ? 0 : 1;

function openSockets(): number {
  return process.getActiveResourcesInfo().filter((name) => /TCP/.test(name)).length;
}

function seconds(startedAt: number): string {
  return ((performance.now() - startedAt) / 1_000).toFixed(1);
}
