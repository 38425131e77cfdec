import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { sessionRecord } from "../../playground/fleet/session-record.ts";
import type { FleetSimulator } from "../../playground/fleet/simulator.ts";
import type { SlackMessage } from "../../playground/slack/state/messages.ts";
import { channels, people } from "../../playground/slack/state/workspace.ts";
import { hourMs, minuteMs } from "../../src/core/instant.ts";
import { openStore } from "../../src/store/open-store.ts";
import { sessionSid } from "../support/sessions.ts";
import {
  actionsOf,
  settingsWithSeveralAccounts,
  startWorld,
  textsOf,
  valuesIn,
  type World,
  type WorldOptions,
} from "../support/whole-bot.ts";

const bothAccounts = settingsWithSeveralAccounts.filter(({ beside }) => beside !== undefined);

/** Twelve sessions an hour apart; packets tell the SIMs apart. */
function putSim(world: Pick<World, "clock">, fleet: FleetSimulator, key: string, packets: number) {
  const sessions = Array.from({ length: 12 }, (_, index) => {
    const start = world.clock.now() - (index + 1) * hourMs;
    const parts = { sid: sessionSid(index), packets_uploaded: packets + index };
    return sessionRecord({ start, end: start + 20 * minuteMs, ...parts });
  });
  return fleet.putSim({ key, fields: { friendly_name: `Device ${key}` }, sessions });
}

/** `us` has harbour-cam and twin, `emea` has depot-cam and twin. */
async function twoFleets(options: WorldOptions = {}) {
  const world = await startWorld({ platform: "twilio", beside: "kore", ...options });
  const { fleet, beside } = world;
  if (beside === null) throw new Error("there is only one account");
  putSim(world, fleet, "harbour-cam", 1_000);
  putSim(world, beside, "depot-cam", 2_000);
  putSim(world, fleet, "twin", 3_000);
  putSim(world, beside, "twin", 4_000);
  return Object.assign(world, { beside });
}

const sessionCalls = ({ requests }: FleetSimulator) =>
  requests.filter(({ path }) => path.endsWith("/DataSessions")).length;

function pickIn(message: SlackMessage, account: string): string {
  const value = valuesIn(message.blocks, "sim_pick").find((one) => one.endsWith(`.${account}`));
  if (value === undefined) throw new Error("no such choice");
  return value;
}

describe.each(bothAccounts)("SIMs at $platform and $beside, over $transport", (setting) => {
  it("are found in whichever account they are, which the answer and all that follows from it know", async () => {
    await using world = await twoFleets(setting);
    const answer = await world.ask("sessions depot-cam");
    expect(textsOf(answer)).toContain("Device depot-cam · account emea");
    expect(textsOf(answer)).toContain("↑ 2,000");
    expect(sessionCalls(world.fleet)).toBe(0);

    await world.restart();
    const page = await world.press(answer, "sessions_older");
    expect(textsOf(page)).toContain("↑ 2,005");
    const refreshed = await world.press(page, "sessions_refresh");
    expect(textsOf(refreshed)).toContain("account emea");
    const exported = await world.choose(answer, "Export");
    expect(textsOf(exported)).toContain("12 sessions");
    await world.press(answer, "sessions_share");
    const shared = world.slack.messages(channels.incidents, people.ben).at(-1);
    expect(shared && textsOf(shared)).toContain("account emea");
    expect(sessionCalls(world.fleet)).toBe(0);
  });

  it("of one name: the person chooses, or names the account", async () => {
    await using world = await twoFleets(setting);
    const choice = await world.ask("sessions twin");
    expect(textsOf(choice)).toContain("2 SIMs answer to *twin*");
    const value = pickIn(choice, "emea");
    const picked = await world.press(choice, "sim_pick", { value });
    expect(textsOf(picked)).toContain("↑ 4,000");
    expect(picked.ts).toBe(choice.ts);
    expect(textsOf(await world.ask("sessions twin in us"))).toContain("↑ 3,000");
    expect(textsOf(await world.ask("sessions twin 24h in EMEA"))).toContain("↑ 4,000");
    const compared = await world.ask("compare twin in us twin in emea");
    expect(textsOf(compared)).toContain("A · Device twin · account us");
    expect(textsOf(compared)).toContain("B · Device twin · account emea");
  });

  it("say so when one platform is down: the other one answers", async () => {
    await using world = await twoFleets(setting);
    await world.ask("sessions depot-cam");
    world.clock.advance(5 * minuteMs);
    world.beside.inject({ fault: { kind: "status", status: 500 } });
    const answer = await world.ask("sessions harbour-cam");
    expect(textsOf(answer)).toContain("↑ 1,000");
    expect(textsOf(answer)).toContain("Account emea could not be asked");
    expect(textsOf(await world.ask("sessions harbour-cam in us"))).not.toContain("emea");
    const kept = await world.ask("sessions depot-cam in emea");
    expect(textsOf(kept)).toContain("Not up to date");
    const failed = await world.ask("sessions twin in emea");
    expect(failed.text).toContain("Account emea: the SIM platform");
    const missing = await world.ask("sessions nobody-here");
    expect(textsOf(missing)).toContain("No SIM *nobody-here* in account *us*.");
    expect(textsOf(missing)).toContain("Account emea could not be asked");
    const health = await world.ask("health");
    expect(textsOf(health)).toContain("*SIM platform, account us*: reachable");
    expect(textsOf(health)).toMatch(/account emea\*: \*not reachable/);
  });
});

describe("accounts and where they may be looked in", () => {
  const accountRules = [
    "everywhere: { accounts: [us, emea], default: emea }",
    "channels:",
    `  ${channels.general}: { accounts: [us] }`,
    `  ${channels.leadership}: { accounts: [] }`,
  ].join("\n");

  it("are listed, with how to name one", async () => {
    await using world = await twoFleets({ accountRules });
    await world.untilListed(2);
    const everywhere = textsOf(await world.ask("accounts"));
    expect(everywhere).toContain("2 accounts from here: *us* and *emea*");
    expect(everywhere).toContain("*emea* · KORE · default here");
    expect(everywhere).toContain("/sim sessions cargo-cam-07 in emea");
    const general = textsOf(await world.ask("accounts", { channel: channels.general }));
    expect(general).toContain("one account from here: *us*");
    expect(general).not.toContain("emea");
    expect(textsOf(await world.ask("help"))).toContain("/sim accounts");
  });

  it("the default's SIM answers to a name that both have, and says that there is another", async () => {
    await using world = await twoFleets({ accountRules });
    const answer = await world.ask("sessions twin");
    expect(textsOf(answer)).toContain("↑ 4,000");
    await world.ask("sessions twin in us");
    expect(textsOf(await world.ask("sessions twin", { channel: channels.general }))).toContain(
      "↑ 3,000",
    );
  });

  it("no question, list or button reaches an account that the channel may not look in", async () => {
    await using world = await twoFleets({
      accountRules,
      prepare: (_, beside) => void beside?.putSim({ key: "listed-cam" }),
    });
    await world.untilListed(2);
    const answer = await world.ask("sessions depot-cam");
    const value = valuesIn(answer.blocks, "sessions_refresh")[0] ?? "";
    const [sid = ""] = /DE[0-9a-f]{32}/.exec(value) ?? [];
    const before = world.beside.requests.length;
    const from = { channel: channels.general };
    const spared = () => {
      const asked = world.beside.requests.slice(before);
      return asked.filter(
        ({ path, query }) => !path.endsWith("/Sims") || query["Iccid"] !== undefined,
      );
    };
    for (const question of [
      "sessions depot-cam",
      `sessions ${sid}`,
      "sessions listed-cam",
      "find listed",
    ]) {
      expect(textsOf(await world.ask(question, from)), question).toMatch(/No SIM|no SIM/);
    }
    expect(textsOf(await world.ask("sessions depot-cam in emea", from))).toContain(
      "There is no account *emea* to look in from here",
    );
    expect(textsOf(await world.ask("find listed in emea", from))).toContain(
      "There is no account *emea*",
    );
    expect(textsOf(await world.ask("health", from))).not.toContain("emea");
    // A button with the value of another channel's answer.
    const here = await world.ask("sessions harbour-cam", from);
    for (const action of ["sessions_refresh", "sessions_older", "sessions_share"]) {
      const forged = await world.press(here, action, { value });
      expect(textsOf(forged), action).toContain("There is no account *emea* to look in from here");
    }
    const forged = await world.press(here, "sessions_more", { option: `e${value}` });
    expect(textsOf(forged)).toContain("There is no account *emea* to look in from here");
    expect(spared()).toEqual([]);
    const refused = await world.ask("sessions harbour-cam", { channel: channels.leadership });
    expect(textsOf(refused)).toContain("may not look in any account from here");
  });

  it("a name with `in` is a name where a SIM has it; anything else is said", async () => {
    await using world = await twoFleets({
      prepare: (fleet) => void fleet.putSim({ key: "cam in yard" }),
    });
    await world.untilListed(2);
    expect(textsOf(await world.ask("sessions cam in yard"))).toContain("cam in yard");
    const unknown = textsOf(await world.ask("sessions depot-cam in apac"));
    expect(unknown).toContain("There is no account *apac* to look in from here");
    expect(unknown).toContain("*us* and *emea*");
  });

  it("a mistyped account, or its provider, is put right in the whole command", async () => {
    await using world = await twoFleets({
      prepare: (fleet) => void fleet.putSim({ key: "gate in yard" }),
    });
    await world.untilListed(2);
    const hints = async (question: string) =>
      [...(await world.ask(question)).text.matchAll(/Did you mean `([^`]+)`/g)].map(
        ([, one]) => one,
      );
    expect(await hints("sessions depot-cam 24h public in emae")).toEqual([
      "/sim sessions depot-cam 24h public in emea",
    ]);
    expect(await hints("sessions Quay camera in kore")).toEqual([
      '/sim sessions "Quay camera" in emea',
    ]);
    expect(await hints("find depot in twilio")).toEqual(["/sim find depot in us"]);
    expect(await hints("compare twin in sus depot-cam 24h")).toEqual([
      "/sim compare twin in us depot-cam 24h",
    ]);
    expect(await hints("compare twin depot-cam in emae")).toEqual([
      "/sim compare twin depot-cam in emea",
    ]);
    expect(await hints("compare twin in us depot-cam in emae")).toEqual([
      "/sim compare twin in us depot-cam in emea",
    ]);
    expect(textsOf(await world.ask("compare cam shed in yard"))).toContain(
      String.raw`/sim compare cam \"shed in yard\"`,
    );
    const named = textsOf(await world.ask("compare harbour-cam gate in yard"));
    expect(named).toContain("B · gate in yard");
    expect(textsOf(await world.ask("emea"))).toContain("Try `/sim find in emea`");
    expect(textsOf(await world.ask("emea cam 99d"))).toContain(
      "Try `/sim sessions cam 30d in emea`",
    );
    expect(textsOf(await world.ask("emea cam in us"))).toContain("Try `/sim sessions cam in emea`");
    expect(textsOf(await world.ask("EMEA depot-cam 24h"))).toContain(
      "Try `/sim sessions depot-cam 24h in emea`",
    );
  });
});

/** Commands to copy that a message holds. */
function commandsIn(message: SlackMessage): string[] {
  const texts = [...textsOf(message).matchAll(/`(\/sim (?:sessions|compare) [^`]+)`/g)];
  return [...new Set(texts.map(([, command = ""]) => command.replaceAll('\\"', '"')))];
}

describe("a SIM that was looked for in the wrong place", () => {
  const sids = new Map<string, string>();
  const sidOf = (key: string): string => sids.get(key) ?? "";
  const prepare = (fleet: FleetSimulator, beside: FleetSimulator | null): void => {
    fleet.putSim({ key: "quay-cam", fields: { friendly_name: "Quay camera" } });
    const ferry = beside?.putSim({ key: "ferry-cam", fields: { friendly_name: "Ferry camera" } });
    sids.set("ferry-cam", ferry?.sid ?? "");
  };

  it("is known in another account: the command that finds it comes first, and no look-alikes", async () => {
    await using world = await twoFleets({ prepare });
    await world.untilListed(2);
    // A SIM that no list has yet may be called "ferry-cam in us" as a whole: that is asked.
    const askedBeside = () =>
      world.beside.requests.filter(
        ({ path }) => path.includes("/Sims/") && !decodeURIComponent(path).endsWith(" in us"),
      );
    const calls = askedBeside().length;
    const commands: [string, string][] = [
      ["sessions ferry-cam 24h public in us", "/sim sessions ferry-cam 24h public in emea"],
      ["sessions Ferry camera in us", '/sim sessions "Ferry camera" in emea'],
      ["sessions FERRY-CAM in us", "/sim sessions FERRY-CAM in emea"],
      [`sessions ${sidOf("ferry-cam")} in us`, `/sim sessions ${sidOf("ferry-cam")} in emea`],
      ["compare ferry-cam in us quay-cam 30d", "/sim compare ferry-cam in emea quay-cam 30d"],
      ["compare quay-cam ferry-cam in us", "/sim compare quay-cam in us ferry-cam in emea"],
    ];
    for (const [question, command] of commands) {
      const answer = await world.ask(question);
      expect(commandsIn(answer), question).toEqual([command]);
      expect(textsOf(answer)).toMatch(/is in account \*emea\*.*It is not in account \*us\*/);
      expect(textsOf(answer)).not.toMatch(/Did you mean|Check the spelling/);
    }
    expect(
      askedBeside()
        .map(({ path }) => path)
        .slice(calls),
    ).toEqual([]);
    const known = await world.ask("sessions ferry-cam in us");
    expect(textsOf(await world.press(known, "sim_pick"))).toContain("Ferry camera");
  });

  it("is not told of an account that the channel may not look in", async () => {
    const accountRules = `channels: { ${channels.general}: { accounts: [us] } }`;
    await using world = await twoFleets({ prepare, accountRules });
    await world.untilListed(2);
    const from = { channel: channels.general };
    for (const question of ["sessions ferry-cam in us", "sessions ferry-cam emea"]) {
      expect(textsOf(await world.ask(question, from)), question).not.toMatch(/account \*?emea/);
    }
  });

  it("with its account behind its name, but not in the words of a command", async () => {
    await using world = await twoFleets({ prepare });
    await world.untilListed(2);
    for (const said of [
      "ferry-cam emea",
      "ferry-cam from EMEA",
      "ferry-cam (emea)",
      "ferry-cam in the emea account",
      "ferry-cam, account emea.",
    ]) {
      const answer = await world.ask(`sessions ${said} 24h`);
      expect(commandsIn(answer), said).toEqual(["/sim sessions ferry-cam 24h in emea"]);
      expect(valuesIn(answer.blocks, "sim_pick")).toHaveLength(1);
    }
    expect(commandsIn(await world.ask("sessions ferry-cam us"))).toEqual([]);
  });
});

describe("a comparison that ends in a choice", () => {
  it("goes on in its place with the SIM that is chosen, one side after the other", async () => {
    await using world = await twoFleets();
    const choice = await world.ask("compare twin depot-cam 24h");
    const picking = (message: SlackMessage, account: string) => {
      const values = valuesIn(message.blocks, "sim_pick");
      const value = values.find((one) => one.split(".")[4] === account) ?? "";
      return world.press(message, "sim_pick", { value });
    };
    const compared = await picking(choice, "us");
    expect(textsOf(compared)).toContain("Two SIMs compared");
    expect(compared.ts).toBe(choice.ts);
    const first = await world.ask("compare twin twin");
    const second = await picking(first, "us");
    expect(textsOf(second)).toContain("Which one?");
    const both = textsOf(await picking(second, "emea"));
    expect(both).toContain("A · Device twin · account us");
    expect(both).toContain("B · Device twin · account emea");
  });
});

describe("a comparison in an outage", () => {
  it("says how to see the SIM that can be read", async () => {
    await using world = await twoFleets({
      prepare: (_, beside) => void beside?.putSim({ key: "ferry-cam" }),
    });
    await world.untilListed(2);
    world.beside.inject({ fault: { kind: "status", status: 500 } });
    const failed = await world.ask("compare harbour-cam ferry-cam");
    expect(failed.text).toMatch(/^Account emea: the SIM platform/);
    expect(commandsIn(failed)).toEqual(["/sim sessions harbour-cam in us"]);
    expect(textsOf(failed)).toContain("sim_api_failed");
    await world.untilLogged("question failed");
  });
});

describe("one SIM that both accounts can read", () => {
  it("keeps to the account of its answer, whatever is pressed", async () => {
    await using world = await twoFleets();
    const { sid } = putSim(world, world.fleet, "shared", 5_000);
    const sessions = world.fleet.sessionsOf("shared").map((record) => ({
      ...(record as object),
      packets_uploaded: 6_000,
    }));
    world.beside.putSim({ key: "shared", fields: { sid }, sessions });
    const answer = await world.ask("sessions shared in emea");
    expect(textsOf(answer)).toContain("↑ 6,000");
    const before = sessionCalls(world.fleet);
    world.clock.advance(5 * minuteMs);
    const value = valuesIn(answer.blocks, "sessions_refresh")[0] ?? "";
    for (const action of ["sessions_older", "sessions_refresh", "sessions_share"]) {
      const pressed = await world.press(answer, action, { value });
      expect(textsOf(pressed), action).not.toContain("↑ 5,0");
      world.clock.advance(5 * minuteMs);
    }
    expect(textsOf(await world.choose(answer, "Export"))).not.toContain("↑ 5,0");
    const { sequence } = world.slack.world.changes;
    await world.slack.click({
      ...{ user: people.ada, message: answer, actionId: "session_details" },
      selectedOption: valuesIn(answer.blocks, "session_details")[0] ?? "",
    });
    await world.slack.waitForView(people.ada, sequence);
    expect(sessionCalls(world.fleet)).toBe(before);
  });
});

describe("an account that is named", () => {
  it("counts in a mention, in a search and in every page of it", async () => {
    await using world = await twoFleets({
      prepare: (_, beside) => void beside?.configure({ syntheticSims: 25 }),
    });
    await world.untilListed(2);
    const asked = await world.slack.mention({
      ...{ user: people.ada, channel: channels.incidents, text: "sessions twin in emea" },
    });
    expect(textsOf(await world.slack.nextAnswer(asked))).toContain("account emea");
    const found = await world.ask("find in emea");
    expect(textsOf(found)).toContain("25 SIMs in account *emea*");
    const more = await world.press(found, "find_more");
    expect(textsOf(more)).toContain("in account *emea*. Page 2");
  });
});

describe("what is told about accounts", () => {
  it("log, store and metrics name the account of each SIM; readiness each platform", async () => {
    const folder = await mkdtemp(join(tmpdir(), "simscope-"));
    const path = join(folder, "simscope.db");
    try {
      {
        await using world = await twoFleets({ env: { DATABASE_URL: `sqlite:${path}` } });
        await world.ask("sessions depot-cam");
        await world.untilLogged("question answered");
        const line = world
          .log()
          .split("\n")
          .find((one) => one.includes("question answered"));
        expect(line).toContain('"account":"emea"');
        const page = (name: string) =>
          fetch(`http://127.0.0.1:${world.bot.port}/${name}`).then((response) => response.text());
        expect(await page("metrics")).toMatch(
          /call_duration_seconds_count\{operation="list_sessions",outcome="ok",account="emea"\} 1/,
        );
        expect(await page("readyz")).toMatch(/^sim_api us: up since .*\nsim_api emea: up since /m);
        await world.restart();
      }
      const store = await openStore({ kind: "sqlite", path });
      const entries = await store.audit.recent({ limit: 5 });
      await store.close();
      expect(entries).toContainEqual(expect.objectContaining({ account: "emea", outcome: "ok" }));
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it("a picture that the bot serves is drawn from the account of its answer", async () => {
    await using world = await twoFleets({
      env: { CHART_RENDERER: "embedded", PUBLIC_URL: "http://127.0.0.1:1" },
    });
    const answer = await world.ask("sessions twin in emea");
    const [, path = ""] =
      /"image_url":"http:\/\/127\.0\.0\.1:1([^"]+)"/.exec(textsOf(answer)) ?? [];
    const before = sessionCalls(world.fleet);
    await world.restart();
    const picture = await fetch(`http://127.0.0.1:${world.bot.port}${path}`);
    expect([picture.status, picture.headers.get("content-type")]).toEqual([200, "image/png"]);
    await picture.arrayBuffer();
    expect(sessionCalls(world.fleet)).toBe(before);
    expect(actionsOf(answer)).toContain("sessions_share");
  });
});
