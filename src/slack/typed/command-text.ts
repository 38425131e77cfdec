import type { CommandContext } from "./command-options.ts";

const sidAnywhere = /(?:DE|HS)[0-9a-f]{32}/i;

const windowThenPublic = / (\d{1,4}) ?([hdw])(?:ours?|rs?|ays?|eeks?)?( public)?$/i;
const windowThenOptions =
  / (\d{1,4}) ?([hdw])(?:ours?|rs?|ays?|eeks?)?((?: public| in (?:account )?["'`*]?[a-z][a-z0-9-]{0,19}["'`*]?[.,;:!?]*)*)$/i;

/**
 * Takes off what Slack, phones and habits put around a name: `<tel:…|…>` and `<https://…|…>`
 * links, mentions' angle brackets, smart quotes, no-break and zero-width spaces, typographic
 * dashes, code ticks.
 */
export function unwrap(text: string, { hasAccountNames }: CommandContext): string {
  const windowInWords = hasAccountNames ? windowThenOptions : windowThenPublic;
  return (
    text
      .replace(/<([^|<>]*)\|([^<>]*)>/g, (_, address: string, words: string) =>
        // A link to the platform's console says more than what stands on it.
        sidAnywhere.test(address) && !sidAnywhere.test(words) ? address : words,
      )
      .replace(/<(?:tel|mailto):([^|<>]+)>/gi, "$1")
      .replace(/<([^|<>]*)>/g, "$1")
      .replace(/&lt;/g, "<")
      .replace(/&gt;/g, ">")
      .replace(/&amp;/g, "&")
      .replace(/[\u2018\u2019\u201A\u201B]/g, "'")
      .replace(/[\u201C-\u201F\u00AB\u00BB]/g, '"')
      .replace(/[\u2010-\u2015\u2212]/g, "-")
      .replace(/\s+/gu, " ")
      .replace(/[\p{Cc}\p{Cf}]/gu, "")
      .trim()
      // "7 days" and "24 hours" at the end are windows, as people say them.
      .replace(windowInWords, " $1$2$3")
  );
}

/** `"Cargo camera 7"`, `'…'` and `` `…` `` without their quotes. */
export function unquote(text: string): string {
  const [first, last] = [text.charAt(0), text.slice(-1)];
  const isQuoted = text.length > 1 && first === last && "\"'`".includes(first);
  return (isQuoted ? text.slice(1, -1) : text).trim();
}
