import { describe, expect, it } from "vitest";
import { channels, people } from "../../playground/slack/state/workspace.ts";
import { startWorld, textsOf, type World } from "../support/whole-bot.ts";

const commandBody = (text: string): string =>
  new URLSearchParams({
    command: "/sim",
    text,
    user_id: people.ada,
    channel_id: channels.incidents,
    team_id: "T0FLEET001",
    response_url: "http://127.0.0.1:9/responses/x",
  }).toString();

const contentType = "application/x-www-form-urlencoded";

async function expectNothingDone(world: World): Promise<void> {
  expect(world.simCalls()).toEqual([]);
  expect(world.log()).not.toContain("question answered");
  expect(world.slack.messages(channels.incidents, people.ada)).toEqual([]);
}

describe("signatures", () => {
  it("forged, stale, from the future or missing: 401, and nothing happens", async () => {
    await using world = await startWorld();
    world.simCalls();
    const now = Math.floor(world.clock.now() / 1_000);
    const body = commandBody("sessions cargo-cam-07");
    const forgeries = [
      { secret: "another-secret-another-secret-00" },
      { timestampSeconds: now - 301 },
      { timestampSeconds: now + 400 },
      { signature: "v0=0000000000000000000000000000000000000000000000000000000000000000" },
      { signature: "nonsense" },
    ];
    for (const forgery of forgeries) {
      const { status } = await world.slack.sendForged({ contentType, body, ...forgery });
      expect(status, JSON.stringify(Object.keys(forgery))).toBe(401);
    }
    const unsigned = await fetch(`http://127.0.0.1:${world.bot.port}/slack/events`, {
      method: "POST",
      body,
      headers: { "content-type": contentType },
    });
    expect(unsigned.status).toBe(401);
    await expectNothingDone(world);
  });

  it("repeated: the second time 401", async () => {
    await using world = await startWorld();
    await world.ask("health");
    const sent = world.slack.deliveries.at(-1)?.sent;
    if (!sent) throw new Error("nothing was sent");
    expect((await world.slack.replay(sent)).status).toBe(401);
  });
});

describe("who may ask, and where", () => {
  it("is decided before any call to the SIM platform, and again at every click", async () => {
    await using world = await startWorld({
      env: { ALLOWED_USERS: people.ada, ALLOWED_CHANNELS: channels.incidents },
    });
    world.simCalls();
    const stranger = await world.ask("sessions cargo-cam-07", { user: people.ben });
    expect(textsOf(stranger)).toContain("ALLOWED_USERS");
    expect(stranger.visibleTo).toBe(people.ben);
    const elsewhere = await world.ask("sessions cargo-cam-07", { channel: channels.general });
    expect(textsOf(elsewhere)).toContain("ALLOWED_CHANNELS");
    expect(world.simCalls()).toEqual([]);

    const answer = await world.ask("sessions cargo-cam-07 public");
    expect(textsOf(answer)).toContain("Cargo camera 07");
    world.simCalls();
    const refused = await world.press(answer, "sessions_older", { user: people.ben });
    expect(textsOf(refused)).toContain("ALLOWED_USERS");
    expect(refused.visibleTo).toBe(people.ben);
    expect(world.simCalls()).toEqual([]);
  });
});

describe("more questions than one person may ask", () => {
  it("are answered at once, privately and without a call; others are not concerned", async () => {
    await using world = await startWorld({ env: { QUESTIONS_PER_MINUTE: "6" } });
    const [ada, ben] = [people.ada, people.ben];
    for (const text of ["health", "help"]) await world.ask(text);
    world.simCalls();
    const beyond = await world.ask("sessions cargo-cam-07 public");
    expect(textsOf(beyond)).toMatch(/Ask again in [1-5] seconds?/);
    expect(beyond.visibleTo).toBe(ada);
    await world.slack.mention({ user: ada, channel: channels.incidents, text: "health" });
    await world.untilLogged('"outcome":"too_fast"', 2);
    const said = world.slack.requests.filter(({ method }) => method.startsWith("chat."));
    expect(said.map(({ method }) => method)).toEqual(["chat.postEphemeral"]);
    expect(world.simCalls()).toEqual([]);
    expect(textsOf(await world.ask("health", { user: ben }))).not.toContain("Ask again");
    const metrics = await fetch(`http://127.0.0.1:${world.bot.port}/metrics`);
    expect(await metrics.text()).toContain(
      'simscope_answers_total{outcome="too_fast",code="none"} 2',
    );
  });
});
