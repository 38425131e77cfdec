import { context, divider, header, type Message, message, section } from "../kit/blocks.ts";
import { bold, code, joined, type Mrkdwn, mrkdwn, ours } from "../kit/mrkdwn.ts";

type Entry = readonly [word: string, meaning: string];

const connection: readonly Entry[] = [
  ["Session", "one data connection of a SIM, from its start until its end."],
  [
    "Open",
    "nobody has reported the end of the session yet. It does not mean that the device is there: the network may notice hours later.",
  ],
  [
    "Silent",
    "nothing was heard of the device for a while. It may be asleep, switched off, or out of reach.",
  ],
  ["Last seen", "the latest moment for which the records speak: an end, an update or a start."],
  ["Rhythm", "how often this SIM usually connects, worked out from its own sessions."],
  [
    "Overdue",
    "silent for clearly longer than its own rhythm, nights and weekends taken into account.",
  ],
  ["In session", "time with at least one session, up to the last update of an open one."],
  ["Window", "the stretch of time that the answer is about: 24 hours, 7 days or 30 days."],
  ["As of", "the moment of your question. Everything is worked out for that moment."],
];

const network: readonly Entry[] = [
  ["Operator", "the company that runs the mobile network, such as T-Mobile."],
  ["MCC-MNC", "the number of a network: 310-260 is country 310 and network 260."],
  [
    "APN",
    "a setting in the device: the door through which it leaves the mobile network for the internet.",
  ],
  ["Idle timeout", "after that long without data the network ends a session by itself."],
  ["Roaming", "using the network of another operator, at home or abroad."],
  [
    "Radio link",
    "the kind of mobile network: 5G, LTE (4G), LTE-M and NB-IoT for small devices, 3G, 2G.",
  ],
  [
    "Cell",
    "one antenna of the network, as a number. Phones and devices change cells all the time.",
  ],
  ["Tower", "where the antenna probably stands. It is not where the device is."],
  [
    "Packets",
    "pieces of data, up (↑) from the SIM and down (↓) to it. They have any size: packets are not bytes.",
  ],
];

const numbers: readonly Entry[] = [
  ["SIM", "the card or chip that lets a device use mobile networks."],
  ["ICCID", "the SIM's own number, 18 to 22 digits, printed on the card."],
  [
    "IMEI",
    "the number of the modem that the SIM is in. If it changes, the SIM is in another device.",
  ],
  [
    "Account",
    "where the platform keeps some of the SIMs. There may be several, and simscope says which one a SIM is in.",
  ],
  ["SID", "the platform's name for a thing: DE… is a SIM, WN… a session."],
];

const judgement: readonly Entry[] = [
  ["🛑 Critical", "the SIM carries nothing now, or probably nothing. Someone should act."],
  ["⚠️ Warning", "it connects, but something stands in the way of its work. Someone should look."],
  ["🔹 Notice", "something changed that may explain a complaint. Nobody must act."],
  ["ℹ️ For your information", "true and worth knowing, and no sign of a fault."],
  ["✅ Looks normal", "nothing unusual among what the records can show."],
  [
    "❔ Can't tell",
    "nothing bad was found, but records of the last 24 hours may be missing or could not be read.",
  ],
  [
    "Probably, possibly",
    "how sure the reading of the records is. Causes are always possible ones.",
  ],
];

/** `/sim help words`: every word of an answer, for people who have never heard it. */
export function glossaryMessage(): Message {
  return message(
    mrkdwn`The words in simscope's answers: session, open, silent, operator, radio link, cell, packets and others.`,
    [
      header("Words in an answer"),
      section(entries("The connection", connection)),
      section(entries("The network", network)),
      section(entries("Numbers and names", numbers)),
      section(entries("The judgement", judgement)),
      divider(),
      context([mrkdwn`${code("/sim help")} shows all commands.`]),
    ],
  );
}

function entries(title: string, words: readonly Entry[]): Mrkdwn {
  return joined(
    [bold(title), ...words.map(([word, meaning]) => mrkdwn`${bold(ours(word))}: ${ours(meaning)}`)],
    "\n",
  );
}
