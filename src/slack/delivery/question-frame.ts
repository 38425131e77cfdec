import { randomUUID } from "node:crypto";
import type { Scope } from "../../accounts/accounts.ts";
import { isBotError } from "../../core/errors.ts";
import { turnToBegin } from "../../core/loop-turns.ts";
import type { SimReport } from "../../core/report.ts";
import type { WorkInProgress } from "../../ops/drain.ts";
import type { Logger } from "../../ops/logger.ts";
import type { Metrics } from "../../ops/metrics.ts";
import type { AuditedSim, Shown } from "../../ports/audit-log.ts";
import type { QuestionLimit, Taken } from "../../ports/question-limit.ts";
import type { Access, Refusal } from "../../questions/access.ts";
import { createAskingPeople } from "../../questions/asking-people.ts";
import type { Asked } from "../intake/asker.ts";
import { type Message, section } from "../kit/blocks.ts";
import type { Mrkdwn } from "../kit/mrkdwn.ts";
import {
  askedTooFastMessage,
  notAllowedMessage,
  tooManyQuestionsMessage,
} from "../views/outcomes.ts";
import { presentError } from "../views/present-error.ts";
import { type Delivery, mayHaveArrived } from "./deliver.ts";
import { createQuestionRecord, type QuestionRecordParts } from "./question-record.ts";

/** What every answer tells metrics and the audit line, whatever its form. */
export interface Answered {
  /** `ok`, or the name of an outcome that a person can cause. */
  readonly outcome: string;
  /** The SIMs that the answer shows. */
  readonly sims?: readonly LookedAt[];
  /** What was asked, where only the look-up could tell. */
  readonly command?: string;
}

/** A SIM that somebody looked at. */
export interface LookedAt extends AuditedSim {
  /** Whether an earlier read was shown, because the platform could not be read now. */
  readonly isStale: boolean;
}

export function lookedAt({ sim, account, stale, triage }: SimReport): LookedAt {
  const { kind: verdict, severity } = triage.verdict;
  return { simSid: sim.sid, account, verdict, severity, isStale: stale !== null };
}

function shownOf(sims: readonly LookedAt[]): Shown {
  if (sims.length === 0) return "nothing";
  return sims.some(({ isStale }) => isStale) ? "earlier" : "now";
}

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

/** The outcomes of a question that was not asked at all. */
export const refusals: ReadonlySet<string> = new Set([
  ...["not_allowed", "too_fast", "too_many_questions"],
]);

/** One question, without the form of its answer. */
export interface Question<Answer extends Answered> {
  /** Is told in which accounts this person may look from there. */
  readonly produce: (scope: Scope) => Promise<Answer>;
  /** A refusal or a failure in words, in place of the answer. */
  readonly instead: (outcome: string, words: Message) => Answer;
  readonly send: (answer: Answer) => Promise<Delivery>;
}

export interface FrameParts extends QuestionRecordParts {
  readonly access: Access;
  /** Whom a refusal names; none: whoever runs simscope. */
  readonly admins: readonly string[];
  readonly limit: QuestionLimit;
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly work: WorkInProgress;
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

/** What fails before it comes to Slack is a bug: the question is counted and kept all the same. */
async function sendingOf<Answer extends Answered>(
  { send }: Question<Answer>,
  answer: Answer,
): Promise<Delivery> {
  try {
    return await send(answer);
  } catch (cause) {
    return { kind: "failed", operation: "send", reason: "bug", cause };
  }
}

export function createQuestionFrame(parts: FrameParts): QuestionFrame {
  const { access, admins, clock, limit, metrics, logger, work } = parts;
  const people = createAskingPeople();
  const record = createQuestionRecord(parts);
  const run: QuestionFrame = async (asked, question) => {
    const askedAt = clock.now();
    // Until then nothing is begun that anybody could notice: another process may answer it.
    const claimed = await asked.claimed;
    if (claimed?.kind === "repeated") return;
    const finished = metrics.questionStarted();
    const { answer, errorCode, reason } = await answerTo(asked, claimed, question);
    const delivery = await sendingOf(question, answer);
    if (delivery.kind === "failed") {
      metrics.slackDeliveryFailed(delivery.operation, delivery.reason);
      logger.error({ err: delivery.cause, command: asked.command }, "Slack did not take an answer");
    }
    const outcome = delivery.kind === "failed" ? "undelivered" : answer.outcome;
    const { sims = [], command = asked.command } = answer;
    finished({ command, outcome, errorCode, shown: shownOf(sims) });
    // What may have arrived although no answer said so counts as seen.
    const isLost = delivery.kind === "failed" && !mayHaveArrived(delivery);
    await record(
      { ...asked, command },
      {
        ...{ askedAt, outcome, reason, sims },
        shown: isLost ? "nothing" : shownOf(sims),
      },
    );
  };

  const answerTo = async <Answer extends Answered>(
    asked: Asked,
    claimed: Taken | undefined,
    { produce, instead }: Question<Answer>,
  ): Promise<{ answer: Answer; errorCode: string | null; reason: Refusal | null }> => {
    let end = (): void => undefined;
    try {
      const decision = await access.decide(asked);
      if (decision.kind === "refused") {
        const { because: reason } = decision;
        return {
          answer: instead("not_allowed", notAllowedMessage(reason, admins)),
          errorCode: null,
          reason,
        };
      }
      const taken = claimed ?? (await limit.take(asked.userId));
      if (taken.kind === "beyond") {
        const words = askedTooFastMessage(taken.againInMs);
        return { answer: instead("too_fast", words), errorCode: null, reason: null };
      }
      const begun = people.begin(asked.userId);
      if (begun.kind === "too_many") {
        const words = tooManyQuestionsMessage(begun.running);
        return { answer: instead("too_many_questions", words), errorCode: null, reason: null };
      }
      end = begun.end;
      await turnToBegin();
      const scope = { ...decision.scope, asking: begun.asking };
      return { answer: await produce(scope), errorCode: null, reason: null };
    } catch (error) {
      const { failure, advice } =
        error instanceof FailureWithAdvice ? error : { failure: error, advice: null };
      const reference = randomUUID().slice(0, 8);
      const errorCode = isBotError(failure) ? failure.code : "bug";
      logger.error({ err: failure, command: asked.command, reference }, "question failed");
      const words = withAdvice(presentError(failure, reference), advice);
      return { answer: instead("error", words), errorCode, reason: null };
    } finally {
      end();
    }
  };

  return (asked, question) => work.track(run(asked, question));
}
