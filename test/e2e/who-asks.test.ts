import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { channels, people } from "../../playground/slack/state/workspace.ts";
import {
  type InstalledIn,
  installations,
  sharedChannel,
  visitors,
  workspaceWithVisitors,
} from "../support/people-of-companies.ts";
import {
  type AtHand,
  answered,
  openPicker,
  type Person,
  questionsIn,
  saidSince,
  typeAhead,
  waysToAsk,
} from "../support/ways-to-ask.ts";
import { startWorld, type TransportName, transports, type World } from "../support/whole-bot.ts";

/** Who asks, where, and where simscope must be installed for an answer. */
const persons: readonly (readonly [string, Person, readonly InstalledIn[]])[] = [
  ["of the same workspace", { user: people.ada, channel: channels.incidents }, installations],
  [
    "of the same workspace, in a shared channel",
    { user: people.ada, channel: sharedChannel },
    installations,
  ],
  [
    "of another workspace of the organisation",
    { user: visitors.sister, channel: channels.incidents },
    ["workspace of an organisation", "organisation"],
  ],
  ["of another workspace", { user: visitors.other, channel: channels.incidents }, []],
  [
    "of another workspace, in a shared channel",
    { user: visitors.other, channel: sharedChannel },
    [],
  ],
  [
    "of another organisation, in a shared channel",
    { user: visitors.otherOfGrid, channel: sharedChannel },
    [],
  ],
  ["of nowhere", { user: visitors.nowhere, channel: sharedChannel }, []],
];

const cases = transports.flatMap((transport) =>
  installations.map((installedIn) => ({ transport, installedIn })),
);

/** A world where names are known, and a window that Ada has opened. */
async function worldWith(
  transport: TransportName,
  installedIn: InstalledIn,
  more: Parameters<typeof startWorld>[0] = {},
): Promise<AtHand> {
  const world = await startWorld({
    ...{ transport, beside: "kore", workspace: workspaceWithVisitors(installedIn) },
    ...more,
  });
  await world.untilListed(2);
  const view = await openPicker(world);
  const at = { world, view, option: {}, simSid: "", account: "us" };
  const options = await typeAhead(at, people.ada);
  const [option = {}] = options;
  const { sid: simSid } = world.fleet.putSim({ key: "cargo-cam-07" });
  return { ...at, option, simSid };
}

/** Calls to either platform, whatever for; listing and probes go on in the background. */
function platformCalls({ fleet, beside }: World): number {
  const all = [...fleet.requests, ...(beside?.requests ?? [])];
  return all.filter(({ query }) => query["PageSize"] !== "1").length;
}

/** Lets somebody ask, and waits until the question is over. */
async function asking(at: AtHand, ask: () => Promise<unknown>) {
  const { world } = at;
  const { length: requests } = world.slack.requests;
  const { length: deliveries } = world.slack.deliveries;
  const { length: questions } = questionsIn(world);
  const calls = platformCalls(world);
  await ask();
  await world.untilLogged(answered, questions + 1);
  const [question] = questionsIn(world).slice(questions);
  const said = saidSince(world, { requests, deliveries });
  return { question, ...said, platformCalls: platformCalls(world) - calls };
}

/** The buttons of an answer: whatever they do, the audit says with which SIM. */
const looksAtSim = /^a click on sessions?_(?!of_tomorrow$)/;

type Asked = Awaited<ReturnType<typeof asking>>;

/** What a refusal must be: private, without a call, and without a name of what simscope knows. */
function expectRefused({ question, calls, acks, platformCalls }: Asked, user: string): void {
  expect(question).toMatchObject({ outcome: "not_allowed", userId: user });
  expect(["outside", "unplaced"]).toContain(question?.reason);
  expect(platformCalls).toBe(0);
  const spoken = JSON.stringify([calls, acks]);
  expect(spoken).not.toMatch(/cargo|camera|kiosk|\bemea\b|\bus\b|DE[0-9a-f]{32}|\b89\d{10}/i);
  for (const { method, args } of calls) {
    if (method === "response_url") {
      expect(args).toMatchObject({ response_type: "ephemeral", replace_original: false });
    } else if (method === "chat.postEphemeral") expect(args).toMatchObject({ user });
    else expect(method).toMatch(/^(views\.(open|update)|users\.info|auth\.(test|teams\.list))$/);
  }
}

describe.each(cases)("installed in the $installedIn, over $transport", (setting) => {
  const { transport, installedIn } = setting;
  let at: AtHand;
  beforeAll(async () => {
    at = await worldWith(transport, installedIn);
  });
  afterAll(() => at.world[Symbol.asyncDispose]());

  describe.each(persons)("a person %s", (_who, person, answeredIn) => {
    const isAnswered = answeredIn.includes(installedIn);

    it.each(waysToAsk)(`${isAnswered ? "is answered" : "is refused"}: %s`, async (way, ask) => {
      // A window closes when it is sent.
      const view = await openPicker(at.world);
      const asked = await asking(at, () => ask({ ...at, view }, person));
      if (isAnswered) {
        expect(asked.question).toMatchObject({ userId: person.user });
        expect(["not_allowed", "error", "unreadable"]).not.toContain(asked.question?.outcome);
        if (looksAtSim.test(way)) expect(asked.question?.simSid).toBe(at.simSid);
        return;
      }
      expectRefused(asked, person.user);
      const heard = asked.calls.filter(({ method }) => !/^(users|auth)\./.test(method));
      expect(JSON.stringify(heard)).toContain("of the company that installed it");
      const isAsked = asked.calls.some(({ method }) => method === "users.info");
      // Another workspace is another company, without a question; what tells no workspace needs one.
      const isTold = person.user !== visitors.nowhere;
      if (installedIn === "workspace" && isTold) expect(isAsked).toBe(false);
    });

    it(`${isAnswered ? "is offered SIMs" : "is offered nothing"} while typing`, async () => {
      const view = await openPicker(at.world);
      if (isAnswered) {
        expect((await typeAhead({ ...at, view }, person.user)).length).toBeGreaterThan(5);
        return;
      }
      const offered: unknown[] = [];
      const asked = await asking(at, async () => {
        offered.push(...(await typeAhead({ ...at, view }, person.user)));
      });
      expect(offered).toEqual([]);
      expectRefused(asked, person.user);
    });
  });
});
