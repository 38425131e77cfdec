import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { FleetSimulator } from "../../playground/fleet/simulator.ts";
import { channels, people } from "../../playground/slack/state/workspace.ts";
import { minuteMs } from "../../src/core/instant.ts";
import { openStore } from "../../src/store/open-store.ts";
import { manualTimer } from "../support/directory/manual-timer.ts";
import {
  actionsOf,
  startWorld,
  textsOf,
  transports,
  valuesIn,
  type World,
} from "../support/whole-bot.ts";

const pump = (fleet: FleetSimulator, key: string, status = "active") =>
  fleet.putSim({ key, fields: { friendly_name: "Yard pump", status } });

function twoPumps(fleet: FleetSimulator): void {
  pump(fleet, "pump-a");
  pump(fleet, "pump-b", "suspended");
}

const textOf = (block: unknown): string => JSON.stringify(block);

const first = (values: readonly string[]): string => {
  const [value] = values;
  if (value === undefined) throw new Error("no such button");
  return value;
};

async function listedWorld(options: Parameters<typeof startWorld>[0] = {}): Promise<World> {
  const world = await startWorld(options);
  await world.untilListed();
  world.simCalls();
  return world;
}

describe.each(transports)("any name finds its SIM, over %s", (transport) => {
  it("in every form that people have at hand", async () => {
    await using world = await listedWorld({ transport, prepare: twoPumps });
    const { sid, iccid } = world.fleet.putSim({ key: "kept-elsewhere" });
    const { sid: knownSid, iccid: knownIccid } = pump(world.fleet, "pump-a");
    const card = String(knownIccid);
    const forms: Record<string, string> = {
      SID: knownSid,
      "SID in capitals": knownSid.toUpperCase(),
      "link to the console": `<https://console.example/sims/${knownSid}|open>`,
      "unique name": "pump-a",
      "unique name in smart quotes": "“pump-a”",
      "friendly name in other case": "CARGO  camera 07",
      ICCID: card,
      "ICCID in groups": card.replace(/(.{4})/g, "$1 ").trim(),
      "ICCID as a phone link": `<tel:${card}|${card}>`,
      "last digits": card.slice(-7),
      "words of a name": "camera cargo 07",
      "SID that is not listed yet": sid,
      "unique name that is not listed yet": "kept-elsewhere",
      "ICCID that is not listed yet": String(iccid),
    };
    for (const [form, text] of Object.entries(forms)) {
      const answer = await world.ask(`sessions ${text} 24h`);
      expect(actionsOf(answer), form).toContain("sessions_refresh");
    }
    const superSim = await world.ask(`sessions HS${"0".repeat(32)}`);
    expect(textsOf(superSim)).toContain("Super SIMs have no data sessions");
  });

  it("several: a choice that is answered in place, with the window that was asked for", async () => {
    await using world = await listedWorld({ transport, prepare: twoPumps });
    const choice = await world.ask("sessions yard pump 24h");
    expect(textsOf(choice)).toContain("2 SIMs answer to *yard pump*");
    for (const words of [
      "pump-a · active · ICCID ends in ",
      "pump-b · suspended · ICCID ends in ",
    ]) {
      expect(textsOf(choice)).toContain(words);
    }
    expect(world.simCalls().filter((path) => path.endsWith("/DataSessions"))).toEqual([]);

    await world.restart();
    const suspended = choice.blocks.find((block) => textOf(block).includes("suspended"));
    const value = first(valuesIn(suspended === undefined ? [] : [suspended], "sim_pick"));
    const answer = await world.press(choice, "sim_pick", { value });
    expect(answer.ts).toBe(choice.ts);
    expect(textsOf(answer)).toContain("Yard pump · SIM suspended");
    expect(textsOf(answer)).toContain("24 hours");
    expect(answer.visibleTo).toBe(people.ada);
  });

  it("several, asked for everybody: only the answer is public", async () => {
    await using world = await listedWorld({ transport, prepare: twoPumps });
    const choice = await world.ask("sessions yard pump public");
    expect(choice.visibleTo).toBe(people.ada);
    const value = first(valuesIn(choice.blocks, "sim_pick"));
    const answer = await world.press(choice, "sim_pick", { value });
    expect(answer.visibleTo).toBeNull();
    expect(actionsOf(answer)).not.toContain("sessions_share");
    await world.untilLogged('"command":"sim_pick"');
    const { sequence } = world.slack.world.changes;
    const gone = () =>
      !world.slack.messages(channels.incidents, people.ada).some(({ ts }) => ts === choice.ts);
    if (!gone()) {
      await world.slack.world.changes.next(sequence, () => (gone() ? true : undefined));
    }
    expect(gone()).toBe(true);
  });

  it("garbage in the value of a pick is answered politely", async () => {
    await using world = await listedWorld({ transport, prepare: twoPumps });
    const choice = await world.ask("sessions yard pump");
    const blockId = String(choice.blocks[1]?.["block_id"]);
    for (const value of ["", "2.x", "x".repeat(2_000)]) {
      const click = { user: people.ada, message: choice, actionId: "sim_pick", blockId, value };
      const reply = await world.slack.nextAnswer(await world.slack.click(click));
      expect(textsOf(reply)).toMatch(/cannot be read|another version/);
    }
  });
});

describe("a search", () => {
  it("that leads to one SIM says that the name was another", async () => {
    await using world = await listedWorld();
    const answer = await world.ask("sessions truck-041");
    expect(textsOf(answer)).toContain("No SIM is called *truck-041*");
    expect(textsOf(answer)).toContain("Truck 0417 telematics");
    expect(textsOf(await world.ask("sessions truck-0417"))).not.toContain("No SIM is called");
  });

  it("pages from memory, and its buttons leave the list in place", async () => {
    await using world = await listedWorld({
      prepare: (fleet) => {
        for (let number = 1; number <= 24; number += 1) {
          fleet.putSim({
            key: `zeppelin-${number}`,
            fields: { friendly_name: `Zeppelin ${number}` },
          });
        }
      },
    });
    const page = await world.ask("find zepelin");
    expect(textsOf(page)).toContain(
      "No SIM matches *zepelin* exactly; 24 are spelt alike. Page 1 of 3.",
    );
    expect(textsOf(page)).toContain("spelt alike");
    expect(valuesIn(page.blocks, "sim_pick")).toHaveLength(10);
    expect(actionsOf(page)).not.toContain("find_back");

    const next = await world.press(page, "find_more");
    expect(next.ts).toBe(page.ts);
    expect(textsOf(next)).toContain("Page 2 of 3");
    const last = await world.press(next, "find_more");
    expect(valuesIn(last.blocks, "sim_pick")).toHaveLength(4);
    expect(actionsOf(last)).not.toContain("find_more");
    const back = await world.press(last, "find_back");
    expect(
      new Set([page, next, last].flatMap((one) => valuesIn(one.blocks, "sim_pick"))).size,
    ).toBe(24);
    expect(world.simCalls()).toEqual([]);

    const value = first(valuesIn(back.blocks, "sim_pick"));
    const answer = await world.press(back, "sim_pick", { value });
    expect(answer.ts).not.toBe(back.ts);
    expect(answer.visibleTo).toBe(people.ada);
    expect(textsOf(answer)).toContain("Zeppelin");
    const shown = world.slack.messages(channels.incidents, people.ada).map(({ ts }) => ts);
    expect(shown).toContain(back.ts);
  });

  it("shows names of any kind without harm", async () => {
    await using world = await listedWorld();
    const answer = await world.ask("find nasty");
    expect(valuesIn(answer.blocks, "sim_pick")).toHaveLength(9);
    expect(textsOf(answer)).not.toMatch(/<!channel>|<https:|<@U|\u202e/);
    expect(textsOf(answer)).toContain("&lt;!channel&gt;");
    for (const value of valuesIn(answer.blocks, "sim_pick")) {
      const report = await world.press(answer, "sim_pick", { value });
      expect(actionsOf(report)).toContain("sessions_refresh");
    }
  });
});

describe("nothing found", () => {
  it("suggests the nearest names, and a pick of one answers in place", async () => {
    await using world = await listedWorld({ prepare: twoPumps });
    const none = await world.ask("sessions yrd pump 30d");
    expect(textsOf(none)).toContain("No SIM *yrd pump* in this account.");
    expect(textsOf(none)).toContain("as of now");
    const value = first(valuesIn(none.blocks, "sim_pick"));
    const answer = await world.press(none, "sim_pick", { value });
    expect(answer.ts).toBe(none.ts);
    expect(textsOf(answer)).toContain("Yard pump");
    expect(textsOf(answer)).toContain("30 days");
  });

  it("while the list is loading, says so; a unique name works all the same", async () => {
    await using world = await startWorld({
      prepare: (fleet) =>
        fleet.inject({
          fault: { kind: "hang_before_headers" },
          scope: { operation: "list_sims" },
        }),
    });
    for (const command of ["sessions cargo camera 07", "find cargo"]) {
      expect(textsOf(await world.ask(command))).toContain("still loading, with 0 listed so far");
    }
    expect(actionsOf(await world.ask("sessions cargo-cam-07"))).toContain("sessions_refresh");
    world.fleet.clearFaults();
  });

  it("when the platform does not give the list, says so; a unique name works all the same", async () => {
    await using world = await startWorld({
      prepare: (fleet) =>
        fleet.inject({
          fault: { kind: "status", status: 403 },
          scope: { operation: "list_sims" },
        }),
    });
    await world.untilLogged("the SIMs could not be listed");
    for (const command of ["sessions cargo camera 07", "find cargo"]) {
      const answer = await world.ask(command);
      expect(textsOf(answer)).toContain("the SIM platform did not give it");
      expect(textsOf(answer)).toContain("credentials may not read");
    }
    expect(actionsOf(await world.ask("sessions cargo-cam-07"))).toContain("sessions_refresh");
    const ready = await fetch(`http://127.0.0.1:${world.bot.port}/readyz`);
    expect(ready.status).toBe(200);
  });

  it("from an old list, says how old: also right after a restart without the platform", async () => {
    const folder = await mkdtemp(join(tmpdir(), "simscope-"));
    const timer = manualTimer();
    const env = { DATABASE_URL: `sqlite:${join(folder, "simscope.db")}` };
    try {
      await using world = await listedWorld({ env, startTimer: timer.startTimer });
      await world.untilLogged("the list of SIMs is kept for the next start");
      world.clock.advance(40 * minuteMs);
      world.fleet.inject({
        fault: { kind: "status", status: 403 },
        scope: { operation: "list_sims" },
      });
      await world.restart();
      await world.untilLogged("the SIMs could not be listed");
      const none = await world.ask("sessions zebra");
      expect(textsOf(none)).toContain("No SIM *zebra* in the list as of 40 min ago.");
      expect(textsOf(none)).toContain("It could not be listed again since");
      expect(textsOf(await world.ask("find cargo"))).toContain("*as of 40 min ago");
      expect(actionsOf(await world.ask("sessions cargo camera 07"))).toContain("sessions_refresh");

      // A SIM that came since is found as soon as the platform lists it again.
      world.fleet.clearFaults();
      pump(world.fleet, "pump-z");
      timer.fire();
      await world.untilListed(2);
      expect(actionsOf(await world.ask("sessions yard pump"))).toContain("sessions_refresh");
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe("who asked for which SIM", () => {
  it("is kept over a restart, and never what was typed", async () => {
    const folder = await mkdtemp(join(tmpdir(), "simscope-"));
    const path = join(folder, "simscope.db");
    try {
      let sid = "";
      {
        await using world = await listedWorld({
          env: { DATABASE_URL: `sqlite:${path}`, ALLOWED_USERS: people.ada },
        });
        sid = world.fleet.putSim({ key: "watched" }).sid;
        await world.ask("sessions watched");
        await world.ask("sessions nobody-here");
        await world.ask("sessions watched", { user: people.ben });
        await world.restart();
      }
      const store = await openStore({ kind: "sqlite", path });
      const entries = await store.audit.recent({ limit: 10 });
      await store.close();
      const common = { channelId: channels.incidents, teamId: "T0FLEET001", command: "sessions" };
      expect(entries).toHaveLength(3);
      for (const expected of [
        { ...common, userId: people.ada, simSid: sid, outcome: "ok" },
        { ...common, userId: people.ada, simSid: null, outcome: "no_match" },
        { ...common, userId: people.ben, simSid: null, outcome: "not_allowed" },
      ]) {
        expect(entries).toContainEqual(expect.objectContaining(expected));
      }
      expect(JSON.stringify(entries)).not.toMatch(/watched|nobody/);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
