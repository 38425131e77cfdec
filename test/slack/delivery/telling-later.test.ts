import type { RespondFn } from "@slack/bolt";
import { describe, expect, it } from "vitest";
import { createWorkInProgress } from "../../../src/ops/drain.ts";
import { createLogger } from "../../../src/ops/logger.ts";
import { createMetrics } from "../../../src/ops/metrics.ts";
import type { AuditEntry } from "../../../src/ports/audit-log.ts";
import type { QuestionLimit } from "../../../src/ports/question-limit.ts";
import { createAnswering, type Reply } from "../../../src/slack/delivery/answering.ts";
import { createAnsweringInThread } from "../../../src/slack/delivery/answering-in-thread.ts";
import type { Placement } from "../../../src/slack/delivery/deliver.ts";
import { createQuestionFrame } from "../../../src/slack/delivery/question-frame.ts";
import type { SlackCalls } from "../../../src/slack/delivery/slack-calls.ts";
import type { Later } from "../../../src/slack/delivery/telling-later.ts";
import { message, section } from "../../../src/slack/kit/blocks.ts";
import { mrkdwn } from "../../../src/slack/kit/mrkdwn.ts";
import { accessForColleagues, askedByColleague } from "../../support/colleagues.ts";
import { testClock } from "../../support/fake-sim-source.ts";
import { noLimit } from "../../support/no-limit.ts";

const words = (text: string) => message(mrkdwn`${text}`, [section(mrkdwn`${text}`)]);
const replyOf = (text: string, later?: Reply["later"]): Reply => ({
  ...{ kind: "answer", outcome: "ok", message: words(text) },
  ...(later !== undefined && { later }),
});

/** A place where answers are given, and what was said there. */
function place(limit: QuestionLimit = noLimit) {
  const clock = testClock();
  const said: string[] = [];
  const logged: string[] = [];
  const entries: AuditEntry[] = [];
  const frame = createQuestionFrame({
    ...{ admins: [], limit, access: accessForColleagues(clock), clock },
    metrics: createMetrics({ clock, withProcess: false }),
    logger: createLogger({
      level: "error",
      destination: { write: (line: string) => void logged.push(line) },
    }),
    work: createWorkInProgress(),
    audit: { record: async (entry) => void entries.push(entry) },
  });
  const answer = createAnswering(frame);
  const respond = (async (given: { text: string; replace_original: boolean }) => {
    said.push(`${given.replace_original ? "replaced by " : ""}${given.text}`);
    await turn();
  }) as unknown as RespondFn;
  const inThread = createAnsweringInThread(frame);
  const slack = {
    post: async (_: string, { text }: { text: string }) => {
      said.push(text);
      return { kind: "done", value: null };
    },
  } as unknown as SlackCalls;
  const asked = askedByColleague({ command: "dark" });
  return {
    said,
    logged,
    entries,
    answer: (placement: Placement, reply: Reply) =>
      answer(asked, respond, placement, async () => reply),
    answerInThread: (reply: Reply) =>
      inThread(
        asked,
        { channelId: "C0INCIDENT", threadTs: "1.2", slack, respond: null },
        async () => reply,
      ),
  };
}

const aside: Placement = { kind: "new", isPublic: false };
const replace: Placement = { kind: "replace" };
const laterOf = (text: string, isNews = true): Later<Reply> => ({
  isNews,
  produce: async () => replyOf(text),
});
const turn = () => new Promise((resolve) => setImmediate(resolve));
const turns = async () => {
  for (let count = 0; count < 60; count += 1) await turn();
};

describe("what comes after an answer", () => {
  it("is a message of its own, once, and stands in the audit log under a name of its own", async () => {
    const { said, entries, answer } = place();
    const later = Promise.withResolvers<Later<Reply> | null>();
    await answer(aside, replyOf("3 are silent", later.promise));
    expect(said).toEqual(["3 are silent"]);
    later.resolve(laterOf("14 are silent"));
    await turns();
    expect(said).toEqual(["3 are silent", "14 are silent"]);
    expect(entries.map(({ command }) => command)).toEqual(["dark", "dark_told"]);
  });

  it("is asked by nobody: who has asked as much as one may is told all the same", async () => {
    let left = 1;
    const { said, answer } = place({
      take: async () => {
        left -= 1;
        return left < 0 ? { kind: "beyond", againInMs: 5_000 } : { kind: "taken" };
      },
    });
    await answer(aside, replyOf("3 are silent", Promise.resolve(laterOf("14 are silent"))));
    await turns();
    expect(said).toEqual(["3 are silent", "14 are silent"]);
  });

  it.each([
    ["no news are no message of their own", aside, false, ["a"]],
    [
      "what stands there is put right in any case",
      replace,
      false,
      ["replaced by a", "replaced by b"],
    ],
  ] as const)("%s", async (_, placement, isNews, wanted) => {
    const { said, answer } = place();
    await answer(placement, replyOf("a", Promise.resolve(laterOf("b", isNews))));
    await turns();
    expect(said).toEqual(wanted);
  });

  it.each([
    ["told later, too", true, ["a", "replaced by page 2", "replaced by page 2, later"]],
    ["told to the end", false, ["a", "replaced by page 2"]],
  ])(
    "an earlier answer's does not take the place of the page turned to since, %s",
    async (_, goesOn, wanted) => {
      const { said, answer } = place();
      const later = Promise.withResolvers<Later<Reply> | null>();
      await answer(aside, replyOf("a", later.promise));
      const ofPage = later.promise.then(() => laterOf("page 2, later"));
      await answer(replace, replyOf("page 2", goesOn ? ofPage : null));
      later.resolve(laterOf("b"));
      await turns();
      expect(said).toEqual(wanted);
    },
  );

  it("nothing comes where nothing does, and other answers do not stand in the way", async () => {
    const { said, answer, answerInThread } = place();
    const later = Promise.withResolvers<Later<Reply> | null>();
    await answer(aside, replyOf("a", later.promise));
    await answer(aside, replyOf("of another kind"));
    await answerInThread(replyOf("in the thread", Promise.resolve(laterOf("more there"))));
    later.resolve(null);
    await turns();
    expect(said).toEqual(["a", "of another kind", "in the thread", "more there"]);
  });

  describe("a fault of our own on the way", () => {
    const fault = () => Promise.reject<Later<Reply>>(new TypeError("no list"));
    const wrong = expect.stringMatching(
      /^Something went wrong inside simscope\. .*It happened after the answer/,
    );
    const failedOnce = (logged: readonly string[]) => {
      expect(logged).toHaveLength(1);
      const { msg, command, reference } = JSON.parse(logged[0] ?? "");
      expect({ msg, command, reference }).toEqual({
        ...{ msg: "question failed", command: "dark_told" },
        reference: expect.stringMatching(/^[0-9a-f]{8}$/),
      });
    };

    it.each([
      ["in the channel", "answer", aside],
      ["in place of the page", "answer", replace],
      ["in a thread", "answerInThread", aside],
    ] as const)("is told and logged, %s, and ends no process", async (_, way, placement) => {
      const { said, entries, logged, ...ways } = place();
      // It fails before the answer is out.
      const reply = replyOf("3 are silent", fault());
      await (way === "answer" ? ways.answer(placement, reply) : ways.answerInThread(reply));
      await turns();
      expect(said).toEqual([expect.stringMatching(/3 are silent$/), wrong]);
      expect(entries.map(({ outcome }) => outcome)).toEqual(["ok", "error"]);
      failedOnce(logged);
    });

    it("is not lost where the page was turned meanwhile", async () => {
      const { said, logged, answer } = place();
      const later = Promise.withResolvers<Later<Reply> | null>();
      await answer(aside, replyOf("a", later.promise));
      await answer(replace, replyOf("page 2", null));
      later.reject(new TypeError("no list"));
      await turns();
      expect(said).toEqual(["a", "replaced by page 2", wrong]);
      failedOnce(logged);
    });
  });
});
