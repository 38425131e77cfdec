import { expect, test } from "vitest";
import { parseDemoOptions } from "../../../playground/demo-options.ts";

test.each([
  [[], {}],
  [["--ask", "/sim help"], { ask: "/sim help", everydaySims: 0 }],
  [["--fleet", "0"], { everydaySims: 0 }],
  [["--fleet", "40", "--ask", "/sim help"], { ask: "/sim help", everydaySims: 40 }],
  [["--socket", "--port", "0"], { transport: "socket", port: 0 }],
  [["--accounts"], { accounts: "several" }],
  [
    ["--accounts", "--ask", "/sim accounts"],
    { accounts: "several", ask: "/sim accounts", everydaySims: 0 },
  ],
])("%j", (args, said) => {
  const usual = {
    ...{ ask: null, transport: "http", accounts: "one", port: 4600 },
    everydaySims: 300,
  };
  expect(parseDemoOptions(args)).toEqual({ kind: "options", options: { ...usual, ...said } });
});

test.each([
  [["--ask", "hello"], "--ask takes a command"],
  [["--port", "99999"], "--port takes a number"],
  [["--fleet", "many"], "--fleet takes a number"],
  [["--fleet", "2001"], "--fleet takes a number"],
  [["--nope"], "--nope"],
])("%j is refused in words", (args, words) => {
  const parsed = parseDemoOptions(args);
  expect(parsed.kind === "fault" && parsed.words).toContain(words);
});

test("--help", () => {
  expect(parseDemoOptions(["--help"])).toEqual({ kind: "help" });
});
