import { describe, expect, it } from "vitest";
import { patience, simSid, startClient } from "../support/sim-api/client.ts";
import {
  platformError,
  type ScriptedServer,
  sendJson,
  startServer,
} from "../support/sim-api/scripted-server.ts";

const path = `/v1/Sims/${simSid}/DataSessions`;

function record(index: number, changes: Record<string, unknown> = {}) {
  return {
    sid: `WN${index}`,
    start: new Date(Date.UTC(2026, 0, 1) + index * 1_000).toISOString(),
    last_updated: "2026-01-02T00:00:00Z",
    ...changes,
  };
}

/** A platform that serves `count` sessions in pages, as the real one does. */
async function startPlatform(
  count: number,
  pageSize = 1_000,
  changes: (index: number) => Record<string, unknown> = () => ({}),
) {
  const records = Array.from({ length: count }, (_, index) => record(index, changes(index)));
  const client = await startClient((request, response) => {
    const url = new URL(request.url ?? "", "http://platform");
    const page = Number(url.searchParams.get("Page") ?? "0");
    const from = page * pageSize;
    const isLast = from + pageSize >= count;
    sendJson(response, {
      data_sessions: records.slice(from, from + pageSize),
      meta: {
        next_page_url: isLast
          ? null
          : `http://${request.headers.host}${path}?PageSize=1000&Page=${page + 1}&PageToken=PT${page + 1}`,
      },
    });
  });
  return client;
}

describe("readSessions", () => {
  it("2,300 sessions are three calls, in the order received", async () => {
    const { source, server, calls } = await startPlatform(2_300);
    const read = await source.readSessions(simSid, patience());
    expect(read).toMatchObject({ setAside: [], pages: 3, incomplete: null });
    expect(read?.sessions.map(({ sid }) => sid)).toEqual(
      Array.from({ length: 2_300 }, (_, index) => `WN${index}`),
    );
    expect(server.requests.map((request) => request.path)).toEqual([
      `${path}?PageSize=1000`,
      `${path}?PageSize=1000&Page=1&PageToken=PT1`,
      `${path}?PageSize=1000&Page=2&PageToken=PT2`,
    ]);
    expect(calls.map(({ operation, outcome }) => [operation, outcome])).toEqual(
      Array.from({ length: 3 }, () => ["list_sessions", "ok"]),
    );
  });

  describe("until it was heard", () => {
    const first = Date.UTC(2025, 11, 31);
    /** The n-th of 2,300 was heard at second n, and 1,000 stand on a page. */
    const startSeconds = async (over: Record<number, Record<string, unknown>> = {}) =>
      startPlatform(2_300, 1_000, (index) => ({
        start: new Date(first).toISOString(),
        last_updated: new Date(first + index * 1_000).toISOString(),
        ...over[index],
      }));

    it.each([
      ["on the first page", 998, 999, 1],
      ["on the second", 1_000, 1_999, 2],
    ])("reads no further than to a sign of life %s", async (_, since, sign, calls) => {
      const { source, server } = await startSeconds();
      const seen = await source.readUntilHeard?.(simSid, first + since * 1_000, patience());
      expect(seen).toEqual({ kind: "heard", sign: first + sign * 1_000 });
      expect(server.requests).toHaveLength(calls);
    });

    it.each([
      ["late enough", 2_300, {}],
      ["in the future", 2_300, { 5: { end: "2027-01-01T00:00:00Z" } }],
      ["of another SIM", 2_300, { 5: { end: "2025-12-31T00:45:00Z", sim_sid: "DEother" } }],
      ["before the last page, which is read whole anyway", 2_299, {}],
    ])("reads all where there is none %s", async (_, since, over) => {
      const { source, server } = await startSeconds(over);
      const seen = await source.readUntilHeard?.(simSid, first + since * 1_000, patience());
      expect(seen).toMatchObject({ kind: "read", read: { pages: 3, incomplete: null } });
      expect(server.requests).toHaveLength(3);
    });
  });

  it("says between which moments it read", async () => {
    const { source } = await startPlatform(1);
    const read = await source.readSessions(simSid, patience());
    // The clock of the tests ticks 5 ms a look: start, call begins, call ends, end.
    expect(read?.startedAt).toBe(Date.UTC(2026, 0, 1));
    expect(read?.finishedAt).toBe(Date.UTC(2026, 0, 1) + 15);
  });

  it("no sessions are no sessions", async () => {
    const { source } = await startPlatform(0);
    const read = await source.readSessions(simSid, patience());
    expect(read).toMatchObject({ sessions: [], setAside: [], pages: 1, incomplete: null });
  });

  it("stops at 50 pages and says so", async () => {
    const { source, server } = await startPlatform(51, 1);
    const read = await source.readSessions(simSid, patience());
    expect(read).toMatchObject({ pages: 50, incomplete: "page_cap" });
    expect(read?.sessions).toHaveLength(50);
    expect(server.requests).toHaveLength(50);
  });

  it("exactly 50 pages are all", async () => {
    const { source } = await startPlatform(50, 1);
    const read = await source.readSessions(simSid, patience());
    expect(read).toMatchObject({ pages: 50, incomplete: null });
  });

  it("stops when the platform goes round in circles, and keeps what was read", async () => {
    let calls = 0;
    const { source, server } = await startClient((_, response) => {
      calls += 1;
      const meta = { next_page_url: `${path}?Page=${calls}&PageToken=always` };
      sendJson(response, { data_sessions: [record(calls)], meta });
    });
    const read = await source.readSessions(simSid, patience());
    expect(read).toMatchObject({ pages: 2, incomplete: "repeated_page" });
    expect(read?.sessions).toHaveLength(2);
    expect(server.requests).toHaveLength(2);
  });

  it("goes to no stranger for the next page, and keeps what was read", async () => {
    const stranger: ScriptedServer = await startServer((_, response) => sendJson(response, {}));
    const { source, server } = await startClient((_, response) =>
      sendJson(response, {
        data_sessions: [record(1)],
        meta: { next_page_url: `${stranger.url}${path}?PageSize=1000&Page=1&PageToken=PT1` },
      }),
    );
    const read = await source.readSessions(simSid, patience());
    await stranger.close();
    expect(read).toMatchObject({ pages: 1, incomplete: "foreign_next_page" });
    expect(read?.sessions).toHaveLength(1);
    expect(server.requests).toHaveLength(1);
    expect(stranger.requests).toEqual([]);
  });

  it("counts what was set aside on all pages, and shows a shifted row once", async () => {
    const pages = [
      [record(1), "broken", record(2, { last_updated: "2026-01-02T00:00:00Z" })],
      [record(2, { last_updated: "2026-01-02T00:05:00Z" }), record(3, { end: "?" }), record(4)],
    ];
    const { source } = await startClient((request, response) => {
      const isFirst = !request.url?.includes("PageToken");
      const meta = { next_page_url: isFirst ? `${path}?PageToken=PT1` : null };
      sendJson(response, { data_sessions: pages[isFirst ? 0 : 1], meta });
    });
    const read = await source.readSessions(simSid, patience());
    expect(read).toMatchObject({ setAside: [{}, { end: "unreadable" }], pages: 2 });
    expect(read?.sessions.map(({ sid }) => sid)).toEqual(["WN1", "WN2", "WN4"]);
    expect(read?.sessions[1]?.lastUpdated).toBe(Date.UTC(2026, 0, 2, 0, 5));
  });

  it("leaves out records of another SIM, on every page, and counts them", async () => {
    const other = `DE${"9".repeat(32)}`;
    const pages = [
      [record(1, { sim_sid: simSid }), record(2, { sim_sid: other }), record(3, { sim_sid: null })],
      [record(4, { sim_sid: simSid.toUpperCase() }), record(5, { sim_sid: other, sid: "WN1" })],
      [record(6, { sim_sid: "" }), record(7, { sim_sid: "no SID at all" })],
    ];
    const { source } = await startClient((request, response) => {
      const number = Number(new URL(request.url ?? "", "http://x").searchParams.get("Page") ?? 0);
      const next = `${path}?Page=${number + 1}&PageToken=PT${number + 1}`;
      const next_page_url = number === 2 ? null : next;
      sendJson(response, { data_sessions: pages[number], meta: { next_page_url } });
    });
    const read = await source.readSessions(simSid, patience());
    expect(read).toMatchObject({ ofOtherSims: [{}, {}, {}], setAside: [], pages: 3 });
    expect(read?.sessions.map(({ sid }) => sid)).toEqual(["WN1", "WN3", "WN4", "WN6"]);
  });

  it("a failure on a later page fails the whole: half a list is not shown for a whole one", async () => {
    const { source } = await startClient((request, response) =>
      request.url?.includes("PageToken")
        ? sendJson(response, platformError(20503, 503), 503)
        : sendJson(response, {
            data_sessions: [record(1)],
            meta: { next_page_url: "?PageToken=PT1" },
          }),
    );
    await expect(source.readSessions(simSid, patience())).rejects.toMatchObject({
      code: "sim_api_failed",
    });
  });

  it("a SIM that goes away between two pages is no such SIM", async () => {
    const { source } = await startClient((request, response) =>
      request.url?.includes("PageToken")
        ? sendJson(response, platformError(20404, 404), 404)
        : sendJson(response, {
            data_sessions: [record(1)],
            meta: { next_page_url: "?PageToken=PT1" },
          }),
    );
    expect(await source.readSessions(simSid, patience())).toBeNull();
  });

  describe("when the page token goes stale (33103)", () => {
    /** Stale at the calls with these numbers, counted from 1. */
    async function startStale(...staleCalls: readonly number[]) {
      let calls = 0;
      return startClient((request, response) => {
        calls += 1;
        if (staleCalls.includes(calls)) {
          sendJson(response, platformError(33103, 400), 400);
          return;
        }
        const isFirst = !request.url?.includes("PageToken");
        const next_page_url = isFirst ? `${path}?PageToken=PT${calls}` : null;
        sendJson(response, {
          data_sessions: [record(isFirst ? 1 : 2), "broken"],
          meta: { next_page_url },
        });
      });
    }

    it("begins again with page one and forgets what it had", async () => {
      const { source, server } = await startStale(2);
      const read = await source.readSessions(simSid, patience());
      expect(read).toMatchObject({ pages: 2, setAside: [{}, {}], incomplete: null });
      expect(read?.sessions.map(({ sid }) => sid)).toEqual(["WN1", "WN2"]);
      expect(server.requests.map((request) => request.path)).toEqual([
        `${path}?PageSize=1000`,
        `${path}?PageSize=1000&PageToken=PT1`,
        `${path}?PageSize=1000`,
        `${path}?PageSize=1000&PageToken=PT3`,
      ]);
    });

    it("gives up when it happens twice", async () => {
      const { source, server } = await startStale(2, 4);
      await expect(source.readSessions(simSid, patience())).rejects.toMatchObject({
        code: "sim_api_failed",
        retryable: false,
        platformCode: 33103,
      });
      expect(server.requests).toHaveLength(4);
    });

    it("does not begin again where nothing had begun", async () => {
      const { source, server } = await startStale(1);
      await expect(source.readSessions(simSid, patience())).rejects.toMatchObject({
        platformCode: 33103,
      });
      expect(server.requests).toHaveLength(1);
    });
  });
});
