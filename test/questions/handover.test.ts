import { describe, expect, it } from "vitest";
import type { QuietArrangement } from "../../src/core/fleet/quiet.ts";
import { hourMs, type Instant, minuteMs } from "../../src/core/instant.ts";
import type { AuditEntry } from "../../src/ports/audit-log.ts";
import { createHandover, type Handover, type HandoverParts } from "../../src/questions/handover.ts";
import { createSimReports } from "../../src/questions/report.ts";
import { entry, sidOf } from "../support/directory/fleets.ts";
import { fakeSimSource, testClock } from "../support/fake-sim-source.ts";
import { createFakeFleetMemory } from "../support/fleet/fake-fleet-memory.ts";
import { simFacts } from "../support/fleet/sim-facts.ts";
import { accountOf, scopeOf } from "../support/one-account.ts";
import { heldDirectory } from "../support/questions/held-directory.ts";
import { session, sim } from "../support/sessions.ts";

const clock = testClock();
const to = clock.now();
const at = (hours: number): Instant => to - hours * hourMs;

const asked = (number: number, over: Partial<AuditEntry> = {}): AuditEntry => ({
  ...{ at: at(2), userId: "U0ADA00001", channelId: "C0OPS", teamId: "T0", command: "sessions" },
  ...{ simSid: sidOf(number), account: null, severity: "normal", shown: "now", outcome: "ok" },
  ...over,
});
const silent = { verdict: "overdue", severity: "warning" };

/** A fleet of `count` SIMs that were heard a moment ago, and what was asked of them. */
function handoverOf(
  entries: readonly AuditEntry[],
  { count = 30, ...over }: Partial<HandoverParts> & { count?: number } = {},
) {
  const source = fakeSimSource(clock);
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  for (const number of numbers) {
    const heard = { simSid: sidOf(number), start: at(0) - 20 * minuteMs, end: at(0) - minuteMs };
    source.add(sim({ sid: sidOf(number), uniqueName: null }), [session(heard)]);
  }
  const directory = heldDirectory(numbers.map((number) => entry(number)));
  const scope = scopeOf([accountOf({ source, directory })]);
  const handover = createHandover({
    audit: { askedIn: async () => entries },
    reports: createSimReports({ clock }),
    memory: createFakeFleetMemory(),
    quiet: { quietUntil: () => null },
    watches: { open: async () => [] },
    evidence: { keptOf: async () => [] },
    onUnread: () => undefined,
    ...over,
  });
  const ask = () => handover({ scope, of: { channelId: "C0OPS" }, from: at(8), to });
  return { ask, source };
}

async function rowsOf(asking: ReturnType<typeof handoverOf>): Promise<Handover["rows"]> {
  const answer = await asking.ask();
  if (answer.kind !== "handover") throw new Error(answer.kind);
  return answer.rows;
}

describe("a handover", () => {
  it("has each SIM once, by the gravest verdict of that time and the latest of equal ones", async () => {
    const rows = await rowsOf(
      handoverOf([
        asked(1, { at: at(1) }),
        asked(1, { at: at(2), ...silent }),
        asked(1, { at: at(3), ...silent, shown: "earlier" }),
        asked(2, {
          otherSims: [{ simSid: sidOf(3), account: null, verdict: null, severity: "unknown" }],
        }),
      ]),
    );
    const told = new Map(rows.map(({ sim: { sid }, before }) => [sid, before]));
    expect(told.size).toBe(rows.length);
    expect(told.get(sidOf(2))).toMatchObject({ severity: "normal", at: at(2) });
    expect(told.get(sidOf(3))).toMatchObject({ severity: "unknown", at: at(2) });
    const one = rows.find(({ sim: { sid } }) => sid === sidOf(1));
    expect(one?.before).toEqual({
      at: at(2),
      kind: "overdue",
      severity: "warning",
      isOfEarlier: false,
    });
    expect(one?.isBack).toBe(true);
    expect(rows.at(-1)).toBe(one);
  });

  it("leaves out handovers, what was refused, what was not judged, and SIMs of other accounts", async () => {
    const rows = await rowsOf(
      handoverOf([
        asked(1, { command: "handover", ...silent }),
        asked(2, { shown: "nothing", ...silent }),
        (({ severity: _, ...rest }) => rest)(asked(3, { command: "evidence" })),
        asked(5, { account: "emea", ...silent }),
        asked(4),
      ]),
    );
    expect(rows.map(({ sim: { sid } }) => sid)).toEqual([sidOf(4)]);
  });

  it("has a SIM that the list does not know (yet) by its SID", async () => {
    const [row] = await rowsOf(handoverOf([asked(99, silent)]));
    expect(row).toMatchObject({ sim: { sid: sidOf(99), uniqueName: null }, report: null });
  });

  it("reads twenty anew, the gravest first, and tells the others as remembered", async () => {
    const entries = Array.from({ length: 25 }, (_, index) =>
      asked(index + 1, index < 22 ? { ...silent, at: at(1) - index } : { at: at(1) }),
    );
    const facts = simFacts({ sid: sidOf(25), readAt: at(0.5), lastSign: at(0.75) });
    const old = simFacts({ sid: sidOf(24), readAt: at(3) });
    const asking = handoverOf(entries, { memory: createFakeFleetMemory([facts, old]) });
    const rows = await rowsOf(asking);
    const read = rows.filter(({ now }) => now.known === "read");
    expect(read).toHaveLength(20);
    expect(read.every(({ before }) => before.severity === "warning")).toBe(true);
    const nowOf = (number: number) => rows.find(({ sim: { sid } }) => sid === sidOf(number))?.now;
    expect(nowOf(25)).toEqual({
      ...{ known: "remembered", at: at(0.5), lastSign: at(0.75), isDark: false },
    });
    // Older than the answer: nothing is known since.
    expect(nowOf(24)).toEqual({ known: "nothing" });
    expect(nowOf(23)).toEqual({ known: "nothing" });
  });

  it("waits for no platform that does not answer", async () => {
    const asking = handoverOf([asked(1, silent), asked(2)], {
      reports: { answer: () => new Promise(() => undefined) },
      startTimer: (callback, delayMs) => {
        if (delayMs > 5_000) queueMicrotask(callback);
        return () => undefined;
      },
    });
    expect((await rowsOf(asking)).map(({ now }) => now.known)).toEqual(["nothing", "nothing"]);
  });

  it("tells quiet ones, watches and what was kept, and what the database does not tell", async () => {
    const arrangement: QuietArrangement = {
      ...{ until: to + hourMs, setBy: "U0ADA00001", setAt: at(4), reason: null },
    };
    const simSid = sidOf(1);
    const all = {
      quiet: { quietUntil: () => arrangement },
      watches: {
        open: async () => [
          { account: null, simSid },
          { account: "emea", simSid },
        ],
      },
      evidence: { keptOf: async () => [{ account: null, simSid, files: 2, lastKeptAt: at(1) }] },
    };
    const [row] = await rowsOf(handoverOf([asked(1)], all));
    expect(row).toMatchObject({ quiet: arrangement, watches: 1, kept: { files: 2 } });
    const away = { open: () => Promise.reject(new Error("away")) };
    const [other] = await rowsOf(handoverOf([asked(1)], { watches: away }));
    expect(other).toMatchObject({ watches: null, kept: { files: 0 } });
    const unread = handoverOf([], { audit: { askedIn: () => Promise.reject(new Error("away")) } });
    expect(await unread.ask()).toEqual({ kind: "unread" });
  });
});
