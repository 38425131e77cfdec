import { spawn } from "node:child_process";
import { join } from "node:path";

/** A measurement in a process of its own, so that neither memory nor garbage is shared. */
export interface Measured<Result> {
  readonly result: Result | null;
  /** Why there is none. */
  readonly note: string;
}

/** Runs `file` of this folder, which prints one line of JSON, and gives it up after `longestMs`. */
export function measureApart<Result>(
  file: string,
  args: readonly string[],
  longestMs: number,
): Promise<Measured<Result>> {
  const { promise, resolve } = Promise.withResolvers<Measured<Result>>();
  const child = spawn(
    process.execPath,
    ["--expose-gc", "--max-old-space-size=8192", join(import.meta.dirname, file), ...args],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    child.kill("SIGKILL");
  }, longestMs);
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  child.on("close", (code) => {
    clearTimeout(timer);
    if (code === 0) resolve({ result: JSON.parse(output) as Result, note: "" });
    else if (isLate) resolve({ result: null, note: `given up after ${longestMs / 1_000} s` });
    else resolve({ result: null, note: `failed (${code})` });
  });
  return promise;
}
