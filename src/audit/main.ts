/** `npm run audit -- --since 7d`: prints who asked, a line of JSON for each question. */

import { exportAudit } from "./export-audit.ts";

const failure = await exportAudit({
  typed: process.argv.slice(2),
  env: process.env,
  clock: { now: () => Date.now() },
  output: process.stdout,
});
if (failure !== null) {
  process.stderr.write(`${failure}\n`);
  process.exitCode = 1;
}
