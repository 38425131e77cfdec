import type { StoreFault } from "../store-error.ts";

/** Primary result codes (sqlite.org/rescode.html) that tell something about the file. */
const names: Readonly<Record<number, string>> = {
  1: "SQLITE_ERROR",
  3: "SQLITE_PERM",
  5: "SQLITE_BUSY",
  6: "SQLITE_LOCKED",
  7: "SQLITE_NOMEM",
  8: "SQLITE_READONLY",
  10: "SQLITE_IOERR",
  11: "SQLITE_CORRUPT",
  13: "SQLITE_FULL",
  14: "SQLITE_CANTOPEN",
  18: "SQLITE_TOOBIG",
  19: "SQLITE_CONSTRAINT",
  20: "SQLITE_MISMATCH",
  23: "SQLITE_AUTH",
  26: "SQLITE_NOTADB",
};

/** The lowest byte is the primary code; the rest says more of it. */
const primary = 0xff;

export function sqliteFaultOf(error: unknown): StoreFault {
  if (!(error instanceof Error)) return { code: "UNKNOWN", reason: "unknown failure" };
  const [code, number, sentence] = ["code", "errcode", "errstr"].map((name): unknown =>
    Reflect.get(error, name),
  );
  if (typeof number === "number") {
    const reason = typeof sentence === "string" ? sentence : "unknown failure";
    return { code: names[number & primary] ?? `SQLITE_${number}`, reason };
  }
  return typeof code === "string" && /^E[A-Z]+$/.test(code)
    ? { code, reason: code }
    : { code: "UNKNOWN", reason: error.name };
}
