import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, it, onTestFinished } from "vitest";
import type { AuditEntry } from "../../src/ports/audit-log.ts";
import type { DirectorySim } from "../../src/ports/directory.ts";
import { openStore } from "../../src/store/open-store.ts";
import { asOf, sim } from "../support/sessions.ts";
import { temporaryFile } from "../support/store/temporary-file.ts";

const asked = (command: string): AuditEntry => ({
  at: asOf,
  userId: "U012AB3CD",
  channelId: "C012AB3CD",
  teamId: "T012AB3CD",
  command,
  simSid: sim().sid,
  account: null,
  outcome: "ok",
});

const fleet = (): { readAt: number; incomplete: null; pages: DirectorySim[][] } => {
  const { sid, uniqueName, friendlyName, iccid, status } = sim();
  return {
    readAt: asOf,
    incomplete: null,
    pages: [[{ sid, uniqueName, friendlyName, iccid, status }]],
  };
};

async function setUp() {
  const path = temporaryFile();
  let replaced = 0;
  const onReplaced = () => {
    replaced += 1;
  };
  const store = await openStore({ kind: "sqlite", path }, { onReplaced });
  onTestFinished(() => store.close());
  return { path, store, replaced: () => replaced };
}

/** What somebody else finds in the file that stands at the path. */
function commandsIn(path: string): unknown[] {
  const database = new DatabaseSync(path, { readOnly: true });
  const rows = database.prepare("SELECT command FROM audit_entries ORDER BY command").all();
  database.close();
  return rows.map(({ command }) => command);
}

it.each([
  ["alone", [""]],
  ["with the files beside it", ["", "-wal", "-shm"]],
])("a file that is deleted %s is made anew at the next entry", async (_, endings) => {
  const { path, store, replaced } = await setUp();
  await store.audit.record(asked("before"));
  for (const ending of endings) rmSync(`${path}${ending}`);
  await Promise.all([store.audit.record(asked("after")), store.audit.record(asked("besides"))]);
  expect(commandsIn(path)).toEqual(["after", "besides"]);
  expect(replaced()).toBe(1);
  expect(await store.audit.recent({ limit: 5 })).toHaveLength(2);
});

it("another file put in its place is used", async () => {
  const other = await setUp();
  await other.store.audit.record(asked("theirs"));
  await other.store.close();
  const { path, store } = await setUp();
  await store.audit.record(asked("ours"));
  renameSync(other.path, path);
  await store.audit.record(asked("after"));
  expect(commandsIn(path)).toEqual(["after", "theirs"]);
});

it("a folder that is gone is told each time, until it is there again", async () => {
  const { path, store, replaced } = await setUp();
  rmSync(dirname(path), { recursive: true });
  await expect(store.audit.record(asked("lost"))).rejects.toThrow(/folder that does not exist/);
  await expect(store.audit.record(asked("lost"))).rejects.toThrow(/folder that does not exist/);
  expect(replaced()).toBe(0);
  mkdirSync(dirname(path));
  await store.audit.record(asked("after"));
  expect(existsSync(path)).toBe(true);
  expect(commandsIn(path)).toEqual(["after"]);
});

it("a fleet that is unchanged, but kept no more, is said to be so", async () => {
  const { path, store } = await setUp();
  await store.snapshots.save("twilio:AC1", fleet());
  expect(await store.snapshots.confirm("twilio:AC1", asOf + 1)).toBe(true);
  rmSync(path);
  expect(await store.snapshots.confirm("twilio:AC1", asOf + 2)).toBe(false);
  await store.snapshots.save("twilio:AC1", fleet());
  expect(await store.snapshots.load("twilio:AC1")).toMatchObject({ readAt: asOf });
});
