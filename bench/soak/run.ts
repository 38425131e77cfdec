/**
 * `node bench/soak/run.ts [minutes] [seed]`: half an hour of a failing platform in simulated time,
 * once with each provider. Prints how questions ended and how memory went, and exits with 1 when
 * an answer was lost or late, something was thrown that nobody handled, or memory grew.
 */
import process from "node:process";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { platforms } from "../../src/playground/fleet/credentials.ts";
import { soak } from "./soak.ts";

const [minutes = 30, seed = 1] = process.argv.slice(2).map(Number);

setFlagsFromString("--expose-gc");
const collectGarbage: unknown = runInNewContext("gc");

/** What is in use after the garbage is gone, in MB. */
function memoryMb(): number {
  if (typeof collectGarbage === "function") collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return Math.round(((heapUsed + external) / 1_048_576) * 10) / 10;
}

const longestAllowedMs = 15_000;
/** Caches fill for a few minutes; from then on nothing may grow. */
const warmUpShare = 1 / 3;
const growthAllowedMb = 8;

let unhandled = 0;
process.on("unhandledRejection", () => {
  unhandled += 1;
});

const faults: string[] = [];
for (const platform of platforms) {
  const memory: number[] = [];
  const startedAt = performance.now();
  const result = await soak({
    platform,
    minutes,
    seed,
    onMinute: () => memory.push(memoryMb()),
  });
  const settled = memory.slice(Math.floor(memory.length * warmUpShare));
  const growthMb = (settled.at(-1) ?? 0) - (settled[0] ?? 0);
  console.log(`${platform}: ${minutes} simulated minutes in ${seconds(startedAt)} s`);
  console.log(result);
  console.log(`memory, MB: ${memory.join(" ")}; grew by ${growthMb.toFixed(1)} after warm-up`);
  if (result.lost > 0) faults.push(`${platform}: ${result.lost} answers lost`);
  if (!result.haveAllEnded) faults.push(`${platform}: something never ended`);
  if (result.longestMs > longestAllowedMs)
    faults.push(`${platform}: somebody waited ${result.longestMs} ms`);
  if (result.timersLeft > 0) faults.push(`${platform}: ${result.timersLeft} timers left`);
  if ("bug" in result.answers) faults.push(`${platform}: a bug`);
  if (growthMb > growthAllowedMb) faults.push(`${platform}: memory grew`);
}
if (unhandled > 0) faults.push(`${unhandled} rejections that nobody handled`);
console.log(faults.length === 0 ? "held" : faults.join("\n"));
process.exitCode = faults.length === 0 ? 0 : 1;

function seconds(startedAt: number): string {
  return ((performance.now() - startedAt) / 1_000).toFixed(1);
}
