import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";

/** The short form of `npm run bench -- answers`: what does not depend on the machine. */
const program = fileURLToPath(new URL("support/count-costs.ts", import.meta.url));

it("what the bot costs stays within what it has reached", async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [program]);
  const counts = JSON.parse(stdout);
  // 989 when this was written; a bare Bolt app loads 445, of which Bolt's Express, left out here, is 118.
  expect(counts.modules).toBeLessThan(1_010);
  // Each is loaded where it is used: with the database, a file of accounts, an export, a picture; Express never.
  for (const name of ["kysely", "yaml", "csv-stringify", "quickchart-js", "chart.js", "express"])
    expect(counts.packages).not.toContain(name);
  // A page of 1,000 is one call, and nothing is read twice.
  expect(counts).toMatchObject({ sessions: 20_000, calls: 20 });
  // 242 when this was written, with equal texts and objects kept once for each read.
  expect(counts.bytesASession).toBeLessThan(300);
  // Of all passes over the sessions together; 171 when this was written.
  expect(counts.fieldReadsASession).toBeLessThan(190);
});
