import type { Cause } from "../state/cause.ts";
import type { ResponseTarget } from "../state/response-urls.ts";
import type { World } from "../state/world.ts";
import { problemLine } from "../validate/problem.ts";
import { isObject } from "../validate/shape.ts";
import { validateMessage } from "../validate/validate-message.ts";
import { type Arguments, listOf, words } from "./method.ts";

/** Status and body of the HTTP answer; a refusal is never 2xx. */
export interface ResponseUrlAnswer {
  readonly status: number;
  /** `ok`, or Slack's word. */
  readonly outcome: string;
  readonly body: string;
}

function refused(outcome: string, more: object = {}): ResponseUrlAnswer {
  return { status: 404, outcome, body: JSON.stringify({ ok: false, error: outcome, ...more }) };
}

const accepted: ResponseUrlAnswer = { status: 200, outcome: "ok", body: "ok" };

/**
 * One answer over a response_url. `replace_original` and `delete_original` act only on the
 * clicked message of a click's own address; on a command's address `replace_original` posts one
 * more message. A refused answer counts as a use only when Slack had accepted the address.
 */
export function answerResponseUrl(
  token: string,
  args: Arguments | null,
  world: World,
): ResponseUrlAnswer {
  const target = world.responseUrls.open(token);
  if (typeof target === "string") return refused(target);
  world.responseUrls.countUse(target);
  if (args === null) return { status: 400, outcome: "invalid_payload", body: "invalid_payload" };

  const clicked =
    target.clickedTs === null ? null : world.messages.find(target.channel, target.clickedTs);
  if (args["delete_original"] === true) {
    if (clicked !== null) world.messages.remove(clicked, causeOf(target));
    return accepted;
  }
  const problems = validateMessage(args, {
    via: "response_url",
    fileIsReady: world.fileIsShowable.bind(world),
  });
  const first = problems[0];
  if (first !== undefined) {
    return refused(first.error, { response_metadata: { messages: problems.map(problemLine) } });
  }
  if (args["replace_original"] === true && clicked !== null) {
    const content = { text: words(args, "text"), blocks: listOf(args["blocks"]) };
    world.messages.replace(clicked, content, causeOf(target));
  } else postAnswer(args, target, world);
  return accepted;
}

function causeOf(target: ResponseTarget): Cause {
  return { by: "response_url", token: target.token };
}

/** Ephemeral unless `in_channel` is said; works in channels where the bot is no member. */
function postAnswer(args: Arguments, target: ResponseTarget, world: World): void {
  world.messages.post(
    {
      channel: target.channel,
      author: { kind: "bot" },
      text: words(args, "text"),
      blocks: listOf(args["blocks"]),
      threadTs: words(args, "thread_ts") || null,
      visibleTo: args["response_type"] === "in_channel" ? null : target.user,
    },
    causeOf(target),
  );
}

/** The JSON body of an answer; a form with `payload=` is the old way and still taken. */
export function parseAnswerBody(body: string, contentType: string): Arguments | null {
  const json = contentType.startsWith("application/x-www-form-urlencoded")
    ? (new URLSearchParams(body).get("payload") ?? "")
    : body;
  try {
    const value: unknown = JSON.parse(json);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}
