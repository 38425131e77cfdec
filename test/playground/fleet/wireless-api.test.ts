import { describe, expect, it } from "vitest";
import { minuteMs } from "../../../src/core/instant.ts";
import {
  allPages,
  basicAuth,
  get,
  handClock,
  type ListPage,
  runningSimulator,
} from "../../support/playground/fleet/running-simulator.ts";

const simFields = { sid: `DE${"5".repeat(32)}` };
const sessionsPath = `/v1/Sims/${simFields.sid}/DataSessions`;
const numbered = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ number: index, start: "2026-11-22T00:00:00Z" }));

describe("paging", () => {
  it("gives 50 rows unless asked otherwise, and every row once", async () => {
    const simulator = await runningSimulator({ scenarios: [] });
    simulator.putSim({ key: "paged", fields: simFields, sessions: numbered(123) });
    const pages = await allPages(simulator, sessionsPath);
    expect(pages.map(({ data_sessions }) => data_sessions.length)).toEqual([50, 50, 23]);
    const numbers = pages.flatMap(({ data_sessions }) => data_sessions.map((row) => row["number"]));
    expect(numbers.toSorted((a, b) => Number(a) - Number(b))).toEqual(
      numbered(123).map(({ number }) => number),
    );
  });

  it("names every page in meta, on its own origin", async () => {
    const simulator = await runningSimulator({ scenarios: [] });
    simulator.putSim({ key: "paged", fields: simFields, sessions: numbered(5) });
    const [first, second, third] = await allPages(simulator, `${sessionsPath}?PageSize=2`);
    expect(first?.meta).toEqual({
      key: "data_sessions",
      page: 0,
      page_size: 2,
      url: `${simulator.url}${sessionsPath}?PageSize=2&Page=0`,
      first_page_url: `${simulator.url}${sessionsPath}?PageSize=2&Page=0`,
      previous_page_url: null,
      next_page_url: second?.meta.url,
    });
    expect(second?.meta).toMatchObject({ page: 1, next_page_url: third?.meta.url });
    expect(third?.meta).toMatchObject({ page: 2, next_page_url: null });
    const back = await get(simulator, String(third?.meta.previous_page_url));
    expect((back.json() as ListPage).data_sessions).toEqual(second?.data_sessions);
  });

  it("does not jump by Page alone: that is client state", async () => {
    const simulator = await runningSimulator({ scenarios: [] });
    simulator.putSim({ key: "paged", fields: simFields, sessions: numbered(5) });
    const first = (await get(simulator, `${sessionsPath}?PageSize=2`)).json() as ListPage;
    const jumped = (await get(simulator, `${sessionsPath}?PageSize=2&Page=2`)).json() as ListPage;
    expect(jumped.data_sessions).toEqual(first.data_sessions);
    expect(jumped.meta.page).toBe(2);
  });

  it.each(["PageSize=0", "PageSize=1001", "PageSize=many", "Page=-1", "PageToken=PAmadeup"])(
    "refuses %s",
    async (query) => {
      const simulator = await runningSimulator();
      const reply = await get(simulator, `/v1/Sims?${query}`);
      expect(reply.status).toBe(400);
      expect(reply.json()).toMatchObject({ code: 33103, status: 400 });
    },
  );

  it("refuses a token of another list, and a stale one", async () => {
    const simulator = await runningSimulator({ scenarios: [] });
    simulator.putSim({ key: "paged", fields: simFields, sessions: numbered(5) });
    const [first] = await allPages(simulator, `${sessionsPath}?PageSize=2`);
    const next = new URL(String(first?.meta.next_page_url));
    const token = next.searchParams.get("PageToken");
    expect((await get(simulator, `/v1/Sims?PageToken=${token}`)).status).toBe(400);
    expect((await get(simulator, next.href)).status).toBe(200);
    simulator.expirePageTokens();
    expect((await get(simulator, next.href)).status).toBe(400);
  });

  it("shows one moment over all pages, or each page its own when told so", async () => {
    const clock = handClock();
    const simulator = await runningSimulator({ clock });
    const sid = simulator.scenarios().find(({ name }) => name === "tank-level-5")?.sims[0]?.sid;
    simulator.configure({ order: "newest_first" });
    const path = `/v1/Sims/${sid}/DataSessions?PageSize=1`;
    const first = (await get(simulator, path)).json() as ListPage;
    clock.advance(4 * minuteMs);
    const next = String(first.meta.next_page_url);
    const kept = (await get(simulator, next)).json() as ListPage;
    expect(kept.data_sessions[0]?.["sid"]).not.toBe(first.data_sessions[0]?.["sid"]);
    simulator.configure({ paging: "live" });
    const shifted = (await get(simulator, next)).json() as ListPage;
    expect(shifted.data_sessions[0]?.["sid"]).toBe(first.data_sessions[0]?.["sid"]);
  });
});

describe("order of sessions", () => {
  it("is neither sorted nor reversed unless asked for", async () => {
    const simulator = await runningSimulator();
    const starts = () =>
      simulator.sessionsOf("cargo-cam-07").map((row) => String(Object(row)["start"]));
    const sorted = starts().toSorted();
    expect(starts()).not.toEqual(sorted);
    expect(starts()).not.toEqual(sorted.toReversed());
    simulator.configure({ order: "oldest_first" });
    expect(starts()).toEqual(sorted);
    simulator.configure({ order: "newest_first" });
    expect(starts()).toEqual(sorted.toReversed());
  });
});

describe("SIMs", () => {
  it("finds one by sid and by unique name, however it is spelled", async () => {
    const simulator = await runningSimulator();
    const name = "gate 7/north?&x=1#y%2e";
    const byName = await get(simulator, `/v1/Sims/${encodeURIComponent(name)}`);
    expect(byName.json()).toMatchObject({ unique_name: name, friendly_name: "Gate 7 / north?" });
    const { sid } = byName.json() as { sid: string };
    expect((await get(simulator, `/v1/Sims/${sid}`)).json()).toEqual(byName.json());
  });

  it("lists sessions by sid only", async () => {
    const simulator = await runningSimulator();
    const reply = await get(simulator, "/v1/Sims/cargo-cam-07/DataSessions");
    expect(reply.status).toBe(404);
  });

  it("answers 20404 for what is not there", async () => {
    const simulator = await runningSimulator();
    for (const path of ["/v1/Sims/nobody", `/v1/Sims/DE${"0".repeat(32)}`, "/v2/Sims", "/"]) {
      const reply = await get(simulator, path);
      expect(reply.json()).toMatchObject({ code: 20404, status: 404 });
    }
  });

  it("filters by status, ICCID and rate plan, and ignores what it does not know", async () => {
    const simulator = await runningSimulator();
    const list = async (query: string) =>
      (await allPages(simulator, `/v1/Sims?PageSize=1000&${query}`)).flatMap(({ sims }) => sims);
    const all = await list("Start=2026-01-01");
    expect(all.length).toBe(simulator.scenarios().flatMap(({ sims }) => sims).length);
    expect((await list("Status=suspended")).map((sim) => sim["unique_name"])).toEqual([
      "loaner-router-9",
    ]);
    const [first] = all;
    expect(await list(`Iccid=${first?.["iccid"]}`)).toEqual([first]);
    expect(await list("Iccid=1")).toEqual([]);
    expect(await list(`RatePlan=${first?.["rate_plan_sid"]}`)).toHaveLength(all.length);
    expect(await list("RatePlan=WP0")).toEqual([]);
  });

  it("serves a fleet of 100,000 whose members can all be found again", async () => {
    const simulator = await runningSimulator({ scenarios: [] });
    simulator.configure({ syntheticSims: 100_000 });
    const pages = await allPages(simulator, "/v1/Sims?PageSize=1000");
    expect(pages).toHaveLength(100);
    const sims = pages.flatMap(({ sims }) => sims);
    expect(new Set(sims.map((sim) => sim["sid"])).size).toBe(100_000);
    const last = sims.at(-1);
    for (const path of [last?.["sid"], last?.["unique_name"]]) {
      expect((await get(simulator, `/v1/Sims/${path}`)).json()).toEqual(last);
    }
    const byIccid = (await get(simulator, `/v1/Sims?Iccid=${last?.["iccid"]}`)).json() as ListPage;
    expect(byIccid.sims).toEqual([last]);
    const active = sims.find((sim) => sim["status"] === "active");
    expect(simulator.sessionsOf(String(active?.["sid"])).length).toBeGreaterThan(60);
    expect((await get(simulator, "/v1/Sims/fleet-100000")).status).toBe(404);
  });
});

describe("access", () => {
  it("accepts the account's token and the API key, nothing else", async () => {
    const simulator = await runningSimulator();
    const { accountSid, authToken, apiKey, apiSecret } = simulator.credentials;
    const statusFor = async (authorization: string | null) =>
      (await get(simulator, "/v1/Sims", { authorization })).status;
    expect(await statusFor(basicAuth(simulator.credentials))).toBe(200);
    const key = { ...simulator.credentials, accountSid: apiKey, authToken: apiSecret };
    expect(await statusFor(basicAuth(key))).toBe(200);
    const crossed = { ...simulator.credentials, accountSid, authToken: apiSecret };
    expect(await statusFor(basicAuth(crossed))).toBe(401);
    expect(await statusFor(`Bearer ${authToken}`)).toBe(401);
    expect(await statusFor(null)).toBe(401);
  });

  it("refuses in the platform's words", async () => {
    const simulator = await runningSimulator();
    const reply = await get(simulator, "/v1/Sims", { authorization: null });
    expect(reply.json()).toEqual({
      code: 20003,
      message: "Authenticate",
      more_info: "https://www.twilio.com/docs/errors/20003",
      status: 401,
    });
  });

  it("records who asked for what, and never a password", async () => {
    const simulator = await runningSimulator();
    await get(simulator, "/v1/Sims/cargo-cam-07?a=1");
    await get(simulator, "/v1/Sims/nobody", { authorization: null });
    const common = { method: "GET", at: Date.parse("2026-11-23T05:20:00Z") };
    const authUser = simulator.credentials.accountSid;
    const first = { path: "/v1/Sims/cargo-cam-07", query: { a: "1" }, authUser, status: 200 };
    const second = { path: "/v1/Sims/nobody", query: {}, authUser: null, status: 401 };
    expect(simulator.requests).toEqual([
      { ...common, ...first },
      { ...common, ...second },
    ]);
    expect(JSON.stringify(simulator.requests)).not.toContain(simulator.credentials.authToken);
  });
});
