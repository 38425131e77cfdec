import type { AllMiddlewareArgs, AnyMiddlewareArgs } from "@slack/bolt";
import { expect, it } from "vitest";
import { answerOnce, createRecentIds } from "../../../src/slack/intake/answer-once.ts";
import { type Claimed, claimOf } from "../../../src/slack/intake/claimed-questions.ts";
import { virtualTime } from "../../support/virtual-time.ts";

/** Deliveries before one process of several; each claim is answered by the test. */
function setUp() {
  const time = virtualTime();
  const claims: PromiseWithResolvers<boolean>[] = [];
  const questions: PromiseWithResolvers<Claimed>[] = [];
  const log: string[] = [];
  const waitsIn = <T>(list: PromiseWithResolvers<T>[]): Promise<T> => {
    const one = Promise.withResolvers<T>();
    list.push(one);
    return one.promise;
  };
  const shared = { claim: () => waitsIn(claims), claimQuestion: () => waitsIn(questions) };
  const middleware = answerOnce(createRecentIds({ now: time.now }), shared, () =>
    log.push("repeated"),
  );
  const deliver = (body: object): Promise<void> =>
    middleware({
      ...{ body, context: {} },
      ack: async () => void log.push("receipt"),
      next: async () => void log.push("listeners"),
    } as unknown as AnyMiddlewareArgs & AllMiddlewareArgs);
  return { claims, questions, log, deliver };
}

const command = () => ({ command: "/sim", user_id: "U1", trigger_id: "1.2.a" });
const event = () => ({ type: "event_callback", event: {}, event_id: "Ev1" });

it("a question goes to its listener while its claim is under way, with that claim", async () => {
  const { questions, log, deliver } = setUp();
  const body = command();
  await deliver(body);
  expect(log).toEqual(["listeners"]);
  questions[0]?.resolve({ kind: "taken" });
  expect(await claimOf(body)).toEqual({ kind: "taken" });
  expect(log).toEqual(["listeners"]);
});

it("one that another process had is told as repeated, once it is known", async () => {
  const { questions, log, deliver } = setUp();
  const body = command();
  await deliver(body);
  questions[0]?.resolve({ kind: "repeated" });
  expect(await claimOf(body)).toEqual({ kind: "repeated" });
  expect(log).toEqual(["listeners", "repeated"]);
});

it("what came here before is acknowledged alone, and nobody else is asked", async () => {
  const { questions, log, deliver } = setUp();
  await deliver(command());
  await deliver(command());
  expect(log).toEqual(["listeners", "repeated", "receipt"]);
  expect(questions).toHaveLength(1);
});

it.each([
  [false, ["listeners"]],
  [true, ["repeated", "receipt"]],
])(
  "what may be no question waits for its claim: had by another process: %s",
  async (had, heard) => {
    const { claims, log, deliver } = setUp();
    const delivered = deliver(event());
    await expect.poll(() => claims.length).toBe(1);
    expect(log).toEqual([]);
    claims[0]?.resolve(had);
    await delivered;
    expect(log).toEqual(heard);
  },
);
