import { cutText } from "../core/cut-text.ts";

/**
 * The last line of defence for text on its way to the log. The first lines are the allow-list of
 * fields and the rule that messages are constant sentences; this one catches what slips through.
 */

/** Shorter secrets would blank out ordinary words. */
const secretMinLength = 6;

const replacements: readonly (readonly [RegExp, string])[] = [
  // Slack tokens of every kind: xoxb-, xoxp-, xoxe.xoxp-, xapp- …
  [/\b(?:xox[a-z]?|xapp)[-.][\w.-]+/gi, "[token]"],
  [/\b(Basic|Bearer)\s+[\w+/=.~-]+/gi, "$1 [token]"],
  // A response_url or a WebSocket ticket is a credential in itself, a database's address holds one:
  // only the host stays.
  [/\b(https?|wss?|postgres(?:ql)?):\/\/([^\s/?#@"'<>]*@)?([^\s/?#@"'<>]+)[^\s"'<>]*/gi, "$1://$3"],
  [/\b(?:AC|SK)[0-9a-z]{32}\b/gi, "[account]"],
  // Coordinates and other long decimals.
  [/-?\d{1,3}\.\d{3,}/g, "[number]"],
  // IMEI (14 to 16 digits) and ICCID (18 to 22), also in groups.
  [/\d(?:[ -]?\d){13,}/g, "[number]"],
];

/**
 * The text without tokens, credentials, addresses beyond the host, coordinates and device
 * numbers, on one line of at most `maxLength` characters. `secrets` are blanked out literally.
 */
export function scrub(text: string, secrets: readonly string[] = [], maxLength = 500): string {
  let scrubbed = text;
  for (const secret of secrets)
    if (secret.length >= secretMinLength) scrubbed = scrubbed.replaceAll(secret, "[secret]");
  for (const [pattern, replacement] of replacements)
    scrubbed = scrubbed.replace(pattern, replacement);
  const line = scrubbed.replace(/\s+/g, " ").trim();
  return cutText(line, maxLength);
}
