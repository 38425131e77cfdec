import { defaultWindowName, type WindowName, windowNames } from "../core/window.ts";

/** What a person typed after `/sim`, understood or not. */
export type SimCommand =
  | { readonly kind: "help" }
  | { readonly kind: "health" }
  | {
      readonly kind: "sessions";
      /** SID, name or ICCID as typed, unwrapped from Slack's and phones' decorations. */
      readonly sim: string;
      readonly windowName: WindowName;
      readonly isPublic: boolean;
    }
  /** Understood, but something is missing or impossible. `example` is right and near. */
  | { readonly kind: "invalid"; readonly problem: InvalidProblem; readonly example: string }
  /** The first word is none that we know. */
  | { readonly kind: "unknown"; readonly word: string; readonly example: string };

export type InvalidProblem = "sim_missing" | "window_too_long" | "window_unknown" | "text_too_long";

const verbs = ["sessions", "health", "help"] as const;

/** Longer than any name the platform takes; what is longer was pasted by mistake. */
const maximumTextCharacters = 500;

const exampleSim = "cargo-cam-07";

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
      return { kind: "help" };
    case "health":
      return { kind: "health" };
    case "sessions":
      return parseSessions(rest);
    default:
      return { kind: "unknown", word: first, example: nearestExample(first, rest) };
  }
}

function parseSessions(words: readonly string[]): SimCommand {
  const rest = [...words];
  let isPublic = false;
  let windowName: WindowName = defaultWindowName;
  for (let last = rest.at(-1); last !== undefined; last = rest.at(-1)) {
    const option = optionOf(last);
    if (option === null || (rest.length === 1 && option.kind !== "public")) break;
    rest.pop();
    if (option.kind === "public") isPublic = true;
    else if (option.kind === "window") windowName = option.windowName;
    else return invalidWindow(option.problem, rest.join(" "));
  }
  const sim = unquote(rest.join(" "));
  if (sim === "") {
    return { kind: "invalid", problem: "sim_missing", example: `/sim sessions ${exampleSim}` };
  }
  return { kind: "sessions", sim, windowName, isPublic };
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

function invalidWindow(problem: InvalidProblem, sim: string): SimCommand {
  return { kind: "invalid", problem, example: `/sim sessions ${sim} 30d` };
}

/** The command that was probably meant: a mistyped verb, or a SIM without one. */
function nearestExample(word: string, rest: readonly string[]): string {
  const verb = verbs.find((candidate) => editDistance(word.toLowerCase(), candidate) <= 2);
  if (verb === "sessions") return `/sim sessions ${rest.join(" ") || exampleSim}`;
  if (verb !== undefined) return `/sim ${verb}`;
  return `/sim sessions ${[word, ...rest].join(" ")}`;
}

/**
 * Takes off what Slack, phones and habits put around a name: `<tel:…|…>` and `<https://…|…>`
 * links, mentions' angle brackets, smart quotes, no-break and zero-width spaces, typographic
 * dashes, code ticks.
 */
function unwrap(text: string): string {
  return text
    .replace(/<(?:[a-z]+:)?[^|<>]*\|([^<>]*)>/gi, "$1")
    .replace(/<(?:tel|mailto):([^|<>]+)>/gi, "$1")
    .replace(/<([^|<>]*)>/g, "$1")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&amp;/g, "&")
    .replace(/[\u2018\u2019\u201A\u201B]/g, "'")
    .replace(/[\u201C-\u201F\u00AB\u00BB]/g, '"')
    .replace(/[\u2010-\u2015\u2212]/g, "-")
    .replace(/[\p{Cc}\p{Cf}]/gu, "")
    .replace(/\s+/gu, " ")
    .trim();
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
