import { Writable } from "node:stream";
import { expect, it } from "vitest";
import { createWorkInProgress } from "../../src/ops/drain.ts";
import { createLogger } from "../../src/ops/logger.ts";
import { createMetrics } from "../../src/ops/metrics.ts";
import { type Answered, createQuestionFrame } from "../../src/slack/question-frame.ts";
import { createAccess } from "../../src/usecases/access.ts";
import type { Scope } from "../../src/usecases/accounts.ts";
import { createAskingPeople } from "../../src/usecases/asking-people.ts";
import { fakeSimSource, testClock } from "../support/fake-sim-source.ts";
import { accountOf } from "../support/one-account.ts";

it("one person may have thirty questions running; the next is told so, another person is asked", async () => {
  const clock = testClock();
  const discard = new Writable({ write: (_chunk, _encoding, done) => done() });
  const parts = {
    access: createAccess({
      rules: { users: null, channels: null },
      accounts: [accountOf({ source: fakeSimSource(clock) })],
      accountRules: { everywhere: null, workspaces: new Map(), channels: new Map() },
    }),
    metrics: createMetrics({ clock, withProcess: false }),
    logger: createLogger({ level: "silent", destination: discard }),
    work: createWorkInProgress(),
    audit: { record: async () => undefined },
    clock,
    people: createAskingPeople(),
  };
  // A command and a window are framed on their own, and are one person's all the same.
  const frames = [createQuestionFrame(parts), createQuestionFrame(parts)];
  const gate = Promise.withResolvers<void>();
  const scopes: Scope[] = [];
  const told: string[] = [];
  const ask = (userId: string, index = 0) =>
    frames[index % frames.length]?.<Answered>(
      { command: "sessions", userId, channelId: "C1", teamId: "T1" },
      {
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
      },
    );
  const asked = Array.from({ length: 31 }, (_, index) => ask("U0HIM", index));
  const hers = ask("U0HER");
  expect(scopes.map(({ asking }) => asking?.person)).toEqual([...Array(30).fill("U0HIM"), "U0HER"]);
  await asked.at(-1);
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
