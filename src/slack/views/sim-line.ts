import type { Button, SectionBlock } from "@slack/types";
import { type Sim, shortSid, simLabel } from "../../core/sim.ts";
import type { WindowName } from "../../core/window.ts";
import { button, plain, section } from "../kit/blocks.ts";
import { cleanText } from "../kit/clean.ts";
import { limits } from "../kit/limits.ts";
import { bold, joined, type Mrkdwn, mrkdwn, ours } from "../kit/mrkdwn.ts";
import { encodePick, type PickPlace } from "../pick-state.ts";
import { accountSuffix, inAccountOption } from "./account-words.ts";

/** What a list shows of a SIM. Names are untrusted text, and may be the same for several SIMs. */
export interface ListedSim
  extends Pick<Sim, "sid" | "uniqueName" | "friendlyName" | "iccid" | "status"> {
  /** The account that it is in; `null`: the only one, or not known yet. */
  readonly account: string | null;
}

const shownDigits = 5;

/** Characters that leave nothing on the screen; fillers of some scripts are letters by name. */
const unseen = /[\p{Default_Ignorable_Code_Point}\p{Z}\p{C}\u2800]/gu;

/** The name people call it by; never empty, whatever a name is made of. */
export function listedName(sim: ListedSim): string {
  const name = cleanText(simLabel(sim), 200);
  return name.replace(unseen, "") === "" ? shortSid(sim.sid) : name;
}

/** What tells SIMs of one name and account apart: unique name, status, the last digits on the card. */
export function tellingApart(sim: ListedSim): string[] {
  const { friendlyName, uniqueName, status, iccid, sid } = sim;
  const [name, other] = [friendlyName, uniqueName].map((text) => (text ?? "").trim());
  return [
    name !== "" && other !== "" && name !== other ? uniqueName : null,
    status,
    iccid === null || iccid === "" ? shortSid(sid) : `ICCID ends in ${iccid.slice(-shownDigits)}`,
  ].filter((part) => part !== null);
}

export interface SimLineInput {
  readonly windowName: WindowName;
  readonly place: PickPlace;
}

/** One SIM of a list, with a button that asks for its sessions. */
export function simLine(sim: ListedSim, { windowName, place }: SimLineInput): SectionBlock {
  const value = encodePick({ simSid: sim.sid, account: sim.account, windowName, place });
  const name = mrkdwn`${bold(listedName(sim))}${ours(accountSuffix(sim.account))}`;
  return section(joined([name, details(sim)], "\n"), sessionsButton(sim, value));
}

function details(sim: ListedSim): Mrkdwn {
  return joined(
    tellingApart(sim).map((part) => mrkdwn`${part}`),
    " · ",
  );
}

function sessionsButton(sim: ListedSim, value: string): Button {
  const { text: spoken } = plain(
    `Sessions of ${listedName(sim)}${inAccountOption(sim.account)}`,
    limits.accessibilityLabel,
    false,
  );
  return button({ actionId: "sim_pick", label: "Sessions", spoken, value });
}
