import { dayMs, hourMs, minuteMs } from "../../core/instant.ts";
import { unquote } from "../../core/reading/plain.ts";
import { retentionMs } from "../../core/window.ts";
import { invalid, type SimCommand } from "./command-forms.ts";
import { accountAtEnd, type CommandContext, withoutPunctuation } from "./command-options.ts";

const unitsMs: Readonly<Record<string, number>> = {
  m: minuteMs,
  h: hourMs,
  d: dayMs,
  w: 7 * dayMs,
};

/**
 * `[6h] [in <account>] [public]`, in any order. Whatever else stands there is none of it: then the
 * whole may be the name of a SIM.
 */
export function parseDark(
  words: readonly string[],
  { hasAccountNames }: CommandContext,
): SimCommand {
  let rest = words;
  let [atLeastMs, account, isPublic] = [null as number | null, null as string | null, false];
  while (rest.length > 0) {
    const named = hasAccountNames && account === null ? accountAtEnd(rest, 0) : null;
    const two = lengthOf(rest.slice(-2).join(""));
    const one = lengthOf(rest.at(-1) ?? "");
    if (named !== null) account = named.account;
    else if (withoutPunctuation(rest.at(-1) ?? "").toLowerCase() === "public") isPublic = true;
    else if (atLeastMs === null && (one ?? two) !== null) atLeastMs = one ?? two;
    else return notUnderstood(words);
    rest = rest.slice(0, -(named?.words ?? (one === null && two !== null && !isPublic ? 2 : 1)));
  }
  return { kind: "dark", atLeastMs, account, isPublic };
}

/** `30min`, `6h`, `2 days`; `null`: none, or longer than the platform keeps records. */
function lengthOf(text: string): number | null {
  const word = withoutPunctuation(text).toLowerCase();
  const found =
    /^(\d{1,4})(?:(m)(?:in(?:ute)?s?)?|(h)(?:ours?|rs?)?|(d)(?:ays?)?|(w)(?:eeks?)?)$/.exec(word);
  if (found === null) return null;
  const unit = found.slice(2).find((letter) => letter !== undefined) ?? "";
  const ms = Number(found[1]) * (unitsMs[unit] ?? 0);
  return ms > 0 && ms <= retentionMs ? ms : null;
}

function notUnderstood(words: readonly string[]): SimCommand {
  const sim = unquote(["dark", ...words].join(" "));
  const question = { sim, account: null, windowName: "7d", isPublic: false } as const;
  return invalid("dark_options", "/sim dark 6h", [question]);
}
