import { expect, it } from "vitest";
import { channels, people } from "../../playground/slack/state/workspace.ts";
import { describeWithPostgres, emptyDatabase, inDatabase } from "../support/postgres/databases.ts";
import { slowLine } from "../support/postgres/slow-line.ts";
import { answered, openHome, openPicker, typeAhead, waysToAsk } from "../support/ways-to-ask.ts";
import { startWorld, type World } from "../support/whole-bot.ts";

const cameAgain = "a delivery of Slack's came again";
/** So that all that goes on while a delivery is claimed has ended long before that. */
const claimTakesMs = 20;

async function answersIn(port: number): Promise<string[]> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  return text.split("\n").filter((line) => /^simscope_(answers_total|questions_in)/.test(line));
}

const callsIn = ({ slack }: World): readonly string[] => slack.requests.map(({ method }) => method);

describeWithPostgres("what one replica has answered", () => {
  it("causes nothing at the other one, whichever way it was asked", async () => {
    const at = await emptyDatabase("postgres");
    if (at.kind !== "postgres") throw new Error("no PostgreSQL");
    const line = await slowLine(at.url);
    await using world = await startWorld({ env: { DATABASE_URL: line.url } });
    await world.untilListed();
    const { sid: simSid } = world.fleet.putSim({ key: "cargo-cam-07" });
    const person = { user: people.ada, channel: channels.incidents };
    const first = { world, view: await openPicker(world), option: {}, simSid, account: null };
    const [option = {}] = await typeAhead(first, people.ada);
    const [one, other] = [world.bot, await world.replica()];
    const untouched = await answersIn(other.port);
    line.slowDown(claimTakesMs);
    let asked = 1;
    let again = 0;
    world.sendTo(one);
    const toTheOther = async (way: string): Promise<void> => {
      const delivered = world.slack.deliveries.at(-1);
      if (delivered === undefined) throw new Error("nothing was delivered");
      const calls = callsIn(world);
      world.simCalls();
      world.sendTo(other);
      expect((await world.slack.deliverAgain(delivered)).kind, way).toBe("acknowledged");
      again += 1;
      await world.untilLogged(cameAgain, again);
      // What was begun by then would be seen by now.
      await new Promise((done) => setImmediate(done));
      expect(callsIn(world), way).toEqual(calls);
      expect(world.simCalls(), way).toEqual([]);
      world.sendTo(one);
    };
    for (const [way, ask] of waysToAsk) {
      const isWindow = way.startsWith("a window");
      const view = isWindow ? await openPicker(world) : first.view;
      await ask({ world, view, option, simSid, account: null }, person);
      asked += isWindow ? 2 : 1;
      await world.untilLogged(answered, asked);
      await toTheOther(way);
    }
    await openHome(world, people.ada);
    await toTheOther("the home tab");
    expect(await answersIn(other.port)).toEqual(untouched);
    expect(world.log().split(answered).length - 1).toBe(asked);
    line.slowDown(0);
    await Promise.all([one, other].map((bot) => bot.stop()));
    expect(await inDatabase(at.url, "select 1 from audit_entries")).toHaveLength(asked);
  });

  it("keeps nobody from asking the same anew there, while that is found out", async () => {
    const at = await emptyDatabase("postgres");
    if (at.kind !== "postgres") throw new Error("no PostgreSQL");
    const line = await slowLine(at.url);
    await using world = await startWorld({ env: { DATABASE_URL: line.url } });
    await world.untilListed();
    const other = await world.replica();
    world.sendTo(world.bot);
    const answer = await world.ask("sessions cargo-cam-07");
    world.sendTo(other);
    // Once in time, as the database is taken for slow until then.
    await world.ask("help");
    line.slowDown(100);
    for (const anew of [
      () => world.ask("sessions cargo-cam-07"),
      () => world.press(answer, "sessions_share"),
    ]) {
      world.sendTo(world.bot);
      await anew();
      const delivered = world.slack.deliveries.at(-1);
      if (delivered === undefined) throw new Error("nothing was delivered");
      world.sendTo(other);
      expect((await world.slack.deliverAgain(delivered)).kind).toBe("acknowledged");
      await anew();
    }
    await world.untilLogged(cameAgain, 2);
  });
});
