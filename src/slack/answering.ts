import { randomUUID } from "node:crypto";
import type { RespondFn } from "@slack/bolt";
import { isBotError } from "../errors.ts";
import type { WorkInProgress } from "../ops/drain.ts";
import type { Logger } from "../ops/logger.ts";
import type { Metrics } from "../ops/metrics.ts";
import { type AccessRules, decideAccess } from "../usecases/access.ts";
import { deliver, type Placement } from "./deliver.ts";
import type { Message } from "./kit/blocks.ts";
import { presentError } from "./present-error.ts";
import { notAllowedMessage } from "./views/outcomes.ts";

/** Who asks, where, and what it is called in metrics and the audit line. */
export interface Asked {
  /** The command's first word or the action id. */
  readonly command: string;
  readonly userId: string;
  readonly channelId: string | null;
  readonly teamId: string | null;
}

/** What goes back. An aside is for the asker alone and leaves an existing answer in place. */
export interface Reply {
  readonly kind: "answer" | "aside";
  /** `ok`, or the name of an outcome that a person can cause; for metrics and the audit line. */
  readonly outcome: string;
  readonly message: Message;
  readonly simSid?: string;
}

export interface AnsweringParts {
  readonly access: AccessRules;
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly work: WorkInProgress;
}

/**
 * One question from the decision who may ask to the delivered answer. Whatever happens, the
 * person hears something, the metrics count it, the log tells who asked, and a stopping process
 * waits for it. Never rejects.
 */
export type Answering = (
  asked: Asked,
  respond: RespondFn,
  placement: Placement,
  produce: () => Promise<Reply>,
) => Promise<void>;

const aside: Placement = { kind: "new", isPublic: false };

export function createAnswering({ access, metrics, logger, work }: AnsweringParts): Answering {
  const run: Answering = async (asked, respond, placement, produce) => {
    const finished = metrics.questionStarted();
    const { reply, errorCode } = await replyTo(asked, produce);
    const place = reply.kind === "answer" ? placement : aside;
    const delivery = await deliver(respond, reply.message, place);
    if (delivery.kind === "failed") {
      metrics.slackDeliveryFailed("respond", delivery.reason);
      logger.error({ err: delivery.cause, command: asked.command }, "Slack did not take an answer");
    }
    finished({ command: asked.command, outcome: reply.outcome, errorCode });
    // The audit line: who looked at which SIM, where, and what came of it.
    logger.info({ ...asked, simSid: reply.simSid, outcome: reply.outcome }, "question answered");
  };

  const replyTo = async (
    asked: Asked,
    produce: () => Promise<Reply>,
  ): Promise<{ reply: Reply; errorCode: string | null }> => {
    const decision = decideAccess(access, asked);
    if (decision.kind === "refused") {
      const refusal = notAllowedMessage(decision.because);
      return {
        reply: { kind: "aside", outcome: "not_allowed", message: refusal },
        errorCode: null,
      };
    }
    try {
      return { reply: await produce(), errorCode: null };
    } catch (error) {
      const reference = randomUUID().slice(0, 8);
      const errorCode = isBotError(error) ? error.code : "bug";
      logger.error({ err: error, command: asked.command, reference }, "question failed");
      const failure = presentError(error, reference);
      return { reply: { kind: "aside", outcome: "error", message: failure }, errorCode };
    }
  };

  return (...question) => work.track(run(...question));
}
