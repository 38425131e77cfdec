import type { AddressInfo } from "node:net";
import { createServer as createPlainServer, type LookupFunction, type Socket } from "node:net";
import { createServer, getCACertificates, setDefaultCACertificates } from "node:tls";
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { type Platform, platforms } from "../../../playground/fleet/credentials.ts";
import { koreProvider, type Provider, twilioProvider } from "../../../src/sim-api/provider.ts";
import { createSimSource } from "../../../src/sim-api/sim-source.ts";
import { authority, type Identity, identity } from "../../support/certificates.ts";
import { patience } from "../../support/sim-api/client.ts";
import { sendJson, startServer } from "../../support/sim-api/scripted-server.ts";

/** Reserved for examples (RFC 2606): nothing outside answers to these. */
const apiHost = "sims.example";
const tokenHost = "tokens.example";
const secret = "secret-that-must-not-leak";

/** Whose signature this process takes for good, beside those of the world's authorities. */
const trusted = authority("Trusted Authority");
const usual = getCACertificates("default");
beforeAll(() => setDefaultCACertificates([...usual, trusted.certificate]));
afterAll(() => setDefaultCACertificates(usual));
afterEach(() => vi.unstubAllEnvs());

interface Listener {
  readonly port: number;
  /** What was said to it, connection by connection. */
  readonly heard: readonly string[];
  /** Connections, also those that ended without a word. */
  readonly met: number;
  /** From now on it shows these papers, and who was connected is cut off. */
  become(papers: Identity): void;
}

/** A platform over TLS, tokens included; who it really is, its papers say. */
async function listenOverTls(papers: Identity): Promise<Listener> {
  const heard: string[] = [];
  const open = new Set<Socket>();
  let met = 0;
  const server = createServer(papers);
  server.on("connection", (socket) => {
    met += 1;
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    socket.on("error", () => undefined);
  });
  server.on("secureConnection", (socket) => {
    const index = heard.push("") - 1;
    socket.on("error", () => undefined);
    socket.on("data", (bytes) => {
      heard[index] += bytes.toString("latin1");
      socket.write(answerTo(bytes.toString("latin1")));
    });
  });
  const cutOff = () => {
    for (const socket of open) socket.destroy();
  };
  const port = await listening(server, cutOff);
  return {
    port,
    heard,
    get met() {
      return met;
    },
    become: (other) => {
      server.setSecureContext(other);
      cutOff();
    },
  };
}

/** Somebody without papers who hopes that things are said in clear. */
async function listenInClear(): Promise<{ port: number; met: number }> {
  const listener = { port: 0, met: 0 };
  const server = createPlainServer((socket) => {
    listener.met += 1;
    socket.on("error", () => undefined);
  });
  listener.port = await listening(server, () => undefined);
  return listener;
}

async function listening(
  server: ReturnType<typeof createPlainServer>,
  cutOff: () => void,
): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        cutOff();
      }),
  );
  return (server.address() as AddressInfo).port;
}

function answerTo(request: string): string {
  const body = JSON.stringify(
    request.startsWith("POST")
      ? { access_token: secret, expires_in: 3_600, token_type: "Bearer" }
      : { sims: [], meta: { next_page_url: null } },
  );
  return `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
}

/** Every name leads to this address. */
function leadingTo(...addresses: readonly string[]): LookupFunction {
  return (_, { all }, callback) => {
    const found = addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
    if (all) return callback(null, found);
    callback(null, found[0]?.address ?? "", found[0]?.family);
  };
}

function sourceAt(
  platform: Platform,
  { api, tokens, lookup }: { api: string; tokens: string; lookup?: LookupFunction },
) {
  const providers: Readonly<Record<Platform, () => Provider>> = {
    twilio: () => twilioProvider({ kind: "auth_token", accountSid: "AC", authToken: secret }),
    kore: () =>
      koreProvider({ clientId: "client", clientSecret: secret, tokenUrl: `${tokens}/token` }),
  };
  const source = createSimSource({
    provider: providers[platform](),
    baseUrl: api,
    clock: { now: () => 0 },
    calls: "plain",
    ...(lookup !== undefined && { lookup }),
  });
  onTestFinished(() => source.close());
  return source;
}

const unreachable = { code: "sim_api_unreachable" };
const hosts = [apiHost, tokenHost];
const genuine = () => identity(hosts, { by: trusted });

const strangers: readonly [string, () => Identity][] = [
  ["papers that it signed itself", () => identity(hosts)],
  ["papers of an authority that nobody trusts", () => identity(hosts, { by: authority("Rogue") })],
  ["good papers for another name", () => identity(["stranger.example"], { by: trusted })],
  [
    "good papers for names that look like ours",
    () =>
      identity(
        [
          `${apiHost}.stranger.example`,
          `x-${apiHost}`,
          "*.example",
          "example",
          "xn--sms-zgd.example",
          "127.0.0.1",
        ],
        { by: trusted },
      ),
  ],
  ["good papers of long ago", () => identity(hosts, { by: trusted, isExpired: true })],
];

describe.each(platforms)("%s: a name that suddenly leads to a stranger", (platform) => {
  /** The same listener for both names; which of them turns, the test says. */
  const startBoth = async () => {
    const api = await listenOverTls(genuine());
    const tokens = await listenOverTls(genuine());
    const source = sourceAt(platform, {
      api: `https://${apiHost}:${api.port}`,
      tokens: `https://${tokenHost}:${tokens.port}`,
      lookup: leadingTo("127.0.0.1"),
    });
    return { api, tokens, source };
  };

  it("hears all there is to hear while its papers are good: the tests below can fail", async () => {
    const { api, tokens, source } = await startBoth();
    await source.probe(patience());
    expect(api.heard.join()).toMatch(/^authorization: (Basic|Bearer) /im);
    if (platform === "kore") expect(tokens.heard.join()).toContain(secret);
  });

  it.each(strangers)("with %s, in place of the API", async (_, papers) => {
    const { api, source } = await startBoth();
    await source.probe(patience());
    const { met } = api;
    const before = api.heard.join();
    api.become(papers());
    for (let attempt = 0; attempt < 3; attempt += 1)
      await expect(source.probe(patience())).rejects.toMatchObject(unreachable);
    expect(api.met).toBeGreaterThan(met);
    expect(api.heard.join("")).toBe(before);
  });

  it.runIf(platform === "kore").each(strangers)(
    "with %s, in place of the token endpoint",
    async (_, papers) => {
      const { api, tokens, source } = await startBoth();
      tokens.become(papers());
      for (let attempt = 0; attempt < 3; attempt += 1)
        await expect(source.probe(patience())).rejects.toMatchObject(unreachable);
      expect(tokens.met).toBeGreaterThan(0);
      expect(tokens.heard.join("")).toBe("");
      expect(api.met).toBe(0);
    },
  );

  it.each(strangers)("with %s, and an environment that says not to look", async (_, papers) => {
    vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0");
    const { api, tokens, source } = await startBoth();
    const stranger = platform === "kore" ? tokens : api;
    stranger.become(papers());
    await expect(source.probe(patience())).rejects.toMatchObject(unreachable);
    expect(stranger.met).toBeGreaterThan(0);
    expect(stranger.heard.join("")).toBe("");
  });
});

describe.each(platforms)("%s: plain http stays on this machine", (platform) => {
  it("is spoken to a local name that leads to this machine", async () => {
    const server = await startServer((request, response) =>
      sendJson(
        response,
        request.method === "POST" ? { access_token: "t" } : { sims: [], meta: {} },
      ),
    );
    onTestFinished(server.close);
    const url = `http://localhost:${new URL(server.url).port}`;
    for (const lookup of [
      leadingTo("127.0.0.1"),
      leadingTo("::ffff:127.0.0.1"),
      leadingTo("127.0.0.1", "::1"),
    ])
      await sourceAt(platform, { api: url, tokens: url, lookup }).probe(patience());
    expect(server.requests.at(-1)?.headers.authorization).toMatch(/^(Basic|Bearer) /);
  });

  it.each([
    // Addresses for documentation (RFC 5737, 3849), which are never anybody's; and 0.0.0.0, which
    // does lead to the stranger who listens here.
    ["another machine's", ["192.0.2.1"]],
    ["a private network's", ["10.0.0.1"]],
    ["a cloud's own", ["169.254.169.254"]],
    ["another machine's in IPv6", ["2001:db8::1"]],
    ["another machine's, written as IPv6", ["::ffff:192.0.2.1"]],
    ["nobody's", ["0.0.0.0"]],
    ["nobody's in IPv6", ["::"]],
    ["this machine's first and another's after it", ["127.0.0.1", "192.0.2.1"]],
    ["another machine's first and this one's after it", ["192.0.2.1", "127.0.0.1"]],
    ["none", []],
  ])("not to localhost when its address is %s", async (_, addresses) => {
    const tried: string[] = [];
    const lookup = leadingTo(...addresses);
    const stranger = await listenInClear();
    const source = sourceAt(platform, {
      api: `http://localhost:${stranger.port}`,
      tokens: `http://localhost:${stranger.port}`,
      lookup: (name, options, callback) => {
        tried.push(name);
        lookup(name, options, callback);
      },
    });
    const error = await source.probe(patience()).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ ...unreachable, retryable: false });
    expect(String(error)).toMatch(/NOT_LOOPBACK/);
    expect(tried).toEqual(["localhost"]);
    expect(stranger.met).toBe(0);
  });

  it.each([
    "127.0.0.1.example",
    "localhost.example",
    "127.0.0.1.sims.example",
    // To Cyrillic eyes the same as "localhost".
    "l\u043ecalhost",
    "localhost.",
    "LOCALHOST",
    "sims.example",
  ])("not to %s when it leads elsewhere", async (host) => {
    const url = `http://${host}:80`;
    const lookup = leadingTo("192.0.2.1");
    const source = sourceAt(platform, { api: url, tokens: url, lookup });
    const error = await source.probe(patience()).catch((reason: unknown) => reason);
    expect(String(error)).toMatch(/NOT_LOOPBACK/);
  });

  it.each([
    ["a number", "192.0.2.1"],
    ["a number in decimal", "3221225985"],
    ["a number in hexadecimal", "0xc0000201"],
    ["a number in octal parts", "0300.0.02.01"],
    ["a number in two parts", "192.513"],
    ["the number of nobody", "0.0.0.0"],
    ["nothing but zero", "0"],
    ["IPv6", "[2001:db8::1]"],
    ["IPv4 as IPv6", "[::ffff:192.0.2.1]"],
    ["nobody in IPv6", "[::]"],
    ["a user name that looks like this machine", "127.0.0.1@192.0.2.1"],
    ["a user name and password that do", "localhost:80@192.0.2.1"],
  ])("not to %s (%s)", async (_, host) => {
    const url = `http://${host}:80`;
    const lookup: LookupFunction = () => expect.unreachable("a number needs no look-up");
    const source = sourceAt(platform, { api: url, tokens: url, lookup });
    const error = await source.probe(patience()).catch((reason: unknown) => reason);
    expect(String(error)).toMatch(/NOT_LOOPBACK/);
  });

  it.each(["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "127.0.0.1.", "[::ffff:127.0.0.1]"])(
    "%s is this machine by another name, and harmless",
    async (host) => {
      const server = await startServer((request, response) =>
        sendJson(
          response,
          request.method === "POST" ? { access_token: "t" } : { sims: [], meta: {} },
        ),
      );
      onTestFinished(server.close);
      const url = `http://${host}:${new URL(server.url).port}`;
      await sourceAt(platform, { api: url, tokens: url }).probe(patience());
      expect(server.requests.length).toBeGreaterThan(0);
    },
  );
});
