/**
 * `npm run doctor`: checks the configuration against both platforms, prints one line for each
 * thing that was looked at, and exits with 1 on a fault.
 */
import type { AccountConfig } from "./config-account.ts";
import { checkLine, summaryLine } from "./ops/doctor/check-result.ts";
import { runChecks } from "./ops/doctor/run-checks.ts";
import { testDrawing } from "./pictures.ts";
import { createSimSource } from "./sim-api/sim-source.ts";
import { simProvider } from "./sim-provider.ts";

const clock = { now: () => Date.now() };

const results = await runChecks({
  env: process.env,
  clock,
  fetch: globalThis.fetch,
  openSimSource: ({ sim }: AccountConfig) =>
    createSimSource({ provider: simProvider(sim), baseUrl: sim.apiUrl, clock }),
  testChart: testDrawing,
});
for (const result of results) console.log(checkLine(result));
console.log(summaryLine(results));
process.exitCode = results.some(({ verdict }) => verdict === "fault") ? 1 : 0;
