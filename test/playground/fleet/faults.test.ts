import { setImmediate as turnOfLoop } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { faultSchema, type InjectionInput } from "../../../playground/fleet/faults/fault.ts";
import {
  basicAuth,
  get,
  koreAuthorization,
  type ListPage,
  runningSimulator,
} from "../../support/playground/fleet/running-simulator.ts";

type FaultInput = InjectionInput["fault"];

const sid = `DE${"7".repeat(32)}`;
const sessionsPath = `/v1/Sims/${sid}/DataSessions?PageSize=2`;
const sessions = Array.from({ length: 5 }, (_, index) => ({
  sid: null,
  packets_uploaded: index,
  start: "2026-11-22T00:00:00Z",
}));

async function faulty(fault: FaultInput, options: Parameters<typeof runningSimulator>[0] = {}) {
  const simulator = await runningSimulator({ scenarios: [], ...options });
  simulator.putSim({ key: "device", fields: { sid }, sessions });
  simulator.inject({ fault, times: 1 });
  return simulator;
}

describe("faults of what is said", () => {
  it.each([
    [400, 20001],
    [401, 20003],
    [403, 20006],
    [404, 20404],
    [429, 20429],
    [500, 20500],
    [503, 20503],
  ])("answers %i in the platform's body", async (status, code) => {
    const simulator = await faulty({ kind: "status", status });
    const reply = await get(simulator, sessionsPath);
    expect(reply.status).toBe(status);
    expect(reply.json()).toMatchObject({ code, status, message: expect.any(String) });
    expect((await get(simulator, sessionsPath)).status).toBe(200);
  });

  it("sends a code, a message and Retry-After of one's own", async () => {
    const fault = { kind: "status", status: 404, code: 33107, message: "gone" } as const;
    const simulator = await faulty({ ...fault, retryAfter: 4 });
    const reply = await get(simulator, sessionsPath);
    expect(reply.json()).toMatchObject({ code: 33107, message: "gone" });
    expect(reply.headers.get("retry-after")).toBe("4");
  });

  it("refuses like the other gateway: 403 without a code", async () => {
    const simulator = await faulty({ kind: "gateway_forbidden" });
    const reply = await get(simulator, sessionsPath);
    expect(reply.status).toBe(403);
    expect(reply.json()).not.toHaveProperty("code");
  });

  it("answers HTML", async () => {
    const simulator = await faulty({ kind: "html", status: 502 });
    const reply = await get(simulator, sessionsPath);
    expect(reply.status).toBe(502);
    expect(reply.headers.get("content-type")).toContain("text/html");
    expect(reply.text).toContain("<html>");
  });

  it("answers nothing at all", async () => {
    const reply = await get(await faulty({ kind: "empty" }), sessionsPath);
    expect(reply).toMatchObject({ status: 200, text: "" });
  });

  it("answers what is not JSON", async () => {
    const reply = await get(await faulty({ kind: "invalid_json" }), sessionsPath);
    expect(reply.status).toBe(200);
    expect(reply.json).toThrow(SyntaxError);
  });

  it("answers another shape", async () => {
    const reply = await get(await faulty({ kind: "wrong_shape" }), sessionsPath);
    expect(reply.json()).toEqual({ items: [], next: null });
  });

  it("answers other types", async () => {
    const reply = await get(await faulty({ kind: "wrong_types" }), sessionsPath);
    const page = reply.json() as Record<string, unknown>;
    expect(Array.isArray(page["data_sessions"])).toBe(false);
    expect(page).toMatchObject({ meta: { page_size: "n2", key: "data_sessions".length } });
  });

  it("answers with other names", async () => {
    const reply = await get(await faulty({ kind: "renamed_fields" }), sessionsPath);
    expect(reply.json()).toMatchObject({
      dataSessions: [{ packetsUploaded: expect.any(Number) }, { sidValue: null }],
      metaValue: { pageSize: 2 },
    });
  });

  it("names the same page as the next one, again and again", async () => {
    const simulator = await faulty({ kind: "repeated_page_token" });
    const { meta } = (await get(simulator, sessionsPath)).json() as ListPage;
    expect(meta.next_page_url).toBe(meta.url);
  });

  it("names a page on another host", async () => {
    const origin = "http://127.0.0.1:9";
    const simulator = await faulty({ kind: "foreign_next_page_url", origin });
    const { meta } = (await get(simulator, sessionsPath)).json() as ListPage;
    expect(new URL(String(meta.next_page_url)).origin).toBe(origin);
    expect(meta.next_page_url).toContain("PageToken=PA");
  });

  it("takes a page token for stale, once", async () => {
    const simulator = await faulty({ kind: "expired_page_token" });
    const reply = await get(simulator, sessionsPath);
    expect(reply.status).toBe(400);
    expect(reply.json()).toMatchObject({ code: 33103 });
    expect((await get(simulator, sessionsPath)).status).toBe(200);
  });

  it("lets KORE's access tokens expire, and takes the next", async () => {
    const simulator = await faulty({ kind: "expired_access_token" }, { platform: "kore" });
    const authorization = await koreAuthorization(simulator);
    const reply = await get(simulator, sessionsPath, { authorization });
    expect(reply.status).toBe(403);
    expect(reply.json()).toMatchObject({ error: "Invalid or expired token" });
    expect((await get(simulator, sessionsPath, { authorization })).status).toBe(403);
    const next = await koreAuthorization(simulator);
    expect((await get(simulator, sessionsPath, { authorization: next })).status).toBe(200);
  });

  it("refuses Twilio's credentials, which cannot expire", async () => {
    const simulator = await faulty({ kind: "expired_access_token" });
    expect((await get(simulator, sessionsPath)).json()).toMatchObject({ code: 20003 });
    expect((await get(simulator, sessionsPath)).status).toBe(200);
  });

  it("sends elsewhere", async () => {
    const url = "http://127.0.0.1:9/elsewhere";
    const reply = await get(await faulty({ kind: "redirect", url }), sessionsPath);
    expect(reply.status).toBe(307);
    expect(reply.headers.get("location")).toBe(url);
  });
});

describe("faults of delivery", () => {
  it("is late by what the injected clock makes of it", async () => {
    const waits: number[] = [];
    const delay = async (durationMs: number) => void waits.push(durationMs);
    const simulator = await faulty({ kind: "delay", delayMs: 90_000 }, { delay });
    expect((await get(simulator, sessionsPath)).status).toBe(200);
    expect(waits).toEqual([90_000]);
  });

  it("drips", async () => {
    const waits: number[] = [];
    const delay = async (durationMs: number) => void waits.push(durationMs);
    const fault = { kind: "slow_drip", chunkBytes: 100, everyMs: 700 } as const;
    const simulator = await faulty(fault, { delay });
    const reply = await get(simulator, sessionsPath);
    expect((reply.json() as ListPage).data_sessions).toHaveLength(2);
    expect(waits).toEqual(Array(Math.ceil(reply.text.length / 100)).fill(700));
  });

  it("hangs before the headers until the client leaves", async () => {
    const simulator = await faulty({ kind: "hang_before_headers" });
    const giveUp = new AbortController();
    simulator.hold();
    const reply = get(simulator, sessionsPath, { signal: giveUp.signal });
    await simulator.untilWaiting(1);
    simulator.release();
    // The next call is answered, this one is not.
    expect((await get(simulator, sessionsPath)).status).toBe(200);
    expect(simulator.requests.map(({ status }) => status)).toEqual([null, 200]);
    giveUp.abort();
    await expect(reply).rejects.toThrow(/abort/i);
  });

  it("hangs in the middle of the body", async () => {
    const simulator = await faulty({ kind: "hang_in_body" });
    const giveUp = new AbortController();
    const response = await fetch(new URL(sessionsPath, simulator.url), {
      signal: giveUp.signal,
      headers: { authorization: basicAuth(simulator.credentials) },
    });
    const reader = response.body?.getReader();
    const first = await reader?.read();
    const announced = Number(response.headers.get("content-length"));
    expect(first?.value?.length).toBe(Math.ceil(announced / 2));
    const rest = reader?.read();
    giveUp.abort();
    await expect(rest).rejects.toThrow(/abort/i);
  });

  it("cuts the body", async () => {
    const simulator = await faulty({ kind: "cut_body" });
    await expect(get(simulator, sessionsPath)).rejects.toThrow(/terminated/);
    expect(simulator.requests.at(-1)?.status).toBe(200);
  });

  it("drops the connection before any answer", async () => {
    const simulator = await faulty({ kind: "reset_before_headers" });
    await expect(get(simulator, sessionsPath)).rejects.toThrow(/fetch failed/);
  });

  it("sends far too much, well-formed", async () => {
    const simulator = await faulty({ kind: "oversized_body", bytes: 3_000_000 });
    const reply = await get(simulator, sessionsPath);
    expect(reply.text.length).toBeGreaterThan(3_000_000);
    expect((reply.json() as ListPage).data_sessions).toHaveLength(2);
  });
});

describe("which calls meet a fault", () => {
  const statuses = async (simulator: Awaited<ReturnType<typeof faulty>>, paths: string[]) => {
    const found: number[] = [];
    for (const path of paths) found.push((await get(simulator, path)).status);
    return found;
  };
  const fault = { kind: "status", status: 503 } as const;

  it("is one SIM, by either name", async () => {
    const simulator = await runningSimulator({ scenarios: [] });
    simulator.putSim({ key: "device", fields: { sid }, sessions });
    simulator.putSim({ key: "other" });
    const paths = ["/v1/Sims/device", `/v1/Sims/${sid}`, "/v1/Sims/other", "/v1/Sims"];
    for (const sim of ["device", sid]) {
      simulator.clearFaults();
      simulator.inject({ fault, scope: { sim } });
      expect(await statuses(simulator, paths)).toEqual([503, 503, 200, 200]);
    }
  });

  it("is one kind of call, so many times, after so many good ones", async () => {
    const simulator = await runningSimulator({ scenarios: [] });
    simulator.putSim({ key: "device", fields: { sid }, sessions });
    const scope = { operation: "list_sessions", skip: 1 } as const;
    const id = simulator.inject({ fault, scope, times: 2 });
    const paths = ["/v1/Sims/device", ...Array<string>(3).fill(sessionsPath)];
    expect(await statuses(simulator, paths)).toEqual([200, 200, 503, 503]);
    expect(simulator.activeFaults()).toEqual([]);
    expect(simulator.removeFault(id)).toBe(false);
    expect(await statuses(simulator, [sessionsPath])).toEqual([200]);
  });

  it("is every call for ever, until it is removed", async () => {
    const simulator = await runningSimulator({ scenarios: [] });
    const id = simulator.inject({ fault });
    expect(await statuses(simulator, ["/v1/Sims", "/v1/Sims", "/v1/Sims"])).toEqual([
      503, 503, 503,
    ]);
    expect(simulator.activeFaults()).toMatchObject([{ id, fault }]);
    expect(simulator.removeFault(id)).toBe(true);
    expect(await statuses(simulator, ["/v1/Sims"])).toEqual([200]);
  });

  it.each(faultSchema.options.map(({ shape }) => shape.kind.value))(
    "can be one SIM for any fault, told over HTTP, until it is cleared: %s",
    async (kind) => {
      const simulator = await runningSimulator({ scenarios: [], delay: async () => undefined });
      simulator.putSim({ key: "device", fields: { sid }, sessions });
      simulator.putSim({ key: "other" });
      const more = {
        status: { status: 503 },
        redirect: { url: "http://127.0.0.1:9/" },
        delay: { delayMs: 1_000 },
      };
      const fault = { kind, ...(kind in more && more[kind as keyof typeof more]) };
      const response = await fetch(new URL("/_control/faults", simulator.url), {
        method: "POST",
        body: JSON.stringify({ fault, scope: { sim: "device" }, times: 2 }),
      });
      expect(response.status).toBe(200);
      expect(simulator.activeFaults()).toMatchObject([{ times: 2, fault: { kind } }]);
      expect((await get(simulator, "/v1/Sims/other")).json()).toMatchObject({
        unique_name: "other",
      });
      expect(simulator.activeFaults()).toMatchObject([{ times: 2 }]);
      // Some hang until the client leaves; that the call met the fault is all that counts here.
      const leave = new AbortController();
      const reply = get(simulator, sessionsPath, { signal: leave.signal }).catch(() => null);
      while (simulator.activeFaults()[0]?.times === 2) await turnOfLoop();
      leave.abort();
      await reply;
      const cleared = await fetch(new URL("/_control/faults", simulator.url), { method: "DELETE" });
      expect(await cleared.json()).toEqual({ faults: [] });
      expect((await get(simulator, sessionsPath)).json()).toMatchObject({
        data_sessions: [{}, {}],
      });
    },
  );

  it("must be understood", async () => {
    const simulator = await runningSimulator({ scenarios: [] });
    expect(() => simulator.inject({ fault: { kind: "status", status: 99 } })).toThrow();
  });
});

describe("calls at one time", () => {
  it("waits while held, and counts", async () => {
    const simulator = await runningSimulator({ scenarios: [] });
    simulator.hold();
    const replies = Promise.all(Array.from({ length: 5 }, () => get(simulator, "/v1/Sims")));
    await simulator.untilWaiting(5);
    expect(simulator.waiting).toBe(5);
    expect(simulator.requests.map(({ status }) => status)).toEqual(Array(5).fill(null));
    simulator.release();
    expect((await replies).map(({ status }) => status)).toEqual(Array(5).fill(200));
    expect(simulator.waiting).toBe(0);
    expect(simulator.peakConcurrency).toBe(5);
  });

  it("refuses more than the limit with 429 and serves the rest", async () => {
    const simulator = await runningSimulator({ scenarios: [] });
    simulator.configure({ concurrencyLimit: 2 });
    simulator.hold();
    const served = Promise.all([get(simulator, "/v1/Sims"), get(simulator, "/v1/Sims")]);
    await simulator.untilWaiting(2);
    const refused = await get(simulator, "/v1/Sims");
    expect(refused.json()).toMatchObject({ code: 20429 });
    simulator.release();
    expect((await served).map(({ status }) => status)).toEqual([200, 200]);
  });
});
