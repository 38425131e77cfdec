import type { RespondFn } from "@slack/bolt";
import type { Scope } from "../../accounts/accounts.ts";
import { secondMs } from "../../core/instant.ts";
import { type StartTimer, startRealTimer } from "../../core/time.ts";
import type { Asked } from "../intake/asker.ts";
import type { Message } from "../kit/blocks.ts";
import {
  type Delivery,
  deliver,
  type Pictured,
  type Placement,
  sendWithPicture,
  toAskerAlone,
} from "./deliver.ts";
import type { Answered, QuestionFrame } from "./question-frame.ts";
import { createTellingLater, failuresTold, type ToldLater } from "./telling-later.ts";

/** What goes back. An aside is for the asker alone and leaves an existing answer in place. */
export interface Reply extends Answered, Pictured {
  readonly kind: "answer" | "aside";
  /** Set where only the look-up could tell what was an option, and so who is to see the answer. */
  readonly isPublic?: boolean;
  /** It is for the asker alone also where an aside would be read by everybody, as in a thread. */
  readonly isConfidential?: true;
  /** What comes after it. */
  readonly later?: ToldLater<Reply>;
}

/** A question that is answered by a message, through the response_url. Never rejects. */
export type Answering = (
  asked: Asked,
  respond: RespondFn,
  placement: Placement,
  produce: (scope: Scope) => Promise<Reply>,
  /** What to say to somebody who has been waiting for seconds; `null`: nothing. Said once at most. */
  whileWaiting?: (scope: Scope) => Message | null,
) => Promise<void>;

export function createAnswering(
  frame: QuestionFrame,
  startTimer: StartTimer = startRealTimer,
): Answering {
  const tellLater = createTellingLater<Reply>();
  const answer: Answering = async (
    asked,
    respond,
    placement,
    produce,
    whileWaiting = () => null,
  ) => {
    let later: Reply["later"];
    await frame<Reply>(asked, {
      produce: async (scope) => {
        const tell = () => {
          const message = whileWaiting(scope);
          // It may be lost: the answer itself is on its way.
          return message === null ? null : deliver(respond, message, toAskerAlone);
        };
        const made = async () => {
          const reply = await produce(scope);
          later = failuresTold(reply.later);
          return reply;
        };
        return tellingMeanwhile(made, tell, startTimer);
      },
      instead: (outcome, message) => ({ kind: "aside", outcome, message }),
      send: (reply) => deliverReply(respond, reply, placeOf(reply, placement)),
    });
    // What stands there is put right in any case; a message of its own only tells news.
    tellLater(asked, later, async ({ isNews, produce: more }, again) => {
      if (isNews || placement.kind === "replace") await answer(again, respond, placement, more);
    });
  };
  return answer;
}

function placeOf({ kind, isPublic }: Reply, placement: Placement): Placement {
  if (kind === "aside") return toAskerAlone;
  return isPublic === undefined ? placement : { kind: "new", isPublic };
}

/** An answer that the response_url does not take may be refused for its picture. */
function deliverReply(respond: RespondFn, reply: Reply, place: Placement): Promise<Delivery> {
  return sendWithPicture(
    reply,
    (message) => deliver(respond, message, place),
    (delivery) => delivery.kind === "failed" && /^4\d\d$/.test(delivery.reason),
  );
}

/** People wait this long without wondering. */
const patienceMs = 5 * secondMs;
const lookEveryMs = 1 * secondMs;

/**
 * Runs `produce`; when it takes long and `tell` has something to say about that, says it, once.
 * The result waits for the saying, so that the word in between never comes after the answer.
 *
 * @param tell starts to say something and resolves when it was said, or `null`: nothing to say yet
 */
export async function tellingMeanwhile<T>(
  produce: () => Promise<T>,
  tell: () => Promise<unknown> | null,
  startTimer: StartTimer,
): Promise<T> {
  let said: Promise<unknown> | null = null;
  let stopTimer = (): void => undefined;
  const look = (): void => {
    said = tell();
    if (said === null) stopTimer = startTimer(look, lookEveryMs);
  };
  stopTimer = startTimer(look, patienceMs);
  try {
    return await produce();
  } finally {
    stopTimer();
    await said;
  }
}
