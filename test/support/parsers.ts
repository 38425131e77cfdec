import { drawableName, oneLine } from "../../src/chart/drawable-text.ts";
import { chartPathPattern } from "../../src/chart/publish/hosted-pictures.ts";
import { parseThresholds } from "../../src/config/thresholds.ts";
import { withoutSlash } from "../../src/config/values.ts";
import { csvRow } from "../../src/core/csv.ts";
import {
  coarseWordsOf,
  compactOf,
  fold,
  withoutLeadingZeros,
  wordsOf,
} from "../../src/core/fold.ts";
import { createSessionReader, knownOperator } from "../../src/core/known/known-session.ts";
import { operatorBookOf } from "../../src/core/operator-book.ts";
import { maskingOf } from "../../src/core/private-numbers.ts";
import { generationOf } from "../../src/core/radio-link.ts";
import { isMisshapenSid, readGiven } from "../../src/core/reading/given.ts";
import { iccidIn, iccidKey, isIccidEnd } from "../../src/core/reading/iccid.ts";
import { numbersIn } from "../../src/core/reading/numbers-in-text.ts";
import { otherNumberIn } from "../../src/core/reading/other-numbers.ts";
import { plainCharacters, unquote, unwrap } from "../../src/core/reading/plain.ts";
import { readRunningText } from "../../src/core/reading/running-text.ts";
import { isSimSid, simLabel } from "../../src/core/sim.ts";
import { data, imei, plainText } from "../../src/core/words.ts";
import { labelKey, nameKey } from "../../src/directory/index-ranges.ts";
import { allowedFields } from "../../src/ops/log-fields.ts";
import { createBoltLogger, createLogger } from "../../src/ops/logger.ts";
import { scrub } from "../../src/ops/scrub.ts";
import { findSims, suggestSims } from "../../src/questions/find.ts";
import { simsInText } from "../../src/questions/mentions.ts";
import { scopeOfSessions, scopeOfSought } from "../../src/slack/answers/account-scope.ts";
import { header, message, section } from "../../src/slack/kit/blocks.ts";
import { cleanText } from "../../src/slack/kit/clean.ts";
import { maskedMessage, saidInThread } from "../../src/slack/kit/message-texts.ts";
import { bold, code, mention, mrkdwn, ours, quoting } from "../../src/slack/kit/mrkdwn.ts";
import { textAfterMention } from "../../src/slack/listeners/events/mention.ts";
import { parseSimCommand } from "../../src/slack/typed/command.ts";
import { findCommand, sessionsCommand } from "../../src/slack/typed/command-words.ts";
import { textsOfMessage } from "../../src/slack/typed/texts-of-message.ts";
import { simsMeant } from "../../src/slack/typed/typed-sim.ts";
import { decodeButton, decodeMore } from "../../src/slack/values/button-state.ts";
import {
  decodeEvidenceChoice,
  decodeEvidencePlace,
} from "../../src/slack/values/evidence-value.ts";
import { decodeHandover } from "../../src/slack/values/handover-value.ts";
import { decodeFind, decodePick } from "../../src/slack/values/pick-state.ts";
import { decodeSharer } from "../../src/slack/values/sharer.ts";
import { asTypedOption, chosenSim, simOption } from "../../src/slack/views/picker.ts";
import { named } from "./directory/fleets.ts";
import { fakeSimSource, testClock } from "./fake-sim-source.ts";
import { accountOf, scopeOf } from "./one-account.ts";
import { heldDirectory } from "./questions/held-directory.ts";
import { session } from "./sessions.ts";

const account = accountOf({
  source: fakeSimSource(testClock()),
  directory: heldDirectory([named(1, "Cargo camera 7", "cargo-cam-07"), named(2, "a a a", "7")]),
  name: "emea",
});
const scope = scopeOf([account]);
const quiet = createLogger({ level: "debug", destination: { write: () => undefined } });
const boltLogger = createBoltLogger(quiet);
const inAccounts = { hasAccountNames: true };
const typed = (text: string) => ({ sim: text, account: null, scope, retyped: () => "" });
const listed = (name: string) => ({ ...named(1, name, name), account: "emea" });
const shown = (text: string) => message(mrkdwn`${text}`, [section(ours(text)), header(text)]);

/** By what they read: everything that meets text of a stranger, of the SIM platform or of an admin. */
export const parsers = {
  "a command": (text) => parseSimCommand(text),
  "a command, several accounts": (text) => parseSimCommand(text, inAccounts),
  "a command as long as it may be": (text) => parseSimCommand(text.slice(0, 500), inAccounts),
  "a search as long as it may be": (text) => parseSimCommand(`find ${text.slice(0, 490)}`),
  "a comparison as long as it may be": (text) =>
    parseSimCommand(`compare ${text.slice(0, 490)}`, inAccounts),
  "wrapping of a text": unwrap,
  "plain characters": plainCharacters,
  quotes: unquote,
  "a mention": (text) => textAfterMention(text, "U0BOT"),
  "a message with it as text": (text) => textsOfMessage({ text }),
  "a message with blocks": (text) =>
    textsOfMessage({
      blocks: Array.from(text.slice(0, 2_000), (value) => ({ value: value + text })),
    }),
  "a message with Markdown": (text) => textsOfMessage({ blocks: [{ type: "markdown", text }] }),
  "an e-mail in HTML": (text) => textsOfMessage({ files: [{ mode: "email", preview: text }] }),
  "the SIM that was asked for": readGiven,
  "identifiers in a text": (text) => readRunningText(text),
  "names in a text": (text) =>
    readRunningText(text, { begins: () => true, kindOf: () => "unique" }),
  "names in a text that has none": (text) =>
    readRunningText(text, { begins: () => true, kindOf: () => null }),
  "numbers in a text": (text) => numbersIn(text.slice(0, 24_000)),
  "a number that is no SIM's": otherNumberIn,
  "SIMs in a message": (text) => simsInText(scope, text),
  "a misshapen SID": isMisshapenSid,
  "a SID": isSimSid,
  "digits of an ICCID": iccidIn,
  "the form of an ICCID": iccidKey,
  "the end of an ICCID": isIccidEnd,
  "a type-ahead": (text) => suggestSims(scope, text),
  "a search": (text) => findSims(scope, text, 1),
  "a SIM whose account stands behind it": (text) => simsMeant(typed(text)),
  "where a typed SIM is": (text) =>
    scopeOfSessions(scope, {
      ...{ sim: text, account: "apac", windowName: "7d", isPublic: false },
    }),
  "where a search looks": (text) => scopeOfSought(scope, { text, account: "apac" }),
  "the folded form": fold,
  "words of a folded text": wordsOf,
  "coarse words of a folded text": coarseWordsOf,
  "the compact form": compactOf,
  "zeros in front": withoutLeadingZeros,
  "the key of a name": nameKey,
  "the key of a label": labelKey,
  "a button": decodeButton,
  "an option of the menu": decodeMore,
  "the sharer": decodeSharer,
  "a page of what was kept": decodeEvidencePlace,
  "a kept file": decodeEvidenceChoice,
  "a page of a handover": decodeHandover,
  "a pick": decodePick,
  "a stretch of a search": decodeFind,
  "a chosen option": chosenSim,
  "an option as typed": asTypedOption,
  "an option for a name": (text) => simOption(listed(text)),
  "a name in a line": (text) => cleanText(text, 80),
  "a longer line": (text) => cleanText(text, 3_000),
  "data in markup": (text) => mrkdwn`${text}`,
  "a quoted line": (text) => quoting(text, 2_000),
  "bold data": bold,
  "text to copy": code,
  "a person": mention,
  "a message": shown,
  "a masked message": (text) => maskedMessage(shown(text), ["014931000129700"]),
  "masked text": maskingOf(["014931000129700", "8901260000000012345"]),
  "a message in a thread": (text) => saidInThread({ text, blocks: [] }),
  "a command to copy": (text) => sessionsCommand({ sim: text, account: text }),
  "a search to copy": (text) => findCommand({ text, account: text }),
  "plain text": (text) => plainText([data(text), imei(text)]),
  "a line of a file": (text) => csvRow(session({ cellId: text, imei: text, radioLink: text })),
  "a radio link": generationOf,
  "an operator": (text) =>
    operatorBookOf([knownOperator({ mcc: text, mnc: text, country: text, name: text })]),
  "a record as known": (text) =>
    createSessionReader()(session({ cellId: text, imei: text, radioLink: text })),
  "a label": (text) => simLabel(listed(text)),
  "a name in a picture": drawableName,
  "a name in the words of a picture": (text) => oneLine(text),
  "the path of a picture": (text) => chartPathPattern.exec(text),
  "a text on its way to the log": (text) => scrub(text),
  "a line of Slack's library": (text) => boltLogger.warn(text),
  "fields of a log line": (text) =>
    allowedFields({
      ...{ code: text, userId: text, reference: text, account: text, version: text },
    }),
  "an error with it": (text) =>
    quiet.warn({ err: Object.assign(new Error("x"), { stack: text }) }, "x"),
  "thresholds of an admin": parseThresholds,
  "an address of an admin": withoutSlash,
} satisfies Readonly<Record<string, (text: string) => unknown>>;
