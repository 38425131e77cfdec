import { readFileSync } from "node:fs";
import type { Environment } from "./account.ts";
import type { ParsedConfig } from "./config.ts";
import { variableNames } from "./schema.ts";
import { limitNames } from "./unknown-variables.ts";
import type { ConfigFault } from "./values.ts";

/** A file that Node itself read variables from, before the bot began. */
export interface EnvFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/**
 * The files of `--env-file` and `--env-file-if-exists` (`npm start` and `npm run doctor` name
 * `.env`), as they stand now. Those that are not there are left out: Node has had its say.
 *
 * @param nodeArguments `process.execArgv`
 */
export function readEnvFiles(
  nodeArguments: readonly string[],
  readFile: (path: string) => Uint8Array = readFileSync,
): EnvFile[] {
  return pathsIn(nodeArguments).flatMap((path) => {
    try {
      return [{ path, bytes: readFile(path) }];
    } catch {
      return [];
    }
  });
}

function pathsIn(nodeArguments: readonly string[]): string[] {
  return nodeArguments.flatMap((argument, index) => {
    const [, path] = /^--env-file(?:-if-exists)?(?:=(.*))?$/.exec(argument) ?? [null, null];
    if (path === null) return [];
    const named = path ?? nodeArguments[index + 1];
    return named === undefined ? [] : [named];
  });
}

/** What became of the configuration, and what the files it came from make doubtful. */
export interface CheckedFiles {
  readonly parsed: ParsedConfig;
  readonly warnings: readonly ConfigFault[];
}

/**
 * Node reads a file in UTF-16 as nothing, cuts a value at `#`, passes a line without `=` over and takes
 * the last of two, all without a word. That is looked for here, in the file's own text. Where nothing
 * could be read, that is the fault, and not all the variables that are missing because of it. A limit
 * that was meant to be there ends the start, too: without it more people may ask.
 */
export function withEnvFiles(
  parsed: ParsedConfig,
  files: readonly EnvFile[],
  env: Environment,
): CheckedFiles {
  const unread = files.filter(({ bytes }) => isUtf16(bytes)).map(utf16Fault);
  const readable = files.filter(({ bytes }) => !isUtf16(bytes));
  const cut = readable.flatMap((file) =>
    cutValues(file, env).map((variable) => cutFault(variable, file)),
  );
  if (parsed.kind === "faults" && unread.length > 0)
    return { parsed: { kind: "faults", faults: unread }, warnings: [] };
  const lost = readable.flatMap((file) => [...unassigned(file), ...setTwice(file)]);
  const limits = lost.filter(({ variable }) => limitNames.includes(variable));
  const faults = [...(parsed.kind === "faults" ? parsed.faults : []), ...limits];
  const others = lost.filter(({ variable }) => !limitNames.includes(variable));
  return {
    parsed: limits.length === 0 ? parsed : { kind: "faults", faults },
    warnings: [...unread, ...cut, ...others],
  };
}

/** Lines that begin with a setting of ours and set nothing: `ALLOWED_USERS: U0ADA00001`. */
function unassigned(file: EnvFile): ConfigFault[] {
  return linesOf(file).flatMap((line, at) => {
    const [, name = ""] = /^\s*(?:export\s+)?([A-Z_]+)(?![A-Z_])/.exec(line) ?? [];
    if (!variableNames.includes(name) || assignment.test(line)) return [];
    return {
      variable: name,
      problem: `does not count: there is no = behind it in line ${at + 1} of ${file.path}`,
      mend: `Write ${name}=, and its value right behind that.`,
    };
  });
}

function setTwice(file: EnvFile): ConfigFault[] {
  const places = new Map<string, { readonly line: number; readonly written: string }[]>();
  for (const [at, line] of linesOf(file).entries()) {
    const [, name = "", written = ""] = assignment.exec(line) ?? [];
    if (!variableNames.includes(name)) continue;
    places.set(name, [...(places.get(name) ?? []), { line: at + 1, written: written.trim() }]);
  }
  return [...places]
    .filter(([, found]) => new Set(found.map(({ written }) => written)).size > 1)
    .map(([variable, found]) => ({
      variable,
      problem: `is set in lines ${found.map(({ line }) => line).join(" and ")} of ${file.path}, of which the last one counts`,
      mend: "Keep one of them.",
    }));
}

function linesOf({ bytes }: EnvFile): string[] {
  return new TextDecoder().decode(bytes).split(/\r?\n/);
}

/** By its byte order mark, or by the zero bytes that UTF-8 never holds in text. */
function isUtf16(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  const isMarked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  return isMarked || bytes.includes(0);
}

function utf16Fault({ path }: EnvFile): ConfigFault {
  return {
    variable: path,
    problem: "is saved as UTF-16, so nothing in it can be read",
    mend: "Save it as UTF-8 without BOM; in PowerShell, Set-Content -Encoding ascii writes such a file.",
  };
}

function cutFault(variable: string, { path }: EnvFile): ConfigFault {
  return {
    variable,
    problem: `is cut at the # in ${path}, from which a comment begins`,
    mend: "If the # belongs to the value, put the value in double quotes there; if not, put a space before it. With docker's --env-file, which keeps both, leave it as it is.",
  };
}

const assignment = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=(.*)$/;

/** Variables whose value in the file has a `#` without a space before it, and ends there for us. */
function cutValues(file: EnvFile, env: Environment): string[] {
  return linesOf(file).flatMap((line) => {
    const [, name = "", written = ""] = assignment.exec(line) ?? [];
    const at = written.indexOf("#");
    const isInQuotes = /^\s*["'`]/.test(written);
    if (at < 0 || isInQuotes || /^\s/.test(written.slice(Math.max(0, at - 1), at))) return [];
    return env[name] === written.slice(0, at).trim() ? [name] : [];
  });
}
