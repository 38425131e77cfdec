import { assertNever, type BotError, type ErrorCode, isBotError } from "../../core/errors.ts";
import type { Instant } from "../../core/instant.ts";
import { instant, plainText, type Sentence } from "../../core/words.ts";
import { context, type Message, message, section } from "../kit/blocks.ts";
import { bold, joined, type Mrkdwn, mrkdwn, ours, sentenceMrkdwnUtc } from "../kit/mrkdwn.ts";

/** A failure in words: what happened, whose side it is on, what to do next. */
interface Words {
  readonly what: Sentence;
  readonly whose: string;
  readonly next: string;
}

/**
 * Any failure as a message. `reference` is also in the log line, so that whoever runs simscope
 * can find it. Only words written here reach people, never the error's own message.
 */
export function presentError(error: unknown, reference: string): Message {
  if (isBotError(error) && error.others.length > 0) {
    return presentFailures([error, ...error.others], reference);
  }
  const { what: alone, whose, next } = isBotError(error) ? botErrorWords(error) : bugWords;
  const what = isBotError(error) ? withAccount(error, alone) : alone;
  const code = isBotError(error) ? codesOf(error) : "bug";
  return message(ours(`${plainText(what)} ${whose} ${next}`), [
    section(joined([bold(sentenceMrkdwnUtc(what)), ours(`${whose} ${next}`)], "\n")),
    context([mrkdwn`Reference ${reference} · ${code}`]),
  ]);
}

const neverHealsAlone: ReadonlySet<ErrorCode> = new Set([
  "sim_api_unauthorized",
  "sim_api_forbidden",
  "sim_api_rejected",
]);

/** Each account failed for its own reason; who can mend one of them is worth more than waiting for the others. */
function presentFailures(errors: readonly BotError[], reference: string): Message {
  const what = "No account that may have this SIM could be asked.";
  const each = errors.map((error) => withAccount(error, botErrorWords(error).what));
  const isForAdmin = errors.some(({ code }) => neverHealsAlone.has(code));
  const next = `${notYourSim} ${isForAdmin ? askAdmin : tryAgain}`;
  const codes = errors.map((error) => `${error.account ?? "account"} ${codesOf(error)}`);
  return message(ours([what, ...each.map(plainText), next].join(" ")), [
    section(joined([bold(ours(what)), ...each.map(sentenceMrkdwnUtc), ours(next)], "\n")),
    context([mrkdwn`Reference ${reference} · ${codes.join(", ")}`]),
  ]);
}

/** Ours, and the platform's own number or word as it gave it: known to us or not, its support knows it. */
function codesOf({ code, platformCode, platformWord }: BotError): string {
  const ofPlatform = platformCode ?? platformWord;
  return ofPlatform === undefined ? code : `${code} · platform error ${ofPlatform}`;
}

/** Below a failure of what goes on after an answer. */
export const afterAnswerLine: Mrkdwn = mrkdwn`It happened after the answer, which holds as of its own time: only what was still to come is missing.`;

/** Any failure in one sentence, for places where an answer goes on without what failed. */
export function failureMrkdwn(error: unknown): Mrkdwn {
  return isBotError(error)
    ? sentenceMrkdwnUtc(botErrorWords(error).what)
    : mrkdwn`Something went wrong inside simscope.`;
}

/** Where there are several, others may well answer meanwhile. */
function withAccount({ account }: BotError, what: Sentence): Sentence {
  const [first = "", ...others] = what;
  if (account === undefined || typeof first !== "string") return what;
  return [`Account ${account}: ${lowerFirst(first)}`, ...others];
}

const notYourSim = "Nothing is known to be wrong with your SIM.";
const tryAgain = "Try again in a minute.";
const askAdmin = "Ask the person who runs simscope, and give them the reference below.";

const bugWords: Words = {
  what: ["Something went wrong inside simscope."],
  whose: `This is our fault. ${notYourSim}`,
  next: `${tryAgain} If it happens again: ${lowerFirst(askAdmin)}`,
};

function botErrorWords(error: BotError): Words {
  if (error.downSince !== undefined) return downWords(error.downSince);
  switch (error.code) {
    case "sim_api_unauthorized":
      return {
        what: ["The SIM platform did not accept simscope's credentials."],
        whose: `This is a matter of configuration. ${notYourSim}`,
        next: `${askAdmin} They can check it with "npm run doctor".`,
      };
    case "sim_api_forbidden":
      return {
        what: ["simscope's credentials may not read this SIM."],
        whose: `They are valid, but lack the right to read it. ${notYourSim}`,
        next: `${askAdmin} The key needs read access to SIMs in this account.`,
      };
    case "sim_api_rate_limited":
      return {
        what: ["The SIM platform is limiting how much we may ask."],
        whose: `Too many questions at once in this account. ${notYourSim}`,
        next: waitWords(error.retryAfterMs),
      };
    case "sim_api_failed":
      return failedWords(error);
    case "sim_api_timeout":
      return timeoutWords(error);
    case "sim_api_unreachable":
      return unreachableWords(error);
    case "sim_api_unreadable":
      return unreadableWords(error);
    case "sim_api_rejected":
      return {
        what: ["The SIM platform did not understand simscope's question."],
        whose: `This is our fault. ${notYourSim}`,
        next: askAdmin,
      };
    case "slack_refused":
      return {
        what: ["Slack did not take the answer."],
        whose: `The answer was ready. ${notYourSim}`,
        next: tryAgain,
      };
    case "chart_failed":
      return {
        what: ["The timeline picture could not be made."],
        whose: "The figures are right without it.",
        next: tryAgain,
      };
    default:
      return assertNever(error.code);
  }
}

/** Nothing was asked: the platform has been failing, and is tried every few seconds. */
function downWords(downSince: Instant): Words {
  return {
    what: ["The SIM platform has not been answering since ", instant(downSince), "."],
    whose: `It is on their side, or on the way there. ${notYourSim}`,
    next: "simscope tries it every few seconds: ask again in a minute. If it lasts, see the platform's status page.",
  };
}

function timeoutWords({ detail }: BotError): Words {
  return detail === "queued"
    ? {
        what: ["Too many questions came at once, and this one had no turn in time."],
        whose: `simscope takes turns, so that the SIM platform is not asked too much. ${notYourSim}`,
        next: tryAgain,
      }
    : {
        what: ["The SIM platform took too long to answer."],
        whose: `It is on their side, or on the way there. ${notYourSim}`,
        next: tryAgain,
      };
}

function failedWords({ detail }: BotError): Words {
  return detail === "overloaded"
    ? {
        what: ["The SIM platform is overloaded or under maintenance."],
        whose: `It is on their side. ${notYourSim}`,
        next: `${tryAgain} If it lasts, see the platform's status page.`,
      }
    : {
        what: ["The SIM platform had a fault of its own."],
        whose: `It is on their side. ${notYourSim}`,
        next: `${tryAgain} If it lasts, see the platform's status page.`,
      };
}

function unreachableWords({ detail }: BotError): Words {
  return detail === "cut_body"
    ? {
        what: ["The SIM platform's answer broke off half way."],
        whose: `The connection was lost while reading. ${notYourSim}`,
        next: tryAgain,
      }
    : {
        what: ["simscope cannot reach the SIM platform."],
        whose: `No connection could be made: their side, or the network between. ${notYourSim}`,
        next: `${tryAgain} If it lasts, ${lowerFirst(askAdmin)}`,
      };
}

function unreadableWords({ detail }: BotError): Words {
  const next = `${tryAgain} If it lasts, ${lowerFirst(askAdmin)}`;
  const on = `It is on their side, or a proxy is in the way. ${notYourSim}`;
  switch (detail) {
    case "html":
      return { what: ["A web page came back instead of SIM data."], whose: on, next };
    case "not_json":
      return { what: ["The SIM platform's answer was garbled."], whose: on, next };
    case "redirect":
      return {
        what: ["The SIM platform sent simscope to another address."],
        whose: `simscope never follows, so that its credentials stay safe. ${notYourSim}`,
        next: askAdmin,
      };
    case "too_large":
      return {
        what: ["The SIM platform's answer was far too large to be right."],
        whose: on,
        next,
      };
    case "wrong_shape":
    case "cut_body":
    case "overloaded":
    case "queued":
    case undefined:
      return {
        what: ["The SIM platform answered in a form that simscope does not know."],
        whose: `Its interface may have changed. ${notYourSim}`,
        next,
      };
    default:
      return assertNever(detail);
  }
}

function waitWords(retryAfterMs: number | undefined): string {
  if (retryAfterMs === undefined) return tryAgain;
  const seconds = Math.max(1, Math.ceil(retryAfterMs / 1_000));
  return `It asks for a pause of ${seconds} ${seconds === 1 ? "second" : "seconds"}: then try again.`;
}

/** "SIM" and "Slack" are written so everywhere. */
function lowerFirst(text: string): string {
  return text.replace(/^(?!Slack\b)\p{Lu}(?!\p{Lu})/u, (letter) => letter.toLowerCase());
}
