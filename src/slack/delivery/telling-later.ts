import type { Scope } from "../../accounts/accounts.ts";
import type { Asked } from "../intake/asker.ts";
import { afterAnswerLine } from "../views/present-error.ts";
import { FailureWithAdvice } from "./question-frame.ts";

/** What there is to tell after an answer. */
export interface Later<Answer> {
  /** Whether it says more than the answer did: else it is no message of its own. */
  readonly isNews: boolean;
  /** In which accounts may be looked is decided anew. */
  readonly produce: (scope: Scope) => Promise<Answer>;
  /** What there is to tell is that it failed, also to whoever has turned the page: it is not lost. */
  readonly isFailure?: true;
}

/**
 * Resolves when there is more to tell, with `null` when nothing comes. `null`: all is told;
 * `undefined`: the answer is of a kind that has nothing after it.
 */
export type ToldLater<Answer> = Promise<Later<Answer> | null> | null | undefined;

/**
 * The same, of which the promise never rejects: a failure on the way is what there is to tell, and
 * goes through the frame of questions, which logs and counts it. To be asked for as soon as the answer
 * is made: nobody listens to the promise while that is being sent, and what fails then would be a
 * rejection that nobody handles, which ends the process.
 */
export function failuresTold<Answer>(later: ToldLater<Answer>): ToldLater<Answer> {
  const failed = (error: unknown): Later<Answer> => ({
    ...{ isNews: true, isFailure: true },
    produce: () => Promise.reject(new FailureWithAdvice(error, afterAnswerLine)),
  });
  return later === null ? null : later?.catch(failed);
}

/**
 * Tells what comes after the answer that was just given, once. Whoever has asked for more there
 * meanwhile, or has turned the page, is told after that alone: an earlier page must not take the
 * place of a later one.
 */
export type TellLater<Answer> = (
  asked: Asked,
  /** As `failuresTold` has it. */
  later: ToldLater<Answer>,
  /** Asked by the same person in the same place, but by no press: it is not counted again. */
  tell: (later: Later<Answer>, again: Asked) => Promise<void>,
) => void;

export function createTellingLater<Answer>(): TellLater<Answer> {
  const latest = new Map<string, object>();
  return (asked, later, tell) => {
    if (later === undefined) return;
    const { userId, channelId } = asked;
    const place = JSON.stringify([userId, channelId]);
    latest.delete(place);
    if (later === null) return;
    const turn = {};
    latest.set(place, turn);
    void later.then(async (more) => {
      const isLatest = latest.get(place) === turn;
      if (isLatest) latest.delete(place);
      else if (more?.isFailure !== true) return;
      if (more === null) return;
      // Recorded, since it shows more, and under a name of its own: each question is there once.
      const command = `${asked.command}_told`;
      await tell(more, { ...asked, command, claimed: { kind: "taken" } });
    });
  };
}
