import { setTimeout as pause } from "node:timers/promises";
import { secondMs } from "../core/instant.ts";
import { startRealTimer } from "../core/time.ts";
import { type WorkInProgress, within } from "../ops/drain.ts";
import type { Health } from "../ops/health.ts";
import type { HttpServer } from "../ops/http-server.ts";
import type { Logger } from "../ops/logger.ts";
import type { BotAudit } from "./bot-audit.ts";
import type { SlackConnection } from "./slack-connection.ts";

export interface RunningParts {
  readonly health: Pick<Health, "setUnready">;
  readonly slack: Pick<SlackConnection, "stop">;
  readonly server: Pick<HttpServer, "close">;
  readonly work: Pick<WorkInProgress, "drain">;
  readonly audit: Pick<BotAudit, "emptied" | "waiting">;
  /** Closes everything else. */
  readonly letGo: () => Promise<void>;
  readonly logger: Logger;
  /** How long the port still answers "not ready", so that a balancer can notice; left out: half a second. */
  readonly noticeMs?: number | undefined;
}

/** Longer than the longest question, so that no answer is lost to a restart. */
const defaultDeadlineMs = 25 * secondMs;
const defaultNoticeMs = 500;
/** Slack waits for 3 s; nobody else who asks over HTTP is waited for longer. */
const lastAnswersMs = 3 * secondMs;
/** Nothing is lost with a platform that does not say goodbye. */
const letGoMs = 250;
/** Whoever supervises the process must not end it by force before that. */
export const longestStopMs = defaultNoticeMs + lastAnswersMs + defaultDeadlineMs + letGoMs;

/**
 * Takes no new question, lets the running ones be answered and kept, then lets go of everything.
 * Resolves to the number of questions that were still running at the deadline.
 */
export async function stopBot(
  { health, slack, server, work, audit, letGo, logger, noticeMs = defaultNoticeMs }: RunningParts,
  deadlineMs: number = defaultDeadlineMs,
): Promise<number> {
  health.setUnready("stopping");
  const slackStopped = slack.stop();
  await pause(noticeMs);
  await server.close(Math.min(deadlineMs, lastAnswersMs));
  await slackStopped;
  const deadline = Promise.withResolvers<void>();
  const stopTimer = startRealTimer(deadline.resolve, deadlineMs);
  // Last, as the requests that were just answered may have begun a question.
  const left = await work.drain(deadlineMs);
  await Promise.race([audit.emptied(), deadline.promise]);
  stopTimer();
  if (audit.waiting > 0)
    logger.warn(
      { component: "audit", count: audit.waiting },
      "the store did not keep who asked: the log has it",
    );
  await within(letGoMs, letGo());
  return left;
}
