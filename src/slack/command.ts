import { defaultWindowName, type WindowName, windowNames } from "../core/window.ts";

/** What a person typed after `/sim`, understood or not. */
export type SimCommand =
  | { readonly kind: "help" }
  /** The words of an answer, explained. */
  | { readonly kind: "glossary" }
  | { readonly kind: "health" }
  /** Words, beginnings of words and typos; an empty text is every SIM. */
  | { readonly kind: "find"; readonly text: string }
  | {
      readonly kind: "sessions";
      /** SID, name or ICCID as typed, unwrapped from Slack's and phones' decorations. */
      readonly sim: string;
      readonly windowName: WindowName;
      readonly isPublic: boolean;
    }
  | {
      readonly kind: "compare";
      /** As typed, unwrapped; names with spaces stood in quotes. */
      readonly sims: readonly [string, string];
      readonly windowName: WindowName;
      readonly isPublic: boolean;
    }
  /** Understood, but something is missing or impossible. `example` is right and near. */
  | { readonly kind: "invalid"; readonly problem: InvalidProblem; readonly example: string }
  /** The first word is none that we know. */
  | { readonly kind: "unknown"; readonly word: string; readonly example: string };

export type InvalidProblem =
  | "sim_missing"
  | "window_too_long"
  | "window_unknown"
  | "text_too_long"
  | "compare_needs_two";

const verbs = ["sessions", "compare", "find", "health", "help"] as const;

/** Longer than any name the platform takes; what is longer was pasted by mistake. */
const maximumTextCharacters = 500;

const exampleSim = "cargo-cam-07";
const exampleComparison = '/sim compare cargo-cam-07 "Truck 12 camera"';

/**
 * Understands the text of the slash command. Never throws: what is not understood is a member
 * of the union, with the nearest correct example.
 */
export function parseSimCommand(text: string): SimCommand {
  if (text.length > maximumTextCharacters) {
    return { kind: "invalid", problem: "text_too_long", example: `/sim sessions ${exampleSim}` };
  }
  const words = unwrap(text).split(" ").filter(Boolean);
  const [first, ...rest] = words;
  if (first === undefined) return { kind: "help" };
  switch (first.toLowerCase()) {
    case "help":
      return rest[0]?.toLowerCase() === "words" ? { kind: "glossary" } : { kind: "help" };
    case "health":
      return { kind: "health" };
    case "sessions":
      return parseSessions(rest);
    case "compare":
      return parseComparison(rest);
    case "find":
      return { kind: "find", text: unquote(rest.join(" ")) };
    default:
      return { kind: "unknown", word: first, example: nearestExample(first, rest) };
  }
}

function parseSessions(words: readonly string[]): SimCommand {
  const options = trailingOptions(words, 0);
  if (options.kind === "bad_window") {
    return invalidWindow(options.problem, `/sim sessions ${options.rest.join(" ")}`);
  }
  const { rest, windowName, isPublic } = options;
  const sim = unquote(rest.join(" "));
  if (sim === "") {
    return { kind: "invalid", problem: "sim_missing", example: `/sim sessions ${exampleSim}` };
  }
  return { kind: "sessions", sim, windowName, isPublic };
}

/** Two names, each one word or in quotes; `and` and the like may stand between them. */
function parseComparison(words: readonly string[]): SimCommand {
  const tokens = words.join(" ").match(/"[^"]*"|'[^']*'|`[^`]*`|\S+/g) ?? [];
  const options = trailingOptions(tokens, 2);
  if (options.kind === "bad_window") {
    return invalidWindow(options.problem, `/sim compare ${options.rest.join(" ")}`);
  }
  const { rest, windowName, isPublic } = options;
  const [first, second, ...others] = rest
    .filter(
      (word, index) => !(rest.length === 3 && index === 1 && /^(?:and|vs\.?|with)$/i.test(word)),
    )
    .map(unquote);
  if (!first || !second || others.length > 0) {
    return { kind: "invalid", problem: "compare_needs_two", example: exampleComparison };
  }
  return { kind: "compare", sims: [first, second], windowName, isPublic };
}

type TrailingOptions =
  | {
      readonly kind: "options";
      readonly rest: readonly string[];
      readonly windowName: WindowName;
      readonly isPublic: boolean;
    }
  | {
      readonly kind: "bad_window";
      readonly rest: readonly string[];
      readonly problem: InvalidProblem;
    };

/** Takes `public` and a window off the end. What must be names is not read as a window. */
function trailingOptions(words: readonly string[], names: number): TrailingOptions {
  const rest = [...words];
  let isPublic = false;
  let windowName: WindowName = defaultWindowName;
  for (let last = rest.at(-1); last !== undefined; last = rest.at(-1)) {
    const option = rest.length <= names ? null : optionOf(last);
    if (option === null || (rest.length === 1 && option.kind !== "public")) break;
    rest.pop();
    if (option.kind === "public") isPublic = true;
    else if (option.kind === "window") windowName = option.windowName;
    else return { kind: "bad_window", rest, problem: option.problem };
  }
  return { kind: "options", rest, windowName, isPublic };
}

type TrailingOption =
  | { readonly kind: "public" }
  | { readonly kind: "window"; readonly windowName: WindowName }
  | { readonly kind: "bad_window"; readonly problem: "window_too_long" | "window_unknown" };

/** `public`, `7d`, or a stretch that looks like a window but is none; `null` for anything else. */
function optionOf(word: string): TrailingOption | null {
  const lower = word.toLowerCase();
  if (lower === "public") return { kind: "public" };
  const known = windowNames.find((name) => name === lower);
  if (known !== undefined) return { kind: "window", windowName: known };
  const stretch = /^(\d{1,4})(h|d|w)$/.exec(lower);
  if (stretch === null) return null;
  const hours = Number(stretch[1]) * { h: 1, d: 24, w: 168 }[stretch[2] as "h" | "d" | "w"];
  const same = windowNames.find((name) => hours === { "24h": 24, "7d": 168, "30d": 720 }[name]);
  if (same !== undefined) return { kind: "window", windowName: same };
  return { kind: "bad_window", problem: hours > 720 ? "window_too_long" : "window_unknown" };
}

function invalidWindow(problem: InvalidProblem, command: string): SimCommand {
  return { kind: "invalid", problem, example: `${command} 30d` };
}

/** Words that other tools use for the same. */
const aliases: ReadonlyMap<string, (typeof verbs)[number]> = new Map([
  ["status", "sessions"],
  ["info", "sessions"],
  ["show", "sessions"],
  ["list", "find"],
  ["search", "find"],
]);

const sidAnywhere = /(?:DE|HS)[0-9a-f]{32}/i;

/** The command that was probably meant: a mistyped verb, or a SIM without one. */
function nearestExample(word: string, rest: readonly string[]): string {
  const typed = word.toLowerCase();
  if (typed === "words") return "/sim help words";
  const allowed = Math.max(1, Math.floor(typed.length / 3));
  const verb =
    aliases.get(typed) ?? verbs.find((candidate) => editDistance(typed, candidate) <= allowed);
  if (verb === "sessions") return `/sim sessions ${rest.join(" ") || exampleSim}`;
  if (verb === "compare") {
    const isRight = parseComparison(rest).kind === "compare";
    return isRight ? `/sim compare ${rest.join(" ")}` : exampleComparison;
  }
  if (verb === "find") return `/sim find ${rest.join(" ")}`.trim();
  if (verb !== undefined) return `/sim ${verb}`;
  return `/sim sessions ${[word, ...rest].join(" ")}`;
}

/**
 * Takes off what Slack, phones and habits put around a name: `<tel:…|…>` and `<https://…|…>`
 * links, mentions' angle brackets, smart quotes, no-break and zero-width spaces, typographic
 * dashes, code ticks.
 */
function unwrap(text: string): string {
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
      .replace(/ (\d{1,4}) ?([hdw])(?:ours?|rs?|ays?|eeks?)?( public)?$/i, " $1$2$3")
  );
}

/** `"Cargo camera 7"`, `'…'` and `` `…` `` without their quotes. */
function unquote(text: string): string {
  const quoted = /^(["'`])(.*)\1$/.exec(text);
  return (quoted?.[2] ?? text).trim();
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [row, letter] of [...a].entries()) {
    const current = [row + 1];
    for (const [column, other] of [...b].entries()) {
      current.push(
        Math.min(
          (previous[column + 1] ?? 0) + 1,
          (current[column] ?? 0) + 1,
          (previous[column] ?? 0) + (letter === other ? 0 : 1),
        ),
      );
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
