import { randomUUID } from "node:crypto";
import type { SimReport } from "../core/report.ts";
import { isBotError } from "../errors.ts";
import type { WorkInProgress } from "../ops/drain.ts";
import type { Logger } from "../ops/logger.ts";
import type { Metrics } from "../ops/metrics.ts";
import type { Access } from "../usecases/access.ts";
import type { Scope } from "../usecases/accounts.ts";
import type { AuditEntry, AuditLog } from "../usecases/audit-log.ts";
import type { Clock } from "../usecases/ports.ts";
import type { Delivery } from "./deliver.ts";
import { type Message, section } from "./kit/blocks.ts";
import type { Mrkdwn } from "./kit/mrkdwn.ts";
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

/** What every answer tells metrics and the audit line, whatever its form. */
export interface Answered {
  /** `ok`, or the name of an outcome that a person can cause. */
  readonly outcome: string;
  /** The SIMs that the answer shows. */
  readonly sims?: readonly LookedAt[];
}

/** A SIM that somebody looked at. */
export interface LookedAt {
  readonly sid: string;
  /** The account that it is in; `null`: the only one. */
  readonly account: string | null;
  /** Whether an earlier read was shown, because the platform could not be read now. */
  readonly isStale?: boolean;
}

export function lookedAt({ sim, account, stale }: SimReport): LookedAt {
  return { sid: sim.sid, account, isStale: stale !== null };
}

function shownOf(sims: readonly LookedAt[]): "now" | "earlier" | "nothing" {
  if (sims.length === 0) return "nothing";
  return sims.some(({ isStale }) => isStale === true) ? "earlier" : "now";
}

const noSim = { sid: null, account: null } as const;

/** A failure beside which something else can be asked all the same. */
export class FailureWithAdvice extends Error {
  override readonly name = "FailureWithAdvice";
  readonly failure: unknown;
  /** A line below the failure's own words. */
  readonly advice: Mrkdwn;

  constructor(failure: unknown, advice: Mrkdwn) {
    super("a question failed in part", { cause: failure });
    this.failure = failure;
    this.advice = advice;
  }
}

function withAdvice(failed: Message, advice: Mrkdwn | null): Message {
  if (advice === null) return failed;
  const text = `${failed.text} ${advice.mrkdwn}`;
  return { text, blocks: failed.blocks.toSpliced(1, 0, section(advice)) };
}

/** One question, without the form of its answer. */
export interface Question<Answer extends Answered> {
  /** Is told in which accounts this person may look from there. */
  readonly produce: (scope: Scope) => Promise<Answer>;
  /** A refusal or a failure in words, in place of the answer. */
  readonly instead: (outcome: string, words: Message) => Answer;
  readonly send: (answer: Answer) => Promise<Delivery>;
}

export interface FrameParts {
  readonly access: Access;
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly work: WorkInProgress;
  readonly audit: Pick<AuditLog, "record">;
  readonly clock: Clock;
}

/**
 * One question from the decision who may ask to the delivered answer. Whatever happens, the
 * person hears something, the metrics count it, the log tells who asked, and a stopping process
 * waits for it. Never rejects.
 */
export type QuestionFrame = <Answer extends Answered>(
  asked: Asked,
  question: Question<Answer>,
) => Promise<void>;

export function createQuestionFrame(parts: FrameParts): QuestionFrame {
  const { access, metrics, logger, work, audit, clock } = parts;
  const run: QuestionFrame = async (asked, question) => {
    const finished = metrics.questionStarted();
    const { answer, errorCode } = await answerTo(asked, question);
    const delivery = await question.send(answer);
    if (delivery.kind === "failed") {
      metrics.slackDeliveryFailed(delivery.operation, delivery.reason);
      logger.error({ err: delivery.cause, command: asked.command }, "Slack did not take an answer");
    }
    const outcome = delivery.kind === "failed" ? "undelivered" : answer.outcome;
    const { sims = [] } = answer;
    finished({ command: asked.command, outcome, errorCode, shown: shownOf(sims) });
    // The audit line: who looked at which SIM, where, and what came of it. One for each SIM.
    for (const { sid: simSid, account } of sims.length === 0 ? [noSim] : sims) {
      logger.info({ ...asked, simSid, account, outcome }, "question answered");
      await keep({ ...asked, at: clock.now(), simSid, account, outcome });
    }
  };

  /** The answer is out already, and the log has the same: a full disk must not look like a failure. */
  const keep = async (entry: AuditEntry): Promise<void> => {
    try {
      await audit.record(entry);
    } catch (err) {
      logger.warn({ component: "audit", err }, "the store did not keep who asked");
    }
  };

  const answerTo = async <Answer extends Answered>(
    asked: Asked,
    { produce, instead }: Question<Answer>,
  ): Promise<{ answer: Answer; errorCode: string | null }> => {
    const decision = access.decide(asked);
    if (decision.kind === "refused") {
      const refusal = notAllowedMessage(decision.because);
      return { answer: instead("not_allowed", refusal), errorCode: null };
    }
    try {
      return { answer: await produce(decision.scope), errorCode: null };
    } catch (error) {
      const { failure, advice } =
        error instanceof FailureWithAdvice ? error : { failure: error, advice: null };
      const reference = randomUUID().slice(0, 8);
      const errorCode = isBotError(failure) ? failure.code : "bug";
      logger.error({ err: failure, command: asked.command, reference }, "question failed");
      const words = withAdvice(presentError(failure, reference), advice);
      return { answer: instead("error", words), errorCode };
    }
  };

  return (asked, question) => work.track(run(asked, question));
}
