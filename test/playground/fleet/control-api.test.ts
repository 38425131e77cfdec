import { expect, it } from "vitest";
import type { FleetSimulator } from "../../../playground/fleet/simulator.ts";
import { get, runningSimulator } from "../../support/playground/fleet/running-simulator.ts";

async function control(
  simulator: FleetSimulator,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
) {
  const response = await fetch(`${simulator.url}/_control/${path}`, {
    method,
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, json: text && JSON.parse(text) };
}

it("lists the scenarios with what is wrong in each", async () => {
  const simulator = await runningSimulator();
  const { json } = await control(simulator, "GET", "scenarios");
  expect(json).toEqual({ scenarios: simulator.scenarios() });
  expect(json.scenarios).toContainEqual(
    expect.objectContaining({
      name: "pump-station-12",
      description: expect.stringContaining("Reconnect loop"),
    }),
  );
});

it("adds a SIM with raw records, and more records later", async () => {
  const simulator = await runningSimulator({ scenarios: [] });
  const fields = { status: "suspended", friendly_name: "By hand" };
  const put = await control(simulator, "PUT", "sims/gate%207", { fields, sessions: [{ a: 1 }, 3] });
  expect(put).toMatchObject({ status: 200, json: { unique_name: "gate 7", ...fields } });
  await control(simulator, "POST", "sessions/gate%207", [null]);
  const { json } = await control(simulator, "GET", "sessions/gate%207");
  expect(json.sessions).toHaveLength(3);
  const listed = await get(simulator, `/v1/Sims/${put.json.sid}/DataSessions`);
  expect(listed.json()).toMatchObject({ data_sessions: json.sessions });

  await control(simulator, "PUT", "sims/gate%207", { fields: { status: "active" }, sessions: [] });
  expect(simulator.sessionsOf(put.json.sid)).toEqual([]);
  expect((await control(simulator, "POST", "sessions/nobody", [])).status).toBe(404);
});

it("injects, lists and removes faults", async () => {
  const simulator = await runningSimulator({ scenarios: [] });
  const injection = { fault: { kind: "status", status: 503, retryAfter: 2 }, times: 2 };
  const { json } = await control(simulator, "POST", "faults", injection);
  const reply = await get(simulator, "/v1/Sims");
  expect([reply.status, reply.headers.get("retry-after")]).toEqual([503, "2"]);
  expect((await control(simulator, "GET", "faults")).json.faults).toMatchObject([
    { id: json.id, times: 1, fault: injection.fault },
  ]);
  await control(simulator, "DELETE", `faults/${json.id}`);
  expect((await get(simulator, "/v1/Sims")).status).toBe(200);
  expect((await control(simulator, "DELETE", `faults/${json.id}`)).status).toBe(404);
});

it("starts and ends outages among the everyday SIMs; a reset forgets them", async () => {
  const simulator = await runningSimulator({ scenarios: [], everydaySims: 40 });
  const { json: everyday } = await control(simulator, "GET", "everyday");
  expect(everyday.sims).toHaveLength(40);
  const [{ id, label, sims }] = everyday.operators;
  const where = { kind: "operator", operator: id };
  const started = await control(simulator, "POST", "outages", { where, minutesAgo: 10 });
  expect(started.json).toMatchObject({
    label,
    ofSims: sims,
    from: "2026-11-23T05:10:00Z",
    to: null,
  });
  const outage = `outages/${started.json.id}`;
  expect((await control(simulator, "GET", "outages")).json).toEqual({ outages: [started.json] });
  const ended = { ...started.json, to: "2026-11-23T05:20:00Z" };
  expect((await control(simulator, "DELETE", outage)).json).toEqual(ended);
  expect((await control(simulator, "DELETE", outage)).status).toBe(404);
  const nowhere = { where: { kind: "cell", cell: "none" } };
  expect((await control(simulator, "POST", "outages", nowhere)).status).toBe(404);
  expect((await control(simulator, "POST", "outages", { where, share: 0 })).status).toBe(400);
  await control(simulator, "POST", "reset");
  expect((await control(simulator, "GET", "outages")).json).toEqual({ outages: [] });
  expect((await control(simulator, "GET", "everyday")).json).toEqual(everyday);
});

it("says what it does not understand", async () => {
  const simulator = await runningSimulator({ scenarios: [] });
  const wrong = await control(simulator, "POST", "faults", { fault: { kind: "earthquake" } });
  expect(wrong.status).toBe(400);
  expect(wrong.json.error).toContain("fault");
  expect((await control(simulator, "PATCH", "settings", { order: "random" })).status).toBe(400);
  expect((await control(simulator, "GET", "nothing")).status).toBe(404);
  const broken = await fetch(`${simulator.url}/_control/faults`, { method: "POST", body: "{" });
  expect(broken.status).toBe(400);
});

it("changes the settings", async () => {
  const simulator = await runningSimulator({ scenarios: [] });
  const { json } = await control(simulator, "PATCH", "settings", { syntheticSims: 3 });
  expect(json).toEqual({
    order: "shuffled",
    paging: "snapshot",
    everydaySims: 0,
    syntheticSims: 3,
    concurrencyLimit: null,
    tokenLifetimeSeconds: 3_600,
  });
  expect((await get(simulator, "/v1/Sims")).json()).toMatchObject({ sims: [{}, {}, {}] });
});

it("holds and releases answers, and tells the calls", async () => {
  const simulator = await runningSimulator({ scenarios: [] });
  await control(simulator, "POST", "hold");
  const reply = get(simulator, "/v1/Sims");
  await simulator.untilWaiting(1);
  expect((await control(simulator, "GET", "gate")).json).toEqual({ waiting: 1 });
  await control(simulator, "POST", "release");
  expect((await reply).status).toBe(200);
  const { json } = await control(simulator, "GET", "requests");
  expect(json).toMatchObject({ requests: [{ path: "/v1/Sims", status: 200 }], peakConcurrency: 1 });
  await control(simulator, "DELETE", "requests");
  expect(simulator.requests).toEqual([]);
});

it("resets everything", async () => {
  const simulator = await runningSimulator({ scenarios: [] });
  await control(simulator, "PUT", "sims/extra", {});
  await control(simulator, "PATCH", "settings", { order: "newest_first", syntheticSims: 9 });
  simulator.inject({ fault: { kind: "empty" } });
  simulator.hold();
  await control(simulator, "POST", "reset");
  expect((await get(simulator, "/v1/Sims")).json()).toMatchObject({ sims: [] });
  expect(simulator.requests).toHaveLength(1);
  expect((await control(simulator, "GET", "settings")).json).toMatchObject({ order: "shuffled" });
});

it("lets pages of this machine in, and no others", async () => {
  const simulator = await runningSimulator({ scenarios: [] });
  const from = (origin: string, method = "GET") =>
    control(simulator, method, "settings", undefined, { origin });
  const local = await from("http://localhost:4000");
  expect(local.headers.get("access-control-allow-origin")).toBe("http://localhost:4000");
  expect((await from("http://localhost:4000", "OPTIONS")).status).toBe(204);
  expect((await from("https://stranger.example")).status).toBe(403);
  expect((await from("null")).status).toBe(403);
});
