/**
 * `npm run doctor`: checks the configuration against both platforms, prints one line for each
 * thing that was looked at, and exits with 1 on a fault.
 */

import { testDrawing } from "../bot/drawn-pictures.ts";
import { sendFetchThrough } from "../bot/proxy.ts";
import type { AccountConfig } from "../config/account.ts";
import { readEnvFiles } from "../config/env-files.ts";
import { parseProxy, proxyFor } from "../config/proxy.ts";
import { simProvider } from "../sim-api/provider.ts";
import { createSimSource } from "../sim-api/sim-source.ts";
import { checkLine, summaryLine } from "./check-result.ts";
import { runChecks } from "./run-checks.ts";

const clock = { now: () => Date.now() };
const parsedProxy = parseProxy(process.env);
const proxy = parsedProxy.kind === "ok" ? parsedProxy.proxy : null;

const results = await runChecks({
  env: process.env,
  envFiles: readEnvFiles(process.execArgv),
  clock,
  fetch: globalThis.fetch,
  canProxyFetch: sendFetchThrough(proxy),
  openSimSource: ({ sim }: AccountConfig) =>
    createSimSource({
      ...{ provider: simProvider(sim), baseUrl: sim.apiUrl, clock },
      proxyFor: (url) => proxyFor(proxy, url),
    }),
  testChart: testDrawing,
});
for (const result of results) console.log(checkLine(result));
console.log(summaryLine(results));
process.exitCode = results.some(({ verdict }) => verdict === "fault") ? 1 : 0;
