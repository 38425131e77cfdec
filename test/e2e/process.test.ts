import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { type FleetSimulator, startFleetSimulator } from "../../playground/fleet/simulator.ts";
import { type SlackSimulator, startSlackSimulator } from "../../playground/slack/simulator.ts";
import { channels, people } from "../../playground/slack/state/workspace.ts";
import { signingSecret, type TransportName, textsOf, transports } from "../support/whole-bot.ts";

const clock = { now: () => Date.now() };
const botToken = "xoxb-100000000001-100000000002-simulated0simulated0bot";
const appToken = "xapp-1-A0SIMSCOPE-100000000003-simulated0simulated0app";

interface Running {
  readonly fleet: FleetSimulator;
  readonly slack: SlackSimulator;
  readonly child: ChildProcess;
  /** Where the bot's own server listens. */
  readonly url: string;
  output(): string;
}

const started: Running[] = [];

afterEach(async () => {
  for (const { child, slack, fleet } of started.splice(0)) {
    child.kill("SIGKILL");
    await slack.close();
    await fleet.close();
  }
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

/** `node src/main.ts`, exactly as it is run in production. */
async function run(
  transport: TransportName,
  env: Readonly<Record<string, string>> = {},
): Promise<Running> {
  const fleet = await startFleetSimulator({ clock });
  const slack = await startSlackSimulator({ clock, signingSecret, botToken, appToken });
  const port = await freePort();
  const child = spawn(process.execPath, ["src/main.ts"], {
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH: process.env["PATH"] ?? "",
      PORT: String(port),
      SLACK_BOT_TOKEN: botToken,
      ...(transport === "http"
        ? { SLACK_SIGNING_SECRET: signingSecret }
        : { SLACK_APP_TOKEN: appToken }),
      SLACK_API_URL: slack.url,
      SIM_API_URL: fleet.url,
      TWILIO_ACCOUNT_SID: fleet.credentials.accountSid,
      TWILIO_AUTH_TOKEN: fleet.credentials.authToken,
      CHART_RENDERER: "off",
      DATABASE_URL: "sqlite::memory:",
      ...env,
    },
  });
  let output = "";
  const url = `http://127.0.0.1:${port}`;
  const running = { fleet, slack, child, url, output: () => output };
  started.push(running);
  const ready = new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk: Buffer) => {
        output += chunk.toString();
        if (output.includes("ready for questions")) resolve();
      });
    }
    child.once("exit", () => reject(new Error(`the bot ended: ${output}`)));
  });
  await ready;
  if (transport === "http") {
    slack.reachBotBy({ kind: "http", url: `${url}/slack/events` });
  }
  return running;
}

const sims = [
  ...["cargo-cam-07", "yacht-tracker-3", "pump-station-12", "meter-0042", "truck-0417"],
  ...["spare-sim-1", "kiosk-berlin", "tank-level-5", "vending-204", "weather-mast-6"],
];

describe.each(transports)("the process, over %s", (transport) => {
  it("answers ten slow questions after SIGTERM, then exits with 0", async () => {
    const { fleet, slack, child, output } = await run(transport);
    fleet.hold();
    const asked = await Promise.all(
      sims.map((sim) =>
        slack.command({
          user: people.ada,
          channel: channels.incidents,
          text: `/sim sessions ${sim}`,
        }),
      ),
    );
    await fleet.untilWaiting(4);
    const exited = once(child, "exit");
    child.kill("SIGTERM");
    const answers = asked.map((question) => slack.nextAnswer(question));
    fleet.release();
    for (const answer of await Promise.all(answers)) {
      expect(textsOf(answer)).toMatch(/SIM (active|ready)/);
    }
    expect(await exited).toEqual([0, null]);
    expect(output()).toContain('"msg":"stopped"');
  });
});

describe("the process", () => {
  it("names every fault of its configuration at once and exits with 1", async () => {
    const child = spawn(process.execPath, ["src/main.ts"], {
      stdio: ["ignore", "ignore", "pipe"],
      env: { PATH: process.env["PATH"] ?? "", PORT: "none", LOG_LEVEL: "loud" },
    });
    let output = "";
    child.stderr?.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
    const [code] = await once(child, "close");
    expect(code).toBe(1);
    for (const name of ["PORT", "LOG_LEVEL", "SLACK_BOT_TOKEN", "TWILIO_"]) {
      expect(output).toContain(name);
    }
  });

  it("exits with 1 and a reason when Slack refuses the token", async () => {
    await expect(
      run("http", { SLACK_BOT_TOKEN: "xoxb-1-2-wrong0wrong0wrong0wrong0" }),
    ).rejects.toThrow(/invalid_auth/);
  });

  it("exits with 1 and says so when Slack withdraws the app token", async () => {
    const { slack, child, output } = await run("socket");
    const exited = once(child, "exit");
    slack.faults.plan("apps.connections.open", { kind: "error", error: "invalid_auth" });
    slack.socket.cut();
    expect(await exited).toEqual([1, null]);
    expect(output()).toContain("Slack refuses the app token (SLACK_APP_TOKEN)");
    expect(output()).toContain('"slackError":"invalid_auth"');
  });

  it("tells that it is alive, ready, and what it measured", async () => {
    const { slack, url } = await run("http");
    const asked = {
      user: people.ada,
      channel: channels.incidents,
      text: "/sim sessions truck-0417",
    };
    await slack.nextAnswer(await slack.command(asked));
    expect((await fetch(new URL("/healthz", url))).status).toBe(200);
    expect((await fetch(new URL("/readyz", url))).status).toBe(200);
    const metrics = await (await fetch(new URL("/metrics", url))).text();
    expect(metrics).toContain('simscope_answer_duration_seconds_count{command="sessions"');
  });
});
