import { resolve } from "node:path";
import { PlainError } from "../core/errors.ts";

/** Why a database refused, in what may be logged: no text of a query, no data. */
export interface StoreFault {
  /** `SQLITE_NOTADB`, `ENOENT`, PostgreSQL's `28P01` … */
  readonly code: string;
  /** The database's own sentence for that code, or the system's word. */
  readonly reason: string;
}

/** What a failure is about, beyond its code: whoever waits for the database needs to know. */
export type StoreFailureKind =
  /** The same may succeed later, as it is: a server that is away, a full disk. */
  | "later"
  /** What was to be written is refused, and always will be. */
  | "data";

/** The database could not be used; the words are for the admin. */
export class StoreError extends PlainError {
  override readonly name = "StoreError";
  readonly fault: StoreFault;
  readonly words: StoreFaultWords;
  readonly kind: StoreFailureKind;

  constructor(
    words: StoreFaultWords,
    fault: StoreFault,
    { kind = "later", cause }: { readonly kind?: StoreFailureKind; readonly cause?: unknown } = {},
  ) {
    super(words.reason, { code: fault.code, cause });
    this.words = words;
    this.fault = fault;
    this.kind = kind;
  }
}

/** A failure of the database file at `path`. */
export function fileError(path: string, fault: StoreFault, cause?: unknown): StoreError {
  const kind = dataCodes.has(fault.code) ? "data" : "later";
  return new StoreError(storeFaultWords(path, fault), fault, { kind, cause });
}

const dataCodes = new Set(["SQLITE_TOOBIG", "SQLITE_CONSTRAINT", "SQLITE_MISMATCH"]);

export interface StoreFaultWords {
  /** File or server, variable, what is wrong, and the platform's own reason. */
  readonly reason: string;
  readonly mend: string;
}

const elsewhere = "or give the path of another file in DATABASE_URL";
const anew =
  "The list of SIMs is read anew by itself; the record of who asked is in this file only";

/** By code: what is wrong with the file, and what to do. */
const words: Readonly<Record<string, { readonly problem: string; readonly mend: string }>> = {
  ENOENT: {
    problem: "is in a folder that does not exist",
    mend: "Create the folder, or correct the path.",
  },
  ENOTDIR: {
    problem: "is below something that is no folder",
    mend: "Correct the path.",
  },
  EISDIR: { problem: "is a folder", mend: "Give the path of a file in it." },
  SQLITE_NOTADB: {
    problem: "is no database, or its beginning is destroyed",
    mend: `Move it away, so that a new one is made, ${elsewhere}.`,
  },
  SQLITE_CORRUPT: {
    problem: "is damaged, or cut off",
    mend: `Put a copy of it back, or move it away, so that a new one is made. ${anew}.`,
  },
  SQLITE_READONLY: {
    problem: "cannot be written",
    mend: `Give the bot's user the right to write the file and its folder, ${elsewhere}.`,
  },
  SQLITE_CANTOPEN: {
    problem: "cannot be opened",
    mend: `Give the bot's user the right to write the file and its folder, ${elsewhere}.`,
  },
  SQLITE_FULL: { problem: "cannot grow: the disk is full", mend: "Make room on the disk." },
  SQLITE_IOERR: {
    problem: "cannot be read or written by the system",
    mend: `Look at the disk and its file system (SQLite needs one with locks), ${elsewhere}.`,
  },
  SQLITE_BUSY: {
    problem: "is held by another process",
    mend: `End what else has it open, ${elsewhere}.`,
  },
  NEWER_VERSION: {
    problem: "was written by a newer version of simscope",
    mend: `Start that version or a newer one, ${elsewhere}.`,
  },
};
const denied = {
  problem: "may not be read and written by this user",
  mend: `Give the bot's user the right to write the file and its folder, ${elsewhere}.`,
};
const sameAs: Readonly<Record<string, string>> = {
  SQLITE_LOCKED: "SQLITE_BUSY",
  EROFS: "SQLITE_READONLY",
  ENOSPC: "SQLITE_FULL",
  EDQUOT: "SQLITE_FULL",
  EIO: "SQLITE_IOERR",
};
const unknown = {
  problem: "cannot be used",
  mend: `Look at the file and its folder, ${elsewhere}.`,
};

/** The same words at the start, in the log and from the doctor. */
export function storeFaultWords(path: string, { code, reason }: StoreFault): StoreFaultWords {
  const isDenied = ["EACCES", "EPERM", "SQLITE_PERM", "SQLITE_AUTH"].includes(code);
  const { problem, mend } = isDenied ? denied : (words[sameAs[code] ?? code] ?? unknown);
  const because = reason === code ? code : `${code}: ${reason}`;
  const file = path === ":memory:" ? path : resolve(path);
  return { reason: `the file ${file} (DATABASE_URL) ${problem} (${because})`, mend };
}
