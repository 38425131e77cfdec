import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { createSimSource } from "../../src/sim-api/sim-source.ts";
import { authority, type Identity, identity } from "../support/certificates.ts";
import { type ConnectProxy, startConnectProxy } from "../support/connect-proxy.ts";
import { authToken, patience, testProvider, tickingClock } from "../support/sim-api/client.ts";
import { startServer } from "../support/sim-api/scripted-server.ts";

/** Reserved for examples (RFC 2606): nothing outside answers to it, so only the proxy leads there. */
const host = "sims.example";
const trusted = authority("Trusted Authority");
const usual = getCACertificates("default");
beforeAll(() => setDefaultCACertificates([...usual, trusted.certificate]));
afterAll(() => setDefaultCACertificates(usual));
afterEach(() => vi.unstubAllEnvs());

const good = identity([host], { by: trusted });

async function platform(papers: Identity) {
  let heard = 0;
  const server = createServer(papers, (_, response) => {
    heard += 1;
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ sims: [], meta: { next_page_url: null } }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { port: (server.address() as AddressInfo).port, heard: () => heard };
}

async function proxy(refuseWith: number | null = null): Promise<ConnectProxy> {
  const started = await startConnectProxy(refuseWith);
  onTestFinished(() => started.close());
  return started;
}

function sourceAt(baseUrl: string, proxyUrl: string | null) {
  const source = createSimSource({
    ...{ provider: testProvider, baseUrl, clock: tickingClock(), calls: "plain" as const },
    proxyFor: () => proxyUrl,
  });
  onTestFinished(() => source.close());
  return source;
}

describe("the SIM platform behind a proxy", () => {
  it("is asked through a tunnel, in which nothing can be read", async () => {
    const [{ port, heard }, way] = [await platform(good), await proxy()];
    const source = sourceAt(`https://${host}:${port}`, way.url);
    await source.probe(patience());
    await source.probe(patience());
    expect(heard()).toBe(2);
    expect(new Set(way.asked)).toEqual(new Set([`${host}:${port}`]));
    expect(way.seen()).not.toContain(btoa(`ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa:${authToken}`));
    expect(way.seen()).not.toContain("/v1/Sims");
  });

  it("gets the proxy's own credentials, and the platform none of them", async () => {
    const [{ port }, way] = [await platform(good), await proxy()];
    const url = way.url.replace("//", "//ada:s%40cret@");
    await sourceAt(`https://${host}:${port}`, url).probe(patience());
    expect(way.credentials[0]).toBe(`Basic ${btoa("ada:s@cret")}`);
  });

  it.each([
    ["another host's", identity(["other.example"], { by: trusted })],
    ["nobody's", identity([host])],
    ["an expired one", identity([host], { by: trusted, isExpired: true })],
    ["the proxy's own", identity(["localhost"], { by: trusted })],
  ])("with %s certificate hears nothing, whatever the environment says", async (_, papers) => {
    vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0");
    const [{ port, heard }, way] = [await platform(papers), await proxy()];
    const asked = sourceAt(`https://${host}:${port}`, way.url).probe(patience());
    await expect(asked).rejects.toMatchObject({ code: "sim_api_unreachable" });
    expect(heard()).toBe(0);
    expect(way.asked).toHaveLength(1);
  });

  it("that refuses the tunnel is a platform that cannot be reached", async () => {
    const { port, heard } = await platform(good);
    for (const status of [403, 407, 502]) {
      const asked = sourceAt(`https://${host}:${port}`, (await proxy(status)).url).probe(
        patience(),
      );
      await expect(asked).rejects.toMatchObject({ code: "sim_api_unreachable" });
    }
    expect(heard()).toBe(0);
  });

  it("is reached directly over plain http, which stays on this machine", async () => {
    const way = await proxy();
    const server = await startServer((_, response) => response.end('{"sims":[],"meta":{}}'));
    onTestFinished(() => server.close());
    await sourceAt(server.url, way.url).probe(patience());
    expect(server.requests).toHaveLength(1);
    const elsewhere = sourceAt(`http://${host}:${new URL(server.url).port}`, way.url);
    await expect(elsewhere.probe(patience())).rejects.toThrow();
    expect(way.asked).toEqual([]);
  });
});
