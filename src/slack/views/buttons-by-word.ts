import { bold, type Mrkdwn, mrkdwn } from "../kit/mrkdwn.ts";

const ofSilent = (label: string): Mrkdwn =>
  mrkdwn`${bold(label)} is a button on the answer about a silent SIM`;
const ofAll = (label: string): Mrkdwn => mrkdwn`${bold(label)} is a button on each answer`;
const inMenu = (label: string): Mrkdwn => mrkdwn`${bold(label)} is in the menu ⋯ of each answer`;

/** What people type for what is a button, and where that is. */
const buttons: readonly (readonly [words: RegExp, where: Mrkdwn])[] = [
  [/^(?:siblings?|others|neighbou?rs?)$/, ofSilent("Is it just this SIM?")],
  [/^(?:watch|wait|notify|alert|remind|tell)$/, ofSilent("Tell me when it is back")],
  [/^(?:keep|save|store)$/, inMenu("Keep")],
  [/^(?:export|csv|download|excel)$/, inMenu("Export")],
  [/^(?:ticket|carrier)$/, inMenu("Carrier ticket")],
  [/^(?:why|findings|reasons?)$/, ofAll("Why")],
  [/^(?:share|post)$/, ofAll("Share")],
  [
    /^(?:details?|older|refresh)$/,
    mrkdwn`${bold("Refresh")}, ${bold("Older")} and ${bold("Details")} stand below each answer`,
  ],
];

/** Where the button is that does what the word says. `null`: none does. */
export function buttonCalled(word: string): Mrkdwn | null {
  const typed = word.toLowerCase();
  return buttons.find(([words]) => words.test(typed))?.[1] ?? null;
}
