import type { KnownBlock } from "@slack/types";
import type { AccountList } from "../../core/list-state.ts";
import { context, type Message, message, section } from "../kit/blocks.ts";
import { bold, code, joined, type Mrkdwn, mrkdwn } from "../kit/mrkdwn.ts";
import { inAccounts } from "./account-words.ts";
import { isPlain, listStateLine } from "./list-state.ts";
import { type ListedSim, type SimLineInput, simLine } from "./sim-line.ts";

interface Meant {
  /** At most five. Names are untrusted text. */
  readonly sims: readonly ListedSim[];
  /** The command put right, one for each of them. */
  readonly commands: readonly string[];
}

/** What was meant by a name that led to no SIM. */
export type MeantSims =
  /** Exactly that name, in another account than the one that was named. */
  | (Meant & { readonly kind: "elsewhere"; readonly name: string })
  /** The account stood behind the name, in words that are not a command. */
  | (Meant & { readonly kind: "behind_name"; readonly wanted: string });

/** Where it was looked for in vain. */
export interface LookedIn {
  readonly accounts: readonly (string | null)[];
  /** The lists that say so; empty: the platform did. */
  readonly lists: readonly AccountList[];
}

/** The SIM is known, but not where, or not as, it was asked for. */
export function meantSimsMessage(
  meant: MeantSims,
  { accounts, lists }: LookedIn,
  question: SimLineInput,
): Message {
  const what = meantWords(meant);
  const isSure = lists.every(({ state }) => isPlain(state));
  return message(what, [
    section(what),
    ...meant.sims.map((sim): KnownBlock => simLine(sim, question)),
    context(
      meant.kind === "elsewhere"
        ? [
            mrkdwn`It ${isSure ? "is not" : "was not found"} ${inAccounts(accounts)}.`,
            listStateLine(lists),
          ]
        : [],
    ),
  ]);
}

function meantWords(meant: MeantSims): Mrkdwn {
  const commands = meant.commands.map((command) => code(command));
  const [only, ...more] = commands;
  const isOne = more.length === 0;
  if (meant.kind === "elsewhere") {
    const accounts = [...new Set(meant.sims.map(({ account }) => account))];
    const where = mrkdwn`${bold(meant.name)} is ${inAccounts(accounts)}:`;
    return joined([where, ...commands], isOne ? " " : "\n");
  }
  const none = mrkdwn`No SIM ${bold(meant.wanted)}.`;
  return isOne && only !== undefined
    ? mrkdwn`${none} Did you mean ${only}?`
    : joined([mrkdwn`${none} Did you mean one of these?`, ...commands], "\n");
}
