import type { Config } from "../config/config.ts";
import { hourMs } from "../core/instant.ts";
import type { Clock, StartTimer } from "../core/time.ts";
import type { Logger } from "../ops/logger.ts";
import { createRecordKeep } from "../questions/keeping.ts";
import { createEvidenceAnswers, type EvidenceAnswers } from "../slack/answers/evidence-answers.ts";
import {
  createKeepAnswers,
  type KeepAnswers,
  type KeepParts,
} from "../slack/answers/keep-answers.ts";
import type { AnswersParts } from "../slack/answers/report-answers.ts";
import type { Store } from "../store/open-store.ts";

export interface BotEvidenceParts extends AnswersParts {
  readonly config: Pick<Config, "evidence">;
  readonly store: Pick<Store, "evidence">;
  readonly pictureFile: KeepParts["pictureFile"];
  readonly clock: Clock;
  readonly startTimer: StartTimer;
  readonly logger: Logger;
}

/** What is kept of answers; files whose time is over go between `start` and `stop`. */
export interface BotEvidence {
  readonly keep: KeepAnswers;
  readonly evidence: EvidenceAnswers;
  start(): void;
  stop(): void;
}

const pruneEveryMs = hourMs;

export function createBotEvidence(parts: BotEvidenceParts): BotEvidence {
  const { config, store, reports, pictures, pictureFile, clock, startTimer, logger } = parts;
  const warn = (words: string) => (err: unknown) =>
    logger.warn({ component: "evidence", err }, words);
  const record = createRecordKeep({
    ...{ evidence: store.evidence, keptMs: config.evidence.keptMs },
    onFailed: warn("the store did not take what was kept"),
  });
  let isStopped = false;
  let stopTimer = (): void => undefined;
  const unpruned = warn("files whose time is over stay in the store");
  /** Also where nobody keeps anything any more. */
  const prune = async (): Promise<void> => {
    await store.evidence.prune(clock.now()).catch((err: unknown) => {
      if (!isStopped) unpruned(err);
    });
    if (!isStopped) stopTimer = startTimer(() => void prune(), pruneEveryMs);
  };
  return {
    keep: createKeepAnswers({ reports, pictures, pictureFile, record, clock }),
    evidence: createEvidenceAnswers({
      ...{ evidence: store.evidence, reports, clock },
      onUnread: warn("what was kept could not be read"),
    }),
    start: () => void prune(),
    stop: () => {
      isStopped = true;
      stopTimer();
    },
  };
}
