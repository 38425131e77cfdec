import type { WebClient } from "@slack/web-api";
import type { Account } from "../accounts/accounts.ts";
import type { Config } from "../config/config.ts";
import { thresholdsWith } from "../core/findings/thresholds.ts";
import type { Clock, StartTimer } from "../core/time.ts";
import type { Logger } from "../ops/logger.ts";
import type { Metrics } from "../ops/metrics.ts";
import type { BackgroundLease } from "../ports/background-lease.ts";
import type { FleetMemory } from "../ports/fleet-memory.ts";
import type { DrawPictureFile } from "../ports/pictures.ts";
import type { Access } from "../questions/access.ts";
import { createDarkSims } from "../questions/dark.ts";
import { createHandover } from "../questions/handover.ts";
import { createQuiet } from "../questions/quiet.ts";
import type { SimReports } from "../questions/report.ts";
import { createDarkAnswers } from "../slack/answers/dark-answers.ts";
import { createHandoverAnswers } from "../slack/answers/handover-answers.ts";
import type { PictureMaker } from "../slack/answers/picture-maker.ts";
import { createQuietAnswers } from "../slack/answers/quiet-answers.ts";
import type { AnswersParts } from "../slack/answers/report-answers.ts";
import type { QuestionRecord } from "../slack/delivery/question-record.ts";
import type { SlackCalls } from "../slack/delivery/slack-calls.ts";
import type { ListenerParts } from "../slack/listeners/parts.ts";
import type { Store } from "../store/open-store.ts";
import { createBotEvidence } from "./bot-evidence.ts";
import { createBotWatches } from "./bot-watches.ts";
import type { Workspaces } from "./workspaces.ts";

export interface FleetQuestionsParts {
  readonly config: Config;
  readonly accounts: readonly Account[];
  readonly store: Store;
  readonly lease: BackgroundLease;
  readonly memory: FleetMemory;
  readonly reports: SimReports;
  readonly pictures: PictureMaker;
  readonly pictureFile: DrawPictureFile;
  readonly access: Access;
  readonly workspaces: Workspaces;
  readonly slackCalls: (token: string) => SlackCalls;
  readonly slackClient: WebClient;
  readonly record: QuestionRecord;
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly startTimer: StartTimer;
  readonly logger: Logger;
}

/** What is asked beyond one answer: others, what comes back, what is expected, and what is kept. */
export interface FleetQuestions {
  readonly answers: Pick<
    ListenerParts,
    "siblings" | "dark" | "watches" | "quiet" | "keep" | "evidence" | "handover"
  >;
  /** What answers about single SIMs are made of. */
  readonly answering: AnswersParts;
  start(): void;
  /** Resolves when nobody is being told any more. */
  stopTelling(): Promise<void>;
  stop(): void;
}

export function createFleetQuestions(parts: FleetQuestionsParts): FleetQuestions {
  const { config, store, memory, reports, pictures, workspaces } = parts;
  const { slackCalls, slackClient: client, clock, startTimer, logger } = parts;
  const warned = (component: string, message: string) => (err: unknown) =>
    logger.warn({ component, err }, message);
  const quiet = createQuiet({
    ...{ book: store.quiet, clock, startTimer },
    onFailure: warned("quiet", "the store does not tell which SIMs are quiet"),
  });
  const answering = { reports, pictures, quiet };
  const watches = createBotWatches({
    ...{ ...parts, client, slackCalls, quietSims: quiet, tokenOf: workspaces.tokenOf },
  });
  const darkSims = createDarkSims({
    ...{ memory, quiet, simReports: reports, clock, startTimer },
    thresholds: thresholdsWith(config.thresholds),
    onFault: warned("dark", "the silent SIMs could not be read on"),
  });
  const evidence = createBotEvidence({
    ...{ ...parts, ...answering },
    pictureFile: async (asked, report, audience) => {
      const zone = await workspaces.pictureOf(asked).zoneOf(asked.userId);
      return parts.pictureFile({ reports: [report], audience, zone });
    },
  });
  const handover = createHandover({
    ...{ audit: store.audit, evidence: store.evidence, reports, memory, quiet, watches },
    onUnread: warned("handover", "a part of a handover could not be read"),
  });
  return {
    answering,
    answers: {
      siblings: async (question) => {
        // Few ask, so what compares SIMs is loaded with the first.
        const { createSiblings } = await import("../questions/siblings.ts");
        const thresholds = thresholdsWith(config.thresholds);
        return createSiblings({ reports, memory, startTimer, thresholds })(question);
      },
      dark: createDarkAnswers(darkSims),
      watches: watches.answers,
      quiet: createQuietAnswers({
        ...{ quiet, reports, clock },
        zoneOf: (asked) => workspaces.pictureOf(asked).zoneOf(asked.userId),
        onFailure: warned("quiet", "the store keeps no silence that is expected"),
      }),
      keep: evidence.keep,
      evidence: evidence.evidence,
      handover: createHandoverAnswers({ clock, handover }),
    },
    start: () => {
      watches.start();
      quiet.start();
      evidence.start();
    },
    stopTelling: () => {
      darkSims.stop();
      return watches.stop();
    },
    stop: () => {
      quiet.stop();
      evidence.stop();
    },
  };
}
