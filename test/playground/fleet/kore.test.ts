import { describe, expect, it } from "vitest";
import type { FleetSimulator } from "../../../playground/fleet/simulator.ts";
import {
  get,
  handClock,
  koreAuthorization,
  runningSimulator,
} from "../../support/playground/fleet/running-simulator.ts";

const refusal = {
  message: "User is not authorized to access this resource with an explicit deny",
  error: "Invalid or expired token",
};

function askForToken(
  { tokenUrl, credentials: { clientId, clientSecret } }: FleetSimulator,
  change: Readonly<Record<string, string>> = {},
  init: RequestInit = {},
): Promise<Response> {
  const form = { grant_type: "client_credentials", client_id: clientId, ...change };
  const body = new URLSearchParams({ client_secret: clientSecret, ...form });
  return fetch(tokenUrl, { method: "POST", body, ...init });
}

describe("the token endpoint", () => {
  it("gives a token in KORE's form, that opens the API until it expires", async () => {
    const clock = handClock();
    const simulator = await runningSimulator({ clock, platform: "kore" });
    const response = await askForToken(simulator);
    expect(response.status).toBe(200);
    const token = (await response.json()) as Record<string, unknown>;
    expect(token).toMatchObject({ expires_in: 3_600, token_type: "Bearer" });
    const authorization = `Bearer ${token["access_token"]}`;
    expect((await get(simulator, "/v1/Sims", { authorization })).status).toBe(200);
    clock.advance(3_599_999);
    expect((await get(simulator, "/v1/Sims", { authorization })).status).toBe(200);
    clock.advance(1);
    const late = await get(simulator, "/v1/Sims", { authorization });
    expect([late.status, late.json()]).toEqual([403, refusal]);
    expect(simulator.tokenRequests).toMatchObject([{ method: "POST", status: 200 }]);
    expect(simulator.requests).toHaveLength(3);
  });

  it.each([2_592_000, 63_072_000])("lives for %i s when told so", async (tokenLifetimeSeconds) => {
    const clock = handClock();
    const simulator = await runningSimulator({ clock, platform: "kore" });
    simulator.configure({ tokenLifetimeSeconds });
    const authorization = await koreAuthorization(simulator);
    clock.advance((tokenLifetimeSeconds - 1) * 1_000);
    expect((await get(simulator, "/v1/Sims", { authorization })).status).toBe(200);
  });

  it.each([
    ["a wrong secret", 401, { client_secret: "wrong" }, {}],
    ["a wrong id", 401, { client_id: "wrong" }, {}],
    ["another grant type", 400, { grant_type: "password" }, {}],
    ["JSON", 400, {}, { headers: { "content-type": "application/json" }, body: "{}" }],
    ["GET", 405, {}, { method: "GET", body: null }],
  ])("refuses %s", async (_, status, change, init) => {
    const simulator = await runningSimulator({ platform: "kore" });
    const response = await askForToken(simulator, change, init);
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual(
      status === 401
        ? { error: "invalid_client", error_description: expect.any(String) }
        : { code: status, message: expect.any(String) },
    );
  });

  it("meets only the faults that name it", async () => {
    const simulator = await runningSimulator({ platform: "kore" });
    simulator.inject({ fault: { kind: "status", status: 500 } });
    expect((await askForToken(simulator)).status).toBe(200);
    simulator.inject({ fault: { kind: "status", status: 503 }, scope: { operation: "token" } });
    expect((await askForToken(simulator)).status).toBe(503);
  });

  it("does not exist at Twilio", async () => {
    const simulator = await runningSimulator();
    expect((await askForToken(simulator)).status).toBe(401);
    expect(simulator.tokenRequests).toEqual([]);
  });
});

describe("KORE's API", () => {
  it("knows tokens only: none is 401, a strange or withdrawn one the gateway's 403", async () => {
    const simulator = await runningSimulator({ platform: "kore" });
    const none = await get(simulator, "/v1/Sims", { authorization: null });
    expect(none.json()).toMatchObject({ code: 33201, status: 401 });
    for (const authorization of ["Basic QUM6dG9rZW4=", "Bearer abc", "Bearer a.b.c"])
      expect((await get(simulator, "/v1/Sims", { authorization })).json()).toEqual(refusal);

    const authorization = await koreAuthorization(simulator);
    expect((await get(simulator, "/v1/Sims", { authorization })).status).toBe(200);
    simulator.expireAccessTokens();
    expect((await get(simulator, "/v1/Sims", { authorization })).json()).toEqual(refusal);
    const renewed = await koreAuthorization(simulator);
    expect((await get(simulator, "/v1/Sims", { authorization: renewed })).status).toBe(200);
  });

  it("writes eid, alone and in lists, and no header of Twilio's", async () => {
    const simulator = await runningSimulator({ platform: "kore" });
    const one = await get(simulator, "/v1/Sims/cargo-cam-07");
    const list = (await get(simulator, "/v1/Sims")).json() as { sims: object[] };
    for (const sim of [one.json() as object, ...list.sims]) {
      expect(sim).toHaveProperty("eid", null);
      expect(sim).not.toHaveProperty("e_id");
    }
    expect([...one.headers.keys()].filter((name) => name.startsWith("twilio"))).toEqual([]);
  });

  it.each([
    ["/v1/Sims/nobody", 404, 33107],
    [`/v1/Sims/DE${"0".repeat(32)}/DataSessions`, 404, 33107],
    ["/v1/Elsewhere", 404, 20404],
    ["/v1/Sims?PageToken=PAstale", 400, 33103],
  ])("GET %s: %i with number %i at KORE's own address", async (path, status, code) => {
    const simulator = await runningSimulator({ platform: "kore" });
    const reply = await get(simulator, path);
    expect(reply.status).toBe(status);
    expect(reply.json()).toMatchObject({
      code,
      status,
      more_info: `https://docs.korewireless.com/errors/${code}`,
    });
  });

  it("serves null packet counts as they are, and an injected number unchanged", async () => {
    const simulator = await runningSimulator({ platform: "kore" });
    const record = { packets_uploaded: null, packets_downloaded: null };
    const { sid } = simulator.putSim({ key: "quiet", sessions: [record] });
    const list = (await get(simulator, `/v1/Sims/${sid}/DataSessions`)).json();
    expect(list).toMatchObject({ data_sessions: [record] });
    simulator.inject({ fault: { kind: "status", status: 409, code: 33010 } });
    expect((await get(simulator, "/v1/Sims")).json()).toMatchObject({
      code: 33010,
      more_info: "https://docs.korewireless.com/errors/33010",
    });
  });
});
