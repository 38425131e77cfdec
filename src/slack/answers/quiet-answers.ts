import type { Scope } from "../../accounts/accounts.ts";
import { quietEnd } from "../../core/fleet/quiet-until.ts";
import type { Clock } from "../../core/time.ts";
import { defaultWindowName } from "../../core/window.ts";
import type { Quiet } from "../../questions/quiet.ts";
import type { SimReports } from "../../questions/report.ts";
import type { Reply } from "../delivery/answering.ts";
import { lookedAt } from "../delivery/question-frame.ts";
import type { Asked } from "../intake/asker.ts";
import type { QuietCommand } from "../typed/command-forms.ts";
import {
  quietEndedMessage,
  quietEndMessage,
  quietNotKeptMessage,
  quietSetMessage,
} from "../views/quiet.ts";
import { scopeNamed } from "./account-scope.ts";
import { replyWithoutReport } from "./report-answers.ts";

export interface QuietAnswersParts {
  readonly quiet: Pick<Quiet, "set" | "end">;
  readonly reports: SimReports;
  /** The zone of whoever asks. Never rejects. */
  readonly zoneOf: (asked: Asked) => Promise<string>;
  readonly clock: Clock;
  /** The store failed; whoever asked hears of it, too. */
  readonly onFailure: (error: unknown) => void;
}

/** Sets or ends the expected silence of a SIM, for whoever may ask about it. */
export type QuietAnswers = (command: QuietCommand, scope: Scope, asked: Asked) => Promise<Reply>;

export function createQuietAnswers(parts: QuietAnswersParts): QuietAnswers {
  const { quiet, reports, zoneOf, clock, onFailure } = parts;
  return async ({ sim, account, until, reason }, scope, asked) => {
    const setAt = clock.now();
    // A date is one where whoever types it is.
    const zone = until !== "off" && until.kind === "date" ? await zoneOf(asked) : "UTC";
    const end = until === "off" ? null : quietEnd(until, setAt, zone);
    if (end === "past" || end === "too_long")
      return { kind: "aside", outcome: "invalid", message: quietEndMessage(end) };
    const named = scopeNamed(scope, account);
    if (named.kind === "other") return named.reply;
    const question = { sim, scope: named.scope, windowName: defaultWindowName } as const;
    const outcome = await reports.answer({ ...question, moment: "now" });
    if (outcome.kind !== "report") {
      const { windowName } = question;
      return replyWithoutReport(outcome, { windowName, place: "replace" });
    }
    const { report } = outcome;
    const aside = { kind: "aside", sims: [lookedAt(report)] } as const;
    const of = { account: report.account, simSid: report.sim.sid };
    try {
      if (end === null) {
        const wasThere = await quiet.end(of.account, of.simSid);
        const message = quietEndedMessage(report, wasThere, setAt);
        return { ...aside, outcome: wasThere ? "ok" : "not_quiet", message };
      }
      const arranged = { ...of, until: end, setBy: asked.userId, setAt, reason };
      await quiet.set(arranged);
      return { ...aside, outcome: "ok", message: quietSetMessage(report, arranged) };
    } catch (error) {
      onFailure(error);
      return { ...aside, outcome: "store_away", message: quietNotKeptMessage() };
    }
  };
}
