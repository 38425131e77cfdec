import { expect, it } from "vitest";
import { harborChannels, harborPeople } from "../../playground/slack/state/second-workspace.ts";
import {
  defaultWorkspace,
  people,
  type WorkspaceSeed,
} from "../../playground/slack/state/workspace.ts";
import { startManyWorkspaces } from "../support/many-workspaces.ts";
import { sharedChannel } from "../support/people-of-companies.ts";
import { textsOf } from "../support/whole-bot.ts";

const joe = harborPeople.joe;

/** Ada's workspace, with a channel that it shares with Joe's. */
const withJoe: WorkspaceSeed = {
  ...defaultWorkspace,
  users: [
    ...defaultWorkspace.users,
    {
      ...{ id: joe, name: "joe", realName: "Joe Marin", timeZone: "Europe/Lisbon" },
      home: { teamId: "T0HARBOR01", enterpriseId: null },
    },
  ],
  channels: [
    ...defaultWorkspace.channels,
    {
      ...{ id: sharedChannel, name: "with-harbor", kind: "public", isExtShared: true },
      ...{ members: [people.ada, joe], botIsMember: true },
    },
  ],
};

const rules = `workspaces:
  T0FLEET001:
    accounts: [us]
  T0HARBOR01:
    accounts: [emea]
`;

it("where both companies have it, each one's answers are its own people's, under its own rules", async () => {
  await using world = await startManyWorkspaces({ QUESTIONS_PER_MINUTE: "9" }, rules, withJoe);
  const { care, harbor } = world;
  const bot = await world.start();
  for (const slack of [care, harbor]) await world.install(bot, slack);
  const own = { user: people.ada, channel: sharedChannel };
  const answer = await care.nextAnswer(
    await care.command({ ...own, text: "/sim sessions cargo-cam-07 public" }),
  );
  expect(textsOf(answer)).toContain("Cargo camera 07");

  const ids = ["sessions_refresh", "sessions_older", "session_details"] as const;
  const buttons = ids.filter((id) => JSON.stringify(answer.blocks).includes(`"${id}"`));
  expect(buttons.length).toBeGreaterThan(0);
  for (const actionId of buttons) {
    const refused = await care.nextAnswer(
      await care.click({ user: joe, message: answer, actionId }),
    );
    expect(textsOf(refused)).toContain("people of the company that installed it");
    expect(refused.visibleTo).toBe(joe);
  }
  await care.mention({ user: joe, channel: sharedChannel, text: "sessions cargo-cam-07" });
  await world.untilLogged('"reason":"outside"', buttons.length + 1);
  const aside = care.requests.filter(({ args }) => args["response_type"] !== "in_channel");
  const said = JSON.stringify(aside);
  expect(said).toContain("people of the company");
  expect(said).not.toMatch(/cargo|camera|\bus\b|U0ADA/i);

  // At home he asks all the same, in his company's accounts, and has used up nothing of his questions.
  const atHome = { user: joe, channel: harborChannels.docks };
  for (let question = 0; question < 3; question += 1) {
    const accounts = await harbor.nextAnswer(
      await harbor.command({ ...atHome, text: "/sim accounts" }),
    );
    expect(textsOf(accounts)).toContain("emea");
    expect(textsOf(accounts)).not.toMatch(/\bus\b/);
  }
});
