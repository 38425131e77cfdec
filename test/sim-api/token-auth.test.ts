import type { RequestListener } from "node:http";
import { describe, expect, it, onTestFinished } from "vitest";
import { isBotError } from "../../src/core/errors.ts";
import type { SimApiCall } from "../../src/ports/sim-source.ts";
import { koreProvider } from "../../src/sim-api/provider.ts";
import { createSimSource } from "../../src/sim-api/sim-source.ts";
import { readToken } from "../../src/sim-api/token.ts";
import { testClock } from "../support/fake-sim-source.ts";
import { fixture, patience, simSid } from "../support/sim-api/client.ts";
import { platformError, sendJson, startServer } from "../support/sim-api/scripted-server.ts";

const clientSecret = "secret-that-must-not-leak";
const sample = fixture("sim-realistic");

/** KORE's gateway, in front of the API: any token but the newest is refused. */
const expired = {
  message: "User is not authorized to access this resource with an explicit deny",
  error: "Invalid or expired token",
};

interface Gateway {
  lifetimeSeconds: number;
  /** What the token endpoint answers instead of a token. */
  tokenAnswer: RequestListener | null;
  /** The API refuses whatever comes. */
  refusesAll: boolean;
  /** Tokens given so far are good no longer. */
  expire(): void;
}

async function startKore() {
  let issued = 0;
  let validFrom = 1;
  const bodies: string[] = [];
  const gateway: Gateway = {
    lifetimeSeconds: 3_600,
    tokenAnswer: null,
    refusesAll: false,
    expire: () => {
      validFrom = issued + 1;
    },
  };
  const tokens = await startServer((request, response) => {
    request.setEncoding("utf8");
    let body = "";
    request.on("data", (text) => {
      body += text;
    });
    request.on("end", () => {
      bodies.push(body);
      if (gateway.tokenAnswer !== null) return gateway.tokenAnswer(request, response);
      issued += 1;
      const { lifetimeSeconds: expires_in } = gateway;
      sendJson(response, {
        access_token: `t${issued}`,
        expires_in,
        token_type: "Bearer",
        scope: "",
      });
    });
  });
  const api = await startServer((request, response) => {
    const number = Number(/^Bearer t(\d+)$/.exec(request.headers.authorization ?? "")?.[1]);
    const isGood = number >= validFrom && !gateway.refusesAll;
    sendJson(response, isGood ? sample : expired, isGood ? 200 : 403);
  });
  const clock = testClock();
  const calls: SimApiCall[] = [];
  const tokenUrl = `${tokens.url}/api-services/v1/auth/token`;
  const source = createSimSource({
    provider: koreProvider({ clientId: "client", clientSecret, tokenUrl }),
    baseUrl: api.url,
    clock,
    observer: (call) => calls.push(call),
    calls: "plain",
  });
  onTestFinished(async () => {
    await Promise.all([tokens.close(), api.close()]);
    await source.close();
  });
  const ask = () => source.fetchSim(simSid, patience());
  return { gateway, tokens, api, bodies, clock, calls, source, ask };
}

const outcomes = (calls: readonly SimApiCall[]) =>
  calls.map(({ operation, outcome }) => `${operation} ${outcome}`);

describe("a token", () => {
  it("is asked for with id and secret in the body, and used until it is about to expire", async () => {
    const { tokens, api, bodies, clock, calls, ask } = await startKore();
    expect(await ask()).toMatchObject({ friendlyName: "Alice's SmartMeter" });
    expect(tokens.requests).toMatchObject([
      {
        method: "POST",
        path: "/api-services/v1/auth/token",
        headers: { "content-type": "application/x-www-form-urlencoded" },
      },
    ]);
    expect(tokens.requests[0]?.headers.authorization).toBeUndefined();
    expect(Object.fromEntries(new URLSearchParams(bodies[0]))).toEqual({
      grant_type: "client_credentials",
      client_id: "client",
      client_secret: clientSecret,
    });
    expect(api.requests[0]?.headers.authorization).toBe("Bearer t1");
    expect(outcomes(calls)).toEqual(["token ok", "fetch_sim ok"]);

    clock.advance(3_539_999);
    await ask();
    expect(tokens.requests).toHaveLength(1);
    clock.advance(1);
    await ask();
    expect(tokens.requests).toHaveLength(2);
    expect(api.requests.at(-1)?.headers.authorization).toBe("Bearer t2");
  });

  it("that lives for 24 months is used for 24 months", async () => {
    const { gateway, tokens, clock, ask } = await startKore();
    gateway.lifetimeSeconds = 730 * 86_400;
    await ask();
    clock.advance(729 * 86_400_000);
    await ask();
    expect(tokens.requests).toHaveLength(1);
  });

  it("is asked for once, however many wait for it", async () => {
    const { tokens, api, ask } = await startKore();
    await Promise.all(Array.from({ length: 20 }, ask));
    expect(tokens.requests).toHaveLength(1);
    expect(api.requests).toHaveLength(20);
  });

  it("that expired early is renewed once, however many are refused with it", async () => {
    const { gateway, tokens, api, calls, ask } = await startKore();
    await ask();
    gateway.expire();
    const sims = await Promise.all(Array.from({ length: 20 }, ask));
    expect(sims.every((sim) => sim !== null)).toBe(true);
    expect(tokens.requests).toHaveLength(2);
    expect(api.requests).toHaveLength(1 + 20 + 20);
    expect(outcomes(calls).filter((word) => word === "token ok")).toHaveLength(2);
  });

  it("refused although it is new: a clear failure, and no storm of token requests", async () => {
    const { gateway, tokens, clock, ask } = await startKore();
    await ask();
    gateway.refusesAll = true;
    for (let count = 0; count < 5; count += 1)
      await expect(ask()).rejects.toMatchObject({ code: "sim_api_forbidden", retryable: false });
    expect(tokens.requests).toHaveLength(2);
    clock.advance(60_000);
    await expect(ask()).rejects.toMatchObject({ code: "sim_api_forbidden" });
    expect(tokens.requests).toHaveLength(3);
    gateway.refusesAll = false;
    expect(await ask()).not.toBeNull();
  });

  it("a question that is over does not wait for it, and takes it from nobody", async () => {
    const { gateway, tokens, source, ask } = await startKore();
    const held = Promise.withResolvers<() => void>();
    gateway.tokenAnswer = (_, response) =>
      held.resolve(() =>
        sendJson(response, { access_token: "t1", expires_in: 3_600, token_type: "Bearer" }),
      );
    const question = new AbortController();
    const over = source.fetchSim(simSid, question.signal).catch((error: unknown) => error);
    const patient = ask().catch((error: unknown) => error);
    const release = await held.promise;
    question.abort();
    expect(await over).toMatchObject({ code: "sim_api_timeout" });
    release();
    await patient;
    expect(tokens.requests).toHaveLength(1);
  });
});

describe("the token endpoint fails", () => {
  it.each<[number, unknown, string, boolean]>([
    [401, { error: "invalid_client", error_description: "x" }, "sim_api_unauthorized", false],
    [401, { error: "unauthorized_client" }, "sim_api_unauthorized", false],
    [400, { error: "unauthorized_client" }, "sim_api_unauthorized", false],
    [400, { code: 400, message: "x" }, "sim_api_unauthorized", false],
    [403, { message: "Forbidden" }, "sim_api_unauthorized", false],
    [404, { message: "Not Found" }, "sim_api_unreadable", false],
    [429, { message: "Too many" }, "sim_api_rate_limited", true],
    [500, { code: 500, message: "x" }, "sim_api_failed", true],
    [503, "<html>", "sim_api_failed", true],
    [302, "", "sim_api_unreadable", false],
    [200, "<html>", "sim_api_unreadable", false],
    [200, { access_token: "" }, "sim_api_unreadable", false],
    [200, { access_token: "two words" }, "sim_api_unreadable", false],
    [200, { access_token: "t1", token_type: "mac" }, "sim_api_unreadable", false],
  ])("HTTP %i %j is %s", async (status, body, code, retryable) => {
    const { gateway, api, calls, ask } = await startKore();
    gateway.tokenAnswer = (_, response) => sendJson(response, body, status);
    const error = await ask().catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code, retryable });
    expect(isBotError(error) && error.message).toMatch(/^token: /);
    expect(api.requests).toEqual([]);
    expect(outcomes(calls)).toEqual([`token ${code}`]);
    expect(JSON.stringify([error, calls])).not.toContain(clientSecret);
    gateway.tokenAnswer = null;
    expect(await ask()).not.toBeNull();
  });

  it("connection lost: unreachable, and the next question asks again", async () => {
    const { gateway, ask } = await startKore();
    gateway.tokenAnswer = (request) => request.socket.destroy();
    await expect(ask()).rejects.toMatchObject({ code: "sim_api_unreachable", retryable: true });
    gateway.tokenAnswer = null;
    expect(await ask()).not.toBeNull();
  });

  it("KORE's numbers: no such SIM is 33107, refused credentials are 33201", async () => {
    const { source } = await startKore();
    expect(source.provider).toBe("kore");
    const server = await startServer((request, response) =>
      request.method === "POST"
        ? sendJson(response, { access_token: "t", expires_in: 60 })
        : request.url?.includes("gone")
          ? sendJson(response, platformError(33107, 404), 404)
          : sendJson(response, platformError(33201, 401), 401),
    );
    const credentials = { clientId: "c", clientSecret: "s", tokenUrl: `${server.url}/token` };
    const other = createSimSource({
      provider: koreProvider(credentials),
      baseUrl: server.url,
      clock: testClock(),
      calls: "plain",
    });
    onTestFinished(async () => {
      await server.close();
      await other.close();
    });
    expect(await other.fetchSim("gone", patience())).toBeNull();
    await expect(other.fetchSim("cargo", patience())).rejects.toMatchObject({
      code: "sim_api_unauthorized",
      platformCode: 33201,
    });
  });
});

describe("readToken", () => {
  const now = Date.UTC(2026, 0, 1);
  it.each<[unknown, number]>([
    [3_600, 3_540_000],
    ["3600", 3_540_000],
    [86_400, 86_340_000],
    [2_592_000, 2_591_940_000],
    [63_072_000, 63_071_940_000],
    [60, 30_000],
    [undefined, 3_540_000],
    [null, 3_540_000],
    ["soon", 3_540_000],
    [-5, 3_540_000],
  ])("expires_in %j: usable for %i ms", (expires_in, usableMs) => {
    expect(readToken({ access_token: "abc", expires_in }, now)).toEqual({
      kind: "read",
      faults: {},
      value: { authorization: "Bearer abc", obtainedAt: now, renewAt: now + usableMs },
    });
  });

  it.each([[null], ["abc"], [{}], [{ access_token: 7 }], [{ access_token: "a\nb" }]])(
    "%j is no token",
    (body) => {
      expect(readToken(body, now).kind).toBe("unreadable");
    },
  );
});
