import { StoreError, type StoreFailureKind, type StoreFault } from "../store-error.ts";

/** What `pg` says in sentences without a code. */
const sentences: readonly (readonly [RegExp, string])[] = [
  [/timeout/i, "TIMEOUT"],
  [/terminated|not queryable|after calling end/i, "CONNECTION_LOST"],
  [/does not support SSL/i, "NO_TLS"],
];

/** PostgreSQL's condition names (its manual, appendix A) that tell something about the server. */
const conditions: Readonly<Record<string, string>> = {
  "28000": "invalid authorization",
  "28P01": "invalid password",
  "3D000": "no such database",
  "42501": "insufficient privilege",
  "25006": "read-only transaction",
  "53100": "disk full",
  "53300": "too many connections",
  "57P01": "shutting down",
  "57P03": "cannot connect now",
};

/** Why the server, or the way to it, refused; never a message, which may quote data. */
export function postgresFaultOf(error: unknown): StoreFault {
  if (!(error instanceof Error)) return { code: "UNKNOWN", reason: "unknown failure" };
  const code: unknown = Reflect.get(error, "code");
  if (typeof code === "string" && /^[0-9A-Z]{5}$/.test(code) && /\d/.test(code))
    return { code, reason: conditions[code] ?? code };
  if (typeof code === "string" && /^[A-Z][A-Z_]+$/.test(code)) return { code, reason: code };
  const [, word] = sentences.find(([pattern]) => pattern.test(error.message)) ?? [];
  return word === undefined
    ? { code: "UNKNOWN", reason: error.name }
    : { code: word, reason: word };
}

/** Classes of codes after which the same may succeed a little later. */
const passing =
  /^(E(?!NOENT|ACCES)[A-Z_]+|TIMEOUT|CONNECTION_LOST|08...|40...|53...|55...|57...|25006)$/;

/** Whether it says that the server is away, busy or changing over; all else is a setting's fault. */
export function isAway({ code }: StoreFault): boolean {
  return passing.test(code);
}

/** Whether the connection can still be used afterwards: only if the server itself refused. */
export function isConnectionLost({ code }: StoreFault): boolean {
  return !/^[0-9A-Z]{5}$/.test(code) || /^(08|57P)/.test(code);
}

const unreachable = {
  problem: "cannot be reached",
  mend: "Check that it runs, and host, port and firewall.",
};
const untrusted = {
  problem: "cannot be reached over TLS",
  mend: "Check sslmode in DATABASE_URL, and sslrootcert where the server's certificate is not publicly signed.",
};

/** What a migration makes is there already. */
const putBackOver = {
  problem: "holds tables of a newer version beside those of an older one",
  mend: "An older backup was put back over them. Empty the database, then put it back: docs/upkeep.md, Backup, has the commands.",
};

/** By code, or its first two letters. */
const words: Readonly<Record<string, { readonly problem: string; readonly mend: string }>> = {
  NEWER_VERSION: {
    problem: "was written by a newer version of simscope",
    mend: "Start that version or a newer one, or name another database in DATABASE_URL.",
  },
  NO_TLS: untrusted,
  "28": {
    problem: "does not let this user in",
    mend: "Check user and password in DATABASE_URL; special characters are written as %40 and the like.",
  },
  "3D": {
    problem: "has no database of that name",
    mend: "Create the database, or correct its name in DATABASE_URL.",
  },
  "42501": {
    problem: "does not let this user make its tables",
    mend: "Make the user the owner of the database, or grant it CREATE on the schema public.",
  },
  ...{ "42P07": putBackOver, "42701": putBackOver, "42723": putBackOver },
  "25006": {
    problem: "can only be read",
    mend: "Give the address of the primary server in DATABASE_URL.",
  },
  "53": {
    problem: "is out of room or connections",
    mend: "Make room on its disk, or allow more connections; each replica takes up to 4.",
  },
  "57": { problem: "is stopping or starting", mend: "Wait a moment and try again." },
};
const unknown = { problem: "cannot be used", mend: "Look at the server's log." };

/** Host and port, for words: an address holds the password. */
export function serverOf(url: string): string {
  const parsed = URL.parse(url);
  const host = parsed?.searchParams.get("host") ?? parsed?.host ?? "";
  return host === "" ? "PostgreSQL" : `PostgreSQL at ${host}`;
}

/** A failure of the server in `url`, in words for the admin. */
export function serverError(url: string, fault: StoreFault, cause?: unknown): StoreError {
  const { code, reason } = fault;
  const byCode = words[code] ?? words[code.slice(0, 2)];
  const isTls = /CERT|TLS|SSL|SIGNATURE|^ENOENT$|^EACCES$/.test(code);
  const { problem, mend } = byCode ?? (isTls ? untrusted : isAway(fault) ? unreachable : unknown);
  const because = reason === code ? code : `${code}: ${reason}`;
  const kind: StoreFailureKind = /^2[23]...$/.test(code) ? "data" : "later";
  return new StoreError(
    { reason: `${serverOf(url)} (DATABASE_URL) ${problem} (${because})`, mend },
    fault,
    { kind, cause },
  );
}
