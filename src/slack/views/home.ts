import type { HomeView, KnownBlock } from "@slack/types";
import { defaultWindowName } from "../../core/window.ts";
import { actions, context, divider, header, type Message, section } from "../kit/blocks.ts";
import { homeTab } from "../kit/home-tab.ts";
import { joined, mrkdwn } from "../kit/mrkdwn.ts";
import { asOfWords, type HealthFacts, platformsLine } from "./health.ts";
import { type ExampleSim, fewExamples, lookUpButton } from "./help.ts";
import { type ListedSim, simLine } from "./sim-line.ts";

/** The SIMs that somebody asked for last, newest first; `unread`: the record of it was not there in time. */
export type LastSims =
  | { readonly kind: "read"; readonly sims: readonly ListedSim[] }
  | { readonly kind: "unread" };

export interface HomeInput {
  /** Two SIMs at most, that this person may see. */
  readonly examples: readonly ExampleSim[];
  readonly last: LastSims;
  readonly facts: Pick<HealthFacts, "asOf" | "simPlatforms">;
}

const question = {
  windowName: defaultWindowName,
  place: "replace",
  actionId: "home_sim",
} as const;

/** What simscope can do, the person's last SIMs, and how the platform is doing. */
export function homeView({ examples, last, facts }: HomeInput): HomeView {
  return homeTab([
    ...whatItDoes(examples),
    actions([lookUpButton()]),
    divider(),
    ...lastSims(last),
    divider(),
    section(platformsLine(facts)),
    context([mrkdwn`${asOfWords(facts.asOf)} Open this tab again to see it as it is then.`]),
  ]);
}

/** For somebody who may not ask: nothing of what simscope knows, and whom to ask. */
export function refusedHomeView({ blocks }: Message): HomeView {
  return homeTab([...whatItDoes([]), divider(), ...blocks]);
}

function whatItDoes(examples: readonly ExampleSim[]): readonly KnownBlock[] {
  return [
    header("What has this SIM's connection been doing?"),
    section(
      joined(
        [mrkdwn`Ask in any conversation, with any name of a SIM:`, ...fewExamples(examples)],
        "\n",
      ),
    ),
  ];
}

function lastSims(last: LastSims): readonly (KnownBlock | null)[] {
  const title = header("SIMs you asked for last");
  if (last.kind === "unread")
    return [title, section(mrkdwn`They cannot be read just now. You can ask all the same.`)];
  if (last.sims.length === 0)
    return [
      title,
      section(
        mrkdwn`None yet. Those that you ask for come here, to be asked for again by a press.`,
      ),
    ];
  return [
    title,
    ...last.sims.map((sim): KnownBlock => simLine(sim, question)),
    context([mrkdwn`The answer comes as a direct message from simscope.`]),
  ];
}
