import type { Message } from "../../../src/slack/kit/blocks.ts";

/**
 * What records of sessions cannot tell, so no message about a fleet may say it. The left side is why
 * (docs/decisions/siblings.md).
 */
export const forbiddenClaims: Readonly<Record<string, RegExp>> = {
  "others were not all looked at":
    /\b(?:only|just) (?:you|yours|this (?:SIM|device|one))\b(?! *\?)/i,
  "no other": /\bno other (?:SIM|device)s? (?:is|are|was|were|has|have)\b/i,
  "the state of a network is not in them":
    /\b(?:operator|carrier|network|cell|tower|provider)(?:'s)? (?:(?:is|are|was|has|has gone|went) (?:down|out|off|offline|dead|failing|faulty|at fault|broken)|down)\b/i,
  outage: /\boutage (?:of|at|on) (?:the )?(?:operator|carrier|network|cell)\b/i,
  "a session is no presence, and silence no absence":
    /\b(?:(?:is|are|was|were|went|gone) (?:now )?broken|online|offline|dead|died)\b/i,
  "one sign of life is no repair": /\b(?:works? again|(?:is|are) (?:fixed|repaired|working))\b/i,
  "they hold no cause":
    /\b(?:(?:because of|caused by|due to) (?:the |a |an )?(?:operator|carrier|network|power|outage)|(?:lost|no|without) power)\b/i,
  "they hold no place of a device": /\b(?:the )?device is (?:at|in|near)\b/i,
  "they hold none of these":
    /\b(?:IP address|signal strength|reject(?:ion)? cause|end reason|bytes were)\b/i,
  "nothing is certain": /\b(?:certainly|definitely|proves?|proven|guaranteed)\b/i,
};

/** Everything in a message that a person reads, and its fallback text. */
export function textsOf(message: Message): string[] {
  const texts = [message.text];
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) walk(item);
    else if (typeof value === "object" && value !== null) {
      for (const [name, inner] of Object.entries(value)) {
        if (name === "text" && typeof inner === "string") texts.push(inner);
        else walk(inner);
      }
    }
  };
  walk(message.blocks);
  return texts;
}

/** What a message claims although no record can tell it; empty: nothing. */
export function forbiddenIn(message: Message): string[] {
  return textsOf(message).flatMap((text) =>
    Object.entries(forbiddenClaims).flatMap(([why, claim]) => {
      const said = claim.exec(text);
      return said === null ? [] : [`${why}: "${said[0]}" in "${text}"`];
    }),
  );
}
