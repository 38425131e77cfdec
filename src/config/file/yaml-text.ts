import { createRequire } from "node:module";
import type { Document } from "yaml";
import type { Mistake } from "../values.ts";
import type { FileFault } from "./file-part.ts";
import { referenceForm } from "./file-text.ts";

/** Loaded for those who have a file only, and without a promise: it has 72 modules, and takes 8 MB. */
const yaml = (): typeof import("yaml") => createRequire(import.meta.url)("yaml");

export type ParsedYaml =
  | {
      readonly kind: "ok";
      readonly value: unknown;
      /** The line of the key at the end of that path; 1 when there is none. */
      lineOf(path: readonly string[]): number;
    }
  | { readonly kind: "faults"; readonly faults: readonly FileFault[] };

/** Far beyond 20 accounts and their rules. */
const maximumCharacters = 200_000;

const tag: Mistake = {
  problem: "has a tag (!), which this file may not",
  mend: "Remove it, and put text in quotes.",
};

/** Mistakes with words of their own; keys are error codes of the package. */
const knownMistakes: ReadonlyMap<string, Mistake> = new Map([
  [
    "DUPLICATE_KEY",
    { problem: "has a key that its block holds already", mend: "Keep one of the two." },
  ],
  [
    "TAB_AS_INDENT",
    { problem: "is indented with a tab, which YAML does not allow", mend: "Use spaces." },
  ],
  [
    "MULTIPLE_DOCS",
    { problem: "begins a second document", mend: "Keep one, without the line --- between them." },
  ],
  ["NON_STRING_KEY", { problem: "has a key that is not a word", mend: "Write it as one word." }],
]);

const notYaml: Mistake = {
  problem: "is not YAML",
  mend: `Look at the indentation, the quotes and the brackets there. A value with ": " in it needs quotes. Inside { } and [ ], write ${referenceForm} in quotes.`,
};

const alias: Mistake = {
  problem: "refers to another place of the file (*), which this file may not",
  mend: "Write the value out.",
};

/**
 * Reads YAML without anything that could surprise: no tags, no aliases (a few lines of them can
 * stand for gigabytes), no key twice. Faults say where, and never quote what is there: the
 * package's own messages do, so only its codes are used.
 */
export function parseYaml(text: string): ParsedYaml {
  if (text.includes("\0")) return refusedWhole("is saved as UTF-16", "Save it as UTF-8.");
  if (text.includes("\uFFFD")) return refusedWhole("is not text in UTF-8", "Save it as UTF-8.");
  if (text.length > maximumCharacters)
    return refusedWhole(
      `is longer than ${maximumCharacters} characters, so it is hardly the right file`,
      "Check the path in SIMSCOPE_CONFIG.",
    );
  const { LineCounter, parseDocument } = yaml();
  const lineCounter = new LineCounter();
  const document = parseDocument(text, {
    prettyErrors: false,
    // "silent" would leave out the error for a second document. Nothing is printed here.
    logLevel: "error",
    stringKeys: true,
    lineCounter,
  });
  const faultAt = (offset: number, mistake: Mistake): FileFault => {
    const { line, col } = lineCounter.linePos(offset);
    return { place: `line ${line}, column ${col}`, ...mistake };
  };
  const mistakes = mistakesIn(document);
  if (mistakes.length > 0)
    return { kind: "faults", faults: mistakes.map(([offset, found]) => faultAt(offset, found)) };
  return {
    kind: "ok",
    value: document.toJS(),
    lineOf: (path) => lineCounter.linePos(keyOffset(document, path)).line,
  };
}

function refusedWhole(problem: string, mend: string): ParsedYaml {
  return { kind: "faults", faults: [{ place: "", problem, mend }] };
}

/** In the order of the file. Of what is no YAML only the first: the rest mostly follows from it. */
function mistakesIn(document: Document.Parsed): [offset: number, mistake: Mistake][] {
  const found: [number, Mistake][] = [];
  let isYaml = true;
  for (const { code, pos } of [...document.errors, ...document.warnings]) {
    // Every tag is found below, also those that YAML knows.
    if (code === "TAG_RESOLVE_FAILED") continue;
    const known = knownMistakes.get(code);
    if (known === undefined && !isYaml) continue;
    isYaml = known !== undefined;
    found.push([pos[0], known ?? notYaml]);
  }
  yaml().visit(document, {
    Alias: (_, node) => void found.push([node.range?.[0] ?? 0, alias]),
    Value: (_, node) => {
      if (node.tag !== undefined) found.push([node.range?.[0] ?? 0, tag]);
    },
  });
  return found.sort(([a], [b]) => a - b);
}

function keyOffset(document: Document.Parsed, path: readonly string[]): number {
  const { isMap, isScalar } = yaml();
  let node: unknown = document.contents;
  let offset = 0;
  for (const name of path) {
    if (!isMap(node)) break;
    const pair = node.items.find(({ key }) => isScalar(key) && key.value === name);
    if (pair === undefined) break;
    if (isScalar(pair.key)) offset = pair.key.range?.[0] ?? offset;
    node = pair.value;
  }
  return offset;
}
