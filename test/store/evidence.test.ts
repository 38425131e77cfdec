import { describe, expect, it, onTestFinished } from "vitest";
import type { EvidenceKeep } from "../../src/core/evidence.ts";
import { dayMs, minuteMs } from "../../src/core/instant.ts";
import { openStore } from "../../src/store/open-store.ts";
import { databases, emptyDatabase } from "../support/postgres/databases.ts";
import { asOf } from "../support/sessions.ts";

const simSid = `DE${"1".repeat(32)}`;
const keepOf = (over: Partial<EvidenceKeep> = {}): EvidenceKeep => ({
  ...{ account: null, simSid, sha256: "a".repeat(64), windowName: "7d", asOf, readAt: asOf + 400 },
  ...{ rows: 12, keptBy: "U0ADA00001", keptAt: asOf + minuteMs, channelId: "C0INCIDENTS" },
  ...{ maskedSha256: "b".repeat(64), ...over },
});
const bytesOf = (text: string) => new TextEncoder().encode(text);

async function open(kind: Parameters<typeof emptyDatabase>[0]) {
  const store = await openStore(await emptyDatabase(kind));
  onTestFinished(() => store.close());
  return store.evidence;
}

describe.each(databases())("evidence in %s", (kind) => {
  it("is one file with all who kept it, each press once", async () => {
    const evidence = await open(kind);
    const ada = keepOf();
    const ben = keepOf({ keptBy: "U0BEN00001", keptAt: asOf + 2 * minuteMs, channelId: null });
    const later = keepOf({ sha256: "c".repeat(64), keptAt: asOf + 3 * minuteMs, account: "emea" });
    for (const one of [ada, ada, { ...ada, keptAt: asOf + dayMs }, ben, later])
      await evidence.keep(one, null);
    const all = { accounts: [null, "emea"], simSid };
    const range = { offset: 0, limit: 5 };
    const { total, evidence: files } = await evidence.ofSim(all, range, asOf);
    expect(total).toBe(2);
    expect(files.map(({ sha256 }) => sha256[0])).toEqual(["c", "a"]);
    expect(files[1]).toEqual({
      ...{ account: null, simSid, sha256: ada.sha256, storedUntil: null, keeps: [ada, ben] },
    });
    expect(await evidence.ofSim(all, { offset: 1, limit: 1 }, asOf)).toMatchObject({
      total: 2,
      evidence: [{ sha256: ada.sha256 }],
    });
    // Only of accounts that may be looked in.
    const own = await evidence.ofSim({ ...all, accounts: ["emea"] }, range, asOf);
    expect(own.evidence.map(({ account }) => account)).toEqual(["emea"]);
    expect((await evidence.ofSim({ ...all, accounts: [] }, range, asOf)).total).toBe(0);
    const several = { accounts: all.accounts, simSids: [simSid, "DE0"] };
    expect(await evidence.keptOf({ ...several, since: ben.keptAt })).toEqual(
      expect.arrayContaining([
        { account: null, simSid, files: 1, lastKeptAt: ben.keptAt },
        { account: "emea", simSid, files: 1, lastKeptAt: later.keptAt },
      ]),
    );
    expect(await evidence.keptOf({ ...several, since: asOf + dayMs })).toEqual([]);
  });

  it("knows the same bytes, and others of the same answer", async () => {
    const evidence = await open(kind);
    const same = keepOf({ windowName: "30d", asOf: asOf - 1 });
    const other = keepOf({ sha256: "c".repeat(64), keptAt: asOf + 5 });
    const unlike = keepOf({ sha256: "d".repeat(64), asOf: asOf + 1 });
    for (const one of [same, other, unlike, keepOf({ account: "emea" })])
      await evidence.keep(one, null);
    expect(await evidence.like(keepOf())).toEqual([other, same]);
  });

  it("stores bytes for their time, the longer one of two, and then takes them away", async () => {
    const evidence = await open(kind);
    const keep = keepOf();
    const bytes = bytesOf("sid,imei\r\n".repeat(1_000));
    const until = asOf + 10 * dayMs;
    await evidence.keep(keep, { bytes, until });
    await evidence.keep(keepOf({ keptBy: "U0BEN00001" }), { bytes, until: until - dayMs });
    expect((await evidence.of(keep, asOf))?.storedUntil).toBe(until);
    expect(await evidence.bytes(keep, until - 1)).toEqual(bytes);
    expect(await evidence.bytes(keep, until)).toBeNull();
    expect(await evidence.bytes(keepOf({ account: "emea" }), asOf)).toBeNull();
    await evidence.prune(until - 1);
    expect(await evidence.bytes(keep, until - 1)).toEqual(bytes);
    await evidence.prune(until);
    expect(await evidence.bytes(keep, asOf)).toBeNull();
    // Its hash stays.
    expect((await evidence.of(keep, until))?.keeps).toHaveLength(2);
    expect(await evidence.of(keepOf({ sha256: "e".repeat(64) }), asOf)).toBeNull();
  });
});
