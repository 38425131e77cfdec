import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compactOf, fold } from "../../../src/core/fold.ts";
import { code } from "../../../src/slack/kit/mrkdwn.ts";
import { parseSimCommand } from "../../../src/slack/typed/command.ts";
import {
  canBeTyped,
  comparisonCommand,
  findCommand,
  sessionsCommand,
} from "../../../src/slack/typed/command-words.ts";
import { hostileNames, named } from "../../support/directory/fleets.ts";
import { entrances } from "../../support/entrances.ts";
import { fakeSimSource, testClock } from "../../support/fake-sim-source.ts";
import { accountOf, scopeOf } from "../../support/one-account.ts";
import { heldDirectory } from "../../support/questions/held-directory.ts";

/** What somebody copies who sees the command in a message. */
function copied(markup: string): string {
  return markup
    .slice(1, -1)
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}

function understood(command: string) {
  const shown = copied(code(command).mrkdwn);
  return parseSimCommand(shown.replace(/^\/sim ?/, ""), { hasAccountNames: true });
}

const meaning = (name: string) => compactOf(fold(name)) || fold(name);

const names = fc.oneof(
  fc.constantFrom(
    ...[
      ...hostileNames,
      "Kiosk 24h",
      "Camera public",
      "Box in emea",
      "in emea",
      "public",
      "7 days",
    ],
    ...["24h", "Pump No.", "a, b", ": x", "O'Brien's", `6" pipe`, `It's 6" wide`, "“smart”", "x–y"],
    ...["`ticks`", "/sim sessions x", "sessions x", "find: y", "a and b", "'quoted'", "7", "help"],
  ),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 }),
  fc
    .array(
      fc.constantFrom("in", "emea", "24h", "7", "days", "public", '"', "'", "a", "<b|c>", "."),
      {
        minLength: 1,
        maxLength: 5,
      },
    )
    .map((words) => words.join(" ")),
);
const accounts = fc.constantFrom(null, "emea");
const options = fc.record({
  windowName: fc.constantFrom("24h" as const, "7d" as const, "30d" as const),
  isPublic: fc.boolean(),
});

describe("a command that is suggested means what was meant, also once it is copied", () => {
  it("of one SIM", () => {
    fc.assert(
      fc.property(names.filter(canBeTyped), accounts, options, (sim, account, asked) => {
        const typed = sessionsCommand({ sim, account }, asked);
        const command = understood(typed);
        expect(command, typed).toMatchObject({ kind: "sessions", account, ...asked });
        if (command.kind === "sessions") expect(meaning(command.sim), typed).toBe(meaning(sim));
      }),
      { numRuns: 1_000 },
    );
  });

  it("of two SIMs", () => {
    const one = fc.record({ sim: names.filter(canBeTyped), account: accounts });
    fc.assert(
      fc.property(one, one, options, (first, second, asked) => {
        const typed = comparisonCommand([first, second], asked);
        const command = understood(typed);
        expect(command.kind, typed).toBe("compare");
        if (command.kind !== "compare") return;
        const meant = [first, second].map(({ sim }) => meaning(sim)).sort();
        expect(command.sims.map(({ sim }) => meaning(sim)).sort(), typed).toEqual(meant);
        expect(command, typed).toMatchObject(asked);
      }),
      { numRuns: 1_000 },
    );
  });

  it("of a search", () => {
    fc.assert(
      fc.property(names, accounts, (text, account) => {
        const typed = findCommand({ text, account });
        const command = understood(typed);
        if (canBeTyped(text)) expect(command, typed).toMatchObject({ kind: "find", account });
        expect(command.kind, typed).toBe("find");
        if (command.kind === "find" && canBeTyped(text))
          expect(meaning(command.text)).toBe(meaning(text));
      }),
      { numRuns: 1_000 },
    );
  });

  it("ordinary names can be typed", () => {
    for (const name of [
      "cargo-cam-07",
      "Cargo camera 7",
      "Kiosk 24h",
      "public",
      "O'Brien's",
      "冷藏车 7",
    ]) {
      expect([name, canBeTyped(name)]).toEqual([name, true]);
    }
  });
});

const golden = new URL("../../fixtures/golden/", import.meta.url).pathname;
const files = readdirSync(golden, { recursive: true, encoding: "utf8" }).filter((name) =>
  name.endsWith(".json"),
);
const spans = (text: string) => text.match(/`\/sim[^`]*`/g) ?? [];

function isUnderstood(span: string): void {
  const command = parseSimCommand(copied(span), { hasAccountNames: true });
  expect(["invalid", "unknown"], span).not.toContain(command.kind);
}

describe("every command in a message is understood", () => {
  it.each(files)("%s", (file) => {
    for (const [, text = ""] of readFileSync(join(golden, file), "utf8").matchAll(
      /"text": ("(?:[^"\\]|\\.)*")/g,
    )) {
      for (const span of spans(JSON.parse(text))) isUnderstood(span);
    }
  });

  it("that comes of a hostile name", async () => {
    const source = fakeSimSource(testClock());
    const sims = hostileNames.map((name, at) => named(at + 1, name));
    const both = ["us", "emea"].map((name) =>
      accountOf({ name, source, directory: heldDirectory([...sims, ...sims.slice(0, 3)]) }),
    );
    const { ask } = entrances(scopeOf(both));
    for (const name of hostileNames) {
      for (const command of ["sessions", "sesions", "compare x", "find"]) {
        for (const behind of ["", " 48h", " in emaea"]) {
          const { words } = await ask(`${command} ${name}${behind}`);
          for (const span of spans(
            JSON.parse(`"${words.replace(/^.*?"text":"((?:[^"\\]|\\.)*)".*$/s, "$1")}"`),
          )) {
            isUnderstood(span);
          }
        }
      }
    }
  });
});
