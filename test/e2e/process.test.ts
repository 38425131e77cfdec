import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { channels, people } from "../../playground/slack/state/workspace.ts";
import { startBotAsProcess } from "../support/bot-as-process.ts";
import { textsOf, transports } from "../support/whole-bot.ts";

const sims = [
  ...["cargo-cam-07", "yacht-tracker-3", "pump-station-12", "meter-0042", "truck-0417"],
  ...["spare-sim-1", "kiosk-berlin", "tank-level-5", "vending-204", "weather-mast-6"],
];

describe.each(transports)("the process, over %s", (transport) => {
  it("answers ten slow questions after SIGTERM, then exits with 0", async () => {
    const { fleet, slack, child, output } = await startBotAsProcess({ transport });
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
    const { ended, output } = await startBotAsProcess({
      env: { SLACK_BOT_TOKEN: "xoxb-1-2-wrong0wrong0wrong0wrong0" },
    });
    expect(await ended).toEqual([1, null]);
    expect(output()).toContain("invalid_auth");
  });

  it("exits with 1 and says so when Slack withdraws the app token", async () => {
    const { slack, child, output } = await startBotAsProcess({ transport: "socket" });
    const exited = once(child, "exit");
    slack.faults.plan("apps.connections.open", { kind: "error", error: "invalid_auth" });
    slack.socket.cut();
    expect(await exited).toEqual([1, null]);
    expect(output()).toContain("Slack refuses the app token (SLACK_APP_TOKEN)");
    expect(output()).toContain('"slackError":"invalid_auth"');
  });

  it("tells that it is alive, ready, and what it measured", async () => {
    const { slack, port } = await startBotAsProcess();
    const url = `http://127.0.0.1:${port}`;
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
