import { LRUCache } from "lru-cache";
import type { Scope } from "../../accounts/accounts.ts";
import { isYounger } from "../../core/age.ts";
import { type Instant, secondMs } from "../../core/instant.ts";
import type { Clock } from "../../core/time.ts";
import type { Access } from "../../questions/access.ts";
import type { QuestionRecord } from "../delivery/question-record.ts";
import type { SlackCalls } from "../delivery/slack-calls.ts";
import type { Asked } from "../intake/asker.ts";
import type { HealthFacts } from "../views/health.ts";
import { homeView, refusedHomeView } from "../views/home.ts";
import { notAllowedMessage } from "../views/outcomes.ts";
import { exampleSims } from "./example-sims.ts";
import type { LastSimsOf } from "./last-sims.ts";

export interface HomeAnswersParts {
  readonly access: Access;
  /** Whom a refusal names. */
  readonly admins: readonly string[];
  readonly lastSims: LastSimsOf;
  readonly health: (scope: Scope) => HealthFacts;
  readonly record: QuestionRecord;
  readonly clock: Clock;
}

/**
 * Shows somebody the bot's own tab, decided anew each time it is opened. No question: nothing of it
 * asks the SIM platform, and it is recorded only if it was refused, as letters in a menu are.
 */
export type HomeAnswers = (asked: Asked, slack: SlackCalls) => Promise<void>;

/** Whoever goes back and forth between tabs sees what was published just now. */
const publishEveryMs = 5 * secondMs;
const mostPeople = 5_000;

export function createHomeAnswers(parts: HomeAnswersParts): HomeAnswers {
  const { access, admins, lastSims, health, record, clock } = parts;
  const publishedAt = new LRUCache<string, { readonly at: Instant }>({ max: mostPeople });
  return async (asked, slack) => {
    const { userId, askedInTeamId } = asked;
    const person = JSON.stringify([askedInTeamId, userId]);
    const last = publishedAt.get(person);
    if (last !== undefined && isYounger(last.at, clock.now(), publishEveryMs)) return;
    publishedAt.set(person, { at: clock.now() });
    const decision = await access.decide(asked);
    if (decision.kind === "refused") {
      const { because: reason } = decision;
      await slack.publishHome(userId, refusedHomeView(notAllowedMessage(reason, admins)));
      await record(asked, { outcome: "not_allowed", sims: [], shown: "nothing", reason });
      return;
    }
    const { scope } = decision;
    const published = await slack.publishHome(
      userId,
      homeView({
        examples: exampleSims(scope),
        last: await lastSims(userId, scope),
        facts: health(scope),
      }),
    );
    // Opened again, it is tried again.
    if (published.kind !== "done") publishedAt.delete(person);
  };
}
