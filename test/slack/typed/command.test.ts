import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseSimCommand } from "../../../src/slack/typed/command.ts";
import type { SimCommand } from "../../../src/slack/typed/command-forms.ts";

const asks = (sim: string, windowName = "7d", isPublic = false) => ({
  kind: "sessions",
  sim,
  windowName,
  isPublic,
});

const compares = (first: string, second: string, windowName = "7d", isPublic = false) => ({
  kind: "compare",
  sims: [
    { sim: first, account: null },
    { sim: second, account: null },
  ],
  windowName,
  isPublic,
});

const sid = "DEb8eff34b248d066a31c4a953134e183e";

describe("parseSimCommand", () => {
  it.each<[string, object]>([
    ["", { kind: "help" }],
    ["   ", { kind: "help" }],
    ["help", { kind: "help" }],
    ["audit", { kind: "audit", since: "7d" }],
    ["Audit: 12h", { kind: "audit", since: "12h" }],
    ["`audit 2026-11-01`", { kind: "audit", since: "2026-11-01" }],
    ["audit 7days", { kind: "audit", since: "7days" }],
    // A SIM may be called so.
    ["audit van", { kind: "unknown", sessions: asks("audit van") }],
    ["sessions audit", asks("audit")],
    ["dark", { kind: "dark", atLeastMs: null, account: null, isPublic: false }],
    ["Dark: 6h public", { kind: "dark", atLeastMs: 6 * 3_600_000, isPublic: true }],
    ["dark public 2 days", { kind: "dark", atLeastMs: 2 * 86_400_000, isPublic: true }],
    ["dark 30min.", { kind: "dark", atLeastMs: 30 * 60_000 }],
    ["dark 0h", { kind: "invalid", problem: "dark_options", example: "/sim dark 6h" }],
    ["dark 90d", { kind: "invalid", problem: "dark_options" }],
    // A SIM may be called so.
    ["dark horse 7", { kind: "invalid", wholes: [{ sim: "dark horse 7" }] }],
    ["dark in emea", { kind: "invalid", wholes: [{ sim: "dark in emea" }] }],
    ["HELP me", { kind: "help" }],
    ["help words", { kind: "glossary" }],
    ["Help Words", { kind: "glossary" }],
    ["health", { kind: "health" }],
    ["accounts", { kind: "accounts" }],
    ["acounts", { kind: "unknown", example: "/sim accounts" }],
    ["sessions truck in emea", asks("truck in emea")],
    ["find truck in emea", { kind: "find", text: "truck in emea", account: null }],
    [
      `sessions <https://console.example/sims/DE${"0".repeat(32)}|open> 24h`,
      { kind: "sessions", sim: `https://console.example/sims/DE${"0".repeat(32)}` },
    ],
    ["find camera 7", { kind: "find", text: "camera 7" }],
    ["find “Truck 12”", { kind: "find", text: "Truck 12" }],
    ["find", { kind: "find", text: "" }],
    ["fnd pump", { kind: "unknown", example: "/sim find pump" }],
    ["evidence truck-12", { kind: "evidence", sim: "truck-12", account: null }],
    ["Evidence “Truck 12” 24h", { kind: "evidence", sim: `"Truck 12" 24h` }],
    ["evidence “Truck 12”?", { kind: "evidence", sim: "Truck 12" }],
    ["handover", { kind: "handover", stretchMs: 8 * 3_600_000, isPublic: false }],
    ["Handover public 2d.", { kind: "handover", stretchMs: 2 * 86_400_000, isPublic: true }],
    ["handover 8d", { kind: "invalid", problem: "handover_stretch" }],
    ["handover 0h", { kind: "invalid", problem: "handover_stretch" }],
    ["handover truck-12", { kind: "invalid", example: "/sim handover 8h" }],
    ["evidence", { kind: "invalid", problem: "sim_missing" }],
    ["compare a b", compares("a", "b")],
    ["Compare a and b", compares("a", "b")],
    ["compare a vs b 24h", compares("a", "b", "24h")],
    ["compare a b public 30d", compares("a", "b", "30d", true)],
    ['compare "Truck 12 camera" cargo-cam-07', compares("Truck 12 camera", "cargo-cam-07")],
    ["compare “Truck 12” 'van 3' 24h", compares("Truck 12", "van 3", "24h")],
    ["compare O'Brien's Ann's", compares("O'Brien's", "Ann's")],
    ["compare 24h 7d", compares("24h", "7d")],
    ["compare and with", compares("and", "with")],
    ["compare", { kind: "invalid", problem: "compare_needs_two" }],
    ["compare a", { kind: "invalid", problem: "compare_needs_two" }],
    ['compare a ""', { kind: "invalid", problem: "compare_needs_two" }],
    ["compare truck 12 camera", { kind: "invalid", problem: "compare_needs_two" }],
    [
      "compare a b 90d",
      { kind: "invalid", problem: "window_too_long", example: "/sim compare a b 30d" },
    ],
    ["compar a b", { kind: "unknown", example: "/sim compare a b" }],
    ["compar a", { kind: "unknown", example: '/sim compare cargo-cam-07 "Truck 12 camera"' }],
    ["sessions cargo-cam-07", asks("cargo-cam-07")],
    ["Sessions cargo-cam-07 24h", asks("cargo-cam-07", "24h")],
    ["sessions cargo-cam-07 30D public", asks("cargo-cam-07", "30d", true)],
    ["sessions cargo-cam-07 public 30d", asks("cargo-cam-07", "30d", true)],
    ["sessions cargo-cam-07 7 days", asks("cargo-cam-07")],
    ["sessions cargo-cam-07 24 hours public", asks("cargo-cam-07", "24h", true)],
    ["sessions cargo-cam-07 24hours", asks("cargo-cam-07", "24h")],
    ["sessions cargo-cam-07\n30d", asks("cargo-cam-07", "30d")],
    ["sessions cargo-cam-07 1d", asks("cargo-cam-07", "24h")],
    ["sessions cargo-cam-07 1w", asks("cargo-cam-07", "7d")],
    ["sessions cargo-cam-07 720h", asks("cargo-cam-07", "30d")],
    [`sessions ${sid}`, asks(sid)],
    ["sessions the camera on truck 7", asks("the camera on truck 7")],
    ['sessions "the camera on truck 7" 24h', asks("the camera on truck 7", "24h")],
    ["sessions “the camera” 24h", asks("the camera", "24h")],
    ["sessions `cargo-cam-07`", asks("cargo-cam-07")],
    ["sessions cargo\u2011cam\u201107", asks("cargo-cam-07")],
    ["sessions\u00A0cargo-cam-07\u200B", asks("cargo-cam-07")],
    ["sessions <tel:8901260000000012345|8901260000000012345>", asks("8901260000000012345")],
    ["sessions <tel:8901260000000012345>", asks("8901260000000012345")],
    ["sessions <http://cargo.cam|cargo.cam>", asks("cargo.cam")],
    ["sessions Alice &amp; Bob", asks("Alice & Bob")],
    ["sessions x last 7 days", asks("x")],
    ["sessions x for the past week", asks("x")],
    ["sessions x last month public", asks("x", "30d", true)],
    ["sessions x last 3 days", { problem: "window_unknown", example: "/sim sessions x 7d" }],
    ["sessions x since yesterday", { problem: "window_unknown", example: "/sim sessions x 7d" }],
    ["sessions x last year", { problem: "window_too_long", example: "/sim sessions x 30d" }],
    ["sessions market day", asks("market day")],
    ["sessions last week", asks("last week")],
    ["sessions x 24h 7d", { problem: "window_unknown", example: "/sim sessions x 24h" }],
    ["sessions x 7d 7d", asks("x")],
    ["compare a b over the last 24h", compares("a", "b", "24h")],
    ["compare last week", compares("last", "week")],
    ["sessions 30d", asks("30d")],
    [
      "sessions",
      { kind: "invalid", problem: "sim_missing", example: "/sim sessions cargo-cam-07" },
    ],
    ["sessions public", { kind: "invalid", problem: "sim_missing" }],
    [
      "sessions x 90d",
      { kind: "invalid", problem: "window_too_long", example: "/sim sessions x 30d" },
    ],
    [
      "sessions x 12w public",
      { problem: "window_too_long", example: "/sim sessions x 30d public" },
    ],
    ["sessions x 12h", { problem: "window_unknown", example: "/sim sessions x 24h" }],
    ["sessions x 48h", { problem: "window_unknown", example: "/sim sessions x 24h" }],
    ["sessions x 3d", { problem: "window_unknown", example: "/sim sessions x 7d" }],
    ["sessions x 2w", { problem: "window_unknown", example: "/sim sessions x 7d" }],
    ["sessions x 15d", { problem: "window_unknown", example: "/sim sessions x 30d" }],
    ["sessions x public 48h", { problem: "window_unknown", example: "/sim sessions x 24h public" }],
    [
      "sessions public 48h",
      { problem: "window_unknown", example: "/sim sessions cargo-cam-07 24h public" },
    ],
    ["compare a b public 12h", { example: "/sim compare a b 24h public" }],
    ["cargo-cam-07 48h", { kind: "unknown", example: "/sim sessions cargo-cam-07 24h" }],
    ["sesions x", { kind: "unknown", word: "sesions", example: "/sim sessions x" }],
    ["status x", { kind: "unknown", example: "/sim sessions x" }],
    ["list x", { kind: "unknown", example: "/sim find x" }],
    ["__proto__", { kind: "unknown", example: "/sim sessions __proto__" }],
    ["words", { kind: "unknown", example: "/sim help words" }],
    ["ping x", { kind: "unknown", example: "/sim sessions ping x" }],
    ["healht", { kind: "unknown", example: "/sim health" }],
    ["cargo-cam-07", { kind: "unknown", example: "/sim sessions cargo-cam-07" }],
    ["cargo-cam-07 24h", { kind: "unknown", example: "/sim sessions cargo-cam-07 24h" }],
    [": sessions x", asks("x")],
    [", sessions x", asks("x")],
    ["- sessions x 24h", asks("x", "24h")],
    ["sessions: x", asks("x")],
    ["sessions:x 24h", asks("x", "24h")],
    ["Sessions, x", asks("x")],
    ["sessions : x", asks("x")],
    ["`sessions x`", asks("x")],
    ["```sessions x 24h```", asks("x", "24h")],
    ["*sessions x*", asks("x")],
    ["“sessions x”", asks("x")],
    ["`sessions x` 24h", asks("x", "24h")],
    ["`/sim sessions x`", asks("x")],
    ["/sim sessions x", asks("x")],
    ["/sim /sim sessions x", asks("x")],
    ["/sim: sessions: x, 24h.", asks("x", "24h")],
    ["/sim", { kind: "help" }],
    [":", { kind: "help" }],
    ["help!", { kind: "help" }],
    ["health?", { kind: "health" }],
    ["sessions x?", asks("x")],
    ["sessions x, 24h, public.", asks("x", "24h", true)],
    ['sessions "x y" 24h', asks("x y", "24h")],
    ["compare: a, b", compares("a", "b")],
    ["find: pump", { kind: "find", text: "pump" }],
    ["/simple-1", { kind: "unknown", word: "/simple-1" }],
    ["x".repeat(501), { kind: "invalid", problem: "text_too_long" }],
  ])("understands %j", (text, expected) => {
    expect(parseSimCommand(text)).toMatchObject(expected);
  });

  it("answers any text with a command, and its examples with the right one", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        const command: SimCommand = parseSimCommand(text);
        if (command.kind !== "invalid" && command.kind !== "unknown") return;
        const again = parseSimCommand(command.example.replace(/^\/sim /, ""));
        expect(["invalid", "unknown"]).not.toContain(again.kind);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("where accounts have names", () => {
  const parse = (text: string) => parseSimCommand(text, { hasAccountNames: true });

  it.each<[string, object]>([
    ["sessions a", { sim: "a", account: null, windowName: "7d" }],
    ["sessions a in emea", { sim: "a", account: "emea", windowName: "7d", isPublic: false }],
    [
      "sessions a in EMEA 30d public",
      { sim: "a", account: "emea", windowName: "30d", isPublic: true },
    ],
    [
      "sessions a 30d public in emea",
      { sim: "a", account: "emea", windowName: "30d", isPublic: true },
    ],
    ["sessions a 24 hours in emea", { sim: "a", account: "emea", windowName: "24h" }],
    ["sessions truck 7 in us-2", { sim: "truck 7", account: "us-2" }],
    ['sessions "truck in emea"', { sim: "truck in emea", account: null }],
    ['sessions "truck in yard" in emea', { sim: "truck in yard", account: "emea" }],
    ["sessions in emea", { problem: "sim_missing", example: "/sim sessions cargo-cam-07 in emea" }],
    [
      "sessions in emea 24h",
      { problem: "sim_missing", example: "/sim sessions cargo-cam-07 24h in emea" },
    ],
    ["in emea", { kind: "unknown", example: "/sim sessions cargo-cam-07 in emea" }],
    ["in account emea a", { kind: "unknown", example: "/sim sessions a in emea" }],
    ["sesions in emea", { kind: "unknown", example: "/sim sessions cargo-cam-07 in emea" }],
    ["sessions a public 12h in emea", { example: "/sim sessions a 24h public in emea" }],
    ["compare a b in emea", { sharesAccount: true }],
    ["compare a in us b in emea", { sharesAccount: false }],
    ["sessions a in account emea", { sim: "a", account: "emea" }],
    ["sessions a in emea.", { sim: "a", account: "emea" }],
    ["sessions a in “emea” 24h", { sim: "a", account: "emea", windowName: "24h" }],
    ["sessions a in `emea`", { sim: "a", account: "emea" }],
    ["sessions a 7 days in account emea", { sim: "a", account: "emea", windowName: "7d" }],
    ["sessions a 24 hours in emea.", { sim: "a", account: "emea", windowName: "24h" }],
    [
      "sessions a 60d in emea",
      { problem: "window_too_long", example: "/sim sessions a 30d in emea" },
    ],
    ["sessions the account", { sim: "the account", account: null }],
    ["find pump in account emea", { kind: "find", text: "pump", account: "emea" }],
    ["compare a in account us b in *emea*", { kind: "compare", sims: both("us", "emea") }],
    ["sessions lights in public", { sim: "lights in", isPublic: true }],
    ["sessions truck in 7d", { sim: "truck in", account: null, windowName: "7d" }],
    ["sessions a in emea in us", { sim: "a in emea", account: "us" }],
    ["sessions a in b.c", { sim: "a in b.c", account: null }],
    ["find in emea", { kind: "find", text: "", account: "emea" }],
    ["find camera 7 in emea", { kind: "find", text: "camera 7", account: "emea" }],
    ["find camera 7d in emea", { kind: "find", text: "camera 7d", account: "emea" }],
    ['find "in emea"', { kind: "find", text: "in emea", account: null }],
    ["compare a b in emea 24h", { kind: "compare", sims: both("emea", "emea"), windowName: "24h" }],
    ["compare a in us b in emea", { kind: "compare", sims: both("us", "emea") }],
    ["compare a in us and b", { kind: "compare", sims: both("us", null) }],
    ["compare a in us with b in us public", { kind: "compare", sims: both("us", "us") }],
    ["compare a in", { kind: "compare", sims: [{ sim: "a" }, { sim: "in" }] }],
  ])("understands %j", (text, expected) => {
    expect(parse(text)).toMatchObject(expected);
  });

  function both(first: string | null, second: string | null) {
    return [
      { sim: "a", account: first },
      { sim: "b", account: second },
    ];
  }

  it("gives examples that are understood", () => {
    const words = fc.constantFrom("in", "emea", "a", "48h", "7d", "public", "sesions", "compar");
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 6 }), (typed) => {
        const command = parse(typed.join(" "));
        if (command.kind !== "invalid" && command.kind !== "unknown") return;
        const again = parse(command.example.replace(/^\/sim /, ""));
        expect(["sessions", "compare"], command.example).toContain(again.kind);
      }),
      { numRuns: 2_000 },
    );
  });

  it("never throws", () => {
    fc.assert(fc.property(fc.string({ maxLength: 60 }), (text) => void parse(`sessions ${text}`)));
    fc.assert(fc.property(fc.string({ maxLength: 60 }), (text) => void parse(`compare ${text}`)));
  });
});

describe("marks and greetings around a command", () => {
  it.each([
    "• sessions x",
    "… sessions x",
    "· sessions x",
    "；sessions x",
    "：sessions x",
    "| sessions x",
    "/sessions x",
    "\\sessions x",
    "(sessions x)",
    "[sessions x]",
    "~sessions x~",
    "sim sessions x",
    "sim: sessions x",
    "Sim Sessions x",
  ])("%j is understood", (text) => {
    expect(parseSimCommand(text)).toMatchObject({ kind: "sessions", sim: "x" });
  });

  it.each([
    ["please sessions x", "/sim sessions x"],
    ["hey, sessions x", "/sim sessions x"],
    ["hello please find x", "/sim find x"],
  ])("%j: what is suggested is what was meant", (text, example) => {
    expect(parseSimCommand(text)).toMatchObject({ kind: "unknown", example });
  });

  it("the name of a SIM that begins so is left alone", () => {
    expect(parseSimCommand("SIM health 3")).toMatchObject({ kind: "unknown", word: "SIM" });
    expect(parseSimCommand('"find me"')).toMatchObject({ kind: "find" });
  });
});
