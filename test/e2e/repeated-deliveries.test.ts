import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RecordedDelivery } from "../../playground/slack/bot/delivery.ts";
import { channels, people } from "../../playground/slack/state/workspace.ts";
import { minuteMs } from "../../src/core/instant.ts";
import {
  type AtHand,
  answered,
  openPicker,
  questionsIn,
  typeAhead,
  waysToAsk,
} from "../support/ways-to-ask.ts";
import { startWorld, textsOf, transports, type World } from "../support/whole-bot.ts";

const ada = { user: people.ada, channel: channels.incidents };
const cameAgain = "a delivery of Slack's came again";

async function listedWorld(transport: (typeof transports)[number]): Promise<AtHand> {
  const world = await startWorld({ transport });
  await world.untilListed();
  const view = await openPicker(world);
  const { sid: simSid } = world.fleet.putSim({ key: "cargo-cam-07" });
  const at = { world, view, option: {}, simSid, account: null };
  const [option = {}] = await typeAhead(at, people.ada);
  return { ...at, option };
}

/** Asks something else, which ends after whatever was begun before it. */
async function questionsAfterHelp(world: World): Promise<number> {
  const before = questionsIn(world).length;
  await world.ask("help");
  await world.untilLogged(answered, before + 1);
  return questionsIn(world).length - 1;
}

const timesCameAgain = (world: World): number => world.log().split(cameAgain).length - 1;

function lastDelivery({ slack }: World): RecordedDelivery {
  const delivered = slack.deliveries.at(-1);
  if (delivered === undefined) throw new Error("nothing was delivered");
  return delivered;
}

describe.each(transports)("what Slack delivers again over %s", (transport) => {
  let at: AtHand;
  beforeAll(async () => {
    at = await listedWorld(transport);
  });
  afterAll(() => at.world[Symbol.asyncDispose]());

  it.each(waysToAsk)("is acknowledged and not answered again: %s", async (_way, ask) => {
    const { world } = at;
    // A window closes when it is sent.
    const view = await openPicker(world);
    const before = questionsIn(world).length;
    await ask({ ...at, view }, ada);
    await world.untilLogged(answered, before + 1);
    const delivered = lastDelivery(world);
    const already = timesCameAgain(world);

    for (const times of [1, 2]) {
      world.clock.advance(minuteMs);
      expect((await world.slack.deliverAgain(delivered)).kind).toBe("acknowledged");
      await world.untilLogged(cameAgain, already + times);
    }
    expect(await questionsAfterHelp(world)).toBe(before + 1);
  });

  it("is answered again where the answer is the acknowledgement: options", async () => {
    const { world } = at;
    const view = await openPicker(world);
    await typeAhead({ ...at, view }, people.ada);
    world.clock.advance(minuteMs);
    const ack = await world.slack.deliverAgain(lastDelivery(world));
    expect(JSON.stringify(ack)).toContain("Cargo camera 07");
  });

  it("is not what is asked twice: two clicks, commands and mentions are two questions", async () => {
    const { world } = at;
    const already = timesCameAgain(world);
    const answer = await world.ask("sessions cargo-cam-07");
    const before = questionsIn(world).length;
    for (const _time of [1, 2]) {
      expect(textsOf(await world.press(answer, "sessions_refresh"))).toContain("Cargo camera 07");
      await world.ask("find cargo");
      await world.slack.nextAnswer(await world.slack.mention({ ...ada, text: "find cargo" }));
    }
    await world.untilLogged(answered, before + 6);
    expect(timesCameAgain(world)).toBe(already);
  });
});
