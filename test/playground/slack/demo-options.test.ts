import { expect, test } from "vitest";
import { parseDemoOptions } from "../../../playground/demo-options.ts";

test.each([
  [[], {}],
  [["--ask", "/sim help"], { ask: "/sim help" }],
  [["--socket", "--port", "0"], { transport: "socket", port: 0 }],
  [["--accounts"], { accounts: "several" }],
  [["--accounts", "--ask", "/sim accounts"], { accounts: "several", ask: "/sim accounts" }],
])("%j", (args, said) => {
  const usual = { ask: null, transport: "http", accounts: "one", port: 4600 };
  expect(parseDemoOptions(args)).toEqual({ kind: "options", options: { ...usual, ...said } });
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
