import { Writable } from "node:stream";
import { setImmediate } from "node:timers/promises";
import { expect, it } from "vitest";
import type { Scope } from "../../../src/accounts/accounts.ts";
import { createWorkInProgress } from "../../../src/ops/drain.ts";
import { createLogger } from "../../../src/ops/logger.ts";
import { createMetrics } from "../../../src/ops/metrics.ts";
import { type Answered, createQuestionFrame } from "../../../src/slack/delivery/question-frame.ts";
import { accessForColleagues, askedByColleague } from "../../support/colleagues.ts";
import { testClock } from "../../support/fake-sim-source.ts";
import { noLimit } from "../../support/no-limit.ts";

it("one person may have thirty questions running; the next is told so, another person is asked", async () => {
  const clock = testClock();
  const discard = new Writable({ write: (_chunk, _encoding, done) => done() });
  const frame = createQuestionFrame({
    admins: [],
    limit: noLimit,
    access: accessForColleagues(clock),
    metrics: createMetrics({ clock, withProcess: false }),
    logger: createLogger({ level: "silent", destination: discard }),
    work: createWorkInProgress(),
    audit: { record: async () => undefined },
    clock,
  });
  const gate = Promise.withResolvers<void>();
  const scopes: Scope[] = [];
  const told: string[] = [];
  const ask = (userId: string) =>
    frame<Answered>(askedByColleague({ userId }), {
      produce: async (scope) => {
        scopes.push(scope);
        await gate.promise;
        return { outcome: "ok" };
      },
      instead: (outcome, words) => {
        told.push(words.text);
        return { outcome };
      },
      send: async () => ({ kind: "delivered" }),
    });
  const asked = Array.from({ length: 31 }, () => ask("U0HIM"));
  const hers = ask("U0HER");
  // Each begins in a turn of the event loop of its own.
  for (let turn = 0; scopes.length < 31 && turn < 100; turn += 1) await setImmediate();
  await asked.at(-1);
  expect(scopes.map(({ asking }) => asking?.person)).toEqual([...Array(30).fill("U0HIM"), "U0HER"]);
  expect(told).toEqual([
    "You have 30 questions running, so this one was not asked. Ask again in a moment, when some of them are answered. simscope takes turns, so that everybody gets an answer.",
  ]);
  expect(scopes.every(({ asking }) => asking?.over.aborted === false)).toBe(true);
  gate.resolve();
  await Promise.all([...asked, hers]);
  expect(scopes.every(({ asking }) => asking?.over.aborted === true)).toBe(true);
  await ask("U0HIM");
  expect(scopes).toHaveLength(32);
});
