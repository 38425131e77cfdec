import type { RequestListener } from "node:http";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Auth } from "../../src/sim-api/auth.ts";
import { wirelessErrors } from "../../src/sim-api/error-table.ts";
import { twilioProvider } from "../../src/sim-api/provider.ts";
import {
  collect,
  fixture,
  patience,
  simSid,
  startClient,
  testProvider,
} from "../support/sim-api/client.ts";
import { platformError, sendJson, startServer } from "../support/sim-api/scripted-server.ts";

const sample = fixture("sim-realistic") as Record<string, unknown>;
const list = (sims: readonly unknown[], next_page_url: unknown = null) => ({
  sims,
  meta: { next_page_url },
});
const sim = (index: number) => ({
  ...sample,
  sid: `DE${String(index).padStart(32, "0")}`,
  iccid: `89013408522955247${String(index).padStart(2, "0")}`,
});

/** Answers the requests in order, the last answer for good. */
function inTurn(...answers: readonly RequestListener[]): RequestListener {
  let turn = 0;
  return (request, response) => {
    answers[Math.min(turn, answers.length - 1)]?.(request, response);
    turn += 1;
  };
}

function answer(body: unknown, status = 200): RequestListener {
  return (_, response) => sendJson(response, body, status);
}

describe("fetchSim", () => {
  it("asks by SID or name, with credentials, for JSON", async () => {
    const { source, server, calls } = await startClient(answer(sample));
    expect(await source.fetchSim(simSid, patience())).toMatchObject({
      sid: "DEd3f4ec6c85ded1a5f64f10afc067895c",
      friendlyName: "Alice's SmartMeter",
    });
    const [request] = server.requests;
    expect(request).toMatchObject({ method: "GET", path: `/v1/Sims/${simSid}` });
    expect(request?.headers).toMatchObject({
      accept: "application/json",
      authorization: `Basic ${btoa("ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa:token-that-must-not-leak")}`,
    });
    expect(calls).toEqual([
      { operation: "fetch_sim", outcome: "ok", status: 200, durationMs: 5, requestId: null },
    ]);
  });

  it("with an API key, the key and its secret are the credentials", async () => {
    const provider = twilioProvider({ kind: "api_key", apiKey: "SK1", apiSecret: "päss:word" });
    const { source, server } = await startClient(answer(sample), { provider });
    await source.fetchSim(simSid, patience());
    const basic = server.requests[0]?.headers.authorization?.replace("Basic ", "") ?? "";
    expect(Buffer.from(basic, "base64").toString("utf8")).toBe("SK1:päss:word");
  });

  it.each([
    ["two words", "/v1/Sims/two%20words"],
    ["a/b?c=d#e", "/v1/Sims/a%2Fb%3Fc%3Dd%23e"],
    ["../Commands", "/v1/Sims/..%2FCommands"],
    ["%2e%2e", "/v1/Sims/%252e%252e"],
    ["Zähler 7", "/v1/Sims/Z%C3%A4hler%207"],
  ])("the name %j stays within its place in the path", async (name, path) => {
    const { source, server } = await startClient(answer(platformError(20404, 404), 404));
    expect(await source.fetchSim(name, patience())).toBeNull();
    expect(server.requests[0]?.path).toBe(path);
  });

  it.each(["", ".", "..", "\ud800"])("%j cannot be part of a path: not asked", async (name) => {
    const { source, server } = await startClient(answer(sample));
    expect(await source.fetchSim(name, patience())).toBeNull();
    expect(await source.readSessions(name, patience())).toBeNull();
    expect(server.requests).toEqual([]);
  });

  it("keeps a path of the base URL and tells which fields were damaged", async () => {
    const server = await startServer(answer({ ...sample, status: 7 }));
    onTestFinished(server.close);
    const { source, calls } = await startClient(() => undefined, {
      baseUrl: `${server.url}/wireless/`,
    });
    expect(await source.fetchSim(simSid, patience())).toMatchObject({ status: null });
    expect(server.requests[0]?.path).toBe(`/wireless/v1/Sims/${simSid}`);
    expect(calls[0]).toMatchObject({ outcome: "ok", faults: { status: 1 } });
  });
});

describe("fetchSimByIccid", () => {
  const asked = "8901340852295524703";

  it("filters, and takes the SIM of that number only", async () => {
    const listener = inTurn(
      answer(list([sample])),
      answer(list([])),
      answer(list([sim(1), sim(2)])),
    );
    const { source, server, calls } = await startClient(listener);
    expect(await source.fetchSimByIccid(asked, patience())).toMatchObject({ iccid: asked });
    expect(await source.fetchSimByIccid(asked, patience())).toBeNull();
    expect(await source.fetchSimByIccid(asked, patience())).toBeNull();
    expect(server.requests[0]?.path).toBe(`/v1/Sims?Iccid=${asked}`);
    expect(calls[0]).toMatchObject({ operation: "find_sim", outcome: "ok" });
  });

  it.each([
    ["890134085229552470", "8901340852295524703"],
    ["8901340852295524703", "890134085229552470"],
  ])("%s and %s are one card, with and without check digit", async (held, given) => {
    const { source } = await startClient(answer(list([{ ...sample, iccid: held }])));
    expect(await source.fetchSimByIccid(given, patience())).toMatchObject({ iccid: held });
  });

  it("does not deny a SIM whose record cannot be read", async () => {
    const { source } = await startClient(answer(list([{ ...sample, sid: null }])));
    await expect(source.fetchSimByIccid(asked, patience())).rejects.toMatchObject({
      code: "sim_api_unreadable",
      message: "find_sim: unexpected shape at sims[].sid",
    });
  });
});

describe("listSims", () => {
  it("goes through all pages, also past short and empty ones, each SIM once", async () => {
    const { source, server, calls } = await startClient(
      inTurn(
        answer(list([sim(1), sim(2), "no record"], "/v1/Sims?PageSize=1000&Page=1&PageToken=A")),
        answer(list([], "/v1/Sims?PageSize=1000&Page=2&PageToken=B")),
        answer(list([sim(2), sim(3)], "")),
      ),
    );
    const pages = await collect(source.listSims(patience()));
    expect(pages).toMatchObject([
      { sims: [{ sid: sim(1).sid }, { sid: sim(2).sid }], setAside: 1, incomplete: null },
      { sims: [], setAside: 0, incomplete: null },
      { sims: [{ sid: sim(3).sid }], setAside: 0, incomplete: null },
    ]);
    expect(server.requests.map(({ path }) => path)).toEqual([
      "/v1/Sims?PageSize=1000",
      "/v1/Sims?PageSize=1000&Page=1&PageToken=A",
      "/v1/Sims?PageSize=1000&Page=2&PageToken=B",
    ]);
    expect(calls.map(({ faults }) => faults)).toEqual([{ "sims[]": 1 }, undefined, undefined]);
  });

  it("reads no further than its reader", async () => {
    const { source, server } = await startClient(answer(list([sim(1)], "?PageToken=A")));
    for await (const page of source.listSims(patience())) {
      expect(page.sims).toHaveLength(1);
      break;
    }
    expect(server.requests).toHaveLength(1);
  });

  it("begins again once when the page token went stale, without repeating SIMs", async () => {
    const { source } = await startClient(
      inTurn(
        answer(list([sim(1)], "?PageToken=A")),
        answer(platformError(33103, 400), 400),
        answer(list([sim(1), sim(2)], "?PageToken=B")),
        answer(list([sim(3)])),
      ),
    );
    const pages = await collect(source.listSims(patience()));
    const sids = pages.flatMap(({ sims }) => sims.map(({ sid }) => sid));
    expect(sids).toEqual([sim(1).sid, sim(2).sid, sim(3).sid]);
  });
});

describe("probe", () => {
  it("is one small authenticated call", async () => {
    const { source, server, calls } = await startClient(answer(list([sample])));
    await source.probe(patience());
    expect(server.requests.map(({ path }) => path)).toEqual(["/v1/Sims?PageSize=1"]);
    expect(calls).toMatchObject([{ operation: "probe", outcome: "ok" }]);
  });
});

describe("credentials that expire", () => {
  /** Hands out `token 1`, `token 2` … and drops one that is refused. */
  function tokens(): Auth {
    let current = 1;
    return {
      authorization: async () => `token ${current}`,
      refused: (authorization) => {
        if (authorization === `token ${current}`) current += 1;
        return true;
      },
    };
  }

  it.each([401, 403])("after HTTP %i, one more attempt with new ones", async (status) => {
    const { source, server, calls } = await startClient(
      (request, response) =>
        request.headers.authorization === "token 2"
          ? sendJson(response, sample)
          : sendJson(response, { message: "Forbidden", error: "Invalid or expired token" }, status),
      { provider: { ...testProvider, createAuth: tokens, errors: wirelessErrors } },
    );
    expect(await source.fetchSim(simSid, patience())).not.toBeNull();
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([
      "token 1",
      "token 2",
    ]);
    expect(calls.map(({ outcome }) => outcome)).toEqual([
      status === 401 ? "sim_api_unauthorized" : "sim_api_forbidden",
      "ok",
    ]);
  });

  it.each([400, 404, 429, 500])("HTTP %i says nothing about them", async (status) => {
    const auth = tokens();
    const { source, server } = await startClient(answer({ message: "No" }, status), {
      provider: { ...testProvider, createAuth: () => auth },
    });
    await expect(source.fetchSim(simSid, patience())).rejects.toMatchObject({ status });
    expect(server.requests).toHaveLength(1);
    expect(await auth.authorization(patience())).toBe("token 1");
  });

  it("a second refusal is final", async () => {
    const { source, server } = await startClient(answer({ message: "Forbidden" }, 403), {
      provider: { ...testProvider, createAuth: tokens },
    });
    await expect(source.fetchSim(simSid, patience())).rejects.toMatchObject({
      code: "sim_api_forbidden",
    });
    expect(server.requests).toHaveLength(2);
  });
});

describe("connections", () => {
  it("after close, calls fail as unreachable", async () => {
    const { source, server } = await startClient(answer(sample));
    await source.close();
    await expect(source.probe(patience())).rejects.toMatchObject({ code: "sim_api_unreachable" });
    expect(server.requests).toEqual([]);
  });

  it("close waits for the call under way", async () => {
    const { promise: arrived, resolve } = Promise.withResolvers<() => void>();
    const { source } = await startClient((_, response) =>
      resolve(() => sendJson(response, sample)),
    );
    const fetched = source.fetchSim(simSid, patience());
    const finish = await arrived;
    const closed = source.close();
    finish();
    await closed;
    expect(await fetched).toMatchObject({ uniqueName: "AliceSmithSmartMeter" });
  });
});
