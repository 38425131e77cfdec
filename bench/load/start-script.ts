import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import process from "node:process";

const file = new URL("../../package.json", import.meta.url);
const { scripts } = JSON.parse(readFileSync(file, "utf8"));

/** What `npm start` has the shell do. npm itself would be most of what is measured. */
export const startScript: string = scripts.start;

/** As in an npm script, where this Node.js comes first. */
export const pathOfScripts = `${dirname(process.execPath)}:${process.env["PATH"] ?? ""}`;
