import { describe, expect, it } from "vitest";
import { channels, people } from "../../playground/slack/state/workspace.ts";
import { openHome, openPicker, typeAhead, waysToAsk } from "../support/ways-to-ask.ts";
import { startWorld, textsOf, type World } from "../support/whole-bot.ts";

const admin = { ADMIN_USERS: people.ada };

/** The lines of the file that Ada was sent last. */
function sentLines(world: World): Record<string, unknown>[] {
  const direct = world.slack.messages(channels.adaAndBot, people.ada);
  const [fileId = ""] = direct.flatMap(({ files }) => files ?? []).slice(-1);
  const file = world.slack.world.files.find(fileId);
  expect(file?.name).toMatch(/^audit-\d{8}T\d{4}Z-\d{8}T\d{4}Z\.jsonl$/);
  const lines = file?.bytes.toString("utf8").trimEnd().split("\n") ?? [];
  return lines.map((line) => JSON.parse(line));
}

describe("/sim audit", () => {
  it("sends an admin each question once, whichever way it was asked, and itself the next time", async () => {
    await using world = await startWorld({ env: { ...admin, ALLOWED_USERS: people.ada } });
    await world.untilListed();
    const { sid: simSid } = world.fleet.putSim({ key: "cargo-cam-07" });
    const view = await openPicker(world);
    const [option = {}] = await typeAhead(
      { ...{ world, view, option: {} }, simSid, account: null },
      people.ada,
    );
    let asked = 1;
    for (const user of [people.ada, people.ben])
      for (const [, ask] of waysToAsk) {
        const shown = await openPicker(world);
        asked += 2;
        const at = { world, view: shown, option, simSid, account: null };
        await ask(at, { user, channel: channels.incidents });
        await world.untilLogged('"question answered"', asked);
      }
    // Letters in the menu and the home tab are questions only where they are refused.
    await typeAhead({ world, view, option, simSid, account: null }, people.ada);
    await openHome(world, people.ada);
    await typeAhead(
      { world, view: await openPicker(world), option, simSid, account: null },
      people.ben,
    );
    await openHome(world, people.ben);
    asked += 3;
    await world.untilLogged('"question answered"', asked);
    // What Slack delivers again, as when a receipt was lost, is no second question.
    world.clock.advance(1_000);
    for (const delivered of world.slack.deliveries.slice()) {
      if (JSON.stringify(delivered.delivery).includes("block_suggestion")) continue;
      await world.slack.deliverAgain(delivered);
    }
    world.fleet.putSim({ key: "another" });
    world.clock.advance(1);
    await world.ask("compare cargo-cam-07 another");
    world.clock.advance(1);
    const told = await world.ask("audit");
    expect(told.visibleTo).toBe(people.ada);
    expect(textsOf(told)).toContain(`Sent you ${asked + 1} questions as a file`);
    const lines = sentLines(world);
    expect(lines).toHaveLength(asked + 1);
    const refused = lines.filter(({ userId }) => userId === people.ben);
    expect(refused).toHaveLength(waysToAsk.length + 2);
    for (const command of ["app_home_opened", "sim_options"])
      expect(lines.filter((line) => line["command"] === command)).toHaveLength(1);
    for (const line of refused)
      expect(line).toMatchObject({ outcome: "not_allowed", reason: "user", shown: "nothing" });
    const [first] = lines.filter(
      (line) => line["command"] === "sessions" && line["outcome"] === "ok",
    );
    expect(first).toMatchObject({ simSid, shown: "now", severity: expect.any(String) });
    expect(lines.at(-1)).toMatchObject({ command: "compare", shown: "now", simSid });
    expect(lines.at(-1)?.["otherSims"]).toHaveLength(1);
    world.clock.advance(1);
    await world.ask("audit 1d");
    expect(sentLines(world)).toHaveLength(asked + 2);
    expect(sentLines(world).at(-1)).toMatchObject({ command: "audit", outcome: "ok" });
    // No ICCID, IMEI, place or name is in any of it.
    const text = JSON.stringify(sentLines(world)).replaceAll(/DE[0-9a-f]{32}/g, "");
    expect(text).not.toMatch(/\d{14}|cargo|another|\d\.\d{3,}(?!Z)/i);
  });

  it("tells failures too, and what was shown while the platform was down", async () => {
    await using world = await startWorld({ env: admin });
    await world.untilListed();
    await world.ask("sessions cargo-cam-07");
    world.clock.advance(1);
    world.fleet.inject({ fault: { kind: "status", status: 500 } });
    await world.ask("sessions vendor-sample");
    await world.ask("audit");
    expect(sentLines(world)).toMatchObject([
      { outcome: "ok", shown: "now" },
      { outcome: "error", shown: "nothing", simSid: null },
    ]);
  });

  it("is refused to others, who hear whom to ask, and kept", async () => {
    await using world = await startWorld({ env: admin });
    const refused = await world.ask("audit 7d", { user: people.ben });
    expect(refused.visibleTo).toBe(people.ben);
    expect(textsOf(refused)).toContain(`Ask <@${people.ada}> to look`);
    expect(world.slack.requests.filter(({ method }) => /^files/.test(method))).toEqual([]);
    await world.ask("audit");
    expect(sentLines(world)).toMatchObject([{ userId: people.ben, outcome: "not_an_admin" }]);
  });

  it("asked by a mention: nobody else reads what is said of it", async () => {
    await using world = await startWorld({ env: admin });
    await world.ask("health");
    await world.slack.mention({ user: people.ada, channel: channels.incidents, text: "audit 7d" });
    await world.untilLogged('"question answered"', 2);
    const said = world.slack.requests.filter(({ method }) => method.startsWith("chat."));
    expect(said.map(({ method }) => method)).toEqual(["chat.postEphemeral"]);
    expect(JSON.stringify(said)).toContain("Sent you 1 question as a file");
  });

  it.each([
    ["conversations.open", "im:write"],
    ["files.getUploadURLExternal", "files:write"],
  ])("says what is missing where %s lacks its scope", async (method, scope) => {
    await using world = await startWorld({ env: admin });
    await world.ask("health");
    world.slack.faults.plan(method, { kind: "error", error: "missing_scope" });
    expect(textsOf(await world.ask("audit"))).toContain(scope);
  });

  it("without admins, without questions, without a time", async () => {
    await using world = await startWorld();
    expect(textsOf(await world.ask("audit"))).toContain("ask whoever runs simscope here");
    await using asked = await startWorld({ env: admin });
    expect(textsOf(await asked.ask("audit"))).toContain("Nobody asked anything");
    expect(textsOf(await asked.ask("audit 2999-01-01"))).toContain("/sim audit 7d");
  });
});
