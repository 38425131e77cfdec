import { readFileSync } from "node:fs";
import type { Environment } from "./account.ts";
import type { ParsedConfig } from "./config.ts";
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
 * Node reads a file in UTF-16 as nothing, and cuts a value at `#` without a word. Both are looked
 * for here, in the file's own text. Where nothing could be read, that is the fault, and not all the
 * variables that are missing because of it.
 */
export function withEnvFiles(
  parsed: ParsedConfig,
  files: readonly EnvFile[],
  env: Environment,
): CheckedFiles {
  const unread = files.filter(({ bytes }) => isUtf16(bytes)).map(utf16Fault);
  const cut = files
    .filter(({ bytes }) => !isUtf16(bytes))
    .flatMap((file) => cutValues(file, env).map((variable) => cutFault(variable, file)));
  if (parsed.kind === "faults" && unread.length > 0)
    return { parsed: { kind: "faults", faults: unread }, warnings: [] };
  return { parsed, warnings: [...unread, ...cut] };
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
function cutValues({ bytes }: EnvFile, env: Environment): string[] {
  const lines = new TextDecoder().decode(bytes).split(/\r?\n/);
  return lines.flatMap((line) => {
    const [, name = "", written = ""] = assignment.exec(line) ?? [];
    const at = written.indexOf("#");
    const isInQuotes = /^\s*["'`]/.test(written);
    if (at < 0 || isInQuotes || /^\s/.test(written.slice(Math.max(0, at - 1), at))) return [];
    return env[name] === written.slice(0, at).trim() ? [name] : [];
  });
}
