import type { KnownBlock } from "@slack/types";
import type { ListState } from "../../core/list-state.ts";
import { providerNames, type SimProvider } from "../../core/sim-provider.ts";
import { context, header, type Message, message, section } from "../kit/blocks.ts";
import { bold, code, joined, type Mrkdwn, mrkdwn } from "../kit/mrkdwn.ts";
import { namesList } from "./account-words.ts";
import { failedWords, type Reach, unreachableWords } from "./health.ts";
import { countedWords, listWords } from "./list-state.ts";

/** One account, as far as somebody who may look in it needs to know. */
export interface AccountFacts {
  /** `null`: the only one, which has no name. */
  readonly name: string | null;
  /** The admin's words for it. */
  readonly description: string | null;
  readonly provider: SimProvider;
  /** Whose SIM answers when several accounts have one of that name. */
  readonly isPreferred: boolean;
  readonly list: ListState;
  /** Whether its platform answers now. */
  readonly reach: Reach;
}

/** In which accounts one may look from here, and how to say so. */
export function accountsMessage(accounts: readonly AccountFacts[]): Message {
  const [only, ...others] = accounts;
  if (only !== undefined && only.name === null) return oneAccountMessage(only);
  const names = namesList(accounts.map(({ name }) => name ?? ""));
  if (others.length === 0) {
    const what = mrkdwn`simscope looks in one account from here: ${names}.`;
    return message(what, [
      header("Accounts"),
      section(what),
      ...accounts.map((account): KnownBlock => section(accountLines(account, false))),
    ]);
  }
  const what = mrkdwn`simscope looks in ${accounts.length} accounts from here: ${names}.`;
  const example = accounts.at(-1)?.name ?? "";
  return message(what, [
    header("Accounts"),
    section(mrkdwn`${what} A SIM is looked for in all of them, unless you name one.`),
    ...accounts.map((account): KnownBlock => section(accountLines(account, account.isPreferred))),
    section(
      mrkdwn`To look in one of them only:\n${code(`/sim sessions cargo-cam-07 in ${example}`)}`,
    ),
    context([tieWords(accounts)]),
  ]);
}

function oneAccountMessage({ provider, list }: AccountFacts): Message {
  const what = mrkdwn`simscope looks in one account, at ${providerNames[provider]}.`;
  const sims = list.kind === "ready" ? mrkdwn`${countedWords(list)}.` : listWords(list);
  return message(mrkdwn`${what} ${sims}`, [section(what), context([sims])]);
}

function accountLines(
  { name, description, provider, list, reach }: AccountFacts,
  isDefault: boolean,
): Mrkdwn {
  return joined(
    [
      mrkdwn`${bold(name ?? "")} · ${providerNames[provider]}${isDefault ? mrkdwn` · default here` : mrkdwn``}`,
      description === null ? null : mrkdwn`${description}`,
      list.kind === "ready" ? mrkdwn`${countedWords(list)}.` : listWords(list),
      platformWords(reach),
    ],
    "\n",
  );
}

/** Codes are for whoever runs simscope: they stand in `/sim health`. `null`: nothing to say. */
function platformWords(reach: Reach): Mrkdwn | null {
  if (reach.kind === "unreachable") {
    return mrkdwn`Its platform is ${bold("not reachable")}: ${unreachableWords(reach)}.`;
  }
  return reach.kind === "failing" ? mrkdwn`A call to its platform ${failedWords(reach)}.` : null;
}

function tieWords(accounts: readonly AccountFacts[]): Mrkdwn {
  const preferred = accounts.find(({ isPreferred }) => isPreferred);
  return preferred === undefined
    ? mrkdwn`When several of them have a SIM of the same name, you choose.`
    : mrkdwn`When several of them have a SIM of the same name, that of ${bold(preferred.name ?? "")} is shown, because it is the default here.`;
}

export interface AccountNotHere {
  /** As typed, or as a button has it. */
  readonly account: string;
  readonly usable: readonly string[];
  /** Commands in place of the one that was typed; `null`: nothing was typed. Untrusted text. */
  readonly typed: {
    /** With the account in quotes, as a part of the name. */
    readonly quoted: string;
    /** With the account that was probably meant; `null`: there is none. */
    readonly meant: string | null;
  } | null;
}

/** An account that is not there, or may not be looked in from here: which of the two is not told. */
export function accountNotHereMessage({ account, usable, typed }: AccountNotHere): Message {
  const what = mrkdwn`There is no account ${bold(account)} to look in from here.`;
  const names = namesList(usable);
  if (typed === null) {
    const where = usable.length === 0 ? null : mrkdwn`You can look in: ${names}.`;
    return message(joined([what, where], " "), [section(joined([what, where], "\n"))]);
  }
  const guess = typed.meant === null ? null : mrkdwn`Did you mean ${code(typed.meant)}?`;
  const where = mrkdwn`To look in ${names}, leave ${code(`in ${account}`)} out.`;
  const quotes = mrkdwn`If ${code(`in ${account}`)} is a part of the SIM's name, put the name in quotes: ${code(typed.quoted)}`;
  return message(joined([what, guess, where], " "), [
    section(joined([what, guess, where], "\n")),
    context([quotes]),
  ]);
}
