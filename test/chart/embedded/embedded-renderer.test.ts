import { fork } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import {
  createEmbeddedRenderer,
  type EmbeddedRenderer,
  type EmbeddedRendererOptions,
} from "../../../src/chart/embedded/embedded-renderer.ts";
import { drawingFrom } from "../../support/chart/pictures.ts";
import { daySessions } from "../../support/chart/story.ts";
import { manualTimer } from "../../support/directory/manual-timer.ts";

const moody = new URL("../../support/chart/moody-drawing.ts", import.meta.url);
let renderer: EmbeddedRenderer;
afterEach(() => renderer.close());

function start(options: EmbeddedRendererOptions = {}): EmbeddedRenderer {
  renderer = createEmbeddedRenderer(options);
  return renderer;
}

const picture = (label: string) => drawingFrom({ label, sessions: daySessions() });
const refused = { code: "chart_failed", retryable: true };

describe("the embedded renderer", () => {
  it.each([
    "hang",
    "silent",
    "crash",
    "exit",
    "out of memory",
    "rubbish",
    "wrong picture",
    "another's picture",
    "fails",
  ])("loses one picture to a process that goes wrong (%s), and draws the next", async (mood) => {
    start({ entry: moody, deadlineMs: 1_500, heapMb: 48 });
    await expect(renderer.render(picture(mood))).rejects.toMatchObject(refused);
    const { bytes } = await renderer.render(picture("fine"));
    expect(bytes.length).toBeGreaterThan(10_000);
  });

  it("replaces a process that was killed between two pictures without losing any", async () => {
    start();
    await renderer.render(picture("first"));
    const { pid } = renderer;
    process.kill(pid ?? 0, "SIGKILL");
    const { bytes } = await renderer.render(picture("second"));
    expect(bytes.length).toBeGreaterThan(10_000);
    expect(renderer.pid).not.toBe(pid);
  });

  it("replaces a process that has grown too large", async () => {
    start({ entry: moody });
    await renderer.render(picture("greedy"));
    expect(renderer.pid).toBeUndefined();
    await renderer.render(picture("fine"));
    expect(renderer.pid).toBeDefined();
  });

  it("ends a process that has had nothing to draw for long, and starts one for the next", async () => {
    const timer = manualTimer();
    start({ startTimer: timer.startTimer, idleMs: 60_000 });
    await renderer.render(picture("first"));
    await renderer.render(picture("second"));
    const { pid } = renderer;
    expect(timer.delaysMs).toEqual([60_000]);
    timer.fire();
    expect(renderer.pid).toBeUndefined();
    await expect.poll(() => isRunning(pid ?? 0)).toBe(false);
    await renderer.render(picture("third"));
    expect(renderer.pid).not.toBe(pid);
  });

  it("does not let a lost picture reach those that wait behind it", async () => {
    start({ entry: moody, deadlineMs: 1_500 });
    const outcomes = await Promise.allSettled(
      ["a", "crash", "b", "rubbish", "c"].map((label) => renderer.render(picture(label))),
    );
    expect(outcomes.map(({ status }) => status)).toEqual([
      "fulfilled",
      "rejected",
      "fulfilled",
      "rejected",
      "fulfilled",
    ]);
  });

  it("draws identical pictures once, at the same time and later", async () => {
    start();
    const [one, two] = await Promise.all([
      renderer.render(picture("same")),
      renderer.render(picture("same")),
    ]);
    expect(two).toBe(one);
    expect(await renderer.render(picture("same"))).toBe(one);
    expect(await renderer.render(picture("other"))).not.toBe(one);
  });

  it("refuses what would wait too long, at once", async () => {
    start({ queueLimit: 2 });
    const outcomes = await Promise.allSettled(
      ["a", "b", "c", "d"].map((label) => renderer.render(picture(label))),
    );
    expect(outcomes.map(({ status }) => status)).toEqual([
      "fulfilled",
      "fulfilled",
      "rejected",
      "rejected",
    ]);
  });

  it("stops waiting when the asker does", async () => {
    start({ entry: moody, deadlineMs: 1_500 });
    const asker = new AbortController();
    const waiting = renderer.render(picture("hang"), asker.signal);
    asker.abort();
    await expect(waiting).rejects.toMatchObject(refused);
  });

  it("refuses to work without fonts and names the file", async () => {
    start({ entry: new URL("../../support/chart/fontless-drawing.ts", import.meta.url) });
    await expect(renderer.selfTest()).rejects.toThrow("Inter-Regular.ttf");
    await expect(renderer.render(picture("x"))).rejects.toMatchObject(refused);
  });

  it("proves at start that it can draw text", async () => {
    await expect(start().selfTest()).resolves.toBeUndefined();
  });

  it("gives the drawing process nothing of the bot's environment", async () => {
    start();
    process.env["SIMSCOPE_TEST_SECRET"] = "hidden";
    await renderer.selfTest();
    const environment = `/proc/${renderer.pid}/environ`;
    delete process.env["SIMSCOPE_TEST_SECRET"];
    if (!existsSync(environment)) return;
    const names = readFileSync(environment, "utf8")
      .split("\0")
      .map((entry) => entry.split("=")[0]);
    expect(names.toSorted().filter((name) => name !== "")).toEqual([
      "DISABLE_SYSTEM_FONTS_LOAD",
      "MALLOC_ARENA_MAX",
      "NODE_CHANNEL_FD",
      "NODE_CHANNEL_SERIALIZATION_MODE",
      // Where Node.js keeps compiled modules; no value of ours.
      "NODE_COMPILE_CACHE",
    ]);
  });

  it("leaves no process behind when it is closed", async () => {
    start();
    await renderer.selfTest();
    const { pid } = renderer;
    await renderer.close();
    expect(() => process.kill(pid ?? 0, 0)).toThrow();
    await expect(renderer.render(picture("late"))).rejects.toMatchObject(refused);
  });

  it("does not keep an idle bot from ending, nor outlive it", async () => {
    start();
    const program = fork(new URL("../../support/chart/draw-once.ts", import.meta.url), {
      execArgv: [],
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    const [pid] = await once(program, "message");
    const [code] = await once(program, "exit");
    expect(code).toBe(0);
    await expect.poll(() => isRunning(Number(pid))).toBe(false);
  });
});

/** An ended process whose entry nobody has collected yet is not running. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    const state = `/proc/${pid}/stat`;
    return !existsSync(state) || !/\) Z /.test(readFileSync(state, "utf8"));
  } catch {
    return false;
  }
}
