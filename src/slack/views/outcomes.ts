import { isHeard, type Unasked } from "../../core/hearing.ts";
import { countWords, nounFor } from "../../core/words.ts";
import { context, type Message, message, section, together } from "../kit/blocks.ts";
import { bold, code, joined, type Mrkdwn, mrkdwn, ours } from "../kit/mrkdwn.ts";
import type { InvalidProblem } from "../typed/command-forms.ts";
import { inAccounts, mayBeThere, onlyThere, unaskedLine } from "./account-words.ts";
import { buttonCalled } from "./buttons-by-word.ts";
import { whomToAsk } from "./whom-to-ask.ts";

export interface SimNotFound {
  readonly wanted: string;
  /** Where it was looked for. */
  readonly accounts: readonly (string | null)[];
  readonly unasked: readonly Unasked[];
}

/** The platform has no such SIM in the accounts that simscope reads. */
export function simNotFoundMessage({ wanted, accounts, unasked }: SimNotFound): Message {
  const heard = accounts.filter((name) => isHeard(name, unasked));
  const what = mrkdwn`No SIM ${bold(wanted)} ${inAccounts(heard)}.`;
  const unheard = unaskedLine(unasked, mayBeThere);
  return message(joined([what, unheard, mrkdwn`Check the name, or ask with the SID.`], " "), [
    section(joined([what, unheard], "\n")),
    section(
      mrkdwn`Check the spelling: a unique name must be exact, capitals included. The SID (DE…) or the complete ICCID, printed on the card, work too:\n${code("/sim sessions DE0123456789abcdef0123456789abcdef")}`,
    ),
    unasked.length > 0
      ? null
      : context([mrkdwn`The SIM platform answered, and says so. ${onlyThere(heard)}`]),
  ]);
}

/** Super SIMs are another product with other records. */
export function superSimMessage(sid: string): Message {
  const what = mrkdwn`${code(sid)} is a Super SIM. Super SIMs have no data sessions.`;
  return message(what, [
    section(what),
    section(
      mrkdwn`Their history is in Connection Events, which simscope does not read. Look in the platform's console, or ask for a SIM whose SID begins with ${bold("DE")}.`,
    ),
  ]);
}

const problems: Record<InvalidProblem, string> = {
  sim_missing: "Which SIM? Its name or SID is missing.",
  window_too_long: "The platform keeps only 30 days of sessions.",
  window_unknown: "The window can be 24h, 7d or 30d.",
  handover_stretch:
    "How far back? Hours or days, seven days at most, and `public` if everybody is to read it.",
  compare_needs_two: "Name two SIMs to compare. A name with spaces needs quotes.",
  dark_options: "Say how long they are silent at least, as 6h or 2d, or nothing.",
  quiet_needs_end: "Until when is silence expected? It needs an end, as 7d or 2026-12-24, or off.",
  text_too_long: "That is too long to be a question about a SIM.",
};

/** Understood in part: what is missing, and a command that works. */
export function invalidCommandMessage(problem: InvalidProblem, example: string): Message {
  return tryThis(ours(problems[problem]), example);
}

/** The first word is not one of ours. */
export function unknownCommandMessage(word: string, example: string): Message {
  return tryThis(mrkdwn`I do not know "${word}".`, example);
}

/** A mistyped word of ours, and below it what came of looking for a SIM of that name. */
export function unknownCommandOrSim(word: string, example: string, noSim: Message): Message {
  const line = mrkdwn`I do not know "${word}". Try ${code(example)}`;
  return together(message(line, [section(line)]), noSim);
}

/** No SIM, and no word of ours either; where it is what a button does, which one. */
export function simOrUnknownCommand(word: string, noSim: Message): Message {
  const button = buttonCalled(word);
  const line =
    button === null
      ? mrkdwn`"${word}" is no command either: ${code("/sim help")} shows all of them.`
      : mrkdwn`"${word}" is no command: ${button}.`;
  return together(noSim, message(line, [context([line])]));
}

/** No SIM, and of the command for admins only the first word. */
export function simOrAuditCommand(noSim: Message): Message {
  const line = mrkdwn`For who asked, only a time follows: ${code("/sim audit 7d")}, ${code("/sim audit 12h")} or a date, as ${code("/sim audit 2026-11-01")}.`;
  return together(noSim, message(line, [context([line])]));
}

function tryThis(problem: Mrkdwn, example: string): Message {
  const text = joined([problem, mrkdwn`Try ${code(example)}`], "\n");
  return message(text, [
    section(text),
    context([mrkdwn`${code("/sim help")} shows all commands.`]),
  ]);
}

/** This person may not ask, or not here. Says nothing of what simscope knows. */
export function notAllowedMessage(
  because: keyof typeof refusals,
  admins: readonly string[] = [],
): Message {
  const { what, next: words } = refusals[because];
  const next = words(whomToAsk(admins));
  return message(mrkdwn`${what} ${next}`, [section(what), section(next)]);
}

const refusals = {
  outside: {
    what: mrkdwn`simscope answers people of the company that installed it.`,
    // Strangers learn nobody's name.
    next: () => mrkdwn`Ask a colleague there to look, or whoever runs simscope there.`,
  },
  unplaced: {
    what: mrkdwn`simscope answers people of the company that installed it, and Slack did not tell whether you belong to it.`,
    next: () =>
      mrkdwn`If you do, try again in a minute. If it stays like this, ask whoever runs simscope: the Slack permission ${code("users:read")} may be missing. Otherwise ask a colleague there to look.`,
  },
  // Nobody's name here either: it may be a workspace of strangers.
  not_installed: {
    what: mrkdwn`simscope has no key to this workspace: it is not installed here, or has to be installed again.`,
    next: () =>
      mrkdwn`Ask whoever runs simscope for the link to install it. Somebody who may add apps to this workspace opens it once; then ask again.`,
  },
  workspace: {
    what: mrkdwn`simscope may not be used from this workspace.`,
    next: () =>
      mrkdwn`Ask whoever runs simscope to add the workspace to ${code("ALLOWED_WORKSPACES")}.`,
  },
  installations_untold: {
    what: mrkdwn`simscope could not look up just now whether it is installed here: its database does not answer. Nothing is wrong with your SIM.`,
    next: () => mrkdwn`Try again in a minute. If it stays like this, tell whoever runs simscope.`,
  },
  user: {
    what: mrkdwn`You are not on the list of people who may ask simscope.`,
    next: (whom: Mrkdwn) => mrkdwn`Ask ${whom} to add you to ${code("ALLOWED_USERS")}.`,
  },
  group: {
    what: mrkdwn`You are not among the people who may ask simscope.`,
    next: (whom: Mrkdwn) =>
      mrkdwn`Ask ${whom} to add you to a user group of ${code("ALLOWED_GROUPS")}, or to ${code("ALLOWED_USERS")}.`,
  },
  groups_untold: {
    what: mrkdwn`What you may ask simscope depends on your user groups in Slack, and Slack did not tell just now who is in them.`,
    next: (whom: Mrkdwn) =>
      mrkdwn`Try again in a minute. If it stays like this, ask ${whom}: the Slack permission ${code("usergroups:read")} may be missing.`,
  },
  channel: {
    what: mrkdwn`simscope does not answer in this channel.`,
    next: (whom: Mrkdwn) =>
      mrkdwn`Ask in a channel where it is allowed, or ask ${whom} to add this one to ${code("ALLOWED_CHANNELS")}.`,
  },
  accounts: {
    what: mrkdwn`simscope may not look in any account from here.`,
    next: (whom: Mrkdwn) =>
      mrkdwn`Ask in another channel, or ask ${whom} to give this one an account in the file of ${code("SIMSCOPE_CONFIG")}.`,
  },
} as const;

/** So many questions of this person are running that one more would only take turns from others. */
export function tooManyQuestionsMessage(running: number): Message {
  const what = mrkdwn`You have ${String(running)} questions running, so this one was not asked.`;
  const next = mrkdwn`Ask again in a moment, when some of them are answered. simscope takes turns, so that everybody gets an answer.`;
  return message(mrkdwn`${what} ${next}`, [section(what), section(next)]);
}

/** More questions than one person may ask in a minute, or at once. */
export function askedTooFastMessage(againInMs: number): Message {
  const seconds = Math.max(1, Math.ceil(againInMs / 1_000));
  const wait = `${countWords(seconds)} ${nounFor(seconds, "second")}`;
  const what = mrkdwn`You ask faster than simscope answers one person, so this one was not asked.`;
  const next = mrkdwn`Ask again in ${wait}. simscope takes turns, so that everybody gets an answer.`;
  return message(mrkdwn`${what} ${next}`, [section(what), section(next)]);
}

/** A button that this version cannot read. */
export function staleButtonMessage(because: "other_version" | "unreadable"): Message {
  const what =
    because === "other_version"
      ? mrkdwn`This button was made by another version of simscope.`
      : mrkdwn`This button cannot be read.`;
  const next = mrkdwn`Please ask again: ${code("/sim sessions cargo-cam-07")}, with the name of your SIM.`;
  return message(mrkdwn`${what} ${next}`, [section(mrkdwn`${what}\n${next}`)]);
}

/** Slack opens a window only within 3 seconds of the click. */
export function windowNotOpenedMessage(): Message {
  const what = mrkdwn`Slack did not open the window.`;
  const next = mrkdwn`It allows 3 seconds for it, and something was slower. Please press the button again.`;
  return message(mrkdwn`${what} ${next}`, [section(mrkdwn`${what}\n${next}`)]);
}

/** The list no longer has the row that the button belongs to. */
export function sessionGoneMessage(): Message {
  const what = mrkdwn`This session is not on that page any more.`;
  const next = mrkdwn`The platform keeps 30 days of sessions. Press ${bold("Refresh")} for the list as it is now.`;
  return message(mrkdwn`${what} ${next}`, [section(mrkdwn`${what}\n${next}`)]);
}
