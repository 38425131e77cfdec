import type { Button } from "@slack/types";
import { fold, wordsOf } from "../../core/fold.ts";
import type { Audience } from "../../core/private-numbers.ts";
import type { WindowName } from "../../core/window.ts";
import {
  actions,
  button,
  context,
  divider,
  header,
  type Message,
  message,
  section,
} from "../kit/blocks.ts";
import { bold, code, joined, type Mrkdwn, mrkdwn, ours } from "../kit/mrkdwn.ts";
import {
  comparisonCommand,
  evidenceCommand,
  findCommand,
  type NamedSim,
  sessionsCommand,
} from "../typed/command-words.ts";

/** A SIM that exists, by a name that leads to it. Untrusted text. */
export type ExampleSim = NamedSim;

/** What stands in an example where no SIM is known. */
const anySim = "<sim>";

/** With a name that works here; nothing where there is only one account. */
function accountExamples(accounts: readonly string[], example: ExampleSim | undefined) {
  const account = example?.account ?? accounts.at(-1);
  if (account === undefined) return [];
  return [
    [code("/sim accounts"), "the accounts in which SIMs are looked for"],
    [code(sessionsOf(example, "7d", account)), `only in the account ${account}`],
  ] as const;
}

function sessionsOf(
  example: ExampleSim | undefined,
  windowName: WindowName = "7d",
  account: string | null = null,
  isPublic = false,
): string {
  // What is to be put in place of it needs no quotes.
  const command = sessionsCommand({ sim: example?.sim ?? "x", account }, { windowName, isPublic });
  return example === undefined ? command.replace(" x", ` ${anySim}`) : command;
}

function comparisonOf([first, second]: readonly ExampleSim[]): string {
  if (first === undefined) return `/sim compare ${anySim} ${anySim}`;
  const one = { sim: first.sim, account: null };
  const other = { sim: second?.sim ?? "x", account: null };
  const command = comparisonCommand([one, other], { windowName: "7d", isPublic: false });
  return second === undefined ? command.replace(/ x$/, ` ${anySim}`) : command;
}

function evidenceOf(example: ExampleSim | undefined): string {
  return example === undefined
    ? `/sim evidence ${anySim}`
    : evidenceCommand({ sim: example.sim, account: null });
}

/** By the beginning of a name. */
function searchFor(example: ExampleSim | undefined): string {
  const [word = ""] = wordsOf(fold(example?.sim ?? "")).filter(({ length }) => length >= 3);
  return word === "" ? "/sim find <text>" : findCommand({ text: word, account: null });
}

/** What most people need, for where there is little room; `sims` as for the whole help. */
export function fewExamples(sims: readonly ExampleSim[]): readonly Mrkdwn[] {
  const [first] = sims;
  return [
    mrkdwn`${code(sessionsOf(first))} the last 7 days of that SIM's connection`,
    mrkdwn`${code("/sim dark")} SIMs that are silent beyond their own rhythm`,
    mrkdwn`${code(searchFor(first))} SIMs by a part of the name or number`,
    mrkdwn`${code("/sim help")} all that you can ask`,
  ];
}

/** Opens the window in which a SIM is looked up. */
export function lookUpButton(): Button {
  return button({
    actionId: "look_up_sim",
    label: "Look up a SIM",
    spoken: "Look up a SIM in a window",
    value: "1",
  });
}

/** Where everybody reads along anyway there is nothing to add. */
function publicExample(audience: Audience, example: ExampleSim | undefined) {
  if (audience === "channel") return [];
  return [
    [code(sessionsOf(example, "30d", null, true)), "the answer for everybody in the channel"],
  ] as const;
}

/** Who will read what is asked like this. A command is private, a mention is not. */
function audienceWords(audience: Audience, example: ExampleSim | undefined): Mrkdwn {
  return audience === "asker"
    ? mrkdwn`Only you see the answer, unless you add ${bold("public")}.`
    : mrkdwn`Everybody in this channel sees the answer. For an answer that only you see, type ${code(sessionsOf(example))}.`;
}

/**
 * What simscope can be asked, with examples to copy. `audience`: who reads it, and the answers;
 * `sims`: those of the examples, two at most, which these readers may see.
 */
export function helpMessage(
  accounts: readonly string[],
  audience: Audience,
  sims: readonly ExampleSim[],
): Message {
  const [first] = sims;
  const examples = [
    [code(sessionsOf(first)), "the last 7 days of that SIM's connection"],
    [code(sessionsOf(first, "24h")), "another window: 24h, 7d or 30d"],
    ...publicExample(audience, first),
    [code(comparisonOf(sims)), "two SIMs, property by property"],
    [code(searchFor(first)), "SIMs by a part of the name or number, also misspelt"],
    [code("/sim dark"), "SIMs that are silent beyond their own rhythm"],
    [code(evidenceOf(first)), "what was kept of its answers, with hashes"],
    ...accountExamples(accounts, first),
    [code("/sim watches"), "what you wait for, and End"],
    [code("/sim quiet <sim> 7d <reason>"), "silence of that SIM is expected so long; off ends it"],
    [code("/sim help words"), "what the words in an answer mean"],
    [code("/sim handover 8h"), "the SIMs asked about here: then, now, what came back"],
    [code("/sim health"), "whether Slack and the SIM platform can be reached"],
  ] as const;
  return message(
    mrkdwn`simscope: what has a SIM's connection been doing? Try ${code(sessionsOf(first))}`,
    [
      header("What has this SIM's connection been doing?"),
      section(
        mrkdwn`Ask with any name of the SIM: SID (DE…), unique or friendly name, ICCID or its last digits. ${audienceWords(audience, first)}`,
      ),
      section(
        joined(
          examples.map(([command, meaning]) => mrkdwn`${command}\n${ours(meaning)}`),
          "\n",
        ),
      ),
      actions([lookUpButton()]),
      divider(),
      section(
        joined(
          [
            mrkdwn`${bold("Session")}: one data connection, from its start until it ends.`,
            mrkdwn`${bold("Open")}: nobody reported the end yet. The device may be gone all the same, so look at the last update.`,
            mrkdwn`${bold("Radio link")}: the kind of mobile network, such as LTE or 3G.`,
            mrkdwn`${bold("Cell")}: the mobile tower's number; its place on the map is an estimate, and not the device's.`,
            mrkdwn`${bold("Packets")}: pieces of data sent (↑) and received (↓), of any size. They are not bytes.`,
          ],
          "\n",
        ),
      ),
      context([
        mrkdwn`The answer about a silent SIM has two more buttons: ${bold("Is it just this SIM?")} and ${bold("Tell me when it is back")}. simscope only reads. The platform keeps 30 days of sessions.`,
      ]),
    ],
  );
}
