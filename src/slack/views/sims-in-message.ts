import type { KnownBlock } from "@slack/types";
import type { AccountList } from "../../core/list-state.ts";
import type { NumberKind } from "../../core/reading/other-numbers.ts";
import { defaultWindowName } from "../../core/window.ts";
import { countWords, nounFor } from "../../core/words.ts";
import { context, type Message, message, section } from "../kit/blocks.ts";
import { code, type Mrkdwn, mrkdwn } from "../kit/mrkdwn.ts";
import { listStateLine } from "./list-state.ts";
import { otherNumberInMessage } from "./other-number.ts";
import { type ListedSim, simLine } from "./sim-line.ts";

export interface MentionedSims {
  readonly sims: readonly ListedSim[];
  /** ICCIDs that no listed SIM has. */
  readonly unknownIccids: number;
  /** Super SIMs have no data sessions. */
  readonly superSims: number;
  /** Kinds of numbers in it that are known and name no SIM. */
  readonly others?: readonly NumberKind[];
  readonly lists: readonly AccountList[];
}

/** An alert may name a whole rack of devices. */
const mostShown = 10;

const question = { windowName: defaultWindowName, place: "beside" } as const;

/** The SIMs that somebody's message speaks of. */
export function simsInMessage({
  sims,
  unknownIccids,
  superSims,
  lists,
  others = [],
}: MentionedSims): Message {
  const what =
    sims.length === 0
      ? mrkdwn`No SIM found in this message.`
      : mrkdwn`${countWords(sims.length)} ${nounFor(sims.length, "SIM")} in this message.`;
  const more = sims.length - mostShown;
  return message(what, [
    section(what),
    ...sims.slice(0, mostShown).map((sim): KnownBlock => simLine(sim, question)),
    context([
      more > 0 ? mrkdwn`and ${countWords(more)} more.` : none,
      unknownIccids > 0
        ? mrkdwn`${countWords(unknownIccids)} ${nounFor(unknownIccids, "ICCID")} in it: no SIM in the list has ${unknownIccids === 1 ? "it" : "them"}.`
        : none,
      superSims > 0
        ? mrkdwn`${countWords(superSims)} ${nounFor(superSims, "Super SIM")} in it: those have no data sessions.`
        : none,
      ...(sims.length === 0 ? others.map(otherNumberInMessage) : []),
      sims.length === 0
        ? mrkdwn`simscope looks for SIDs (DE…), complete ICCIDs and names. If you know the SIM by another name, ask for it: ${code("/sim sessions cargo-cam-07")}`
        : none,
      listStateLine(lists),
    ]),
  ]);
}

const none: Mrkdwn = mrkdwn``;
