import type { RequestListener, ServerResponse } from "node:http";
import { describe, expect, it } from "vitest";
import { BotError, type ErrorCode } from "../../src/core/errors.ts";
import { wirelessErrors } from "../../src/sim-api/error-table.ts";
import { authToken, collect, patience, simSid, startClient } from "../support/sim-api/client.ts";
import { platformError, sendJson, startServer } from "../support/sim-api/scripted-server.ts";

interface Expected {
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly status?: number;
  readonly platformCode?: number;
}

const html = "<html><body>marker-of-the-body</body></html>";

/** The marker stands for data of a SIM in whatever the platform answers. */
function sendHtml(response: ServerResponse, status: number): void {
  response.writeHead(status, { "content-type": "text/html" });
  response.end(html);
}

/** Writes for as long as the client reads. */
function sendWithoutEnd(status: number): RequestListener {
  return (_, response) => {
    response.writeHead(status);
    const more = () => {
      while (!response.destroyed && response.write(Buffer.alloc(256 * 1024, "x")));
    };
    response.on("drain", more);
    more();
  };
}

async function failureOf(promise: Promise<unknown>): Promise<BotError> {
  const error = await promise.then(
    () => new Error("did not fail"),
    (reason: unknown) => reason,
  );
  if (!(error instanceof BotError)) throw error;
  return error;
}

/** All that a logger could print of an error, causes included. */
function everythingIn(error: unknown): string {
  if (!(error instanceof Error)) return JSON.stringify(error);
  const properties = JSON.stringify(Object.fromEntries(Object.entries(error)));
  return [
    error.name,
    error.message,
    error.stack,
    properties,
    everythingIn(error.cause ?? null),
  ].join("\n");
}

async function expectFailure(listener: RequestListener, expected: Expected, timeoutMs = 20_000) {
  const { source, calls, server } = await startClient(listener, { callTimeoutMs: timeoutMs });
  const error = await failureOf(source.fetchSim("secret-name", patience()));
  const { code, retryable, status, platformCode } = error;
  expect({ code, retryable, status, platformCode }).toEqual({
    status: undefined,
    platformCode: undefined,
    ...expected,
  });
  expect(calls).toHaveLength(1);
  expect(calls[0]).toMatchObject({ operation: "fetch_sim", outcome: code, durationMs: 5 });
  const printed = everythingIn(error) + JSON.stringify(calls);
  const basic = String(server.requests[0]?.headers.authorization);
  for (const secret of [authToken, basic, "secret-name", "marker", server.url])
    expect(printed).not.toContain(secret);
  return error;
}

describe("an answer in the platform's shape", () => {
  const rows: [status: number, platformCode: number, code: ErrorCode, retryable: boolean][] = [
    [401, 20003, "sim_api_unauthorized", false],
    [401, 33201, "sim_api_unauthorized", false],
    [403, 20006, "sim_api_forbidden", false],
    [403, 20003, "sim_api_unauthorized", false],
    [400, 20001, "sim_api_rejected", false],
    [400, 33101, "sim_api_rejected", false],
    [400, 33102, "sim_api_rejected", false],
    [400, 33103, "sim_api_failed", false],
    [409, 33010, "sim_api_failed", true],
    [415, 20415, "sim_api_rejected", false],
    [422, 20422, "sim_api_rejected", false],
    [429, 20429, "sim_api_rate_limited", true],
    [500, 20500, "sim_api_failed", true],
    [503, 20503, "sim_api_failed", true],
    [503, 33004, "sim_api_failed", true],
    [500, 99999, "sim_api_failed", true],
  ];
  it.each(rows)("HTTP %i with %i is %s", async (status, platformCode, code, retryable) => {
    await expectFailure(
      (_, response) => sendJson(response, platformError(platformCode, status), status),
      { code, retryable, status, platformCode },
    );
  });

  it.each([
    [{ code: "20003", message: "x" }, "sim_api_unauthorized", 20003, undefined],
    [{ code: "AccessDenied" }, "sim_api_rejected", undefined, "AccessDenied"],
    [
      { error: "invalid_request", error_description: "x" },
      "sim_api_rejected",
      undefined,
      "invalid_request",
    ],
    [{ error: "Invalid or expired token" }, "sim_api_rejected", undefined, undefined],
    [{ code: "a".repeat(41) }, "sim_api_rejected", undefined, undefined],
  ] as const)("HTTP 400 with %j: its number or word is kept", async (body, code, number, word) => {
    const error = await expectFailure((_, response) => sendJson(response, body, 400), {
      ...{ code, retryable: false, status: 400 },
      ...(number !== undefined && { platformCode: number }),
    });
    expect(error.platformWord).toBe(word);
  });

  it.each([
    [404, 20404],
    [404, 33107],
    [400, 33107],
  ])("HTTP %i with %i is no such SIM", async (status, platformCode) => {
    const { source, calls } = await startClient((_, response) =>
      sendJson(response, platformError(platformCode, status), status),
    );
    expect(await source.fetchSim("cargo", patience())).toBeNull();
    expect(await source.readSessions(simSid, patience())).toBeNull();
    expect(calls.map(({ outcome, status: seen }) => [outcome, seen])).toEqual([
      ["not_found", status],
      ["not_found", status],
    ]);
  });

  it("has a case here for every row of the table", () => {
    const covered = new Set([...rows.map(([, platformCode]) => platformCode), 20404, 33107]);
    const listed = Object.keys(wirelessErrors.byPlatformCode).map(Number);
    expect(listed.filter((platformCode) => !covered.has(platformCode))).toEqual([]);
  });

  it("a list that is not found is a wrong address, not a SIM that is missing", async () => {
    const { source } = await startClient((_, response) =>
      sendJson(response, platformError(20404, 404), 404),
    );
    for (const call of [
      source.probe(patience()),
      source.fetchSimByIccid("8901340852295524703", patience()),
      collect(source.listSims(patience())),
    ])
      expect((await failureOf(call)).code).toBe("sim_api_unreadable");
  });
});

describe("an answer of something between us and the platform", () => {
  const rows: [status: number, code: ErrorCode, retryable: boolean][] = [
    [301, "sim_api_unreadable", false],
    [304, "sim_api_unreadable", false],
    [400, "sim_api_rejected", false],
    [401, "sim_api_unauthorized", false],
    [403, "sim_api_forbidden", false],
    [404, "sim_api_unreadable", false],
    [405, "sim_api_rejected", false],
    [408, "sim_api_failed", true],
    [415, "sim_api_rejected", false],
    [418, "sim_api_rejected", false],
    [422, "sim_api_rejected", false],
    [429, "sim_api_rate_limited", true],
    [500, "sim_api_failed", true],
    [502, "sim_api_failed", true],
    [503, "sim_api_failed", true],
    [504, "sim_api_failed", true],
    [520, "sim_api_failed", true],
  ];
  it.each(rows)("HTTP %i with HTML is %s", async (status, code, retryable) => {
    await expectFailure((_, response) => sendHtml(response, status), { code, retryable, status });
  });

  it("has a case here for every status of the table", () => {
    const covered = new Set(rows.map(([status]) => status));
    const listed = Object.keys(wirelessErrors.byStatus).map(Number);
    expect(listed.filter((status) => !covered.has(status))).toEqual([]);
  });

  it.each([
    ["no body", ""],
    ["a gateway's own JSON", '{"message":"marker: no route matched"}'],
    ["a gateway that repeats the status as code", '{"code":404,"message":"marker"}'],
    ["JSON that is no object", "[20404]"],
  ])("a 404 with %s does not claim that there is no such SIM", async (_, body) => {
    await expectFailure((_request, response) => response.writeHead(404).end(body), {
      code: "sim_api_unreadable",
      retryable: false,
      status: 404,
    });
  });

  it("the gateway's 403 without a code is forbidden", async () => {
    const body = {
      message: "User is not authorized to access this resource with an explicit deny",
      error: "Invalid or expired token",
    };
    await expectFailure((_, response) => sendJson(response, body, 403), {
      code: "sim_api_forbidden",
      retryable: false,
      status: 403,
    });
  });
});

describe("a success that is none", () => {
  it.each([
    ["HTML", html],
    ["nothing", ""],
    ["JSON that breaks off", '{"sid":"marker'],
    ["null", "null"],
    ["a number", "7"],
    ["a list", '["marker"]'],
    ["an object without a SID", '{"unique_name":"marker"}'],
    ["a SID of something else", '{"sid":"HSaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","iccid":"marker"}'],
  ])("%s is unreadable", async (_, body) => {
    await expectFailure((_request, response) => response.end(body), {
      code: "sim_api_unreadable",
      retryable: false,
      status: 200,
    });
  });

  it.each([
    ["no list", { meta: {} }, ["data_sessions"]],
    ["a list that is an object", { data_sessions: { marker: 1 }, meta: {} }, ["data_sessions"]],
    ["a list of something else", { sims: [], meta: {} }, ["data_sessions"]],
    ["no meta", { data_sessions: [] }, ["meta"]],
    ["a meta that is text", { data_sessions: [], meta: "marker" }, ["meta"]],
    ["neither", {}, ["data_sessions", "meta"]],
    ["an array", ["marker"], ["body"]],
  ])("sessions with %s are unreadable, and only paths are told", async (_, body, paths) => {
    const { source, calls } = await startClient((_request, response) => sendJson(response, body));
    const error = await failureOf(source.readSessions(simSid, patience()));
    expect(error.code).toBe("sim_api_unreadable");
    expect(error.message).toBe(`list_sessions: unexpected shape at ${paths.join(", ")}`);
    expect(Object.keys(calls[0]?.faults ?? {})).toEqual(paths);
    expect(everythingIn(error)).not.toContain("marker");
  });

  it("a body beyond all measure is given up", async () => {
    const error = await expectFailure(sendWithoutEnd(200), {
      code: "sim_api_unreadable",
      retryable: false,
    });
    expect(error.message).toBe("fetch_sim: body is larger than 8388608 bytes");
  });

  it("of a refusal, the status counts, however much comes with it", async () => {
    const expected = { code: "sim_api_failed", retryable: true, status: 503 } as const;
    await expectFailure(sendWithoutEnd(503), expected);
  });
});

describe("no complete answer", () => {
  it("nothing listens: unreachable", async () => {
    const gone = await startServer(() => undefined);
    await gone.close();
    const { source, calls } = await startClient(() => undefined, { baseUrl: gone.url });
    const error = await failureOf(source.fetchSim("cargo", patience()));
    expect(error).toMatchObject({ code: "sim_api_unreachable", retryable: true });
    expect(error.message).toBe("fetch_sim: ECONNREFUSED");
    expect(calls).toMatchObject([{ outcome: "sim_api_unreachable", status: null }]);
  });

  it.each<[string, RequestListener]>([
    ["the connection is reset", (request) => request.socket.resetAndDestroy()],
    ["the connection is closed without a word", (request) => request.socket.end()],
    [
      "a body of known length is cut",
      (_, response) => {
        response.writeHead(200, { "content-length": "1000" });
        response.write('{"sid":"marker', () => response.destroy());
      },
    ],
    [
      "a chunked body is cut",
      (_, response) => {
        response.writeHead(200);
        response.write('{"sid":"marker', () => response.destroy());
      },
    ],
  ])("%s: unreachable", async (_, listener) => {
    await expectFailure(listener, { code: "sim_api_unreachable", retryable: true });
  });

  it("an answer that is not HTTP: unreadable", async () => {
    await expectFailure((request) => request.socket.end("SMTP marker ready\r\n\r\n"), {
      code: "sim_api_unreadable",
      retryable: false,
    });
  });

  it.each<[string, RequestListener]>([
    ["headers never come", () => undefined],
    [
      "the body stalls half way",
      (_, response) => {
        response.writeHead(200, { "content-length": "1000" });
        response.write('{"sid":"marker');
      },
    ],
    [
      "the body of a refusal stalls",
      (_, response) => {
        response.writeHead(503, { "content-length": "1000" });
        response.write('{"code":');
      },
    ],
  ])("%s: the call's own deadline ends it", async (_, listener) => {
    const expected = { code: "sim_api_timeout", retryable: true } as const;
    const error = await expectFailure(listener, expected, 60);
    expect(error.message).toBe("fetch_sim: no complete answer within 60 ms");
  });

  it.each<[string, boolean]>([
    ["before headers", false],
    ["within the body", true],
  ])("the question's deadline ends a call under way, %s", async (_, sendsHeaders) => {
    const question = new AbortController();
    const { source, calls } = await startClient((_request, response) => {
      if (sendsHeaders) {
        response.writeHead(200);
        response.write("{", () => question.abort());
      } else question.abort();
    });
    const error = await failureOf(source.readSessions(simSid, question.signal));
    expect(error).toMatchObject({ code: "sim_api_timeout", retryable: true });
    expect(error.message).toBe("list_sessions: the deadline of the question has passed");
    expect(calls).toHaveLength(1);
  });

  it("a question without time left sends nothing", async () => {
    const { source, server } = await startClient((_, response) => sendJson(response, {}));
    const error = await failureOf(source.probe(AbortSignal.abort()));
    expect(error.code).toBe("sim_api_timeout");
    expect(server.requests).toEqual([]);
  });
});

describe("the platform's wishes and names", () => {
  it("takes over the wait that a limit asks for", async () => {
    const error = await expectFailure(
      (_, response) => sendJson(response, platformError(20429, 429), 429, { "retry-after": "7" }),
      { code: "sim_api_rate_limited", retryable: true, status: 429, platformCode: 20429 },
    );
    expect(error.retryAfterMs).toBe(7_000);
  });

  it("tells the observer the platform's request id, and nothing that is no id", async () => {
    const ids = ["RQ0123456789abcdef", "two words", "x".repeat(65)];
    const { source, calls } = await startClient((_, response) =>
      sendJson(response, platformError(20404, 404), 404, {
        "twilio-request-id": ids.shift() ?? "",
      }),
    );
    for (let call = 0; call < 4; call += 1) await source.fetchSim("cargo", patience());
    expect(calls.map(({ requestId }) => requestId)).toEqual([
      "RQ0123456789abcdef",
      null,
      null,
      null,
    ]);
  });

  it("a redirect is not followed: a stranger gets neither call nor credentials", async () => {
    const stranger = await startServer((_, response) => sendJson(response, {}));
    try {
      for (const status of [301, 302, 303, 307, 308])
        await expectFailure(
          (_, response) => response.writeHead(status, { location: stranger.url }).end(),
          { code: "sim_api_unreadable", retryable: false, status },
        );
      expect(stranger.requests).toEqual([]);
    } finally {
      await stranger.close();
    }
  });
});
