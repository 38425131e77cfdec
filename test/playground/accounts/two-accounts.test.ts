import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type Playground, startPlayground } from "../../../playground/playground.ts";
import type { SlackMessage } from "../../../playground/slack/state/messages.ts";
import { channels, people } from "../../../playground/slack/state/workspace.ts";
import { textsOf, valuesIn } from "../../support/whole-bot.ts";

const dayMs = 86_400_000;
const clock = { now: Date.now };
let playground: Playground;
beforeAll(async () => {
  playground = await startPlayground({
    clock,
    transport: "http",
    timeZone: "UTC",
    accounts: "several",
  });
});
afterAll(() => playground.close());

async function ask(text: string, channel: string = channels.incidents): Promise<SlackMessage> {
  const { slack } = playground;
  const message = await slack.nextAnswer(
    await slack.command({ user: people.ada, channel, text: `/sim ${text}` }),
  );
  expect(message.author.kind).toBe("bot");
  return message;
}

/** The last second that a date token of the answer names. */
const latestInstant = (message: SlackMessage) =>
  Math.max(
    ...[...textsOf(message).matchAll(/<!date\^(\d+)/g)].map(([, seconds]) => Number(seconds)),
  ) * 1_000;

test("both accounts are there, each with its provider", async () => {
  const words = textsOf(await ask("accounts"));
  for (const expected of ["us", "Twilio", "emea", "KORE"]) expect(words).toContain(expected);
});

test("a name in both: one chooses, and the chosen account answers", async () => {
  const choice = await ask("sessions cargo-cam-07");
  const values = valuesIn(choice.blocks, "sim_pick");
  expect(values).toHaveLength(2);
  const { slack } = playground;
  const value = values.find((one) => one.includes("emea")) ?? "";
  const clicked = await slack.click({
    user: people.ada,
    message: choice,
    actionId: "sim_pick",
    value,
  });
  expect(textsOf(await slack.nextAnswer(clicked))).toContain("account emea");
});

test("one names the account, or asks for a SIM that is in one of them only", async () => {
  expect(textsOf(await ask("sessions cargo-cam-07 in emea"))).toContain("KPN");
  expect(textsOf(await ask("sessions cargo-cam-07 in us"))).toContain("T-Mobile");
  expect(textsOf(await ask("sessions lock-gate-4"))).toContain("account emea");
  expect(textsOf(await ask("sessions truck-0417"))).toContain("account us");
});

test("rules: where a channel prefers emea it answers, and its topic says so", async () => {
  expect(textsOf(await ask("sessions cargo-cam-07", channels.fleetOps))).toContain("KPN");
  const refused = await ask("sessions lock-gate-4 in emea", channels.leadership);
  expect(textsOf(refused)).toContain("There is no account");
  const topics = playground.slack.world.channels.flatMap(({ topic }) => topic ?? []);
  expect(topics.join("\n")).toMatch(/emea.*\n.*us/);
});

test("one account breaks, the other one answers", async () => {
  const [, emea] = playground.fleets;
  emea?.simulator.inject({ fault: { kind: "status", status: 503 } });
  try {
    expect(textsOf(await ask("sessions tank-level-5 in us"))).toContain("Tank level 5");
    expect(textsOf(await ask("sessions tram-display-14 in emea"))).toContain("emea");
  } finally {
    emea?.simulator.clearFaults();
  }
});

test("the requests of both platforms are told apart, tokens among them", () => {
  const calls = playground.traffic.kept.filter(({ to }) => to === "sim_platform");
  expect(new Set(calls.map(({ account }) => account))).toEqual(new Set(["us", "emea"]));
  const token = calls.find(({ what }) => what.includes("/auth/token"));
  expect(token?.account).toBe("emea");
  expect(JSON.stringify(playground.traffic.kept)).not.toContain(
    playground.fleets[1]?.simulator.credentials.clientSecret,
  );
});

test("a day passes for both fleets, and starting over begins both anew", async () => {
  const before = latestInstant(await ask("sessions cargo-cam-07 24h in emea"));
  await playground.advance(dayMs);
  for (const account of ["us", "emea"]) {
    const after = latestInstant(await ask(`sessions cargo-cam-07 24h in ${account}`));
    expect(after - before).toBeGreaterThan(dayMs / 2);
  }
  for (const { simulator } of playground.fleets) {
    simulator.inject({ fault: { kind: "status", status: 503 } });
  }
  await playground.startOver();
  for (const { simulator } of playground.fleets) expect(simulator.activeFaults()).toEqual([]);
  for (const account of ["us", "emea"]) {
    const latest = latestInstant(await ask(`sessions cargo-cam-07 24h in ${account}`));
    expect(latest).toBeLessThan(Date.now() + 60_000);
  }
});

test("stopping leaves nothing: no platform, no Slack, no file", async () => {
  const folder = await mkdtemp(join(tmpdir(), "two-accounts-test-"));
  vi.stubEnv("TMPDIR", folder);
  try {
    const second = await startPlayground({
      clock,
      transport: "socket",
      timeZone: "UTC",
      accounts: "several",
    });
    expect(await readdir(folder)).toHaveLength(1);
    const { fleets, slack } = second;
    await second.close();
    expect(await readdir(folder)).toEqual([]);
    for (const url of [...fleets.map(({ simulator }) => simulator.url), slack.url]) {
      await expect(fetch(url)).rejects.toThrow();
    }
  } finally {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true });
  }
});
