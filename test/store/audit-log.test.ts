import { describe, expect, it, onTestFinished } from "vitest";
import { dayMs, hourMs, minuteMs } from "../../src/core/instant.ts";
import type { AuditEntry } from "../../src/ports/audit-log.ts";
import { openStore } from "../../src/store/open-store.ts";
import { databases, emptyDatabase } from "../support/postgres/databases.ts";
import { asOf, sim } from "../support/sessions.ts";

const asked = (over: Partial<AuditEntry> = {}): AuditEntry => ({
  at: asOf,
  userId: "U012AB3CD",
  channelId: "C012AB3CD",
  teamId: "T012AB3CD",
  command: "sessions",
  simSid: sim().sid,
  account: null,
  outcome: "ok",
  ...over,
});

describe.each(databases())("the audit log in %s", (kind) => {
  const setUp = async () => {
    const store = await openStore(await emptyDatabase(kind));
    onTestFinished(() => store.close());
    return store.audit;
  };

  it("gives entries back as they were, newest first", async () => {
    const audit = await setUp();
    const second = asked({
      at: asOf + 1,
      channelId: null,
      teamId: null,
      simSid: null,
      outcome: "not_allowed",
      reason: "outside",
    });
    await audit.record(asked());
    await audit.record(second);
    expect(await audit.recent({ limit: 10 })).toEqual([second, asked()]);
    expect(await audit.recent({ limit: 1 })).toEqual([second]);
    expect(await audit.recent({ limit: 0 })).toEqual([]);
  });

  it("tells what was asked in a channel, or by a person, in a stretch of time", async () => {
    const audit = await setUp();
    const entries = [-1, 0, 5, 10, 11].map((ms) => asked({ at: asOf + ms }));
    const elsewhere = asked({ at: asOf + 5, channelId: "C0ELSE", userId: "UOTHER" });
    const noSim = asked({ at: asOf + 6, simSid: null });
    for (const entry of [...entries, elsewhere, noSim]) await audit.record(entry);
    const stretch = { from: asOf, to: asOf + 10, limit: 10 };
    const here = { channelId: "C012AB3CD" };
    expect(await audit.askedIn({ of: here, ...stretch })).toEqual(
      [10, 5, 0].map((ms) => asked({ at: asOf + ms })),
    );
    expect(await audit.askedIn({ of: here, ...stretch, limit: 1 })).toHaveLength(1);
    expect(await audit.askedIn({ of: { userId: "UOTHER" }, ...stretch })).toEqual([elsewhere]);
  });

  it("tells who looked at a SIM, and what a person looked at", async () => {
    const audit = await setUp();
    const other = asked({ userId: "UOTHER", simSid: `DE${"0".repeat(32)}` });
    await audit.record(asked());
    await audit.record(other);
    expect(await audit.recent({ limit: 10, userId: "UOTHER" })).toEqual([other]);
    expect(await audit.recent({ limit: 10, simSid: sim().sid })).toEqual([asked()]);
  });

  it("keeps what was shown and how it was judged, and finds each SIM of a comparison", async () => {
    const audit = await setUp();
    const other = { simSid: `DE${"1".repeat(32)}`, account: "emea", verdict: null };
    const compared = asked({
      ...{ shown: "earlier", verdict: "reconnect_loop", severity: "warning" },
      otherSims: [{ ...other, severity: "normal" }],
    });
    await audit.record(compared);
    for (const simSid of [sim().sid, other.simSid])
      expect(await audit.recent({ limit: 10, simSid })).toEqual([compared]);
  });

  it("is read from a moment on, oldest first, each entry once, page by page", async () => {
    const audit = await setUp();
    const numbers = [...Array(25).keys()];
    // Several a millisecond, as under load.
    for (const number of numbers)
      await audit.record(asked({ at: asOf + Math.floor(number / 10), command: `c${number}` }));
    const seen: string[] = [];
    let pages = 0;
    for (let after: string | null = null, isMore = true; isMore; pages += 1) {
      const page = await audit.page({ since: asOf + 1, after, limit: 5 });
      seen.push(...page.entries.map(({ command }) => command));
      after = page.next;
      isMore = after !== null;
    }
    expect(seen.toSorted()).toEqual(numbers.slice(10).map((number) => `c${number}`));
    expect(pages).toBe(4);
  });

  it("forgets sooner where it is told to", async () => {
    const store = await openStore({ kind: "sqlite", path: ":memory:", auditKeptMs: 2 * dayMs });
    onTestFinished(() => store.close());
    await store.audit.record(asked({ at: asOf - 3 * dayMs }));
    await store.audit.record(asked());
    expect(await store.audit.recent({ limit: 10 })).toHaveLength(1);
  });

  it("keeps an entry once, however often it is handed over, and others beside it", async () => {
    const audit = await setUp();
    const first = { id: "first", entry: asked() };
    const second = { id: "second", entry: asked({ at: asOf + 1 }) };
    await audit.keep([first]);
    await audit.keep([first, second]);
    await audit.keep([]);
    expect(await audit.recent({ limit: 10 })).toEqual([second.entry, first.entry]);
  });

  it("forgets after 90 days, when something new comes", async () => {
    const audit = await setUp();
    await audit.record(asked({ at: asOf - 91 * dayMs, command: "old" }));
    await audit.record(asked({ at: asOf - 89 * dayMs, command: "young" }));
    await audit.record(asked({ at: asOf }));
    const left = await audit.recent({ limit: 10 });
    expect(left.map(({ command }) => command)).toEqual(["sessions", "young"]);
  });

  it("forgets bit by bit: 500 entries at a time, the oldest first, until none is too old", async () => {
    const audit = await setUp();
    const entries = Array.from({ length: 700 }, (_, number) => asked({ at: asOf + number }));
    await audit.keep(entries.map((entry, number) => ({ id: `${number}`, entry })));
    const later = asOf + 91 * dayMs;
    await audit.record(asked({ at: later }));
    expect(await audit.recent({ limit: 1_000 })).toHaveLength(201);
    await audit.record(asked({ at: later + minuteMs }));
    expect(await audit.recent({ limit: 1_000 })).toHaveLength(2);
  });

  it("looks for old entries once an hour at most", async () => {
    const audit = await setUp();
    await audit.record(asked({ at: asOf - 90 * dayMs + minuteMs / 2 }));
    await audit.record(asked());
    await audit.record(asked({ at: asOf + minuteMs }));
    expect(await audit.recent({ limit: 10 })).toHaveLength(3);
    await audit.record(asked({ at: asOf + hourMs }));
    expect(await audit.recent({ limit: 10 })).toHaveLength(3);
  });
});
