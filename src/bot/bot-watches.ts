import type { WebClient } from "@slack/web-api";
import type { Account } from "../accounts/accounts.ts";
import type { Config } from "../config/config.ts";
import { isOpen } from "../core/fleet/watch.ts";
import type { Clock, StartTimer } from "../core/time.ts";
import type { Logger } from "../ops/logger.ts";
import type { Metrics } from "../ops/metrics.ts";
import type { BackgroundLease } from "../ports/background-lease.ts";
import type { OpenWatches } from "../ports/open-watches.ts";
import type { QuietSims } from "../ports/quiet-sims.ts";
import type { Access } from "../questions/access.ts";
import type { SimReports } from "../questions/report.ts";
import { createWatchLooks } from "../questions/watch-looks.ts";
import { createWatching, type Watching } from "../questions/watching.ts";
import { createWatchAnswers, type WatchAnswers } from "../slack/answers/watch-answers.ts";
import { createWatchTeller } from "../slack/answers/watch-teller.ts";
import { createHasArrived } from "../slack/delivery/has-arrived.ts";
import type { QuestionRecord } from "../slack/delivery/question-record.ts";
import type { SlackCalls } from "../slack/delivery/slack-calls.ts";
import type { Store } from "../store/open-store.ts";
import type { Workspaces } from "./workspaces.ts";

export interface BotWatchesParts {
  readonly config: Pick<Config, "admins" | "watchEveryMs">;
  readonly store: Pick<Store, "watches">;
  readonly lease: BackgroundLease;
  readonly accounts: readonly Account[];
  readonly access: Access;
  readonly reports: SimReports;
  readonly quietSims: QuietSims;
  readonly slackCalls: (token: string) => SlackCalls;
  /** For a look at what was sent before a crash. */
  readonly client: WebClient;
  readonly tokenOf: Workspaces["tokenOf"];
  readonly record: QuestionRecord;
  readonly metrics: Pick<Metrics, "watchEnded">;
  readonly clock: Clock;
  readonly startTimer: StartTimer;
  readonly logger: Logger;
}

/** What people wait for: kept, looked at, and told. */
export interface BotWatches extends Watching, OpenWatches {
  readonly answers: WatchAnswers;
}

export function createBotWatches(parts: BotWatchesParts): BotWatches {
  const { config, store, lease, accounts, access, reports, quietSims } = parts;
  const { slackCalls, client, tokenOf } = parts;
  const { record, metrics, clock, startTimer, logger } = parts;
  const { admins, watchEveryMs: everyMs } = config;
  const { watches } = store;
  const about = { component: "watches" } as const;
  const onFault = (err: unknown): void =>
    logger.error({ ...about, err }, "a SIM that somebody waits for could not be looked at");
  const watching = createWatching({
    ...{ watches, lease, everyMs, clock, startTimer },
    lookAt: createWatchLooks({ reports, accounts, onFault }),
    teller: createWatchTeller({
      ...{ access, reports, quietSims, record, admins, onFault },
      slackFor: ({ installation }) => {
        const token = tokenOf(installation);
        return token === null
          ? null
          : { ...slackCalls(token), hasArrived: createHasArrived(client, token) };
      },
    }),
    onFailure: (err) => logger.warn({ ...about, err }, "what people wait for has to wait"),
    onEnded: (count, how) => {
      metrics.watchEnded(count, how);
      if (how === "lost" || how === "refused")
        logger.error(
          { ...about, count, reason: how },
          "somebody was not told what they waited for",
        );
    },
  });
  const answers = createWatchAnswers({
    ...{ watches, reports, quietSims, everyMs, clock },
    onFailure: (err) => logger.warn({ ...about, err }, "the store keeps no watch"),
  });
  return { ...watching, answers, open: async () => (await watches.all()).filter(isOpen) };
}
