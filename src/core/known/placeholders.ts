import { compactOf, fold, wordsOf } from "../fold.ts";

/** A value that stands where none is known. To take it for a value would tell of changes that never were. */
interface Placeholder {
  /** What it looks like; of words without case, spaces and punctuation. */
  readonly forms: readonly string[];
  readonly reason: string;
}

/** Texts that are nothing, in whatever field they stand. */
const nothingWritten: readonly Placeholder[] = [
  {
    forms: ["null", "undefined", "none", "nil", "nan", "nul", "nulo"],
    reason: "how programs write a missing value as text (JSON, JavaScript, Python, Go, C, a float)",
  },
];

/** Texts of names (operator, country, radio link, cell) that say only that nothing is known. */
const nothingSaid: readonly Placeholder[] = [
  ...nothingWritten,
  {
    forms: ["na", "notavailable", "unavailable", "notapplicable", "notreported", "notprovided"],
    reason: "how tables and forms fill an empty cell",
  },
  {
    forms: ["unknown", "unkn", "unk", "notknown", "unidentified", "undetermined"],
    reason: "says in words that it is not known",
  },
  {
    forms: ["notset", "unset", "unspecified", "notspecified", "missing", "empty", "blank", "void"],
    reason: "how a program says that nobody filled a field",
  },
  {
    forms: ["default", "invalid", "error", "tbd", "tba", "nodata", "novalue", "noname", "nameless"],
    reason: "what a look-up gives when it finds nothing",
  },
  {
    forms: ["unbekannt", "inconnu", "desconocido", "desconhecido", "sconosciuto", "onbekend"],
    reason: "unknown, as phones and consoles say it in other languages",
  },
];

/** Beside those: what a phone shows where the name of an operator would stand. */
const noOperatorNamed: readonly Placeholder[] = [
  {
    forms: ["noservice", "nonetwork", "nosignal", "nocoverage", "nooperator", "nocarrier"],
    reason: "a state of the modem, shown in the place of the name",
  },
  {
    forms: ["emergencycallsonly", "emergencyonly", "limitedservice", "searching", "notregistered"],
    reason: "a state of the modem, shown in the place of the name",
  },
  {
    forms: ["roaming", "roamingpartner", "home", "visited", "other", "any"],
    reason: "says how the SIM stands to the operator, not which one it is",
  },
];

/** Beside those: codes of countries that are none. Kosovo (`XK`, `XKX`) is user-assigned too, but in use. */
const noCountryCodes: readonly Placeholder[] = [
  {
    forms: ["xx", "xxx", "zz", "zzz", "qq", "aa", "aaa"],
    reason: "user-assigned codes of ISO 3166-1 that mean 'unknown' (`ZZ`: Unicode CLDR)",
  },
  { forms: ["worldwide", "global", "nocountry", "nowhere"], reason: "names no country" },
];

/** Words that a placeholder may carry beside it: `Unknown operator`, `Network: N/A`. */
const fillers: ReadonlySet<string> = new Set(
  "operator network carrier provider plmn name country code cell id radio link rat technology".split(
    " ",
  ),
);

const formsOf = (...tables: readonly (readonly Placeholder[])[]): ReadonlySet<string> =>
  new Set(tables.flat().flatMap(({ forms }) => forms));

const written = formsOf(nothingWritten);
const said = formsOf(nothingSaid);
const namesNoOperator = formsOf(nothingSaid, noOperatorNamed);
const namesNoCountry = formsOf(nothingSaid, noCountryCodes);

const bareMarks = /^[\p{P}\p{Sm}\p{Sk}\p{Sc}\p{Z}\p{C}]*$/u;
/** Longer than any placeholder: real names are looked at no further. */
const longestPlaceholder = 60;

/** Whether a text of whatever field is a missing value that a program wrote out: `null`, `(None)`, `N/A`. */
export function isNothingWritten(text: string): boolean {
  // None of them has a digit, and nearly all that is read here has: SIDs, codes, cells.
  if (text.length > longestPlaceholder || /[0-9]/.test(text)) return false;
  return written.has(compactOf(fold(text))) || /^\W*n\W+a\W*$/i.test(text);
}

/** Whether the text of a radio link, a cell or a network code says that it is not known. */
export function saysNothing(text: string): boolean {
  return isPlaceholder(text, said);
}

/** The same for the name of an operator. */
export function namesNobody(text: string): boolean {
  return isPlaceholder(text, namesNoOperator);
}

/** The same for a country, in words or as a code. */
export function namesNoPlace(text: string): boolean {
  return isPlaceholder(text, namesNoCountry);
}

function isPlaceholder(text: string, forms: ReadonlySet<string>): boolean {
  if (text.length > longestPlaceholder) return false;
  if (bareMarks.test(text)) return true;
  const words = wordsOf(fold(text));
  if (words.every((word) => /^0+$/.test(word))) return true;
  // `Unknown (310-260)` and `Network: N/A` say no more than their placeholder does.
  const rest = words.filter((word) => !isFiller(word) && !/^\p{N}+$/u.test(word));
  if (forms.has(rest.join("")) || forms.has(words.join(""))) return true;
  return rest.every((word) => forms.has(word)) && (rest.length > 0 || words.some(isFiller));
}

function isFiller(word: string): boolean {
  return fillers.has(word);
}
