import { PNG } from "pngjs";
import { describe, expect, it } from "vitest";
import type { Fault } from "../../playground/slack/state/faults.ts";
import type { SlackMessage } from "../../playground/slack/state/messages.ts";
import { hourMs, minuteMs } from "../../src/core/instant.ts";
import { actionsOf, startWorld, textsOf, type World } from "../support/whole-bot.ts";

const drawing = { env: { CHART_RENDERER: "embedded" } };

function imageOf(message: SlackMessage): Record<string, unknown> | undefined {
  return message.blocks.find((block) => block["type"] === "image");
}

const failures: [string, string, Fault][] = [
  ["no upload address", "files.getUploadURLExternal", { kind: "error", error: "missing_scope" }],
  ["bytes refused", "upload", { kind: "status", status: 500 }],
  ["not completed", "files.completeUploadExternal", { kind: "error", error: "internal_error" }],
  ["rate limited", "files.getUploadURLExternal", { kind: "rate_limited", retryAfterSeconds: 30 }],
  ["its state unknown", "files.info", { kind: "error", error: "missing_scope" }],
];

const uploads = (world: World): number =>
  world.slack.requests.filter(({ method }) => method === "files.completeUploadExternal").length;

describe("the picture, uploaded", () => {
  it("is shown with its words, once uploaded and processed", async () => {
    await using world = await startWorld(drawing);
    const answer = await world.ask("sessions truck-0417 30d");
    const image = imageOf(answer);
    expect(image?.["slack_file"]).toBeDefined();
    expect(image?.["alt_text"]).toMatch(/T-Mobile \(USA\) \d+ %/);
    expect(actionsOf(answer)).not.toContain("sessions_timeline");
  });

  it("is uploaded once for page turns and a refresh", async () => {
    await using world = await startWorld(drawing);
    const answer = await world.ask("sessions truck-0417 30d");
    const older = await world.press(answer, "sessions_older");
    expect(imageOf(older)).toBeDefined();
    world.clock.advance(20_000);
    await world.press(older, "sessions_refresh");
    expect(uploads(world)).toBe(1);
  });

  it("is labelled in the zone of the person who asks", async () => {
    await using world = await startWorld(drawing);
    const answer = await world.ask("sessions truck-0417 24h");
    expect(imageOf(answer)?.["alt_text"]).toContain("Berlin time");
  });

  it("without files:read the answer comes at once, and says what is missing", async () => {
    const scopes = ["commands", "chat:write", "files:write", "im:write", "app_mentions:read"];
    await using world = await startWorld({ ...drawing, scopes });
    expect(textsOf(await world.ask("sessions truck-0417 30d"))).toContain("files:read");
    const looks = world.slack.requests.filter(({ method }) => method === "files.info");
    expect(looks).toHaveLength(1);
  });

  it.each(failures)(
    "%s: the answer comes without it, says so, and the next one works",
    async (_, target, fault) => {
      await using world = await startWorld(drawing);
      world.slack.faults.plan(target, fault);
      const answer = await world.ask("sessions truck-0417 30d");
      expect(imageOf(answer)).toBeUndefined();
      expect(textsOf(answer)).toContain("The timeline picture is missing");
      expect(textsOf(answer)).toContain("of 357");
      world.slack.faults.clear();
      const again = await world.press(answer, "sessions_timeline");
      expect(imageOf(again)).toBeDefined();
      expect(textsOf(again)).toContain("of 357");
    },
  );

  it("refused by Slack although it called it ready: the answer comes without it", async () => {
    await using world = await startWorld(drawing);
    world.slack.faults.plan(
      "response_url",
      { kind: "status", status: 404, body: "invalid_blocks" },
      1,
    );
    const answer = await world.ask("sessions truck-0417 30d");
    expect(imageOf(answer)).toBeUndefined();
    expect(textsOf(answer)).toContain("Slack did not show it");
    expect(uploads(world)).toBe(1);
    // What Slack would not show once is not offered to it again.
    const again = await world.press(answer, "sessions_timeline");
    expect(imageOf(again)).toBeDefined();
    expect(uploads(world)).toBe(2);
  });
});

describe("the picture of two SIMs", () => {
  const compare = "compare truck-0417 vendor-sample 30d";

  it("is uploaded once, with words for both", async () => {
    await using world = await startWorld(drawing);
    const answer = await world.ask(compare);
    const image = imageOf(answer);
    expect(image?.["slack_file"]).toBeDefined();
    expect(image?.["alt_text"]).toMatch(/A · Truck 0417 telematics, .* B · vendor-sample, /);
    expect(image?.["alt_text"]).toContain("Berlin time");
    // Once is enough: below the picture nothing is said of it.
    expect(textsOf(answer)).not.toContain("A: In session");
    expect(uploads(world)).toBe(1);
    await world.ask(compare);
    expect(uploads(world)).toBe(1);
  });

  it.each(failures)("%s: the comparison comes without it and says so", async (_, target, fault) => {
    await using world = await startWorld(drawing);
    world.slack.faults.plan(target, fault);
    const answer = await world.ask(compare);
    expect(imageOf(answer)).toBeUndefined();
    expect(textsOf(answer)).toContain("The timeline picture is missing");
    expect(textsOf(answer)).toMatch(/A: In session .*\\nB: /);
    expect(textsOf(answer)).toContain("Two SIMs compared");
    world.slack.faults.clear();
    expect(imageOf(await world.ask(compare))).toBeDefined();
  });

  it.each([
    ["uploaded", {}],
    ["linked", { PUBLIC_URL: "https://simscope.example" }],
  ])("%s, and refused by Slack: the comparison comes without it", async (_, env) => {
    await using world = await startWorld({ env: { ...drawing.env, ...env } });
    const refusal = { kind: "status", status: 404, body: "invalid_blocks" } as const;
    world.slack.faults.plan("response_url", refusal, 1);
    const answer = await world.ask(compare);
    expect(imageOf(answer)).toBeUndefined();
    expect(textsOf(answer)).toContain("Slack did not show it");
    expect(textsOf(answer)).toContain("Two SIMs compared");
    expect(imageOf(await world.ask(compare))).toBeDefined();
  });

  it("is drawn by ourselves where a chart server draws the others", async () => {
    // Nobody listens there: a comparison does not even ask.
    const QUICKCHART_URL = "http://127.0.0.1:9";
    await using world = await startWorld({ env: { CHART_RENDERER: "quickchart", QUICKCHART_URL } });
    expect(imageOf(await world.ask(compare))).toBeDefined();
    expect(world.log()).not.toContain("the chart server did not draw");
  });

  it("is left out where pictures are switched off", async () => {
    await using world = await startWorld();
    const answer = await world.ask(compare);
    expect(imageOf(answer)).toBeUndefined();
    expect(textsOf(answer)).not.toContain("picture");
  });
});

describe("the picture, served by the bot", () => {
  const hosted = { env: { CHART_RENDERER: "embedded", PUBLIC_URL: "https://simscope.example" } };

  const fetchFrom = (world: World, url: string): Promise<Response> =>
    fetch(`http://127.0.0.1:${world.bot.port}${new URL(url).pathname}`);

  const noBytes = Buffer.alloc(0);
  const bytesFrom = async (world: World, url: string): Promise<Buffer> =>
    Buffer.from(await (await fetchFrom(world, url)).arrayBuffer());

  it("is a link without data that draws, survives a restart, cannot be forged, and expires", async () => {
    await using world = await startWorld(hosted);
    const answer = await world.ask("sessions truck-0417 30d");
    const url = String(imageOf(answer)?.["image_url"]);
    expect(url).toMatch(/^https:\/\/simscope\.example\/charts\/[\w-]+\.png$/);
    expect(url).not.toMatch(/truck|DE[0-9a-f]{8}/);

    const picture = await fetchFrom(world, url);
    expect(picture.status).toBe(200);
    expect(picture.headers.get("content-type")).toBe("image/png");
    const bytes = new Uint8Array(await picture.arrayBuffer());
    expect(bytes.length).toBeGreaterThan(20_000);

    await world.restart();
    expect((await fetchFrom(world, url)).status).toBe(200);
    const token = /charts\/([\w-]+)\.png/.exec(url)?.[1] ?? "";
    const forged = url.replace(token, `${token.slice(0, -1)}${token.endsWith("A") ? "B" : "A"}`);
    expect((await fetchFrom(world, forged)).status).toBe(404);
    expect((await fetch(`http://127.0.0.1:${world.bot.port}/charts/`)).status).toBe(404);

    world.clock.advance(26 * hourMs);
    expect((await fetchFrom(world, url)).status).toBe(410);
  });

  it("of two SIMs is one link, drawn for both, that tells neither", async () => {
    await using world = await startWorld(hosted);
    const url = String(
      imageOf(await world.ask("compare truck-0417 vendor-sample 30d"))?.["image_url"],
    );
    const one = String(imageOf(await world.ask("sessions truck-0417 30d"))?.["image_url"]);
    expect(url).toHaveLength(one.length);
    const [both, single] = await Promise.all(
      [url, one].map(async (link) => PNG.sync.read(await bytesFrom(world, link))),
    );
    expect(both?.width).toBe(single?.width);
    expect(both?.height ?? 0).toBeGreaterThan((single?.height ?? 0) + 400);
    await world.restart();
    expect((await fetchFrom(world, url)).status).toBe(200);
  });

  it("made for a channel is another one where the SIM's name is a number", async () => {
    await using world = await startWorld(hosted);
    const iccid = "8988280666000001234";
    world.fleet.putSim({
      key: "numbered",
      fields: { iccid, unique_name: iccid, friendly_name: iccid },
      sessions: [],
    });
    world.fleet.putSim({ key: "worded", fields: { unique_name: "worded" }, sessions: [] });
    for (const question of [`sessions ${iccid}`, `compare ${iccid} worded`]) {
      const mine = await world.ask(question);
      const everybodys = await world.ask(`${question} public`);
      expect(String(imageOf(everybodys)?.["alt_text"])).not.toContain(iccid);
      const links = [mine, everybodys].map((answer) => String(imageOf(answer)?.["image_url"]));
      const [forMe, forAll] = await Promise.all(links.map((link) => bytesFrom(world, link)));
      expect(forAll?.length).toBeGreaterThan(5_000);
      expect(Buffer.compare(forMe ?? noBytes, forAll ?? noBytes)).not.toBe(0);
    }
    // A name of words is drawn alike for all.
    const links = await Promise.all(
      ["sessions worded", "sessions worded public"].map(async (question) =>
        String(imageOf(await world.ask(question))?.["image_url"]),
      ),
    );
    const [forMe, forAll] = await Promise.all(links.map((link) => bytesFrom(world, link)));
    expect(Buffer.compare(forMe ?? noBytes, forAll ?? noBytes)).toBe(0);
  });

  it("that Slack cannot fetch: the answer comes without it", async () => {
    await using world = await startWorld(hosted);
    const refusal = { kind: "status", status: 400, body: "invalid_blocks" } as const;
    world.slack.faults.plan("response_url", refusal, 1);
    const answer = await world.ask("sessions truck-0417 30d");
    expect(imageOf(answer)).toBeUndefined();
    expect(textsOf(answer)).toContain("The timeline picture is missing");
    expect(actionsOf(answer)).toContain("sessions_timeline");
  });

  it("costs the answer no drawing and no upload", async () => {
    await using world = await startWorld(hosted);
    await world.ask("sessions truck-0417 30d");
    expect(uploads(world)).toBe(0);
    world.clock.advance(minuteMs);
  });
});
