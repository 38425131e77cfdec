import { expect, test } from "vitest";
import { parseDemoOptions } from "../../../src/playground/demo-options.ts";

test.each([
  [[], { ask: null, transport: "http", port: 4600 }],
  [["--ask", "/sim help"], { ask: "/sim help", transport: "http", port: 4600 }],
  [["--socket", "--port", "0"], { ask: null, transport: "socket", port: 0 }],
])("%j", (args, options) => {
  expect(parseDemoOptions(args)).toEqual({ kind: "options", options });
});

test.each([
  [["--ask", "hello"], "--ask takes a command"],
  [["--port", "99999"], "--port takes a number"],
  [["--nope"], "--nope"],
])("%j is refused in words", (args, words) => {
  const parsed = parseDemoOptions(args);
  expect(parsed.kind === "fault" && parsed.words).toContain(words);
});

test("--help", () => {
  expect(parseDemoOptions(["--help"])).toEqual({ kind: "help" });
});
