/**
 * Which fields of a message's parts are on the screen, whatever posted it: of blocks and
 * attachments (Slack's reference of both), and of files (files.info; those that hold an e-mail
 * carry its subject, people and text). What is not named here is an id, a format or an address of
 * a picture, and nobody sees it.
 */
const shownFields: ReadonlySet<string> = new Set([
  // Blocks, text objects and attachments.
  ...["text", "fallback", "pretext", "title", "subtitle", "caption", "alt_text", "description"],
  ...["author_name", "author_subname", "service_name", "provider_name", "channel_name", "footer"],
  // Where links lead: a console's address holds the SID.
  ...["url", "title_link", "author_link", "from_url", "original_url"],
  // Files, and e-mails among them with their people.
  ...["filename", "alt_txt", "subject", "plain_text", "preview_plain_text", "preview"],
  ...["simplified_html", "content"],
  ...["original", "address", "reply_to"],
  // Who posted it, as far as a name stands there.
  ...["username", "display_name", "real_name"],
]);

/** Parts that are not on the screen: what was there before, what machines and later dialogs read. */
const hiddenParts: ReadonlySet<string> = new Set([
  ...["previous_message", "metadata", "state", "edited", "reactions", "shares", "icons"],
  ...["confirm", "slack_file", "style", "filter"],
]);

/** Whether something that a person can see may be inside this part. */
export function isShownPart(name: string): boolean {
  return !hiddenParts.has(name);
}

/** Whether this field of this part is on the screen. */
export function isShownField(name: string, part: Readonly<Record<string, unknown>>): boolean {
  if (shownFields.has(name)) return true;
  const type = part["type"];
  // Of a file, an app or a person; those of emoji and of old buttons are for machines.
  if (name === "name") return typeof type !== "string";
  // Of an attachment's field, of a number in a table and of a colour; those of buttons and options
  // are for machines.
  if (name !== "value") return false;
  return typeof type === "string"
    ? type === "raw_number" || type === "color"
    : part["text"] === undefined;
}
