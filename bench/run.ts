import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/**
 * `npm run bench` runs every comparison, `npm run bench -- chart directory` only these. Each
 * folder beside this file is one, with a `run.ts` that prints a table. All figures are taken side
 * by side in one run: read the ratios.
 */
const folder = import.meta.dirname;
const all = readdirSync(folder).filter((name) => existsSync(join(folder, name, "run.ts")));
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !all.includes(name));

if (unknown.length > 0) {
  console.error(`No such comparison: ${unknown.join(", ")}. There are: ${all.join(", ")}.`);
  process.exitCode = 1;
} else {
  for (const name of wanted.length > 0 ? wanted : all) {
    console.log(`\n== ${name} ==\n`);
    const { status } = spawnSync(process.execPath, [join(folder, name, "run.ts")], {
      stdio: "inherit",
    });
    if (status !== 0) process.exitCode = 1;
  }
}
