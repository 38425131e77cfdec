import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const demo = fileURLToPath(new URL("../../../playground/demo.ts", import.meta.url));

function start(...args: string[]): ChildProcess {
  return spawn(process.execPath, [demo, ...args], { stdio: ["ignore", "pipe", "pipe"] });
}

async function run(...args: string[]) {
  const child = start(...args);
  const ended = once(child, "exit");
  const streams = [child.stdout, child.stderr].map((stream) => (stream ? text(stream) : ""));
  const [output, errors] = await Promise.all(streams);
  const [exitCode] = await ended;
  return { exitCode, output, errors };
}

describe("npm run demo -- --ask", () => {
  test.each([[[]], [["--socket"]]])("prints the real bot's answer %j", async (more) => {
    const { exitCode, output } = await run(...more, "--ask", "/sim sessions cargo-cam-07");
    expect(exitCode).toBe(0);
    expect(output).toContain("Cargo camera 07");
    expect(output).toContain("[Older]");
    expect(output).toContain("[picture: ");
  });

  test("with a second account", async () => {
    const { exitCode, output } = await run("--accounts", "--ask", "/sim accounts");
    expect(exitCode).toBe(0);
    for (const line of ["us · Twilio", "emea · KORE"]) expect(output).toContain(line);
  });

  test("a command that is not installed is no answer", async () => {
    expect(await run("--ask", "/sym help")).toEqual({
      exitCode: 1,
      output: "",
      errors: "/sym is not a valid command.\n",
    });
  });

  test("arguments that are not understood are explained", async () => {
    const { exitCode, errors } = await run("--ask", "sessions");
    expect(exitCode).toBe(2);
    expect(errors).toContain("npm run demo -- --ask TEXT");
  });
});

test("npm run demo serves the page, and Ctrl-C stops everything", async () => {
  const child = start("--port", "0");
  const ended = once(child, "exit");
  let output = "";
  const address = await new Promise<string>((resolve) => {
    child.stdout?.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      const found = /simscope is ready: (\S+)/.exec(output)?.[1];
      if (found !== undefined && output.includes("Ctrl-C")) resolve(found);
    });
  });
  expect(output.match(/^ {4}\/sim /gm)).toHaveLength(3);
  expect(await (await fetch(address)).text()).toContain("simscope playground");
  child.kill("SIGINT");
  expect(await ended).toEqual([0, null]);
  await expect(fetch(address)).rejects.toThrow();
});
