import { namesOf, narrowedTo, type Scope } from "../../../accounts/accounts.ts";
import { assertNever, isBotError } from "../../../core/errors.ts";
import type { Audience } from "../../../core/private-numbers.ts";
import {
  isNamedIn,
  scopeOfSessions,
  scopesOfCompared,
  type Typed,
} from "../../answers/account-scope.ts";
import { exampleSims } from "../../answers/example-sims.ts";
import { findReply } from "../../answers/find-answers.ts";
import { firstPage } from "../../answers/report-answers.ts";
import type { Reply } from "../../delivery/answering.ts";
import type { SlackCalls } from "../../delivery/slack-calls.ts";
import type { Asked } from "../../intake/asker.ts";
import type { Message } from "../../kit/blocks.ts";
import type {
  SessionsCommand,
  SimCommand,
  SimQuestion,
  UnknownCommand,
} from "../../typed/command-forms.ts";
import { accountAtEnd, accountAtStart } from "../../typed/command-options.ts";
import { evidenceCommand, findCommand } from "../../typed/command-words.ts";
import { sessionsExample } from "../../typed/parse-sessions.ts";
import { verbIn } from "../../typed/said-to.ts";
import type { PickPlace } from "../../values/pick-state.ts";
import { type AccountFacts, accountsMessage } from "../../views/accounts.ts";
import { glossaryMessage } from "../../views/glossary.ts";
import { healthMessage, type Reach } from "../../views/health.ts";
import { helpMessage } from "../../views/help.ts";
import {
  invalidCommandMessage,
  simOrAuditCommand,
  simOrUnknownCommand,
  unknownCommandMessage,
  unknownCommandOrSim,
} from "../../views/outcomes.ts";
import type { ListenerParts } from "../parts.ts";

/** What commands are answered with. */
export type CommandParts = Pick<
  ListenerParts,
  | "reports"
  | "comparisons"
  | "dark"
  | "health"
  | "audit"
  | "watches"
  | "quiet"
  | "evidence"
  | "handover"
>;

/** Where the answer to a command is read. */
interface CommandPlace {
  /** Where the answer goes if a SIM has to be picked first. */
  readonly pick: PickPlace;
  /** Who reads what nobody asked to be public. */
  readonly readers: Audience;
  readonly slack: SlackCalls;
}

/** Answers a command. */
export async function commandReply(
  command: SimCommand,
  scope: Scope,
  parts: CommandParts,
  asked: Asked,
  { pick, readers, slack }: CommandPlace,
): Promise<Reply> {
  switch (command.kind) {
    case "help": {
      const message = helpMessage(namesOf(scope.accounts), readers, exampleSims(scope));
      return { kind: "aside", outcome: "ok", message };
    }
    case "glossary":
      return { kind: "aside", outcome: "ok", message: glossaryMessage() };
    case "health":
      return { kind: "aside", outcome: "ok", message: healthMessage(parts.health(scope)) };
    case "accounts":
      return { kind: "aside", outcome: "ok", message: accountsMessage(accountsIn(scope, parts)) };
    case "quiet":
      return parts.quiet(command, scope, asked);
    case "watches":
      return parts.watches.list(scope, asked.userId);
    case "audit":
      return parts.audit(command.since, asked.userId, slack);
    case "handover": {
      const audience = command.isPublic ? "channel" : readers;
      return parts.handover.begin(command.stretchMs, { asked, scope, audience });
    }
    case "evidence": {
      const { sim, account } = command;
      return parts.evidence.list(command, scope, readers, {
        quoted: evidenceCommand({ sim: `${sim} in ${account ?? ""}`, account: null }),
        inAccount: (other) => evidenceCommand({ sim, account: other }),
      });
    }
    case "sessions":
      return sessionsReply(command, scope, parts, asked, { pick, readers });
    case "find":
      return findReply(scope, { ...command, page: 1 });
    case "dark": {
      const { isPublic, ...state } = command;
      const audience = isPublic ? "channel" : readers;
      const reply = await parts.dark.page(scope, { ...state, page: 1 }, audience);
      return { ...reply, isPublic };
    }
    case "compare": {
      const { wholes, ...asOptions } = command;
      const comparison = wholes.find(({ sims }) => isNamedIn(scope, sims[1])) ?? asOptions;
      const { windowName, isPublic } = comparison;
      const typed = scopesOfCompared(scope, comparison);
      if (typed.kind === "other") return typed.reply;
      const { sims } = typed;
      const audience = isPublic ? "channel" : readers;
      const place = isPublic && readers === "asker" ? "public" : "replace";
      const reply = await parts.comparisons({ sims, windowName }, audience, asked, place);
      return { ...reply, isPublic };
    }
    case "invalid": {
      const whole = command.wholes.find((one) => isNamedIn(scope, one));
      if (whole !== undefined) return wholeReply(whole, scope, parts, asked, readers);
      const message = invalidCommandMessage(command.problem, command.example);
      return { kind: "aside", outcome: "invalid", message };
    }
    case "unknown":
      return unknownReply(command, scope, parts, asked, { pick, readers, slack });
    default:
      return assertNever(command);
  }
}

/** A SIM alone needs no other word; what is none may be a mistyped one. */
async function unknownReply(
  command: UnknownCommand,
  scope: Scope,
  parts: CommandParts,
  asked: Asked,
  place: CommandPlace,
): Promise<Reply> {
  const { word, sessions, isMistyped } = command;
  const named = asked.command === "app_mention" ? {} : { command: "sessions" };
  const whole = wholesOf(sessions).find((one) => isNamedIn(scope, one));
  if (whole !== undefined) {
    const reply = await wholeReply(whole, scope, parts, asked, place.readers);
    return { ...reply, ...named };
  }
  const example = exampleIn(scope, command);
  const message = unknownCommandMessage(word, example);
  const unknown = { kind: "aside", outcome: "unknown_command", message } as const;
  if (isAboutAccount(scope, command)) return unknown;
  if (sessions.kind === "invalid") {
    return isMistyped ? unknown : commandReply(sessions, scope, parts, asked, place);
  }
  const { isPublic } = sessions;
  const pick = isPublic && place.readers === "asker" ? "public" : "replace";
  const answered = sessionsReply(sessions, scope, parts, asked, { ...place, pick });
  const reply = await (isMistyped ? answered.catch(insteadOfFailure(unknown)) : answered);
  if (!nothingFound.has(reply.outcome)) return { isPublic, ...reply, ...named };
  return isMistyped
    ? { ...unknown, message: unknownCommandOrSim(word, example, reply.message) }
    : { ...reply, message: simOrOtherCommand(word, reply.message) };
}

function simOrOtherCommand(word: string, noSim: Message): Message {
  return verbIn(word) === "audit" ? simOrAuditCommand(noSim) : simOrUnknownCommand(word, noSim);
}

const nothingFound: ReadonlySet<string> = new Set([
  ...["no_match", "sim_not_found", "account_not_here"],
]);

/** Whatever the platform has to say: that the word is none of ours is known without it. */
function insteadOfFailure(reply: Reply) {
  return (error: unknown): Reply => {
    if (isBotError(error)) return reply;
    throw error;
  };
}

/** `/sim emea` and `/sim in emea cargo-cam-07` name an account. */
function isAboutAccount(scope: Scope, { word, rest }: UnknownCommand): boolean {
  const first = accountAtStart([word, ...rest]);
  return [word.toLowerCase(), first?.account].some(
    (name) => name !== undefined && narrowedTo(scope, name) !== null,
  );
}

/** All that the words may mean as names. */
function wholesOf(sessions: SessionsCommand): readonly SimQuestion[] {
  return sessions.kind === "sessions" ? [...sessions.wholes, sessions] : sessions.wholes;
}

/** One SIM, by the name that it has or by the part of it that is no option. */
async function sessionsReply(
  { wholes, ...asked }: Extract<SimCommand, { kind: "sessions" }>,
  scope: Scope,
  parts: CommandParts,
  from: Asked,
  { pick, readers }: Pick<CommandPlace, "pick" | "readers">,
): Promise<Reply> {
  const own = scopeOfSessions(scope, asked);
  if (own.kind === "other") {
    const whole = wholes.find((one) => isNamedIn(scope, one));
    return whole === undefined ? own.reply : wholeReply(whole, scope, parts, from, readers);
  }
  const questions = wholes.flatMap((one) => {
    const typed = scopeOfSessions(scope, one);
    return typed.kind === "other" ? [] : [{ ...one, ...typed.question }];
  });
  const placeOf = ({ isPublic }: SimQuestion, { typed }: Pick<Typed, "typed">) => {
    const audience = isPublic ? "channel" : readers;
    return { position: firstPage, audience, typed, isPublic } as const;
  };
  const { windowName } = asked;
  return parts.reports(
    { ...own.question, windowName, moment: "now", wholes: questions },
    {
      ...placeOf(asked, own.question),
      pick,
      wholes: questions.map((one) => ({
        ...placeOf(one, one),
        pick: one.isPublic ? pick : "replace",
      })),
    },
    from,
  );
}

/** The SIM of exactly that name, whatever else the words could have meant. */
async function wholeReply(
  whole: SimQuestion,
  scope: Scope,
  parts: CommandParts,
  asked: Asked,
  readers: Audience,
): Promise<Reply> {
  const command = { kind: "sessions", ...whole, wholes: [] } as const;
  const pick = whole.isPublic && readers === "asker" ? "public" : "replace";
  const reply = await sessionsReply(command, scope, parts, asked, { pick, readers });
  return { ...reply, isPublic: whole.isPublic };
}

/** `/sim emea` names an account, and no SIM. */
function exampleIn(scope: Scope, { word, rest, example }: UnknownCommand): string {
  const account = word.toLowerCase();
  if (narrowedTo(scope, account) === null) return example;
  if (rest.length === 0) return findCommand({ text: "", account });
  const other = accountAtEnd(rest, 0);
  const words = other === null ? rest : rest.slice(0, -other.words);
  return sessionsExample([...words, "in", account], { hasAccountNames: true });
}

function accountsIn(scope: Scope, { health }: Pick<ListenerParts, "health">): AccountFacts[] {
  const { simPlatforms } = health(scope);
  const reachOf = (name: string | null): Reach =>
    simPlatforms.find(({ account }) => account === name)?.reach ?? { kind: "unknown" };
  return scope.accounts.map((account) => ({
    name: account.name,
    description: account.description,
    provider: account.source.provider,
    isPreferred: account === scope.preferred,
    list: account.directory.state(),
    reach: reachOf(account.name),
  }));
}
