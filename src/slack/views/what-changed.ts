import type { SectionBlock } from "@slack/types";
import type { ChangeAspect, WhatChanged } from "../../core/findings/what-changed.ts";
import { said, type Tense } from "../../core/tense.ts";
import { section } from "../kit/blocks.ts";
import { bold, instantMrkdwn, joined, mrkdwn, ours, sentenceMrkdwn } from "../kit/mrkdwn.ts";

const aspectWords: Readonly<Record<ChangeAspect, string>> = {
  device: "Device (IMEI)",
  country: "Country",
  operator: "Operator",
  radio_link: "Radio link",
  cell: "Cell",
  rhythm: "Connects",
  session_length: "Session length",
  packets: "Traffic",
};

/** The last good period against now, one line for each thing that is different. `null`: nothing is. */
export function whatChangedBlock(changed: WhatChanged | null, tense: Tense): SectionBlock | null {
  if (changed === null) return null;
  const lines = changed.changes.map(
    ({ aspect, before, now }) =>
      mrkdwn`• ${ours(aspectWords[aspect])}: ${sentenceMrkdwn(before)} → ${bold(sentenceMrkdwn(now))}`,
  );
  return section(
    joined([mrkdwn`${bold("What changed")} ${since(changed, tense)}`, ...lines], "\n"),
  );
}

function since({ good, now }: WhatChanged, tense: Tense) {
  const until = said(tense, "", ", up to the read");
  return mrkdwn`since ${instantMrkdwn(now.from)}${ours(until)}, compared with the good time from ${instantMrkdwn(good.from)} to ${instantMrkdwn(good.to)}`;
}
