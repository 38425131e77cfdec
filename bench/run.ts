import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/**
 * `npm run bench` runs every comparison, `npm run bench -- chart directory` only these, and what
 * follows from the first `--` on goes to them (`npm run bench -- answers --rounds 1`). Each folder beside this file is one, with a `run.ts` that prints a table. All figures are taken side
 * by side in one run: read the ratios.
 */
const folder = import.meta.dirname;
const all = readdirSync(folder).filter((name) => existsSync(join(folder, name, "run.ts")));
const given = process.argv.slice(2);
const optionsFrom = given.findIndex((argument) => argument.startsWith("--"));
const wanted = optionsFrom < 0 ? given : given.slice(0, optionsFrom);
const options = optionsFrom < 0 ? [] : given.slice(optionsFrom);
const unknown = wanted.filter((name) => !all.includes(name));

if (unknown.length > 0) {
  console.error(`No such comparison: ${unknown.join(", ")}. There are: ${all.join(", ")}.`);
  process.exitCode = 1;
} else {
  for (const name of wanted.length > 0 ? wanted : all) {
    console.log(`\n== ${name} ==\n`);
    const { status } = spawnSync(process.execPath, [join(folder, name, "run.ts"), ...options], {
      stdio: "inherit",
    });
    if (status !== 0) process.exitCode = 1;
  }
}
