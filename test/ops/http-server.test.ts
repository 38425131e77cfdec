import { createHmac } from "node:crypto";
import { Agent, request as httpRequest, type RequestListener } from "node:http";
import { connect } from "node:net";
import { App, HTTPReceiver } from "@slack/bolt";
import { afterEach, describe, expect, test } from "vitest";
import { createBodyReader } from "../../src/ops/body-reader.ts";
import { createHealth } from "../../src/ops/health.ts";
import {
  answerText,
  createHttpServer,
  type HttpServer,
  matchRoute,
  type Route,
} from "../../src/ops/http-server.ts";
import { createBoltLogger, createLogger } from "../../src/ops/logger.ts";
import { createMetrics } from "../../src/ops/metrics.ts";
import { createReplayGuard } from "../../src/ops/replay-guard.ts";
import { chartsRoute, opsRoutes, slackEventsRoute } from "../../src/ops/routes.ts";
import { bodyLimits } from "../../src/ops/server-limits.ts";
import { judgeRequest } from "../../src/slack/intake/judge-request.ts";

const clock = { now: () => Date.now() };
const opened: HttpServer[] = [];
const logged: string[] = [];
const logger = createLogger({
  level: "info",
  destination: { write: (line: string) => logged.push(line) },
});

afterEach(async () => {
  for (const server of opened.splice(0)) await server.close(0);
});

async function serve(routes: readonly Route[]) {
  const server = createHttpServer({ routes, logger });
  opened.push(server);
  const port = await server.listen(0, "127.0.0.1");
  return { server, port, url: `http://127.0.0.1:${port}` };
}

function healthWith(check: () => Promise<void>) {
  return createHealth({
    clock,
    checks: new Map([["slack", check] as const, ["sim_api", check] as const]),
  });
}

describe("routes", () => {
  const routes: Route[] = [
    { method: "GET", path: "/healthz", handle: () => undefined },
    { method: "GET", path: "/charts/", handle: () => undefined },
    { method: "POST", path: "/slack/events", handle: () => undefined },
  ];
  test.each([
    ["GET", "/healthz", "found"],
    ["HEAD", "/healthz", "found"],
    ["POST", "/healthz", "wrong_method"],
    ["GET", "/healthz/", "not_found"],
    ["GET", "/charts/abc.png", "found"],
    ["DELETE", "/charts/abc.png", "wrong_method"],
    ["GET", "/charts/", "not_found"],
    ["GET", "/slack/events", "wrong_method"],
    ["POST", "/slack/events", "found"],
    ["GET", "/", "not_found"],
    [undefined, "/healthz", "wrong_method"],
  ])("%s %s: %s", (method, path, kind) => {
    expect(matchRoute(routes, method, path).kind).toBe(kind);
  });
});

describe("health and metrics", () => {
  test("alive, ready, metrics", async () => {
    const health = healthWith(async () => undefined);
    const metrics = createMetrics({ clock, withProcess: false });
    const { url } = await serve(opsRoutes(health, metrics));

    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    const before = await fetch(`${url}/readyz`);
    expect([before.status, await before.text()]).toEqual([
      503,
      "not ready\nslack: unknown\nsim_api: unknown\n",
    ]);

    health.reportUp("slack");
    health.reportUp("sim_api");
    const after = await fetch(`${url}/readyz`);
    expect([after.status, await after.text()]).toEqual([
      200,
      expect.stringMatching(/^ready\nslack: up since \S+Z\nsim_api: up since \S+Z\n$/),
    ]);

    health.setUnready("shutting_down");
    const closing = await fetch(`${url}/readyz`);
    expect([closing.status, await closing.text()]).toEqual([
      503,
      expect.stringContaining("reason: shutting_down"),
    ]);

    const page = await fetch(`${url}/metrics`);
    expect(page.headers.get("content-type")).toContain("text/plain");
    expect(await page.text()).toContain("simscope_questions_in_flight 0");
    expect(await (await fetch(`${url}/healthz`, { method: "HEAD" })).text()).toBe("");
  });

  test("wrong method and unknown path", async () => {
    const { url } = await serve(
      opsRoutes(
        healthWith(async () => undefined),
        createMetrics({ clock, withProcess: false }),
      ),
    );
    const wrong = await fetch(`${url}/healthz`, { method: "POST" });
    expect([wrong.status, wrong.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
    expect((await fetch(`${url}/admin`)).status).toBe(404);
    expect((await fetch(`${url}/healthz?verbose=1`)).status).toBe(200);
  });
});

test("a handler that fails costs one request, and its words stay inside", async () => {
  const { url } = await serve([
    chartsRoute(() => {
      throw new Error("8901340852295524703");
    }),
    { method: "GET", path: "/good", handle: (_request, response) => answerText(response, 200, "") },
  ]);
  const failed = await fetch(`${url}/charts/x.png`);
  expect([failed.status, await failed.text()]).toEqual([500, "internal error\n"]);
  expect((await fetch(`${url}/good`)).status).toBe(200);
  expect(logged.join("")).toContain("a request could not be handled");
  expect(logged.join("")).not.toContain("8901340852295524703");
});

test("a request line that is no address is refused", async () => {
  const { port } = await serve([]);
  const socket = connect(port, "127.0.0.1");
  socket.end("GET // HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk);
  expect(Buffer.concat(chunks).toString()).toMatch(/^HTTP\/1\.1 40[04]/);
});

test("a port in use is a failure of listen", async () => {
  const { port } = await serve([]);
  const second = createHttpServer({ routes: [], logger });
  await expect(second.listen(port, "127.0.0.1")).rejects.toMatchObject({ code: "EADDRINUSE" });
});

describe("closing", () => {
  test("lets running requests end, ends idle connections, takes no new one", async () => {
    const begun = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    const { server, port, url } = await serve([
      {
        method: "GET",
        path: "/slow",
        handle: async (_request, response) => {
          begun.resolve();
          await release.promise;
          answerText(response, 200, "done");
        },
      },
    ]);
    const agent = new Agent({ keepAlive: true });
    const answered = new Promise<{ status: number | undefined; connection: string | undefined }>(
      (resolve, reject) => {
        httpRequest({ port, host: "127.0.0.1", path: "/slow", agent }, (response) => {
          response.resume();
          response.on("end", () =>
            resolve({ status: response.statusCode, connection: response.headers.connection }),
          );
        })
          .on("error", reject)
          .end();
      },
    );
    await begun.promise;
    const closed = server.close(60_000);
    await expect(fetch(`${url}/slow`)).rejects.toThrow();
    release.resolve();
    expect(await answered).toEqual({ status: 200, connection: "close" });
    await closed;
    agent.destroy();
  });

  test("cuts what is left at the deadline", async () => {
    const begun = Promise.withResolvers<void>();
    let fire: () => void = () => undefined;
    const server = createHttpServer({
      routes: [{ method: "GET", path: "/never", handle: () => begun.resolve() }],
      logger,
      startTimer: (callback) => {
        fire = callback;
        return () => undefined;
      },
    });
    const port = await server.listen(0, "127.0.0.1");
    const answer = fetch(`http://127.0.0.1:${port}/never`);
    const failed = expect(answer).rejects.toThrow();
    await begun.promise;
    const closed = server.close(1_000);
    fire();
    await closed;
    await failed;
    await server.close(0);
  });
});

describe("the Slack endpoint", () => {
  const signingSecret = "made-up-signing-secret";

  function signed(body: string, timestampSeconds: number): RequestInit {
    const base = `v0:${timestampSeconds}:${body}`;
    return {
      method: "POST",
      body,
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        "x-slack-request-timestamp": String(timestampSeconds),
        "x-slack-signature": `v0=${createHmac("sha256", signingSecret).update(base).digest("hex")}`,
      },
    };
  }

  async function withBolt() {
    const heard: string[] = [];
    const receiver = new HTTPReceiver({
      ...{ signatureVerification: false, signingSecret: "", logger: createBoltLogger(logger) },
    });
    const app = new App({
      receiver,
      logger: createBoltLogger(logger),
      authorize: async () => ({ botToken: "xoxb-made-up", botId: "B1", botUserId: "U1" }),
    });
    app.command("/sim", async ({ ack, command }) => {
      heard.push(command.text);
      await ack();
    });
    const guard = createReplayGuard(clock);
    const { url } = await serve([
      slackEventsRoute({
        receiver: receiver.requestListener,
        ...{ guard, bodies: createBodyReader(bodyLimits), onRefused: () => undefined },
        judge: (request) => judgeRequest(signingSecret, request),
      }),
    ]);
    return { heard, post: (init: RequestInit) => fetch(`${url}/slack/events`, init) };
  }

  const nowSeconds = () => Math.floor(Date.now() / 1_000);
  const command = (text: string) =>
    new URLSearchParams({
      command: "/sim",
      text,
      team_id: "T1",
      user_id: "U2",
      channel_id: "C1",
    }).toString();

  test("passes a signed command to Bolt, once", async () => {
    const { heard, post } = await withBolt();
    const init = signed(command("sessions one"), nowSeconds());
    expect((await post(init)).status).toBe(200);
    expect((await post(init)).status).toBe(401);
    expect((await post(signed(command("sessions two"), nowSeconds()))).status).toBe(200);
    expect(heard).toEqual(["sessions one", "sessions two"]);
  });

  test("refuses what is stale, from the future, or forged", async () => {
    const { heard, post } = await withBolt();
    const genuine = signed(command("help"), nowSeconds());
    expect((await post(signed(command("help"), nowSeconds() - 400))).status).toBe(401);
    expect((await post(signed(command("help"), nowSeconds() + 400))).status).toBe(401);
    expect((await post({ ...genuine, body: command("other") })).status).toBe(401);
    expect((await post({ ...genuine, headers: {} })).status).toBe(401);
    expect(heard).toEqual([]);
    // The forger's attempt with that signature does not lock out the genuine request.
    expect((await post(genuine)).status).toBe(200);
  });

  test("an unsigned ssl_check is answered, and nothing that comes with it heard", async () => {
    const { heard, post } = await withBolt();
    const smuggled = `ssl_check=1&${command("smuggled")}`;
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    for (const body of ["ssl_check=1&token=x", smuggled, `${smuggled}&payload=%7B%7D`])
      expect((await post({ method: "POST", headers, body })).status).toBe(200);
    for (const body of ["ssl_check=2", `ssl_check=1&${"x".repeat(1_024)}`])
      expect((await post({ method: "POST", headers, body })).status).not.toBe(200);
    expect(heard).toEqual([]);
  });

  test("lets Slack repeat a request that failed", async () => {
    const statuses = [500, 200];
    const receiver: RequestListener = (_request, response) => {
      response.writeHead(statuses.shift() ?? 500).end();
    };
    const { url } = await serve([
      slackEventsRoute({
        ...{ receiver, guard: createReplayGuard(clock), bodies: createBodyReader(bodyLimits) },
        ...{ judge: () => ({ kind: "pass" }), onRefused: () => undefined },
      }),
    ]);
    const init = signed(command("help"), nowSeconds());
    const post = async () => (await fetch(`${url}/slack/events`, init)).status;
    expect([await post(), await post(), await post()]).toEqual([500, 200, 401]);
  });

  test("while the bot starts, a question waits for that, a moment at most", async () => {
    const { promise: started, resolve } = Promise.withResolvers<void>();
    const heard: string[] = [];
    const routeWith = (name: string, startWaitMs: number) =>
      serve([
        slackEventsRoute({
          receiver: (_request, response) => {
            heard.push(name);
            response.end();
          },
          ...{ guard: createReplayGuard(clock), bodies: createBodyReader(bodyLimits) },
          ...{ judge: () => ({ kind: "pass" }), onRefused: () => undefined, started, startWaitMs },
        }),
      ]);
    const [patient, hasty] = [await routeWith("patient", 60_000), await routeWith("hasty", 5)];
    const init = signed(command("help"), nowSeconds());
    const waiting = fetch(`${patient.url}/slack/events`, init);
    expect((await fetch(`${hasty.url}/slack/events`, init)).status).toBe(200);
    expect(heard).toEqual(["hasty"]);
    resolve();
    expect((await waiting).status).toBe(200);
    expect(heard).toEqual(["hasty", "patient"]);
  });
});
