import { describe, expect, it } from "vitest";
import { byPerson } from "../../playground/slack/state/cause.ts";
import type { SlackView } from "../../playground/slack/state/views.ts";
import { channels, people } from "../../playground/slack/state/workspace.ts";
import { openHome, questionsIn } from "../support/ways-to-ask.ts";
import { startWorld, textsOf, transports, valuesIn, type World } from "../support/whole-bot.ts";

const wordsOf = ({ content }: SlackView): string => JSON.stringify(content.blocks);
const lastSims = ({ content }: SlackView): string[] => valuesIn(content.blocks, "home_sim");

const publishes = ({ slack }: World): number =>
  slack.requests.filter(({ method }) => method === "views.publish").length;

/** A moment later: what was published just now stays. */
async function homeLater(world: World, user: string = people.ada): Promise<SlackView> {
  world.clock.advance(10_000);
  return openHome(world, user);
}

/** Asks for these SIMs, each at a time of its own. */
async function askFor(world: World, names: readonly string[], user?: string): Promise<void> {
  for (const name of names) {
    world.clock.advance(1_000);
    await world.ask(`sessions ${name}`, user === undefined ? {} : { user });
  }
}

describe.each(transports)("the home tab, over %s", (transport) => {
  it("offers the SIMs that this person asked for last; a press sends the answer", async () => {
    await using world = await startWorld({ transport });
    const [cargo, another] = ["cargo-cam-07", "another"].map((key) => world.fleet.putSim({ key }));
    await world.restart();
    await world.untilListed(2);
    const first = await homeLater(world);
    expect(lastSims(first)).toEqual([]);
    expect(wordsOf(first)).toContain("None yet");
    expect(wordsOf(first)).toMatch(/SIM platform\*: reachable/);
    await askFor(world, ["another", "cargo-cam-07", "another", "cargo-cam-07"]);
    await askFor(world, ["vendor-sample"], people.ben);
    world.simCalls();
    const home = await homeLater(world);
    expect(lastSims(home)).toEqual([cargo, another].map((sim) => `1.${sim?.sid}.7d.replace`));
    expect(wordsOf(home)).toContain("Cargo camera 07");
    expect(lastSims(await homeLater(world, people.ben))).toHaveLength(1);
    expect(world.simCalls()).toEqual([]);
    // None of it was a question.
    expect(questionsIn(world)).toHaveLength(5);

    const { sequence } = world.slack.world.changes;
    const answer = world.slack.waitForMessage({ since: sequence });
    const [value = ""] = lastSims(home);
    const click = { user: people.ada, view: home, actionId: "home_sim", value };
    await world.slack.clickInView(click);
    expect(textsOf(await answer)).toContain("Cargo camera 07");
    expect((await answer).channel).toBe(channels.adaAndBot);
    await world.untilLogged('"question answered"', 6);
    expect(questionsIn(world).at(-1)).toMatchObject({
      ...{ command: "home_sim", outcome: "ok", userId: people.ada, simSid: cargo?.sid },
    });
    const [window] = world.slack.world.views.stackOf(people.ada);
    expect(JSON.stringify(window?.content)).toContain("is in your direct messages");
  });
});

describe("the home tab", () => {
  it("is published once in a few seconds, however often it is opened, and again after a failure", async () => {
    await using world = await startWorld();
    await openHome(world, people.ada);
    for (let time = 0; time < 5; time += 1) await world.slack.openHome(people.ada);
    await openHome(world, people.ben);
    expect(publishes(world)).toBe(2);
    world.slack.faults.plan("views.publish", { kind: "error", error: "internal_error" }, 1);
    world.clock.advance(10_000);
    await world.slack.openHome(people.ada);
    await world.untilLogged("Slack did not do what was asked");
    await openHome(world, people.ada);
    expect(publishes(world)).toBe(4);
  });

  it("says so where its reader may not ask; a press on what is still there is refused", async () => {
    await using world = await startWorld({
      env: { ALLOWED_USERS: people.ada, ADMIN_USERS: people.ada },
    });
    await world.untilListed();
    await askFor(world, ["cargo-cam-07"]);
    const home = await homeLater(world);
    const refused = await homeLater(world, people.ben);
    await world.untilLogged('"question answered"', 2);
    expect(wordsOf(refused)).toContain(`Ask <@${people.ada}> to add you`);
    expect(wordsOf(refused)).not.toMatch(/cargo|DE[0-9a-f]{32}|home_sim|look_up_sim/i);
    expect(questionsIn(world).at(-1)).toMatchObject({
      ...{ command: "app_home_opened", outcome: "not_allowed", reason: "user" },
    });
    world.simCalls();
    const { sequence } = world.slack.world.changes;
    const window = world.slack.waitForView(people.ben, sequence);
    const [value = ""] = lastSims(home);
    const click = { user: people.ben, view: home, actionId: "home_sim", value };
    await world.slack.clickInView(click);
    expect(wordsOf(await window)).toContain("not on the list of people");
    await world.untilLogged('"question answered"', 3);
    expect(world.simCalls()).toEqual([]);
    expect(world.slack.messages(channels.adaAndBot, people.ben)).toEqual([]);
  });

  it("leaves out SIMs of accounts that may not be looked in any more, decided at the press too", async () => {
    const rules = (accounts: string) => `users:\n  ${people.ada}: { accounts: [${accounts}] }\n`;
    const options = { beside: "kore", platform: "twilio" } as const;
    await using world = await startWorld({ ...options, accountRules: rules("emea") });
    await world.untilListed(2);
    const { sid } = world.fleet.putSim({ key: "cargo-cam-07" });
    await world.ask("sessions cargo-cam-07", { user: people.ben });
    const home = await homeLater(world, people.ben);
    expect(lastSims(home)).toEqual([`1.${sid}.7d.replace.us`]);
    world.simCalls();
    const [value = ""] = lastSims(home);
    const { sequence } = world.slack.world.changes;
    const window = world.slack.waitForView(people.ada, sequence);
    await world.slack.clickInView({ user: people.ada, view: home, actionId: "home_sim", value });
    await window;
    await world.untilLogged('"question answered"', 2);
    expect(questionsIn(world).at(-1)).toMatchObject({ outcome: "account_not_here" });
    expect(world.simCalls()).toEqual([]);
    const [shown] = world.slack.world.views.stackOf(people.ada);
    expect(JSON.stringify(shown?.content)).not.toContain("Cargo");
  });

  it("opens the window in which a SIM is looked up", async () => {
    await using world = await startWorld();
    const home = await homeLater(world);
    const { sequence } = world.slack.world.changes;
    const window = world.slack.waitForView(people.ada, sequence);
    await world.slack.clickInView({ user: people.ada, view: home, actionId: "look_up_sim" });
    expect((await window).content["callback_id"]).toBe("look_up_sim");
  });

  it("is left alone where its messages are opened, and where the event lacks a person", async () => {
    await using world = await startWorld();
    const { id: channel } = world.slack.world.directMessages(
      world.slack.world.user(people.ada) ?? expect.fail("no Ada"),
    );
    const event = { type: "app_home_opened", channel, event_ts: "1.1" };
    await world.slack.event({ ...event, user: people.ada, tab: "messages" });
    await world.slack.event({ ...event, tab: "home" });
    await world.untilLogged("payload_malformed");
    const author = { kind: "person", id: people.ada } as const;
    world.slack.world.messages.post({ channel, author, text: "hi", blocks: [] }, byPerson);
    expect(publishes(world)).toBe(0);
  });
});
