import type { Audience } from "../../core/private-numbers.ts";
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

/** With a name that works here; nothing where there is only one account. */
function accountExamples(accounts: readonly string[]) {
  const example = accounts.at(-1);
  if (example === undefined) return [];
  return [
    [code("/sim accounts"), "the accounts in which SIMs are looked for"],
    [code(`/sim sessions cargo-cam-07 in ${example}`), `only in the account ${example}`],
  ] as const;
}

/** Where everybody reads along anyway there is nothing to add. */
function publicExample(audience: Audience) {
  if (audience === "channel") return [];
  return [
    [code("/sim sessions cargo-cam-07 30d public"), "the answer for everybody in the channel"],
  ] as const;
}

/** Who will read what is asked like this. A command is private, a mention is not. */
function audienceWords(audience: Audience): Mrkdwn {
  return audience === "asker"
    ? mrkdwn`Only you see the answer, unless you add ${bold("public")}.`
    : mrkdwn`Everybody in this channel sees the answer. For an answer that only you see, type ${code("/sim sessions cargo-cam-07")}.`;
}

/** What simscope can be asked, with examples to copy; `audience`: who reads it, and the answers. */
export function helpMessage(accounts: readonly string[], audience: Audience): Message {
  const examples = [
    [code("/sim sessions cargo-cam-07"), "the last 7 days of that SIM's connection"],
    [code("/sim sessions cargo-cam-07 24h"), "another window: 24h, 7d or 30d"],
    ...publicExample(audience),
    [code('/sim compare cargo-cam-07 "Truck 12 camera"'), "two SIMs, property by property"],
    [code("/sim find camera 7"), "SIMs by a part of the name or number, also misspelt"],
    ...accountExamples(accounts),
    [code("/sim help words"), "what the words in an answer mean"],
    [code("/sim health"), "whether Slack and the SIM platform can be reached"],
  ] as const;
  return message(
    mrkdwn`simscope: what has a SIM's connection been doing? Try ${code("/sim sessions cargo-cam-07")}`,
    [
      header("What has this SIM's connection been doing?"),
      section(
        mrkdwn`Ask with any name of the SIM: SID (DE…), unique or friendly name, ICCID or its last digits. ${audienceWords(audience)}`,
      ),
      section(
        joined(
          examples.map(([command, meaning]) => mrkdwn`${command}\n${ours(meaning)}`),
          "\n",
        ),
      ),
      actions([
        button({
          actionId: "look_up_sim",
          label: "Look up a SIM",
          spoken: "Look up a SIM in a window",
          value: "1",
        }),
      ]),
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
      context([mrkdwn`simscope only reads. The platform keeps 30 days of sessions.`]),
    ],
  );
}
