import { setImmediate } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { channels, people } from "../../playground/slack/state/workspace.ts";
import { judgePayload } from "../../src/slack/intake/judge-payload.ts";
import { textsOfMessage } from "../../src/slack/typed/texts-of-message.ts";
import { decodeButton } from "../../src/slack/values/button-state.ts";
import { decodeFind, decodePick } from "../../src/slack/values/pick-state.ts";
import { chosenSim } from "../../src/slack/views/picker.ts";
import { type Random, seededRandom } from "../support/histories/random.ts";
import { type LoopWatch, watchLoop } from "../support/loop-watch.ts";
import { parsers } from "../support/parsers.ts";
import { kinds } from "../support/payloads.ts";
import { mutated, randomJson, randomText } from "../support/random-json.ts";
import { startWorld, textsOf, type World } from "../support/whole-bot.ts";

/** Of every kind; with the parsers more than 100,000 in all. */
const payloadsOfAKind = 300;
const textsForAParser = 1_100;
/** So many go in between two questions that must be answered. */
const inOneGo = 100;
const longestStallMs = 100;
/** A stall that comes back each time is one; another may be a collection of garbage. */
const attempts = 4;
const seed = 20_261_129;

const readersOfAnything = {
  decodeButton,
  decodePick,
  decodeFind,
  chosenSim,
  textsOfMessage,
  judgePayload,
} satisfies Readonly<Record<string, (value: unknown) => unknown>>;

const unhandled: unknown[] = [];
const remember = (reason: unknown) => void unhandled.push(reason);
let given = 0;
let watch: LoopWatch;
beforeAll(() => {
  process.on("unhandledRejection", remember);
  watch = watchLoop();
});
afterAll(() => {
  watch.stop();
  process.off("unhandledRejection", remember);
  console.log(`${given} random payloads, seed ${seed}`);
  expect(unhandled).toEqual([]);
});

/** Seeded by what it is for, so that one part can be made again alone. */
function randomFor(name: string, part: number): Random {
  const hash = [...name].reduce(
    (sum, letter) => Math.imul(sum, 31) + (letter.codePointAt(0) ?? 0),
    7,
  );
  return seededRandom(seed + hash + part);
}

/** Does it again while it stalls; the least of the longest turns counts. */
async function expectNoStall(name: string, work: () => Promise<void>): Promise<void> {
  let least = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < attempts && least > longestStallMs; attempt += 1) {
    watch.longestTurnMs();
    await work();
    await setImmediate();
    least = Math.min(least, watch.longestTurnMs());
  }
  expect(least, name).toBeLessThanOrEqual(longestStallMs);
}

async function expectAlive(world: World): Promise<void> {
  // Where none of the answers to what was sent can be taken for it.
  const from = { user: people.ben, channel: channels.fleetOps };
  expect(textsOf(await world.ask("help", from))).toContain("/sim sessions");
}

describe("parsers", () => {
  it.each(Object.entries(parsers))("%s", async (name, parser) => {
    for (let part = 0; part < textsForAParser / 100; part += 1) {
      await expectNoStall(`${name}, part ${part}`, async () => {
        const random = randomFor(name, part);
        for (let number = 0; number < 100; number += 1) {
          parser(randomText(random, random.chance(0.05) ? 4_000 : 80));
          if (number % 10 === 0) await setImmediate();
        }
      });
      given += 100;
    }
  });

  it.each(Object.entries(readersOfAnything))("%s, of anything", (name, reader) => {
    const random = randomFor(name, 0);
    for (let number = 0; number < textsForAParser; number += 1) {
      expect(() => reader(randomJson(random))).not.toThrow();
      given += 1;
    }
  });
});

describe("listeners, over Socket Mode", () => {
  let world: World;
  let deliveries = 0;
  beforeAll(async () => {
    world = await startWorld({ transport: "socket", env: { LOG_LEVEL: "error" } });
  });
  afterAll(() => world[Symbol.asyncDispose]());

  it.each([...kinds])("%s", { timeout: 300_000 }, async (name, { envelope, payloadOf }) => {
    for (let part = 0; part < payloadsOfAKind / inOneGo; part += 1) {
      await expectNoStall(`${name}, part ${part}`, async () => {
        const random = randomFor(name, part);
        for (let number = 0; number < inOneGo; number += 1) {
          deliveries += 1;
          const id = `R${deliveries}`;
          const frame = {
            ...{ envelope_id: id, type: envelope, accepts_response_payload: true },
            payload: mutated(payloadOf(id, random), random),
          };
          world.slack.socket.sendRaw(JSON.stringify(frame));
          await setImmediate();
        }
        await expectAlive(world);
      });
      given += inOneGo;
    }
    expect(unhandled).toEqual([]);
  });

  it("frames", { timeout: 60_000 }, async () => {
    const all = [...kinds.values()];
    for (let part = 0; part < payloadsOfAKind / inOneGo; part += 1) {
      await expectNoStall(`frames, part ${part}`, async () => {
        const random = randomFor("frames", part);
        for (let number = 0; number < inOneGo; number += 1) {
          const { envelope, payloadOf } = random.pick([...all] as [(typeof all)[0]]);
          deliveries += 1;
          const id = `R${deliveries}`;
          const payload = random.chance(0.5) ? payloadOf(id, random) : randomJson(random);
          const frame = mutated({ envelope_id: id, type: envelope, payload }, random);
          const text = JSON.stringify(frame) ?? "";
          world.slack.socket.sendRaw(random.chance(0.1) ? text.slice(0, -3) : text);
          await setImmediate();
        }
        await expectAlive(world);
      });
      given += inOneGo;
    }
  });
});

describe("the endpoint, over HTTP", () => {
  it("requests", { timeout: 300_000 }, async () => {
    await using world = await startWorld();
    const all = [...kinds.values()];
    const contentTypes = ["application/json", "application/x-www-form-urlencoded", "text/plain"];
    const statuses = new Set<number>();
    let number = 0;
    for (let part = 0; part < payloadsOfAKind / inOneGo; part += 1) {
      await expectNoStall(`requests, part ${part}`, async () => {
        const random = randomFor("requests", part);
        for (let turn = 0; turn < inOneGo; turn += 1) {
          number += 1;
          const { envelope, payloadOf } = random.pick([...all] as [(typeof all)[0]]);
          const payload = mutated(payloadOf(`H${number}`, random), random);
          const text = JSON.stringify(payload) ?? "";
          const isForm = envelope !== "events_api";
          const whole = isForm ? new URLSearchParams({ payload: text }).toString() : text;
          const body = random.chance(0.1) ? randomText(random, 3_000) : whole;
          const { status } = await world.slack.sendForged({
            contentType: random.chance(0.1)
              ? random.pick(contentTypes as [string])
              : (contentTypes[isForm ? 1 : 0] ?? ""),
            body: random.chance(0.1) ? body.slice(0, random.whole(0, body.length)) : body,
          });
          statuses.add(status);
        }
        await expectAlive(world);
      });
      given += inOneGo;
    }
    expect([...statuses].filter((status) => ![200, 400, 401, 404].includes(status))).toEqual([]);
  });
});

it("are a hundred thousand in all", () => {
  expect(given).toBeGreaterThanOrEqual(100_000);
});
