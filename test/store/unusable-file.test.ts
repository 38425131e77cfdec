import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import { checkStore } from "../../src/doctor/check-store.ts";
import { reduceError } from "../../src/ops/reduce-error.ts";
import { openStore } from "../../src/store/open-store.ts";
import { StoreError, storeFaultWords } from "../../src/store/store-error.ts";
import { temporaryFile } from "../support/store/temporary-file.ts";

/** A file as the bot leaves it. */
async function usedFile(): Promise<string> {
  const path = temporaryFile();
  const store = await openStore({ kind: "sqlite", path });
  await store.close();
  return path;
}

const changed = async (change: (bytes: Buffer<ArrayBuffer>) => Uint8Array): Promise<string> => {
  const path = await usedFile();
  writeFileSync(path, change(readFileSync(path)));
  return path;
};

const unusable: Record<string, [() => string | Promise<string>, string]> = {
  "a text": [
    () => {
      const path = temporaryFile();
      writeFileSync(path, "no database at all, but a text of some length\n".repeat(200));
      return path;
    },
    "is no database, or its beginning is destroyed (SQLITE_NOTADB: file is not a database)",
  ],
  "a destroyed beginning": [
    () => changed((bytes) => bytes.fill(7, 0, 100)),
    "is no database, or its beginning is destroyed (SQLITE_NOTADB: file is not a database)",
  ],
  "a file that was cut off": [
    () => changed((bytes) => bytes.subarray(0, bytes.length - 5_000)),
    "is damaged, or cut off (SQLITE_CORRUPT: database disk image is malformed)",
  ],
  "a file of a few bytes": [
    () => changed((bytes) => bytes.subarray(0, 50)),
    "is damaged, or cut off (SQLITE_CORRUPT: database disk image is malformed)",
  ],
  "a missing folder": [
    () => join(dirname(temporaryFile()), "missing", "simscope.db"),
    "is in a folder that does not exist (ENOENT)",
  ],
  "a folder": [() => dirname(temporaryFile()), "is a folder (EISDIR)"],
  "a path below a file": [
    () => {
      const path = temporaryFile();
      writeFileSync(path, "");
      return join(path, "simscope.db");
    },
    "is below something that is no folder (ENOTDIR)",
  ],
};

describe.each(Object.entries(unusable))("%s in place of the database", (_, [make, words]) => {
  it("is named by the start: file, variable, reason, and what to do", async () => {
    const path = await make();
    const failure = await openStore({ kind: "sqlite", path }).catch((error: unknown) => error);
    if (!(failure instanceof StoreError)) throw new Error("it was opened");
    expect(failure.message).toBe(`the file ${path} (DATABASE_URL) ${words}`);
    expect(storeFaultWords(path, failure.fault).mend).toMatch(/^[A-Z].+\.$/);
    expect(reduceError(failure)).toMatchObject({ name: "StoreError", message: failure.message });
  });

  it("is named by the doctor in the same words, who changes nothing", async () => {
    const path = await make();
    const before = existsSync(path) && statSync(path).isFile() ? readFileSync(path) : null;
    expect(await checkStore({ kind: "sqlite", path })).toMatchObject({
      verdict: "fault",
      finding: `the file ${path} (DATABASE_URL) ${words}`,
    });
    const after = existsSync(path) && statSync(path).isFile() ? readFileSync(path) : null;
    expect(after).toEqual(before);
  });
});

describe("the doctor", () => {
  it("finds damage in the middle, which shows only once it is read", async () => {
    const path = await changed((bytes) => bytes.fill(7, 4096 * 3, 4096 * 6));
    const { verdict, finding } = await checkStore({ kind: "sqlite", path });
    expect(verdict).toBe("fault");
    expect(finding).toContain("is damaged");
  });

  it("is content with an empty file, and leaves it so", async () => {
    const path = temporaryFile();
    writeFileSync(path, "");
    expect(await checkStore({ kind: "sqlite", path })).toMatchObject({
      verdict: "ok",
      finding: `can be read and written: ${path}`,
    });
    expect(statSync(path).size).toBe(0);
  });

  it("is content beside a running bot, whose file it leaves as it is", async () => {
    const path = temporaryFile();
    const store = await openStore({ kind: "sqlite", path });
    expect(await checkStore({ kind: "sqlite", path })).toMatchObject({ verdict: "ok" });
    expect(await store.audit.recent({ limit: 1 })).toEqual([]);
    await store.close();
  });

  it("makes none where there is none", async () => {
    const path = temporaryFile();
    expect(await checkStore({ kind: "sqlite", path })).toMatchObject({ verdict: "ok" });
    expect(existsSync(path)).toBe(false);
  });
});

it.each([
  ["SQLITE_READONLY", "attempt to write a readonly database", "cannot be written"],
  ["EROFS", "EROFS", "cannot be written"],
  ["EACCES", "EACCES", "may not be read and written by this user"],
  ["SQLITE_CANTOPEN", "unable to open database file", "cannot be opened"],
  ["SQLITE_FULL", "database or disk is full", "cannot grow: the disk is full"],
  ["SQLITE_BUSY", "database is locked", "is held by another process"],
  ["SQLITE_IOERR", "disk I/O error", "cannot be read or written by the system"],
  ["SQLITE_1234", "new in SQLite", "cannot be used"],
])("%s has words of its own", (code, reason, problem) => {
  const words = storeFaultWords("/data/simscope.db", { code, reason });
  expect(words.reason).toContain(`the file /data/simscope.db (DATABASE_URL) ${problem} (${code}`);
  expect(words.mend).toMatch(/^[A-Z].+\.$/);
});

it("tables of a newer version are called so", async () => {
  const path = await usedFile();
  const database = new DatabaseSync(path);
  database.exec("INSERT INTO kysely_migration VALUES ('9999_future', '2030-01-01T00:00:00.000Z')");
  database.close();
  await expect(openStore({ kind: "sqlite", path })).rejects.toThrow(
    /was written by a newer version of simscope/,
  );
  const found = await checkStore({ kind: "sqlite", path });
  expect(found.verdict).toBe("fault");
  expect(found.finding).toContain("was written by a newer version of simscope");
});

it("an empty file is an empty database", async () => {
  const path = temporaryFile();
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, "");
  const store = await openStore({ kind: "sqlite", path });
  expect(await store.audit.recent({ limit: 1 })).toEqual([]);
  await store.close();
});
