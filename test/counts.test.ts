import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";

/** The short form of `npm run bench -- answers`: what does not depend on the machine. */
const program = fileURLToPath(new URL("support/count-costs.ts", import.meta.url));

it("what the bot costs stays within what it has reached", async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [program]);
  const counts = JSON.parse(stdout);
  // 1,139 when this was written, of which a bare Bolt app loads 445, and the fleet's questions some 80.
  expect(counts.modules).toBeLessThan(1_200);
  // Each is loaded where it is used: with the database, a file of accounts, an export, a picture.
  for (const name of ["kysely", "yaml", "csv-stringify", "quickchart-js", "chart.js"])
    expect(counts.packages).not.toContain(name);
  // A page of 1,000 is one call, and nothing is read twice.
  expect(counts).toMatchObject({ sessions: 20_000, calls: 20 });
  // 242 when this was written, with equal texts and objects kept once for each read.
  expect(counts.bytesASession).toBeLessThan(300);
  // Of all passes over the sessions together; 171 when this was written.
  expect(counts.fieldReadsASession).toBeLessThan(190);
});
