import { longestQuietMs } from "../../core/fleet/quiet-until.ts";
import { dayMs, type Instant } from "../../core/instant.ts";
import type { SimReport } from "../../core/report.ts";
import { context, type Message, message, section } from "../kit/blocks.ts";
import { bold, code, instantMrkdwn, type Mrkdwn, mention, mrkdwn, quoting } from "../kit/mrkdwn.ts";
import { sessionsCommand } from "../typed/command-words.ts";
import { reportedName } from "./account-words.ts";
import { localAndUtc } from "./report-facts.ts";

/** Silence that somebody expects. */
export interface Quiet {
  readonly until: Instant;
  /** Slack id. */
  readonly setBy: string;
  readonly setAt: Instant;
  /** Untrusted text. */
  readonly reason: string | null;
}

/** A sentence; what is longer belongs into a ticket. */
const reasonCharacters = 140;

/** `🔕 Quiet by arrangement until 30 Nov 10:05, set by @ada today at 10:05: new antenna.` */
export function quietLine({ until, setBy, setAt, reason }: Quiet): Mrkdwn {
  return mrkdwn`🔕 ${bold("Quiet by arrangement")} until ${instantMrkdwn(until)}, set by ${mention(setBy)} ${instantMrkdwn(setAt)}${reasonWords(reason)}.`;
}

function reasonWords(reason: string | null): Mrkdwn {
  return reason === null ? mrkdwn`` : mrkdwn`: ${quoting(reason, reasonCharacters)}`;
}

/** What was arranged, with its moment, and who sees it. */
export function quietSetMessage(report: SimReport, quiet: Quiet): Message {
  const name = bold(reportedName(report));
  const what = mrkdwn`🔕 ${name} is ${bold("quiet by arrangement")} until ${localAndUtc(quiet.until)}${reasonWords(quiet.reason)}.`;
  const off = code(offCommand(report));
  return message(what, [
    section(what),
    context([
      mrkdwn`Set ${instantMrkdwn(quiet.setAt)}. Whoever may ask about this SIM reads that in its answers, with your name and the reason. It ends by itself; ${off} ends it now.`,
    ]),
  ]);
}

/** `/sim quiet cargo-cam-07 off`. */
function offCommand({ sim, account }: SimReport): string {
  const command = sessionsCommand({ sim: sim.uniqueName ?? sim.sid, account: null });
  const named = command.replace(/^\/sim sessions /, "/sim quiet ");
  return `${named}${account === null ? "" : ` in ${account}`} off`;
}

/** It is no longer expected to be silent. */
export function quietEndedMessage(report: SimReport, wasThere: boolean, at: Instant): Message {
  const name = bold(reportedName(report));
  const what = wasThere
    ? mrkdwn`Ended ${instantMrkdwn(at)}: ${name} is no longer quiet by arrangement.`
    : mrkdwn`${name} was not quiet by arrangement, as of ${instantMrkdwn(at)}: nothing has changed.`;
  return message(what, [section(what)]);
}

/** An end that is none to expect silence until. */
export function quietEndMessage(because: "past" | "too_long"): Message {
  const what =
    because === "past"
      ? mrkdwn`That day is over already, so silence cannot be expected until then.`
      : mrkdwn`Silence can be expected for ${Math.floor(longestQuietMs / dayMs)} days at most.`;
  const next = mrkdwn`Try ${code("/sim quiet cargo-cam-07 7d new antenna")}, with the name of your SIM.`;
  return message(mrkdwn`${what} ${next}`, [section(mrkdwn`${what}\n${next}`)]);
}

/** The database is away: nothing is kept. */
export function quietNotKeptMessage(): Message {
  const what = mrkdwn`simscope's database cannot be reached, so nothing has changed.`;
  const next = mrkdwn`It is on simscope's side: try again in a minute.`;
  return message(mrkdwn`${what} ${next}`, [section(mrkdwn`${what}\n${next}`)]);
}
