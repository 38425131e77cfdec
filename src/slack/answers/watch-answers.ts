import { narrowedTo, type Scope } from "../../accounts/accounts.ts";
import { isSilentNow } from "../../core/fleet/silent-now.ts";
import type { Clock } from "../../core/time.ts";
import type { QuietSims } from "../../ports/quiet-sims.ts";
import type { Watches } from "../../ports/watches.ts";
import type { SimReports } from "../../questions/report.ts";
import type { Reply } from "../delivery/answering.ts";
import { lookedAt } from "../delivery/question-frame.ts";
import type { Asked } from "../intake/asker.ts";
import { decodeWatch } from "../values/watch-value.ts";
import {
  heardSinceMessage,
  tooManyWatchesMessage,
  type WatchList,
  watchBegunMessage,
  watchesAwayMessage,
  watchesMessage,
  watchThereMessage,
} from "../views/watches.ts";
import { clickedQuestion, staleButton } from "./clicked-question.ts";
import { replyWithoutReport } from "./report-answers.ts";
import { simNameIn } from "./sim-name.ts";

export interface WatchAnswersParts {
  readonly watches: Pick<Watches, "add" | "ofPerson" | "end">;
  readonly reports: SimReports;
  readonly quietSims: QuietSims;
  readonly everyMs: number;
  readonly clock: Clock;
  /** The store failed; whoever asked hears of it, too. */
  readonly onFailure: (error: unknown) => void;
}

/** A press on "Tell me when it is back". */
export interface WatchPress {
  readonly value: unknown;
  readonly asked: Asked;
  /** The thread that everybody reads the answer in; `null`: there is none. */
  readonly threadTs: string | null;
}

export interface WatchAnswers {
  begin(press: WatchPress, scope: Scope): Promise<Reply>;
  /** What the asker waits for, as far as it may be shown there. */
  list(scope: Scope, userId: string): Promise<Reply>;
  end(value: unknown, scope: Scope, userId: string): Promise<Reply>;
}

export function createWatchAnswers(parts: WatchAnswersParts): WatchAnswers {
  const { watches, reports, quietSims, everyMs, clock, onFailure } = parts;

  /** The database may be away, which the person who asks must hear. */
  const orAway = async (work: () => Promise<Reply>): Promise<Reply> => {
    try {
      return await work();
    } catch (error) {
      onFailure(error);
      return { kind: "aside", outcome: "store_away", message: watchesAwayMessage() };
    }
  };

  const listed = async (
    scope: Scope,
    userId: string,
    ended?: WatchList["ended"],
  ): Promise<Reply> => {
    const asOf = clock.now();
    const own = await watches.ofPerson(userId);
    const shown = own.flatMap((watch) => {
      const within = watch.account === null ? scope : narrowedTo(scope, watch.account);
      return within === null
        ? []
        : [
            {
              ...{ watch, name: simNameIn(within, watch.simSid) },
              quiet: quietSims.quietUntil(watch.account, watch.simSid, asOf),
            },
          ];
    });
    const message = watchesMessage({
      ...{ asOf, watches: shown, elsewhere: own.length - shown.length },
      ...(ended !== undefined && { ended }),
    });
    // What one person waits for is nobody else's business, in a thread neither.
    return { kind: "aside", isConfidential: true, outcome: "ok", message };
  };

  return {
    begin: async ({ value, asked, threadTs }, scope) => {
      const clicked = clickedQuestion(value, scope, "again");
      if (clicked.kind === "other") return clicked.reply;
      const { question } = clicked;
      // Anew, so that it is known what was the last sign of life before the press.
      const outcome = await reports.answer(question);
      if (outcome.kind !== "report") {
        const { windowName } = question;
        return replyWithoutReport(outcome, { windowName, place: "replace" });
      }
      const { report } = outcome;
      const aside = { kind: "aside", sims: [lookedAt(report)] } as const;
      if (!isSilentNow(report))
        return { ...aside, outcome: "not_silent", message: heardSinceMessage(report) };
      const { userId, channelId, teamId, enterpriseId, askedInTeamId, through } = asked;
      const installation = through?.kind === "installed" ? through.id : null;
      const pressedAt = clock.now();
      return orAway(async () => {
        const added = await watches.add({
          ...{ account: report.account, simSid: report.sim.sid, threadTs },
          asker: { userId, channelId, teamId, enterpriseId, askedInTeamId, installation },
          ...{ pressedAt, lookedAt: pressedAt, lastSign: report.lastSeen },
        });
        switch (added.kind) {
          case "added": {
            const begun = {
              ...{ report, pressedAt, everyMs, isInThread: threadTs !== null },
              quiet: quietSims.quietUntil(report.account, report.sim.sid, pressedAt),
            };
            return { ...aside, outcome: "ok", message: watchBegunMessage(begun) };
          }
          case "there":
            return { ...aside, outcome: "ok", message: watchThereMessage(report, added.watch) };
          case "too_many": {
            const message = tooManyWatchesMessage(added.of, added.most);
            return { ...aside, outcome: `too_many_of_${added.of}`, message };
          }
        }
      });
    },
    list: (scope, userId) => orAway(() => listed(scope, userId)),
    end: (value, scope, userId) => {
      const decoded = decodeWatch(value);
      if (decoded.kind !== "state") return Promise.resolve(staleButton(decoded.kind).reply);
      return orAway(async () => {
        const { id } = decoded.state;
        const isEnded = await watches.end(id, userId);
        const reply = await listed(scope, userId, isEnded ? "ended" : "was_over");
        // In place of the list whose button it was.
        return { ...reply, kind: "answer" };
      });
    },
  };
}
