import type { Button, SectionBlock } from "@slack/types";
import { lastCharacters } from "../../core/cut-text.ts";
import { type Sim, shortSid, simLabel } from "../../core/sim.ts";
import { visibleOrNull } from "../../core/visible-text.ts";
import type { WindowName } from "../../core/window.ts";
import { type ButtonInput, button, plain, section } from "../kit/blocks.ts";
import { cleanText } from "../kit/clean.ts";
import { limits } from "../kit/limits.ts";
import { bold, joined, type Mrkdwn, mrkdwn, ours } from "../kit/mrkdwn.ts";
import { type ComparedWith, encodePick, type PickPlace } from "../values/pick-state.ts";
import { accountSuffix, inAccountOption } from "./account-words.ts";

/** What a list shows of a SIM. Names are untrusted text, and may be the same for several SIMs. */
export interface ListedSim
  extends Pick<Sim, "sid" | "uniqueName" | "friendlyName" | "iccid" | "status"> {
  /** The account that it is in; `null`: the only one, or not known yet. */
  readonly account: string | null;
}

const shownDigits = 5;

/** The name people call it by. */
export function listedName(sim: ListedSim): string {
  return cleanText(simLabel(sim), 200);
}

/** What tells SIMs of one name and account apart: unique name, status, the last digits on the card. */
export function tellingApart(sim: ListedSim): string[] {
  const { friendlyName, uniqueName, status, iccid, sid } = sim;
  const [name, other = null, digits = null] = [friendlyName, uniqueName, iccid].map(visibleOrNull);
  return [
    name !== null && name !== other ? other : null,
    visibleOrNull(status),
    digits === null ? shortSid(sid) : `ICCID ends in ${lastCharacters(digits, shownDigits)}`,
  ].filter((part) => part !== null);
}

export interface SimLineInput {
  readonly windowName: WindowName;
  readonly place: PickPlace;
  /** What it is compared with; left out: it is asked for alone. */
  readonly compared?: ComparedWith;
  /** What the button is called; left out: that of a choice in a message. */
  readonly actionId?: "sim_pick" | "home_sim";
}

/** One SIM of a list, with a button that asks for its sessions, or goes on with a comparison. */
export function simLine(
  sim: ListedSim,
  { actionId = "sim_pick", ...question }: SimLineInput,
): SectionBlock {
  const name = mrkdwn`${bold(listedName(sim))}${ours(accountSuffix(sim.account))}`;
  return section(joined([name, details(sim)], "\n"), simButton(sim, { actionId, ...question }));
}

/** Asks for the sessions of a SIM, or goes on with a comparison. */
export function simButton(
  sim: ListedSim,
  { actionId = "sim_pick", ...question }: SimLineInput,
): Button {
  const value = encodePick({ simSid: sim.sid, account: sim.account, ...question });
  const label = question.compared === undefined ? "Sessions" : "Compare";
  const named = { name: listedName(sim), account: sim.account };
  return pickButton(named, { actionId, label, value });
}

function details(sim: ListedSim): Mrkdwn {
  return joined(
    tellingApart(sim).map((part) => mrkdwn`${part}`),
    " · ",
  );
}

/** `value` as `encodePick` has it. */
export function pickButton(
  { name, account }: { readonly name: string; readonly account: string | null },
  { actionId, label, value }: Pick<ButtonInput, "actionId" | "label" | "value">,
): Button {
  const { text: spoken } = plain(
    `${label === "Sessions" ? "Sessions of" : label} ${name}${inAccountOption(account)}`,
    limits.accessibilityLabel,
    false,
  );
  return button({ actionId, label, spoken, value });
}
