import type { AddressInfo } from "node:net";
import { createServer, type Server } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { platforms } from "../../../playground/fleet/credentials.ts";
import type { InjectionInput } from "../../../playground/fleet/faults/fault.ts";
import { twilioProvider } from "../../../src/sim-api/provider.ts";
import { createSimSource } from "../../../src/sim-api/sim-source.ts";
import { patience, simSid } from "../../support/sim-api/client.ts";
import { startSimulatedWorld } from "../../support/sim-api/resilience/simulated-world.ts";
import { sendJson, startServer } from "../../support/sim-api/scripted-server.ts";

/** Somebody who listens on another port of this machine and hopes for credentials. */
interface Stranger {
  readonly port: number;
  readonly url: string;
  /** Bytes of everybody who so much as connected; `""` for a connection without a word. */
  readonly heard: readonly string[];
}

async function listeningStranger(): Promise<Stranger> {
  const heard: string[] = [];
  const server: Server = createServer((socket) => {
    const index = heard.push("") - 1;
    socket.on("data", (bytes) => {
      heard[index] += bytes.toString("latin1");
    });
    socket.on("error", () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => new Promise<void>((resolve) => void server.close(() => resolve())));
  const { port } = server.address() as AddressInfo;
  return { port, url: `http://127.0.0.1:${port}`, heard };
}

describe.each(platforms)("%s: a stranger hears nothing", (platform) => {
  it.each<[string, (url: string) => InjectionInput]>([
    ...[301, 302, 307, 308].map((status): [string, (url: string) => InjectionInput] => [
      `redirected with ${status}`,
      (url) => ({ fault: { kind: "redirect", url, status: status as 301 } }),
    ]),
    [
      "redirected on a page",
      (url) => ({ fault: { kind: "redirect", url }, scope: { operation: "list_sessions" } }),
    ],
    [
      "redirected when asking for a token",
      (url) => ({ fault: { kind: "redirect", url }, scope: { operation: "token" } }),
    ],
    [
      "sent to another host for the next page",
      (url) => ({ fault: { kind: "foreign_next_page_url", origin: url } }),
    ],
  ])("%s", async (_, injectionFor) => {
    const stranger = await listeningStranger();
    const world = await startSimulatedWorld(platform);
    onTestFinished(world.close);
    world.fleet.inject(injectionFor(`${stranger.url}/v1/Sims`));
    const { outcome, error } = await world.ask();
    if (outcome === null)
      expect(error).toMatchObject({ code: "sim_api_unreadable", retryable: false });
    expect(world.fleet.requests.length + world.fleet.tokenRequests.length).toBeGreaterThan(0);
    expect(stranger.heard).toEqual([]);
  });
});

describe("addresses of a next page that only look like ours", () => {
  it.each([
    (_: string, stranger: string) => `http://127.0.0.1:${stranger}/v1/Sims?PageToken=PA`,
    (_: string, stranger: string) => `http://localhost:${stranger}/v1/Sims?PageToken=PA`,
    (_: string, stranger: string) => `//127.0.0.1:${stranger}/v1/Sims?PageToken=PA`,
    (_: string, stranger: string) => `\\\\127.0.0.1:${stranger}\\v1\\Sims?PageToken=PA`,
    (own: string, stranger: string) =>
      `http://127.0.0.1:${own}@127.0.0.1:${stranger}/?PageToken=PA`,
    (_: string, stranger: string) => `http://2130706433:${stranger}/v1/Sims?PageToken=PA`,
    (_: string, stranger: string) => `https://127.0.0.1:${stranger}/v1/Sims?PageToken=PA`,
    (own: string, stranger: string) =>
      `http://127.0.0.1.example:${own}/?PageToken=http://127.0.0.1:${stranger}`,
  ])("%#", async (addressFor) => {
    const stranger = await listeningStranger();
    const paths: (string | undefined)[] = [];
    const server = await startServer((request, response) => {
      paths.push(request.url);
      const own = String(request.socket.localPort);
      const next_page_url = addressFor(own, String(stranger.port));
      sendJson(response, { data_sessions: [], meta: { next_page_url } });
    });
    onTestFinished(server.close);
    const source = createSimSource({
      provider: twilioProvider({ kind: "auth_token", accountSid: "AC", authToken: "secret" }),
      baseUrl: server.url,
      clock: { now: () => 0 },
    });
    onTestFinished(() => source.close());
    const read = await source.readSessions(simSid, patience());
    expect(read).toMatchObject({ incomplete: "foreign_next_page" });
    expect(paths).toHaveLength(1);
    expect(stranger.heard).toEqual([]);
  });
});
