import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import type { SlackSimulator } from "../../playground/slack/simulator.ts";
import type { SlackMessage } from "../../playground/slack/state/messages.ts";
import { harborChannels, harborPeople } from "../../playground/slack/state/second-workspace.ts";
import { channels, people } from "../../playground/slack/state/workspace.ts";
import { secondMs } from "../../src/core/instant.ts";
import { type StartTimer, startRealTimer } from "../../src/core/time.ts";
import type { StoreOptions } from "../../src/store/open-store.ts";
import { encryptionKey } from "../support/install-over-oauth.ts";
import { startManyWorkspaces } from "../support/many-workspaces.ts";
import { databases, emptyDatabase, inDatabase, ownServer } from "../support/postgres/databases.ts";
import { optionIn, textsOf } from "../support/whole-bot.ts";

const places = {
  care: { user: people.ada, channel: channels.incidents },
  harbor: { user: harborPeople.joe, channel: harborChannels.docks },
} as const;

const ask = async (slack: SlackSimulator, at: keyof typeof places, text: string) =>
  slack.nextAnswer(await slack.command({ ...places[at], text: `/sim ${text}` }));

const press = async (
  slack: SlackSimulator,
  user: string,
  message: SlackMessage,
  over: { readonly actionId: string; readonly option?: string },
) => {
  const { actionId, option } = over;
  const chosen = option === undefined ? {} : { selectedOption: option };
  return slack.nextAnswer(await slack.click({ user, message, actionId, ...chosen }));
};

const urlOf = (at: StoreOptions): string => (at.kind === "sqlite" ? `sqlite:${at.path}` : at.url);

/** Everything that stands in the database, as far as it could hold a token. */
async function dump(at: StoreOptions): Promise<string> {
  const tables = ["installations", "audit_entries", "deliveries", "leases", "directory_pages"];
  if (at.kind === "postgres") {
    const rows = tables.map((table) => inDatabase(at.url, `select * from ${table}`));
    return JSON.stringify(await Promise.all(rows));
  }
  const database = new DatabaseSync(at.path);
  const rows = tables.map((table) => database.prepare(`select * from ${table}`).all());
  database.close();
  return JSON.stringify(rows);
}

const sealedIn = (text: string) => [...text.matchAll(/1\.[0-9a-f]{8}\.[\w-]{40,}/g)].map(String);

/** Timers of reads of the installations, fired by the test; all others are real. */
function readsBySay() {
  const due = new Set<() => void>();
  const startTimer: StartTimer = (callback, delayMs) => {
    if (delayMs !== 30 * secondMs) return startRealTimer(callback, delayMs);
    due.add(callback);
    return () => void due.delete(callback);
  };
  const fire = (): void => {
    const now = [...due];
    due.clear();
    for (const callback of now) callback();
  };
  return { startTimer, fire };
}

describe.each(databases())("two workspaces of two companies, kept in %s", (kind) => {
  it("install it, ask, press, see a picture, get a file, and take it out", async () => {
    const at = await emptyDatabase(kind);
    await using world = await startManyWorkspaces({
      ...{ DATABASE_URL: urlOf(at), CHART_RENDERER: "embedded" },
    });
    const { care, harbor, app } = world;
    const bot = await world.start();
    expect(textsOf(await ask(care, "care", "health"))).toContain("has no key to this workspace");
    expect(await world.install(bot, care)).toMatchObject({ status: 200 });
    const shown = await world.install(bot, harbor);
    expect(shown.words).toContain("Harbor &lt;Works&gt;");

    for (const [slack, place] of [
      [care, "care"],
      [harbor, "harbor"],
    ] as const) {
      const { user } = places[place];
      const answer = await ask(slack, place, "sessions cargo-cam-07 30d");
      expect(textsOf(answer)).toContain("Cargo camera 07");
      const picture = answer.blocks.find(({ type }) => type === "image");
      const file = picture?.["slack_file"] as { id: string };
      // Uploaded to the workspace that asked, in the zone of the person there.
      expect(slack.world.files.find(file.id)).not.toBeNull();
      expect(picture?.["alt_text"]).toContain(place === "care" ? "Berlin" : "Lisbon");
      const older = await press(slack, user, answer, { actionId: "sessions_older" });
      expect(older.ts).toBe(answer.ts);
      const aside = await press(slack, user, older, optionIn(older.blocks, "Export"));
      expect(textsOf(aside)).toContain("sessions");
      const direct = slack.world.channels.find(
        ({ kind: one, members }) => one === "im" && members[0] === user,
      );
      const [sent] = slack.messages(direct?.id ?? "", user).filter(({ files }) => files.length > 0);
      expect(sent).toBeDefined();
    }
    const mention = await harbor.mention({ ...places.harbor, text: "find cargo" });
    expect(textsOf(await harbor.nextAnswer(mention))).toContain("cargo");

    const found = await dump(at);
    expect(sealedIn(found)).toHaveLength(2);
    for (const token of app.grants.tokens) expect(found).not.toContain(token);
    expect(found + world.log()).not.toMatch(/xoxb-|made0up0token/);

    await app.uninstall(harbor);
    await world.untilLogged("simscope was uninstalled");
    expect(sealedIn(await dump(at))).toHaveLength(1);
    const refused = await ask(harbor, "harbor", "sessions cargo-cam-07");
    expect(textsOf(refused)).toMatch(/has no key to this workspace.+has to be installed again/);
    expect(textsOf(await ask(care, "care", "sessions cargo-cam-07"))).toContain("Cargo camera");
    // It may come back.
    expect(await world.install(bot, harbor)).toMatchObject({ status: 200 });
    expect(textsOf(await ask(harbor, "harbor", "find cargo"))).toContain("Cargo camera");
  });

  it("go on while keys are rotated, and after the last key is lost each installs anew", async () => {
    const at = await emptyDatabase(kind);
    await using world = await startManyWorkspaces({ DATABASE_URL: urlOf(at) });
    const { care, harbor } = world;
    const [old, current, other] = [encryptionKey(1), encryptionKey(2), encryptionKey(3)];
    const first = await world.start({ ENCRYPTION_KEYS: old });
    await world.install(first, care);
    await world.install(first, harbor);
    const before = sealedIn(await dump(at));
    await world.stop(first);

    for (const keys of [`${old},${current}`, `${current},${old}`, current]) {
      const bot = await world.start({ ENCRYPTION_KEYS: keys });
      expect(textsOf(await ask(care, "care", "find cargo"))).toContain("Cargo camera");
      expect(textsOf(await ask(harbor, "harbor", "find cargo"))).toContain("Cargo camera");
      await world.stop(bot);
    }
    const after = sealedIn(await dump(at));
    expect(after).toHaveLength(2);
    for (const one of before) expect(after).not.toContain(one);

    const lost = await world.start({ ENCRYPTION_KEYS: other });
    expect(textsOf(await ask(care, "care", "find cargo"))).toContain("has no key");
    await world.untilLogged("no key of ENCRYPTION_KEYS opens this workspace's token", 2);
    await world.install(lost, care);
    expect(textsOf(await ask(care, "care", "find cargo"))).toContain("Cargo camera");
    expect(textsOf(await ask(harbor, "harbor", "find cargo"))).toContain("has no key");
  });
});

describe.runIf(databases().includes("postgres"))("two replicas", () => {
  it("both know of an installation, and both forget it", async () => {
    const at = await emptyDatabase("postgres");
    await using world = await startManyWorkspaces({ DATABASE_URL: urlOf(at) });
    const { care, app } = world;
    const reads = readsBySay();
    const one = await world.start();
    const other = await world.start({}, reads.startTimer);
    await world.install(one, care);
    // The other one had read before: it looks at the first question.
    world.clock.advance(6 * secondMs);
    expect(textsOf(await ask(care, "care", "find cargo"))).toContain("Cargo camera");

    world.sendTo(one);
    await app.uninstall(care);
    await world.untilLogged("simscope was uninstalled");
    world.sendTo(other);
    reads.fire();
    await expect
      .poll(async () => textsOf(await ask(care, "care", "find cargo")))
      .toContain("has no key");
  });

  it("with the database away: nobody is installed halfway, who was asks on, and an end is not lost", async () => {
    const server = await ownServer();
    await using world = await startManyWorkspaces({ DATABASE_URL: server.url });
    const { care, harbor, app } = world;
    const reads = readsBySay();
    const bot = await world.start({}, reads.startTimer);
    await world.install(bot, care);
    await server.pause();
    const shown = await world.install(bot, harbor);
    expect(shown.status).toBe(503);
    expect(shown.words).toContain("again");
    expect(textsOf(await ask(care, "care", "find cargo"))).toContain("Cargo camera");
    expect(textsOf(await ask(harbor, "harbor", "find cargo"))).toContain("has no key");
    await app.uninstall(care);
    await world.untilLogged("an uninstalled workspace is forgotten later");
    expect(textsOf(await ask(care, "care", "find cargo"))).toContain("has no key");
    await server.resume();
    reads.fire();
    await expect.poll(() => inDatabase(server.url, "select id from installations")).toEqual([]);
    expect(await world.install(bot, harbor)).toMatchObject({ status: 200 });
    expect(textsOf(await ask(harbor, "harbor", "find cargo"))).toContain("Cargo camera");
    expect(world.log()).not.toMatch(/xoxb-|made0up0token/);
  });
});
