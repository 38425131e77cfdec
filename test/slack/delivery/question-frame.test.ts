import { Writable } from "node:stream";
import { describe, expect, it } from "vitest";
import { createWorkInProgress } from "../../../src/ops/drain.ts";
import { createLogger } from "../../../src/ops/logger.ts";
import { createMetrics } from "../../../src/ops/metrics.ts";
import type { AuditEntry } from "../../../src/ports/audit-log.ts";
import type { Delivery } from "../../../src/slack/delivery/deliver.ts";
import { type Answered, createQuestionFrame } from "../../../src/slack/delivery/question-frame.ts";
import type { Claimed } from "../../../src/slack/intake/claimed-questions.ts";
import { accessForColleagues, askedByColleague } from "../../support/colleagues.ts";
import { testClock } from "../../support/fake-sim-source.ts";
import { noLimit } from "../../support/no-limit.ts";
import { sim } from "../../support/sessions.ts";

const who = { command: "sessions", userId: "U0ADA", channelId: "C0INC", teamId: "T0FLEET" };
const asked = askedByColleague(who);
const stormy = { verdict: "reconnect_loop", severity: "warning" };
const quiet = { verdict: null, severity: "normal" };

interface Circumstances {
  readonly otherIsStale?: boolean;
  readonly delivery?: Delivery | Promise<Delivery>;
  readonly claimed?: Promise<Claimed>;
}

function setUp(record: (entry: AuditEntry) => Promise<void>, installedIn = "T0FLEET") {
  const clock = testClock();
  const lines: string[] = [];
  const destination = new Writable({
    write: (chunk, _encoding, done) => {
      lines.push(String(chunk));
      done();
    },
  });
  const work = createWorkInProgress();
  const metrics = createMetrics({ clock, withProcess: false });
  const frame = createQuestionFrame({
    admins: [],
    limit: noLimit,
    access: accessForColleagues(clock, installedIn),
    metrics,
    logger: createLogger({ level: "info", destination }),
    work,
    audit: { record },
    clock,
  });
  const sent: string[] = [];
  const ask = (
    otherSimSid?: string,
    meant: Pick<Answered, "command"> = {},
    { otherIsStale = false, delivery = { kind: "delivered" }, claimed }: Circumstances = {},
  ) =>
    frame<Answered>(
      { ...asked, ...(claimed !== undefined && { claimed }) },
      {
        produce: async () => ({
          ...meant,
          outcome: "ok",
          sims: [
            { simSid: sim().sid, account: null, ...stormy, isStale: false },
            ...(otherSimSid === undefined
              ? []
              : [{ simSid: otherSimSid, account: "emea", ...quiet, isStale: otherIsStale }]),
          ],
        }),
        instead: (outcome) => ({ outcome }),
        send: async ({ outcome }) => {
          sent.push(outcome);
          return delivery;
        },
      },
    );
  return { clock, lines, metrics, work, sent, ask };
}

describe("who asked", () => {
  it("is kept once, with each SIM that was looked at and how it was judged", async () => {
    const entries: AuditEntry[] = [];
    const { ask, clock, lines } = setUp(async (entry) => void entries.push(entry));
    const other = `DE${"1".repeat(32)}`;
    await ask(other);
    expect(entries).toEqual([
      {
        ...{ ...who, at: clock.now(), outcome: "ok", shown: "now" },
        ...{ simSid: sim().sid, account: null, ...stormy },
        otherSims: [{ simSid: other, account: "emea", ...quiet }],
      },
    ]);
    expect(lines.filter((line) => line.includes("question answered"))).toHaveLength(2);
  });

  it("is kept with what was seen: earlier, or nothing where Slack did not take it", async () => {
    const entries: AuditEntry[] = [];
    const { ask } = setUp(async (entry) => void entries.push(entry));
    const other = `DE${"1".repeat(32)}`;
    const failed = (reason: string) =>
      ({ kind: "failed", operation: "respond", reason, cause: null }) as const;
    await ask(other, {}, { otherIsStale: true });
    await ask(undefined, {}, { delivery: failed("404") });
    await ask(undefined, {}, { delivery: failed("timeout") });
    expect(entries.map(({ outcome, shown }) => [outcome, shown])).toEqual([
      ["ok", "earlier"],
      ["undelivered", "nothing"],
      ["undelivered", "now"],
    ]);
  });

  it("is kept, counted and over where a fault of ours keeps the answer from being sent", async () => {
    const entries: AuditEntry[] = [];
    const { ask, lines, metrics } = setUp(async (entry) => void entries.push(entry));
    await ask(undefined, {}, { delivery: Promise.reject(new TypeError("made up")) });
    expect(entries).toMatchObject([{ outcome: "undelivered", shown: "nothing" }]);
    expect(lines.join("")).toMatch(/"level":"error".+TypeError.+did not take an answer/);
    const { text } = await metrics.exposition();
    expect(text).toContain("simscope_questions_in_flight 0");
    expect(text).toContain('failures_total{operation="send",reason="bug"} 1');
  });

  it("is kept by what was meant, where only the look-up could tell", async () => {
    const entries: AuditEntry[] = [];
    const { ask } = setUp(async (entry) => void entries.push(entry));
    await ask(undefined, { command: "find" });
    expect(entries).toMatchObject([{ command: "find", outcome: "ok" }]);
  });

  it("and was refused: is kept and logged with the reason", async () => {
    const entries: AuditEntry[] = [];
    const { ask, clock, lines, sent } = setUp(async (entry) => void entries.push(entry), "T0OTHER");
    await ask();
    expect(sent).toEqual(["not_allowed"]);
    const outcome = { outcome: "not_allowed", reason: "outside" };
    const seen = { simSid: null, account: null, shown: "nothing" };
    expect(entries).toEqual([{ ...who, ...outcome, ...seen, at: clock.now() }]);
    expect(JSON.parse(lines.join(""))).toMatchObject({ ...who, ...outcome });
  });

  it("that cannot be kept: answered all the same, and the log says so", async () => {
    const { ask, sent, lines } = setUp(async () => {
      throw new Error("disk full");
    });
    await ask();
    expect(sent).toEqual(["ok"]);
    expect(lines.join("")).toContain('"component":"audit"');
    expect(lines.join("")).toContain("question answered");
  });

  it("that takes long to be kept: the answer does not wait, a stopping process does", async () => {
    const gate = Promise.withResolvers<void>();
    const { ask, sent, work } = setUp(() => gate.promise);
    const asking = ask();
    await new Promise((resolve) => setImmediate(resolve));
    expect(sent).toEqual(["ok"]);
    expect(work.running).toBe(1);
    gate.resolve();
    await asking;
    expect(work.running).toBe(0);
  });
});

describe("a question whose delivery is being claimed", () => {
  it.each([
    ["of a colleague", "T0FLEET", "ok"],
    ["of somebody who may not ask", "T0OTHER", "not_allowed"],
  ])("%s is begun when it is known to be new, and nothing before", async (_, home, outcome) => {
    const entries: AuditEntry[] = [];
    const { ask, sent, work } = setUp(async (entry) => void entries.push(entry), home);
    const { promise: claimed, resolve } = Promise.withResolvers<Claimed>();
    const asking = ask(undefined, {}, { claimed });
    await new Promise((done) => setImmediate(done));
    expect([sent, entries]).toEqual([[], []]);
    // A process that stops waits for it.
    expect(work.running).toBe(1);
    resolve({ kind: "taken" });
    await asking;
    expect(sent).toEqual([outcome]);
    expect(entries).toHaveLength(1);
  });

  it.each(["T0FLEET", "T0OTHER"])(
    "and was answered by another process: nothing is said, kept or logged (%s)",
    async (home) => {
      const entries: AuditEntry[] = [];
      const { ask, sent, lines } = setUp(async (entry) => void entries.push(entry), home);
      await ask(undefined, {}, { claimed: Promise.resolve({ kind: "repeated" }) });
      expect([sent, entries, lines]).toEqual([[], [], []]);
    },
  );

  it("and is beyond what its person may ask: is refused, and not produced", async () => {
    const entries: AuditEntry[] = [];
    const { ask, sent } = setUp(async (entry) => void entries.push(entry));
    const claimed = Promise.resolve<Claimed>({ kind: "beyond", againInMs: 5_000 });
    await ask(undefined, {}, { claimed });
    expect(sent).toEqual(["too_fast"]);
    expect(entries).toMatchObject([{ outcome: "too_fast", simSid: null }]);
  });
});
