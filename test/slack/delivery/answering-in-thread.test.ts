import type { RespondFn } from "@slack/bolt";
import { describe, expect, it } from "vitest";
import { validateMessage } from "../../../playground/slack/validate/validate-message.ts";
import { createWorkInProgress } from "../../../src/ops/drain.ts";
import { createLogger } from "../../../src/ops/logger.ts";
import { createMetrics } from "../../../src/ops/metrics.ts";
import type { AuditEntry } from "../../../src/ports/audit-log.ts";
import type { Reply } from "../../../src/slack/delivery/answering.ts";
import { createAnsweringInThread } from "../../../src/slack/delivery/answering-in-thread.ts";
import { createQuestionFrame } from "../../../src/slack/delivery/question-frame.ts";
import type { CallOutcome, SlackCalls } from "../../../src/slack/delivery/slack-calls.ts";
import { type Message, message, section } from "../../../src/slack/kit/blocks.ts";
import { mrkdwn } from "../../../src/slack/kit/mrkdwn.ts";
import { accessForColleagues, askedByColleague } from "../../support/colleagues.ts";
import { testClock } from "../../support/fake-sim-source.ts";
import { noLimit } from "../../support/no-limit.ts";

const asked = askedByColleague({ command: "app_mention" });
const iccid = "8901260852295524703";
const answered = `The camera 014931000129700 answers, see /sim help.`;
const words = (text: string): Message => message(mrkdwn`${text}`, [section(mrkdwn`${text}`)]);
const reply: Reply = { kind: "answer", outcome: "ok", message: words(answered) };

const done: CallOutcome<null> = { kind: "done", value: null };
const refused = (reason: string, retryAfterMs?: number): CallOutcome<null> => ({
  ...{ kind: "refused", reason, cause: new Error(reason) },
  ...(retryAfterMs !== undefined && { retryAfterMs }),
});
const unconfirmed: CallOutcome<null> = { kind: "unconfirmed", cause: new Error("no answer") };

interface Posted {
  readonly channelId: string;
  readonly threadTs: string | undefined;
  readonly text: string;
}

/** Answers a question; what Slack says to each post in turn, then "done". */
async function answerWith(
  outcomes: readonly CallOutcome<null>[],
  { given = reply, respond = null }: { given?: Reply; respond?: RespondFn | null } = {},
) {
  const clock = testClock();
  const posts: Posted[] = [];
  const pausesMs: number[] = [];
  const entries: AuditEntry[] = [];
  const slack = {
    post: async (channelId: string, sent: Message, threadTs?: string) => {
      posts.push({ channelId, threadTs, text: JSON.stringify(sent) });
      expect(validateMessage({ ...sent }, { via: "chat.postMessage" })).toEqual([]);
      return outcomes[posts.length - 1] ?? done;
    },
  } as SlackCalls;
  const frame = createQuestionFrame({
    admins: [],
    limit: noLimit,
    access: accessForColleagues(clock),
    metrics: createMetrics({ clock, withProcess: false }),
    logger: createLogger({ level: "silent" }),
    work: createWorkInProgress(),
    audit: { record: async (entry) => void entries.push(entry) },
    clock,
  });
  const answer = createAnsweringInThread(frame, (callback, delayMs) => {
    pausesMs.push(delayMs);
    queueMicrotask(callback);
    return () => undefined;
  });
  const place = { channelId: "C0INCIDENT", threadTs: "1.2", slack, respond };
  await answer(asked, place, async () => given);
  const inThread = posts.filter(({ channelId }) => channelId === "C0INCIDENT");
  const direct = posts.filter(({ channelId }) => channelId === asked.userId);
  return { posts, inThread, direct, pausesMs, outcome: entries[0]?.outcome };
}

/** A response_url that answers like this. */
function respondWith(status: number | "lost" | "late") {
  const said: string[] = [];
  const respond = (async (sent: Message & { response_type?: string }) => {
    expect(sent.response_type).toBe("ephemeral");
    said.push(JSON.stringify(sent));
    if (status === "late") throw new DOMException("late", "TimeoutError");
    if (status === "lost") throw new Error("lost");
    if (status !== 200) throw Object.assign(new Error("refused"), { statusCode: status });
    return new Response();
  }) as unknown as RespondFn;
  return { respond, said };
}

describe("an answer that Slack does not take in the thread", () => {
  it.each([
    ["restricted_action", "Only some people may post there"],
    ["restricted_action_read_only_channel", "Only some people may post there"],
    ["restricted_action_thread_locked", "the thread is locked"],
    ["thread_locked", "the thread is locked"],
    ["cannot_reply_to_message", "the thread is locked"],
    ["is_archived", "The channel is archived."],
    ["not_in_channel", "simscope is no member there: `/invite @simscope` lets it in."],
    ["channel_not_found", "simscope is no member there"],
    ["msg_too_long", "too long for one message"],
    ["msg_blocks_too_long", "too long for one message"],
    ["missing_scope", "lacks a right there"],
    ["ekm_access_denied", "lacks a right there"],
    ["service_unavailable", "The fault is on Slack's side."],
    ["a_word_of_next_year", "The fault is on Slack's side."],
    ["503", "The fault is on Slack's side."],
  ])("(%s) goes to the asker alone, with the reason", async (reason, why) => {
    const { inThread, direct, outcome } = await answerWith([refused(reason)]);
    expect(inThread).toHaveLength(1);
    expect(direct).toHaveLength(1);
    expect(direct[0]?.text).toContain(why);
    expect(direct[0]?.text).toContain("<#C0INCIDENT>");
    expect(direct[0]?.text).toContain(`Slack's word for it: ${reason}`);
    expect(direct[0]?.text).toContain("The camera");
    expect(direct[0]?.text).toContain("/sim help");
    expect(direct[0]?.text).not.toContain("014931000129700");
    expect(outcome).toBe("ok");
  });

  it.each([
    [1_000, 1_000],
    [5_000, 5_000],
    [undefined, 1_000],
  ])("for a limit of %s ms is posted again after the pause, once", async (asks, pauseMs) => {
    const { inThread, direct, pausesMs } = await answerWith([refused("ratelimited", asks)]);
    expect(pausesMs).toEqual([pauseMs]);
    expect(inThread).toHaveLength(2);
    expect(direct).toEqual([]);
  });

  it("for a limit that holds, or lasts long, goes to the asker", async () => {
    const limit = refused("ratelimited", 1_000);
    const twice = await answerWith([limit, limit]);
    expect([twice.inThread.length, twice.direct.length]).toEqual([2, 1]);
    expect(twice.direct[0]?.text).toContain("limiting how much may be posted there");
    const long = await answerWith([refused("ratelimited", 30_000)]);
    expect([long.inThread.length, long.direct.length, long.pausesMs.length]).toEqual([1, 1, 0]);
  });

  it("and may stand there all the same is never posted there again", async () => {
    const { inThread, direct } = await answerWith([unconfirmed]);
    expect([inThread.length, direct.length]).toEqual([1, 1]);
    expect(direct[0]?.text).toContain("did not confirm that the answer was posted");
    expect(direct[0]?.text).toContain("may stand there already");
    const late = await answerWith([refused("ratelimited", 1_000), unconfirmed]);
    expect([late.inThread.length, late.direct.length]).toEqual([2, 1]);
  });

  it("with a picture is posted without it once, then goes to the asker without it", async () => {
    let forgotten = 0;
    const given: Reply = {
      ...{ ...reply, message: words(`picture ${answered}`), withoutPicture: words("no picture") },
      forgetPicture: () => {
        forgotten += 1;
      },
    };
    const plain = await answerWith([refused("invalid_blocks")], { given });
    expect(plain.posts.map(({ text }) => text.includes("no picture"))).toEqual([false, true]);
    const neither = await answerWith([refused("invalid_blocks"), refused("is_archived")], {
      given,
    });
    expect([neither.inThread.length, neither.direct.length]).toEqual([2, 1]);
    expect(neither.direct[0]?.text).toContain("no picture");
    expect(forgotten).toBe(2);
  });

  it("nor as a direct message leaves at least the reason there", async () => {
    const tooLong = refused("msg_blocks_too_long");
    const { direct, outcome } = await answerWith([tooLong, tooLong]);
    expect(direct).toHaveLength(2);
    expect(direct[1]?.text).not.toContain("The camera");
    expect(direct[1]?.text).toContain("too long for one message");
    expect(direct[1]?.text).toContain("`/sim`");
    expect(outcome).toBe("ok");
  });

  it("nor anywhere else is told as undelivered", async () => {
    const gone = refused("account_inactive");
    const { posts, outcome } = await answerWith([gone, gone, gone]);
    expect(posts).toHaveLength(3);
    expect(outcome).toBe("undelivered");
  });

  it("masks a card's number that is somebody's name in a direct message", async () => {
    const given = { ...reply, message: words(`SIM ${iccid}`) };
    const { direct } = await answerWith([refused("is_archived")], { given });
    expect(direct[0]?.text).not.toContain(iccid);
  });
});

describe("where a click has a way of its own", () => {
  it("the asker hears there, and gets no direct message", async () => {
    const { respond, said } = respondWith(200);
    const { inThread, direct } = await answerWith([refused("not_in_channel")], { respond });
    expect([inThread.length, direct.length, said.length]).toEqual([1, 0, 1]);
    expect(said[0]).toContain("simscope is no member there");
    expect(said[0]).toContain("The camera");
  });

  it("that may have worked, nothing is said twice", async () => {
    const { respond, said } = respondWith("late");
    const { direct } = await answerWith([unconfirmed], { respond });
    expect([said.length, direct.length]).toEqual([1, 0]);
    expect(said[0]).toContain("did not confirm");
  });

  it("that is closed, a direct message goes out", async () => {
    const { respond } = respondWith(404);
    const { inThread, direct, outcome } = await answerWith([refused("is_archived")], { respond });
    expect([inThread.length, direct.length]).toEqual([1, 1]);
    expect(outcome).toBe("ok");
  });
});
