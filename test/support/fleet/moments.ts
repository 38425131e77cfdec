import type { Message } from "../../../src/slack/kit/blocks.ts";
import { textsOf } from "./forbidden-claims.ts";

/** Words by which a message tells how something is or was; each holds for a moment only. */
const fact =
  /\b(?:silent (?:for|since|with)|nothing heard|(?:last |was |were )heard|heard <|(?<!(?:when|if) (?:it|a SIM) )is back|missed|looked at|reachable|stopped|fell silent|could not be read|read again)\b/i;

/** A date of the reader's own, or one in UTC. */
const moment = /<!date\^\d+\^|\b\d{1,2} [A-Z][a-z]{2} \d\d:\d\d UTC\b/;

/** What says of which moment the whole message is. */
const ofAll =
  /\b(?:as of|read|ended)[^.]{0,20}?(?:<!date\^\d+\^|\d{1,2} [A-Z][a-z]{2} \d\d:\d\d UTC)/i;

/** The texts of a message which tell a fact, where neither they nor the message name a moment. */
export function momentlessIn(message: Message): readonly string[] {
  const [, ...shown] = textsOf(message);
  if (shown.some((text) => ofAll.test(text))) return [];
  return shown.filter((text) => fact.test(text) && !moment.test(text));
}
