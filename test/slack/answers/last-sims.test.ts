import { expect, it } from "vitest";
import type { Scope } from "../../../src/accounts/accounts.ts";
import type { ListState } from "../../../src/core/list-state.ts";
import type { AuditEntry } from "../../../src/ports/audit-log.ts";
import { createLastSims } from "../../../src/slack/answers/last-sims.ts";
import { asOf } from "../../support/sessions.ts";

const sidOf = (number: number): string => `DE${String(number).padStart(32, "0")}`;

const entry = (over: Partial<AuditEntry>): AuditEntry => ({
  ...{ at: asOf, userId: "U1", channelId: null, teamId: "T1", command: "sessions" },
  ...{ simSid: null, account: null, outcome: "ok", ...over },
});

const ready: ListState = {
  ...{ kind: "ready", simCount: 9, readAt: asOf, ageMs: 0, incomplete: null },
};

/** Accounts whose lists hold the SIMs of these numbers. */
function scopeOf(
  lists: Readonly<Record<string, readonly number[]>>,
  state: ListState = ready,
): Scope {
  const accounts = Object.entries(lists).map(([name, numbers]) => ({
    name: name === "" ? null : name,
    directory: {
      state: () => state,
      bySid: (sid: string) =>
        numbers.map(sidOf).includes(sid)
          ? { sid, uniqueName: sid.slice(-2), friendlyName: null, iccid: null, status: "active" }
          : null,
    },
  }));
  return { accounts, preferred: null } as unknown as Scope;
}

const asked = (...entries: readonly AuditEntry[]) =>
  createLastSims({ recent: async () => entries });
const namesIn = async (last: ReturnType<ReturnType<typeof asked>>) => {
  const read = await last;
  if (read.kind !== "read") throw new Error(read.kind);
  return read.sims.map(({ account, uniqueName }) => `${account ?? "-"} ${uniqueName ?? "-"}`);
};

it("gives each SIM once, newest first, five at most, those of a comparison too", async () => {
  const other = { simSid: sidOf(2), account: null, verdict: null, severity: "normal" };
  const lastSims = asked(
    entry({ simSid: sidOf(1), otherSims: [other] }),
    entry({ simSid: null, outcome: "not_allowed" }),
    entry({ simSid: sidOf(2) }),
    ...[1, 3, 4, 5, 6].map((number) => entry({ simSid: sidOf(number) })),
  );
  const scope = scopeOf({ "": [1, 2, 3, 4, 5, 6] });
  expect(await namesIn(lastSims("U1", scope))).toEqual(["- 01", "- 02", "- 03", "- 04", "- 05"]);
});

it("leaves out lists that nobody asked for by name, and what was read beside the one asked for", async () => {
  const others = (...numbers: readonly number[]) =>
    numbers.map((number) => ({
      ...{ simSid: sidOf(number), account: null, verdict: null, severity: "warning" },
    }));
  const lastSims = asked(
    entry({ command: "dark", simSid: sidOf(1), otherSims: others(2, 3, 4) }),
    entry({ command: "app_mention", simSid: sidOf(5), otherSims: others(6, 7) }),
    entry({ command: "sessions_siblings", simSid: sidOf(8), otherSims: others(1, 2, 3) }),
    entry({ simSid: sidOf(9) }),
  );
  const scope = scopeOf({ "": [1, 2, 3, 4, 5, 6, 7, 8, 9] });
  expect(await namesIn(lastSims("U1", scope))).toEqual(["- 08", "- 09"]);
});

it("leaves out what is in no account of theirs, and finds an account by its new name", async () => {
  const lastSims = asked(
    entry({ simSid: sidOf(1), account: "us" }),
    entry({ simSid: sidOf(2), account: "emea" }),
    entry({ simSid: sidOf(3), account: "formerly" }),
    entry({ simSid: sidOf(4), account: null }),
  );
  const scope = scopeOf({ emea: [2, 3, 4] });
  expect(await namesIn(lastSims("U1", scope))).toEqual(["emea 02", "emea 03", "emea 04"]);
});

it("offers a SIM without its name while there is no list, of its own account alone", async () => {
  const lastSims = asked(
    entry({ simSid: sidOf(1), account: "us" }),
    entry({ simSid: sidOf(2), account: "emea" }),
  );
  const scope = scopeOf({ emea: [] }, { kind: "loading", listed: 0 });
  expect(await namesIn(lastSims("U1", scope))).toEqual(["emea -"]);
});

it("waits neither for a slow record nor for one that is away", async () => {
  const away = createLastSims({ recent: () => Promise.reject(new Error("away")) });
  expect(await away("U1", scopeOf({ "": [] }))).toEqual({ kind: "unread" });
  const slow = createLastSims({ recent: () => new Promise(() => undefined) }, (late) => {
    late();
    return () => undefined;
  });
  expect(await slow("U1", scopeOf({ "": [] }))).toEqual({ kind: "unread" });
});
