import { describe, expect, it } from "vitest";
import { sessionRecord } from "../../playground/fleet/session-record.ts";
import type { FleetSimulator } from "../../playground/fleet/simulator.ts";
import { channels } from "../../playground/slack/state/workspace.ts";
import { hourMs, minuteMs } from "../../src/core/instant.ts";
import { sessionSid } from "../support/sessions.ts";
import { startWorld, textsOf, type World } from "../support/whole-bot.ts";

function putSim(world: Pick<World, "clock">, fleet: FleetSimulator, key: string, fields = {}) {
  const start = world.clock.now() - hourMs;
  const sessions = [sessionRecord({ start, end: start + 20 * minuteMs, sid: sessionSid(1) })];
  return fleet.putSim({ key, fields, sessions });
}

describe("two accounts, of which one is slower", () => {
  it("a platform whose answer was not waited for is not called unreachable", async () => {
    await using world = await startWorld({ platform: "twilio", beside: "kore" });
    await world.untilListed(2);
    const { sid } = putSim(world, world.fleet, "fresh-cam");
    world.beside?.inject({ fault: { kind: "delay", delayMs: 500 } });
    expect(textsOf(await world.ask(`sessions ${sid}`))).toContain("account us");
    expect(textsOf(await world.ask("health"))).toContain("account emea*: reachable");
    const metrics = await fetch(`http://127.0.0.1:${world.bot.port}/metrics`);
    expect(await metrics.text()).not.toContain('outcome="sim_api_timeout"');
  });

  it("what was just read of a platform is not denied by how simscope is doing", async () => {
    await using world = await startWorld({ platform: "twilio", beside: "kore" });
    await world.untilListed(2);
    putSim(world, world.fleet, "fresh-cam");
    for (const fleet of [world.fleet, world.beside]) {
      fleet?.inject({ fault: { kind: "status", status: 503 } });
    }
    expect((await world.ask("sessions nosuch-5")).text).toContain("overloaded");
    const health = textsOf(await world.ask("health"));
    for (const account of ["us", "emea"]) {
      expect(health).toMatch(
        new RegExp(`account ${account}\\*: (reachable .* but a call failed|\\*not reachable)`),
      );
    }
    expect(health).toContain("*Last good answer*: none since simscope started");
    expect(textsOf(await world.ask("accounts"))).toMatch(/call to its platform failed|not reach/);
    await world.ask("help");
    expect(textsOf(await world.ask("health"))).toContain("none since simscope started");
  });

  it("the healthy account's SIM is answered by its friendly name while the other one hangs", async () => {
    await using world = await startWorld({
      platform: "twilio",
      beside: "kore",
      questionTimeoutMs: 4_000,
      prepare: (fleet) => {
        const clock = { now: () => Date.now(), set: () => undefined, advance: () => undefined };
        putSim({ clock }, fleet, "quay-cam", { friendly_name: "Quayside camera" });
      },
    });
    await world.untilListed(2);
    world.beside?.inject({ fault: { kind: "hang_before_headers" } });
    const answer = textsOf(await world.ask("sessions Quayside camera"));
    expect(answer).toContain("Quayside camera · account us");
    expect(answer).toContain("Account emea could not be asked");
  });
});

describe("the only account", () => {
  it("without a name is not spoken of as one that could not be asked", async () => {
    await using world = await startWorld({
      prepare: (fleet) => {
        const clock = { now: () => Date.now(), set: () => undefined, advance: () => undefined };
        putSim({ clock }, fleet, "quay-cam", { friendly_name: "Quayside camera" });
      },
    });
    await world.untilListed();
    world.fleet.inject({
      fault: { kind: "status", status: 500 },
      scope: { sim: "Quayside camera" },
    });
    const answer = textsOf(await world.ask("sessions Quayside camera"));
    expect(answer).toContain("Quayside camera");
    expect(answer).not.toContain("could not be asked");
  });
});

describe("an account that the channel may not look in", () => {
  it("is not reached by the value of a picked SIM", async () => {
    const accountRules = `channels: { ${channels.general}: { accounts: [us] } }`;
    await using world = await startWorld({ platform: "twilio", beside: "kore", accountRules });
    await world.untilListed(2);
    if (world.beside === null) throw new Error("there is only one account");
    const { sid } = putSim(world, world.beside, "depot-cam");
    const found = await world.ask("find cargo-cam-07", { channel: channels.general });
    const value = `1.${sid}.7d.beside.emea`;
    const answer = textsOf(await world.press(found, "sim_pick", { value }));
    expect(answer).toContain("There is no account *emea* to look in from here");
  });
});
