import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import { expect, it, onTestFinished } from "vitest";
import { startFleetSimulator } from "../../playground/fleet/simulator.ts";
import { startSlackSimulator } from "../../playground/slack/simulator.ts";
import { channels, people } from "../../playground/slack/state/workspace.ts";
import { authority, type Identity, identity } from "../support/certificates.ts";
import { startConnectProxy } from "../support/connect-proxy.ts";
import { signingSecret, textsOf, transports } from "../support/whole-bot.ts";

const clock = { now: () => Date.now() };
const botToken = "xoxb-100000000001-100000000002-simulated0simulated0bot";
const appToken = "xapp-1-A0SIMSCOPE-100000000003-simulated0simulated0app";
/** Reserved for examples (RFC 2606): nothing outside answers to them, so only the proxy leads there. */
const hosts = { slack: "slack.example", sims: "sims.example" } as const;

/** The simulator over TLS, under that name; addresses of its own that it tells are made to fit. */
async function overTls(simulatorUrl: string, host: string, papers: Identity): Promise<string> {
  const inner = new URL(simulatorUrl);
  const open = new Set<Duplex>();
  const server = createTlsServer(papers, (asked, response) => {
    const { method, url: path, headers } = asked;
    const passed = request(
      { host: "127.0.0.1", port: inner.port, method, path, headers },
      (from) => {
        const chunks: Buffer[] = [];
        from.on("data", (chunk: Buffer) => chunks.push(chunk));
        from.on("end", () => {
          const text = Buffer.concat(chunks).toString();
          const { "content-length": _, ...others } = from.headers;
          response.writeHead(from.statusCode ?? 500, others);
          response.end(
            text.replaceAll(/(ws|http):(\\?\/\\?\/)127\.0\.0\.1:\d+/g, `$1s:$2${place}`),
          );
        });
      },
    );
    asked.pipe(passed);
  });
  server.on("connection", (socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
  });
  server.on("upgrade", ({ method, url, rawHeaders }, client: Duplex) => {
    const lines = rawHeaders.flatMap((name, at) =>
      at % 2 === 0 ? [`${name}: ${rawHeaders[at + 1]}`] : [],
    );
    const target = connect(Number(inner.port), "127.0.0.1", () => {
      target.write(`${method} ${url} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
      client.pipe(target).pipe(client);
    });
    for (const side of [client, target]) side.on("error", () => undefined);
    client.on("close", () => target.destroy());
    target.on("close", () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    for (const socket of open) socket.destroy();
  });
  const place = `${host}:${(server.address() as AddressInfo).port}`;
  return `https://${place}${inner.pathname.replace(/\/$/, "")}`;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** Resolves when the program has said that, or ended. */
function untilSaid(child: ChildProcess, words: string): Promise<string> {
  let output = "";
  return new Promise((resolve) => {
    for (const stream of [child.stdout, child.stderr])
      stream?.on("data", (chunk: Buffer) => {
        output += chunk.toString();
        if (output.includes(words)) resolve(output);
      });
    child.once("close", () => resolve(output));
  });
}

async function world() {
  const ca = authority("Trusted Authority");
  const folder = await mkdtemp(join(tmpdir(), "simscope-proxy-"));
  const authorities = join(folder, "ca.pem");
  await writeFile(authorities, ca.certificate);
  const fleet = await startFleetSimulator({ clock });
  const slack = await startSlackSimulator({ clock, signingSecret, botToken, appToken });
  const proxy = await startConnectProxy();
  onTestFinished(async () => {
    await Promise.all([proxy.close(), slack.close(), fleet.close()]);
    await rm(folder, { recursive: true });
  });
  const slackUrl = await overTls(slack.url, hosts.slack, identity([hosts.slack], { by: ca }));
  const simsUrl = await overTls(fleet.url, hosts.sims, identity([hosts.sims], { by: ca }));
  const start = (program: string, env: Record<string, string>): ChildProcess => {
    const child = spawn(process.execPath, [`src/${program}.ts`], {
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        PATH: process.env["PATH"] ?? "",
        SLACK_BOT_TOKEN: botToken,
        SLACK_API_URL: slackUrl,
        SIM_API_URL: simsUrl,
        TWILIO_ACCOUNT_SID: fleet.credentials.accountSid,
        TWILIO_AUTH_TOKEN: fleet.credentials.authToken,
        CHART_RENDERER: "off",
        DATABASE_URL: "sqlite::memory:",
        NODE_EXTRA_CA_CERTS: authorities,
        ...env,
      },
    });
    onTestFinished(() => void child.kill("SIGKILL"));
    return child;
  };
  return { fleet, slack, proxy, start };
}

const hostsOf = (asked: readonly string[]) =>
  [...new Set(asked.map((at) => at.split(":")[0]))].sort();

it.each(transports)(
  "Slack (%s) and the SIM platform are reached through the proxy",
  async (transport) => {
    const { fleet, slack, proxy, start } = await world();
    const port = await freePort();
    const reach =
      transport === "http"
        ? { SLACK_SIGNING_SECRET: signingSecret }
        : { SLACK_APP_TOKEN: appToken };
    const child = start("main", { PORT: String(port), HTTPS_PROXY: proxy.url, ...reach });
    expect(await untilSaid(child, "ready for questions")).toContain("ready for questions");
    if (transport === "http")
      slack.reachBotBy({ kind: "http", url: `http://127.0.0.1:${port}/slack/events` });
    const place = { user: people.ada, channel: channels.incidents };
    const asked = await slack.mention({ ...place, text: "sessions cargo-cam-07" });
    expect(textsOf(await slack.nextAnswer(asked))).toContain("Cargo camera 07");
    expect(hostsOf(proxy.asked)).toEqual([hosts.sims, hosts.slack]);
    for (const secret of [botToken, appToken, fleet.credentials.authToken, "cargo-cam"])
      expect(proxy.seen()).not.toContain(secret);
  },
);

it("NO_PROXY is kept to, and the doctor says what goes where", async () => {
  const { proxy, start } = await world();
  const reach = { SLACK_APP_TOKEN: appToken, HTTPS_PROXY: proxy.url };
  const through = await untilSaid(start("doctor/main", reach), "ask for a look.");
  expect(through).toContain(
    `Proxy: Slack and the SIM platform go through ${new URL(proxy.url).host}`,
  );
  expect(through).toMatch(/ok +SIM platform/);
  expect(through).toMatch(/ok +Slack bot token/);
  const before = proxy.asked.length;
  const except = { ...reach, NO_PROXY: `.example,${hosts.sims}` };
  const direct = await untilSaid(
    start("doctor/main", except),
    "The bot will not work as it should yet.",
  );
  expect(direct).toContain("except for .example, sims.example (NO_PROXY)");
  expect(direct).toMatch(/FAULT +Slack bot token: Slack could not be asked \(ENOTFOUND|EAI_AGAIN/);
  expect(proxy.asked).toHaveLength(before);
});
