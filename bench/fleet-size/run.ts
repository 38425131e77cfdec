/**
 * `npm run bench -- fleet-size`: what 100,000 SIMs cost the real bot: who is silent among them, and
 * the sweep beside people's questions, alone and of two replicas. Meant for a machine that does
 * nothing else; takes some three minutes. `--only dark,sweep,replicas`: parts of it.
 */
import { parseArgs } from "node:util";
import { machineOf } from "../answers/figures.ts";
import { startSlackSide } from "../answers/slack-side.ts";
import { type Check, printChecks } from "./checks.ts";
import { measureDark } from "./dark.ts";
import { startPlatform } from "./platform.ts";
import { type Profile, profiles, silentOneIn } from "./remembered.ts";
import { measureSweep } from "./sweep.ts";
import { measureTakeOver } from "./take-over.ts";

const { values } = parseArgs({
  options: {
    sims: { type: "string", default: "100000" },
    only: { type: "string", default: "dark,sweep,replicas" },
  },
});
const sims = Number(values.sims);
const parts = values.only.split(",");

const slack = await startSlackSide();
const platform = await startPlatform(sims, silentOneIn);
const checks: Check[] = [];
if (parts.includes("dark")) {
  for (const profile of Object.keys(profiles) as Profile[])
    checks.push(...(await measureDark(slack, platform, sims, profile)));
}
if (parts.includes("sweep")) checks.push(...(await measureSweep(slack, platform, sims)));
platform.stop();
if (parts.includes("replicas")) checks.push(...(await measureTakeOver(slack)));
await slack.close();
console.log(machineOf(1));
process.exitCode = printChecks(checks) ? 0 : 1;
