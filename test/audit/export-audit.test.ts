import { existsSync } from "node:fs";
import { Writable } from "node:stream";
import { describe, expect, it, onTestFinished } from "vitest";
import { freePort } from "../../playground/bot-process.ts";
import { exportAudit } from "../../src/audit/export-audit.ts";
import { dayMs, hourMs } from "../../src/core/instant.ts";
import type { AuditEntry } from "../../src/ports/audit-log.ts";
import { openStore } from "../../src/store/open-store.ts";
import { asOf, sim } from "../support/sessions.ts";
import { temporaryFile } from "../support/store/temporary-file.ts";

const asked = (over: Partial<AuditEntry> = {}): AuditEntry => ({
  ...{ at: asOf, userId: "U0ADA", channelId: "C0INC", teamId: "T0FLEET", command: "sessions" },
  ...{ simSid: sim().sid, account: null, verdict: "reconnect_loop", severity: "warning" },
  ...{ shown: "now", outcome: "ok", ...over },
});

/** The store of a running bot: it stays open while the export reads. */
async function filled(entries: readonly AuditEntry[]): Promise<string> {
  const path = temporaryFile();
  const store = await openStore({ kind: "sqlite", path });
  onTestFinished(() => store.close());
  for (const entry of entries) await store.audit.record(entry);
  return path;
}

async function exported(typed: readonly string[], env: Record<string, string>) {
  const chunks: string[] = [];
  const output = new Writable({
    write: (chunk, _encoding, done) => {
      chunks.push(String(chunk));
      done();
    },
  });
  const failure = await exportAudit({ typed, env, clock: { now: () => asOf }, output });
  const lines = chunks.join("").split("\n").filter(Boolean);
  return { failure, lines: lines.map((line) => JSON.parse(line)) };
}

describe("the export of who asked", () => {
  it("has a line for each question, oldest first, with all that is known of it", async () => {
    const other = { simSid: `DE${"1".repeat(32)}`, account: "emea", verdict: null };
    const refused = { outcome: "not_allowed", reason: "outside", shown: "nothing" } as const;
    const { verdict: _, severity: __, ...unjudged } = asked({ at: asOf - hourMs, ...refused });
    const path = await filled([
      asked({ command: "compare", otherSims: [{ ...other, severity: "normal" }] }),
      { ...unjudged, simSid: null },
      asked({ at: asOf - 8 * dayMs, command: "older" }),
    ]);
    const { failure, lines } = await exported([], { DATABASE_URL: `sqlite:${path}` });
    expect(failure).toBeNull();
    const who = { userId: "U0ADA", channelId: "C0INC", teamId: "T0FLEET" };
    expect(lines).toEqual([
      {
        ...{ ...who, at: new Date(asOf - hourMs).toISOString(), command: "sessions", ...refused },
        ...{ simSid: null, account: null, verdict: null, severity: null, otherSims: [] },
      },
      {
        ...{ ...who, at: new Date(asOf).toISOString(), command: "compare", outcome: "ok" },
        ...{ reason: null, shown: "now", simSid: sim().sid, account: null },
        ...{ verdict: "reconnect_loop", severity: "warning" },
        otherSims: [{ ...other, severity: "normal" }],
      },
    ]);
    const all = await exported(["--since", "30d"], { DATABASE_URL: `sqlite:${path}` });
    expect(all.lines.map(({ command }) => command)).toEqual(["older", "sessions", "compare"]);
  });

  it("holds every question once, however many they are", async () => {
    const entries = [...Array(1_203).keys()].map((number) =>
      asked({ at: asOf - (number % 7), command: `c${number}` }),
    );
    const { lines } = await exported([], { DATABASE_URL: `sqlite:${await filled(entries)}` });
    expect(new Set(lines.map(({ command }) => command)).size).toBe(1_203);
    expect(lines).toHaveLength(1_203);
  });

  it("leaves out what is older than AUDIT_DAYS, though nobody asked since", async () => {
    const path = await filled([asked({ at: asOf - 3 * dayMs }), asked({ command: "young" })]);
    const env = { DATABASE_URL: `sqlite:${path}`, AUDIT_DAYS: "2" };
    const { lines } = await exported(["--since", "30d"], env);
    expect(lines.map(({ command }) => command)).toEqual(["young"]);
  });

  it("needs no other setting, and says what is wrong with these", async () => {
    const nowhere = temporaryFile();
    const missing = await exported([], { DATABASE_URL: `sqlite:${nowhere}` });
    expect(missing).toMatchObject({ lines: [], failure: expect.stringContaining(nowhere) });
    expect(existsSync(nowhere)).toBe(false);
    for (const typed of [["--since"], ["--since", "soon"], ["--until", "7d"], ["7d"]])
      expect((await exported(typed, {})).failure).toContain("npm run -s audit -- --since 7d");
    expect((await exported([], { AUDIT_DAYS: "x" })).failure).toContain("AUDIT_DAYS");
    expect(missing.failure).toContain("with its DATABASE_URL");
    const nobodyThere = {
      DATABASE_URL: `postgres://made-up:made-up@127.0.0.1:${await freePort()}/x`,
    };
    expect((await exported([], nobodyThere)).failure).toMatch(
      /^The database cannot be read: .+\(ECONNREFUSED\)\. Check that it runs.+\.$/,
    );
  });
});
