import type { Scope } from "../accounts/accounts.ts";
import type { Config } from "../config/config.ts";
import { thresholdsWith } from "../core/findings/thresholds.ts";
import { secondMs } from "../core/instant.ts";
import { createPatience } from "../core/patience.ts";
import { type Clock, type StartTimer, startRealTimer } from "../core/time.ts";
import { createWorkInProgress, within } from "../ops/drain.ts";
import { createHttpServer } from "../ops/http-server.ts";
import { createBoltLogger, type Logger } from "../ops/logger.ts";
import { createMetrics } from "../ops/metrics.ts";
import { createQuestionLimit } from "../ops/question-limit.ts";
import { createReplayGuard } from "../ops/replay-guard.ts";
import { opsRoutes } from "../ops/routes.ts";
import { alwaysHeld } from "../ports/background-lease.ts";
import { createSimReports } from "../questions/report.ts";
import { createAuditAnswers } from "../slack/answers/audit-answers.ts";
import { createComparisonAnswers } from "../slack/answers/comparison-answers.ts";
import { createHomeAnswers } from "../slack/answers/home-answers.ts";
import { createLastSims } from "../slack/answers/last-sims.ts";
import { createPictureMaker } from "../slack/answers/picture-maker.ts";
import { createReportAnswers } from "../slack/answers/report-answers.ts";
import { createAnswering } from "../slack/delivery/answering.ts";
import { createAnsweringInModal } from "../slack/delivery/answering-in-modal.ts";
import { createAnsweringInThread } from "../slack/delivery/answering-in-thread.ts";
import { createQuestionFrame } from "../slack/delivery/question-frame.ts";
import { createQuestionRecord } from "../slack/delivery/question-record.ts";
import { createSlackCalls } from "../slack/delivery/slack-calls.ts";
import { answerOnce, createRecentIds } from "../slack/intake/answer-once.ts";
import { createSharedDeliveries } from "../slack/intake/shared-deliveries.ts";
import { createLease } from "./background-work.ts";
import { createBotAudit } from "./bot-audit.ts";
import { createBotFleet } from "./bot-fleet.ts";
import { createBotStore } from "./bot-store.ts";
import { findWorkspaces } from "./find-workspaces.ts";
import { createFleetQuestions } from "./fleet-questions.ts";
import { createBotHealth, healthFacts } from "./health.ts";
import { createPictures } from "./pictures.ts";
import { openSimAccounts } from "./sim-accounts.ts";
import { createApp } from "./slack-app.ts";
import { connectSlack, createSlackClient } from "./slack-connection.ts";
import { portFault, settingFault, slackFault, startingPart } from "./start-failure.ts";
import { stopBot } from "./stop-bot.ts";

/** A bot that is answering. */
export interface Bot {
  /** The HTTP port; differs from the configured one when that was 0. */
  readonly port: number;
  /** Resolves when the SIMs of each account are listed for the first time, or could not be. */
  readonly listed: Promise<unknown>;
  /**
   * Takes no new question, lets the running ones be answered, then lets go of everything.
   * Resolves to the number of questions that were still running at the deadline.
   */
  stop(deadlineMs?: number): Promise<number>;
}

export interface BotParts {
  readonly config: Config;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Deadline of a question and of one call to the SIM platform; the defaults suit people. */
  readonly questionTimeoutMs?: number;
  readonly callTimeoutMs?: number;
  /** Starts the timer between two listings of all SIMs. Replaced in tests. */
  readonly startTimer?: StartTimer;
  /** Starts the timers of the fleet's memory and its sweep. Replaced in tests. */
  readonly startFleetTimer?: StartTimer;
  /** How long the port still answers once the bot stops; left out: half a second. */
  readonly noticeMs?: number;
  /** Slack withdrew the app token: nothing can arrive any more, and only an admin can mend that. */
  readonly onLost?: (error: unknown) => void;
}

/** Someone is waiting. */
const slackCallTimeoutMs = 8 * secondMs;
/** Of a question with a slow database. Slack waits for 3 s in all, and who asks may have to be looked up. */
const storePatienceMs = 0.3 * secondMs;
/** A kept list, or that of a small fleet, is there before the first question; nobody waits for a large one. */
const firstListMs = 1 * secondMs;

/**
 * Puts the parts together and starts them. Rejects with a `StartFailure` when Slack refuses the
 * token or cannot be reached, the port is taken, or the database cannot be used: then nothing is
 * left running.
 */
export async function startBot(parts: BotParts): Promise<Bot> {
  const { config, clock, logger } = parts;
  const boltLogger = createBoltLogger(logger);
  const metrics = createMetrics({ clock, withProcess: true });
  const work = createWorkInProgress();
  const { apiUrl } = config.slack;
  const { onLost = () => undefined, noticeMs } = parts;
  const slack = connectSlack(config, { boltLogger, logger, onLost });
  const workspacesNow = await startingPart(
    "Slack",
    () => findWorkspaces(config, boltLogger),
    slackFault("SLACK_BOT_TOKEN"),
  );

  const store = createBotStore(config, logger);
  const startTimer = parts.startTimer ?? startRealTimer;
  const startFleetTimer = parts.startFleetTimer ?? startRealTimer;
  /** A file has one user: there is nothing to agree on. */
  const isShared = config.store.kind === "postgres";
  const lease = isShared ? createLease({ store, clock, logger, startTimer }) : null;
  const sims = await startingPart(
    "SIM accounts",
    () =>
      openSimAccounts({
        ...{ config, clock, logger, store },
        startTimer,
        lease: lease ?? alwaysHeld,
        callTimeoutMs: parts.callTimeoutMs,
        observer: (call, account) => {
          metrics.simApiCalled(call, account);
          health.observeAttempt(call, account);
        },
        onOutcome: (call, account) => {
          // A listing in the background says nothing about whether questions can be answered.
          if (call.operation !== "list_sims") health.observeSimApi(call, account);
        },
      }),
    settingFault("the settings of the accounts"),
  );
  const { accounts } = sims;
  const fleet = createBotFleet({
    ...{ config, accounts, keyOf: sims.keyOf, store, clock, logger, metrics },
    startTimer: startFleetTimer,
    ...{ lease: lease ?? alwaysHeld, isShared },
  });
  const audit = createBotAudit({ store, metrics, health: () => health, logger });
  const health = createBotHealth({
    ...{ clock, logger, metrics, accounts },
    checkSlack: async () => {
      slack.assertConnected();
      await workspaces.checkSlack();
    },
    checkDatabase: () => audit.check(),
  });
  const workspaces = workspacesNow({
    ...{ config, accounts, store, clock, startTimer, logger, boltLogger },
  });
  const { access } = workspaces;
  const reports = createSimReports({
    clock,
    thresholds: thresholdsWith(config.thresholds),
    remember: fleet.memory.remember,
    ...(parts.questionTimeoutMs !== undefined && { questionTimeoutMs: parts.questionTimeoutMs }),
  });
  const pictures = await startingPart(
    "pictures",
    () => createPictures({ config, clock, logger, metrics, reports, accounts }),
    settingFault("CHART_RENDERER, QUICKCHART_URL and PUBLIC_URL"),
  );
  const recordParts = { audit, clock, logger };
  const record = createQuestionRecord(recordParts);
  const { admins } = config;
  const patiently = createPatience(storePatienceMs);
  const limit = createQuestionLimit(
    config.questionsPerMinute,
    isShared ? { counts: store.questionCounts, patiently } : null,
  );
  const frame = createQuestionFrame({ ...recordParts, access, admins, limit, metrics, work });
  const answer = createAnswering(frame);
  const callLimits = { timeoutMs: slackCallTimeoutMs, retries: 0 } as const;
  const slackClient = createSlackClient(apiUrl, boltLogger, callLimits);
  const slackCalls = createSlackCalls({
    client: slackClient,
    onFailure: (operation, reason, err) => {
      metrics.slackDeliveryFailed(operation, reason);
      logger.warn(
        { component: "slack", operation, reason, err },
        "Slack did not do what was asked",
      );
    },
  });
  const pictureMaker = createPictureMaker({
    pictures: pictures.timelines,
    placeOf: workspaces.pictureOf,
  });
  const onRefused = (reason: string): void =>
    logger.warn({ component: "slack", reason }, "a request to the Slack endpoint was refused");
  const fleetQuestions = createFleetQuestions({
    ...{ config, accounts, store, reports, access, workspaces, record, slackCalls, slackClient },
    ...{ metrics, clock, logger, lease: lease ?? alwaysHeld },
    startTimer: startFleetTimer,
    ...{ memory: fleet.memory, pictures: pictureMaker, pictureFile: pictures.fileOf },
  });
  const { answering } = fleetQuestions;
  const deliveries = {
    claim: (ids: readonly string[]) => store.deliveries.claim(ids, clock.now()),
  };
  const shared = isShared ? createSharedDeliveries({ deliveries, limit, patiently }) : null;
  const healthFrom = (scope: Scope) =>
    healthFacts(health, metrics, clock, scope, {
      auditWaiting: audit.waiting,
      fleet: fleet.memory,
    });
  const app = createApp({
    answerOnce: answerOnce(createRecentIds(clock), shared, () =>
      logger.info({ component: "slack" }, "a delivery of Slack's came again"),
    ),
    receiver: slack.receiver,
    authorization: workspaces.authorization,
    slackApiUrl: apiUrl,
    proxy: config.proxy,
    boltLogger,
    answer,
    answerInModal: createAnsweringInModal(frame),
    answerInThread: createAnsweringInThread(frame),
    frame,
    access,
    record,
    simReports: reports,
    hasAccountNames: accounts.some(({ name }) => name !== null),
    slackCalls,
    reports: createReportAnswers(answering),
    comparisons: createComparisonAnswers(answering),
    audit: createAuditAnswers({
      ...{ audit: store.audit, waiting: () => audit.waiting, clock, admins, ...config.audit },
      onUnread: (err) => logger.warn({ component: "audit", err }, "who asked could not be read"),
    }),
    home: createHomeAnswers({
      ...{ access, admins, record, clock, health: healthFrom },
      lastSims: createLastSims(store.audit),
    }),
    ...fleetQuestions.answers,
    health: healthFrom,
    onError: (err) => logger.error({ component: "slack", err }, "a request of Slack's failed"),
    onLeftAlone: (reason) =>
      logger.warn({ component: "slack", reason }, "what came from Slack was left alone"),
  });
  workspaces.listen(app);
  const started = Promise.withResolvers<void>();
  const guard = createReplayGuard(clock, onRefused);
  const server = createHttpServer({
    routes: [
      ...opsRoutes(health, metrics, () => audit.waiting),
      ...slack.routes(guard, onRefused, started.promise),
      ...pictures.routes,
      ...workspaces.routes,
    ],
    logger,
  });

  const letGo = async (): Promise<void> => {
    health.stop();
    workspaces.stop();
    fleetQuestions.stop();
    audit.close();
    await Promise.all([fleet.stop(), sims.close(), pictures.close()]);
    // Last: what was read under it is kept until here, and refused afterwards.
    await lease?.stop();
    await store.close();
  };
  let isStopping = false;
  try {
    await startingPart("Slack", () => app.init(), slackFault("SLACK_BOT_TOKEN"));
    const port = await startingPart(
      "web server",
      () => server.listen(config.port),
      portFault(config.port),
    );
    await store.open();
    lease?.start();
    sims.start();
    workspaces.start();
    fleet.start();
    fleetQuestions.start();
    await startingPart("Slack", () => slack.start(app), slackFault("SLACK_APP_TOKEN"));
    health.start();
    void limit.load().catch((err: unknown) => {
      logger.error({ component: "access", err }, "questions of a person cannot be counted");
    });
    await within(firstListMs, sims.settled);
    started.resolve();
    // Last, as nobody waits for it. Without fonts or canvas the bot answers all the same: the
    // picture is said to be missing.
    void pictures.selfTest().catch((err: unknown) => {
      if (!isStopping) logger.error({ component: "pictures", err }, "cannot draw pictures");
    });
    return {
      port,
      listed: sims.settled,
      stop: (deadlineMs) => {
        isStopping = true;
        // Waited for like an answer: what is told just now is noted in the store.
        void work.track(fleetQuestions.stopTelling());
        return stopBot({ health, slack, server, work, audit, letGo, logger, noticeMs }, deadlineMs);
      },
    };
  } catch (error) {
    store.giveUp(error);
    await Promise.allSettled([
      slack.stop(),
      server.close(0),
      fleetQuestions.stopTelling(),
      letGo(),
    ]);
    throw error;
  }
}
