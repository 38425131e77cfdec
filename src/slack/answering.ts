import type { RespondFn } from "@slack/bolt";
import { type StartTimer, startTimer as startRealTimer } from "../ops/drain.ts";
import type { Scope } from "../usecases/accounts.ts";
import { type Delivery, deliver, type Placement } from "./deliver.ts";
import type { Message } from "./kit/blocks.ts";
import { tellingMeanwhile } from "./meanwhile.ts";
import {
  type Answered,
  type Asked,
  createQuestionFrame,
  type FrameParts,
} from "./question-frame.ts";

export type { Asked } from "./question-frame.ts";

/** What goes back. An aside is for the asker alone and leaves an existing answer in place. */
export interface Reply extends Answered {
  readonly kind: "answer" | "aside";
  readonly message: Message;
  /** The same message without its picture, where it has one that Slack might refuse. */
  readonly withoutPicture?: Message;
  /** To be called when Slack refused the message with its picture: the next one is made anew. */
  readonly forgetPicture?: () => void;
}

export interface AnsweringParts extends FrameParts {
  readonly startTimer?: StartTimer;
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

const aside: Placement = { kind: "new", isPublic: false };

export function createAnswering(parts: AnsweringParts): Answering {
  const { startTimer = startRealTimer } = parts;
  const frame = createQuestionFrame(parts);
  return (asked, respond, placement, produce, whileWaiting = () => null) =>
    frame<Reply>(asked, {
      produce: (scope) => {
        const tell = () => {
          const message = whileWaiting(scope);
          // It may be lost: the answer itself is on its way.
          return message === null ? null : deliver(respond, message, aside);
        };
        return tellingMeanwhile(() => produce(scope), tell, startTimer);
      },
      instead: (outcome, message) => ({ kind: "aside", outcome, message }),
      send: (reply) => deliverReply(respond, reply, reply.kind === "answer" ? placement : aside),
    });
}

/** Slack may refuse a picture that it called ready; the answer itself must not be lost to that. */
async function deliverReply(
  respond: RespondFn,
  { message, withoutPicture, forgetPicture }: Reply,
  place: Placement,
): Promise<Delivery> {
  const delivery = await deliver(respond, message, place);
  const isRefused = delivery.kind === "failed" && /^4\d\d$/.test(delivery.reason);
  if (!isRefused || withoutPicture === undefined) return delivery;
  forgetPicture?.();
  return deliver(respond, withoutPicture, place);
}
