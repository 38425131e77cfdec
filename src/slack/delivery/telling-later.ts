import type { Scope } from "../../accounts/accounts.ts";
import type { Asked } from "../intake/asker.ts";

/** What there is to tell after an answer. */
export interface Later<Answer> {
  /** Whether it says more than the answer did: else it is no message of its own. */
  readonly isNews: boolean;
  /** In which accounts may be looked is decided anew. */
  readonly produce: (scope: Scope) => Promise<Answer>;
}

/**
 * Resolves when there is more to tell, with `null` when nothing comes. Never rejects. `null`: all is
 * told; `undefined`: the answer is of a kind that has nothing after it.
 */
export type ToldLater<Answer> = Promise<Later<Answer> | null> | null | undefined;

/**
 * Tells what comes after the answer that was just given, once. Whoever has asked for more there
 * meanwhile, or has turned the page, is told after that alone: an earlier page must not take the
 * place of a later one.
 */
export type TellLater<Answer> = (
  asked: Asked,
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
      if (latest.get(place) !== turn) return;
      latest.delete(place);
      if (more !== null) await tell(more, { ...asked, claimed: { kind: "taken" } });
    });
  };
}
