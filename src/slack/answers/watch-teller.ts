import type { Scope } from "../../accounts/accounts.ts";
import { isBotError } from "../../core/errors.ts";
import { privateNumbers } from "../../core/private-numbers.ts";
import type { SimReport } from "../../core/report.ts";
import { simLabel } from "../../core/sim.ts";
import { defaultWindowName } from "../../core/window.ts";
import type { QuietSims } from "../../ports/quiet-sims.ts";
import type { Sent, Telling, WatchTeller } from "../../ports/watch-teller.ts";
import type { KeptWatch, WatchAsker } from "../../ports/watches.ts";
import type { Access, Refusal } from "../../questions/access.ts";
import type { SimReports } from "../../questions/report.ts";
import type { Moment } from "../../questions/sim-question.ts";
import type { HasArrived } from "../delivery/has-arrived.ts";
import { lookedAt } from "../delivery/question-frame.ts";
import type { QuestionRecord } from "../delivery/question-record.ts";
import type { CallOutcome, SlackCalls } from "../delivery/slack-calls.ts";
import type { Message } from "../kit/blocks.ts";
import { maskedMessage, saidInThread } from "../kit/message-texts.ts";
import { type RefusalKind, refusalKind } from "../kit/slack-words.ts";
import { toAskerInstead } from "../views/not-posted.ts";
import { type ToldWatch, watchNotAllowedMessage, watchToldMessage } from "../views/watch-told.ts";
import { scopeNamed } from "./account-scope.ts";
import { simNameIn } from "./sim-name.ts";

export interface WatchSlack extends Pick<SlackCalls, "postMarked"> {
  readonly hasArrived: HasArrived;
}

export interface WatchTellerParts {
  readonly access: Access;
  readonly reports: SimReports;
  readonly quietSims: QuietSims;
  /** In the name of the bot where they asked; `null`: it is there no more. */
  readonly slackFor: (asker: WatchAsker) => WatchSlack | null;
  readonly record: QuestionRecord;
  /** Whom a refusal names. */
  readonly admins: readonly string[];
  /** A fault of our own while something was read that is only told beside. */
  readonly onFault: (error: unknown) => void;
}

/** Slack may tell a moment later whether they may. */
const passing: ReadonlySet<Refusal> = new Set<Refusal>([
  ...(["unplaced", "groups_untold", "installations_untold"] as const),
]);
/** A moment later Slack may take it. */
const laterKinds: ReadonlySet<RefusalKind> = new Set<RefusalKind>([
  ...(["limited", "slack_failed", "access"] as const),
]);

/**
 * Tells in a direct message, or in the thread in which it was asked, for whose channel it is masked.
 * Direct messages stay and are found by a search: their numbers are masked, too.
 */
export function createWatchTeller(parts: WatchTellerParts): WatchTeller {
  const { access, reports, quietSims, slackFor, record, admins, onFault } = parts;

  const read = async (scope: Scope, sim: string, moment: Moment): Promise<SimReport | null> => {
    try {
      const question = { sim, scope, windowName: defaultWindowName, moment };
      const outcome = await reports.answer(question);
      return outcome.kind === "report" ? outcome.report : null;
    } catch (error) {
      if (!isBotError(error)) onFault(error);
      return null;
    }
  };

  const toldOf = async (watch: KeptWatch, scope: Scope): Promise<ToldWatch> => {
    const { simSid, state } = watch;
    // First as it is: what it was before is told out of the same read.
    const now = await read(scope, simSid, "now");
    const isKnown = now !== null && state.kind === "back";
    const before = isKnown ? await read(scope, simSid, { asOf: state.sign - 1 }) : null;
    const name = now === null ? simNameIn(scope, simSid) : simLabel(now.sim);
    const quiet = quietSims.quietUntil(watch.account, simSid, now?.asOf ?? watch.lookedAt);
    return { watch, name, now, before, quiet };
  };

  const sendTo = async (
    slack: WatchSlack,
    { asker: { userId, channelId }, threadTs }: KeptWatch,
    message: Message,
    markId: string,
  ): Promise<Sent> => {
    const directly = (content: Message) =>
      slack.postMarked({ channelId: userId, threadTs: null, markId }, content);
    if (threadTs === null || channelId === null) return sentAs(await directly(message));
    const inThread = saidInThread(message);
    const posted = await slack.postMarked({ channelId, threadTs, markId }, inThread);
    if (posted.kind !== "refused" || sentAs(posted) === "later") return sentAs(posted);
    return sentAs(await directly(toAskerInstead(message, { channelId, reason: posted.reason })));
  };

  return {
    prepare: async (watches): Promise<Telling> => {
      const [first] = watches;
      if (first === undefined) return { kind: "dropped", onEnded: async () => undefined };
      // Asked again as on that day: where they belong, and where they asked.
      const slack = slackFor(first.asker);
      const { installation, ...asker } = first.asker;
      const asked = {
        ...{ ...asker, isStranger: false, command: "watch_told" },
        ...(installation !== null && { through: { kind: "installed", id: installation } as const }),
      };
      const decision = await access.decide(asked);
      const refused = async (because: Refusal): Promise<Telling> => {
        if (passing.has(because)) return { kind: "later" };
        const nothing = { outcome: "not_allowed", sims: [], shown: "nothing" } as const;
        // Only once it is over: until then it is prepared again, maybe each minute.
        const note = () => record(asked, { ...nothing, reason: because });
        // People of other companies learn nothing.
        if (because === "outside" || slack === null) return { kind: "dropped", onEnded: note };
        const message = watchNotAllowedMessage(because, admins, watches.length);
        return {
          kind: "ready",
          send: async ({ id }) => {
            const sent = await sendTo(slack, { ...first, threadTs: null }, message, id);
            if (sent !== "later") await note();
            return sent;
          },
        };
      };
      if (decision.kind === "refused") return refused(decision.because);
      if (slack === null) return { kind: "later" };
      const allowed = watches.flatMap((watch) => {
        const named = scopeNamed(decision.scope, watch.account);
        return named.kind === "scope" ? [{ watch, scope: named.scope }] : [];
      });
      if (allowed.length === 0) return refused("accounts");
      const told = await Promise.all(allowed.map(({ watch, scope }) => toldOf(watch, scope)));
      const shown = told.flatMap(({ now }) => (now === null ? [] : [now]));
      const isInThread = first.threadTs !== null;
      return {
        kind: "ready",
        send: async ({ id, mayBeThere }) => {
          const to = isInThread ? asked.userId : null;
          const whole = watchToldMessage({ told, to, mayBeThere });
          const message = maskedMessage(whole, shown.flatMap(privateNumbers));
          const sent = await sendTo(slack, first, message, id);
          if (sent !== "later")
            await record(asked, {
              outcome: sent === "refused" ? "undelivered" : "ok",
              sims: shown.map(lookedAt).map(({ isStale: _, ...sim }) => sim),
              shown: shown.length > 0 && sent !== "refused" ? "now" : "nothing",
              reason: null,
            });
          return sent;
        },
      };
    },
    hasArrived: async (watches, messageId) => {
      const [first] = watches;
      if (first === undefined) return true;
      const found =
        (await slackFor(first.asker)?.hasArrived(first.asker.userId, messageId)) ?? "unknown";
      // What was sent to a thread is nowhere to be looked for without the right to read the channel.
      return first.threadTs !== null && found === false ? "unknown" : found;
    },
  };
}

function sentAs(outcome: CallOutcome<null>): Sent {
  if (outcome.kind === "done") return "done";
  if (outcome.kind === "unconfirmed") return "unknown";
  return laterKinds.has(refusalKind(outcome.reason)) ? "later" : "refused";
}
