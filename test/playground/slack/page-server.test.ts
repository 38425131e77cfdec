import { readdir } from "node:fs/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type FleetSimulator, startFleetSimulator } from "../../../playground/fleet/simulator.ts";
import type { PlaygroundControls } from "../../../playground/page/playground-control.ts";
import { type PageServer, startPageServer } from "../../../playground/page/server.ts";
import { type SlackSimulator, startSlackSimulator } from "../../../playground/slack/simulator.ts";
import { Traffic } from "../../../playground/traffic.ts";
import { secrets } from "../../support/playground/slack/bolt-bot.ts";
import { ManualTime } from "../../support/playground/slack/manual-time.ts";

const folder = new URL("../../../playground/page/", import.meta.url);
let slack: SlackSimulator;
let fleet: FleetSimulator;
let page: PageServer;
let playground: PlaygroundControls;

beforeEach(async () => {
  const time = new ManualTime();
  slack = await startSlackSimulator({ clock: time, timers: time, ...secrets });
  fleet = await startFleetSimulator({ clock: time });
  const unmoved = { aheadMs: 0, advance: async () => {}, startOver: async () => {} };
  const fleets = [{ account: null, description: null, simulator: fleet }];
  const traffic = new Traffic(slack, fleets);
  playground = { slack, fleets, traffic, transport: "http", ...unmoved };
  page = await startPageServer({ playground, port: 0 });
});
afterEach(() => Promise.all([page.close(), slack.close(), fleet.close()]));

const get = async (path: string) => {
  const response = await fetch(new URL(path, page.url));
  return { status: response.status, headers: response.headers, body: await response.text() };
};

test("the page loads nothing from elsewhere and allows no other script", async () => {
  const { status, headers, body } = await get("/");
  expect(status).toBe(200);
  expect(headers.get("content-security-policy")).toContain("default-src 'self'");
  const addresses = [...body.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address]) => address);
  expect(addresses.length).toBeGreaterThan(3);
  for (const address of addresses) expect((await get(String(address))).status).toBe(200);
});

test("every module is served, and so is everything it imports", async () => {
  const modules = (await readdir(folder)).filter((name) => name.endsWith(".js"));
  expect(modules).toContain("main.js");
  for (const name of modules) {
    const { status, headers, body } = await get(`/${name}`);
    expect([status, headers.get("content-type")]).toEqual([200, "text/javascript; charset=utf-8"]);
    for (const [, address = ""] of body.matchAll(/^import .* from "([^"]+)";$/gm)) {
      const found = await get(address);
      expect([name, address, found.status]).toEqual([name, address, 200]);
    }
  }
});

test("signs and flags come along, as bytes and not as text", async () => {
  const answer = await fetch(new URL("/emoji.woff2", page.url));
  expect(answer.headers.get("content-type")).toBe("font/woff2");
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect(bytes.subarray(0, 4).toString()).toBe("wOF2");
  expect(bytes.length).toBe(bytes.readUInt32BE(8));
});

test("what the page shares with the terminal arrives without types", async () => {
  const { body } = await get("/shared/mrkdwn.js");
  expect(body).toContain("export function parseMrkdwn");
  expect(body).not.toContain(": string");
});

test.each([
  "/server.ts",
  "/assets.ts",
  "/../demo.ts",
  "/%2e%2e/demo.ts",
  "/shared/other.js",
  "/x.js",
])("%s is not served", async (path) => {
  expect((await get(path)).status).toBe(404);
});

test("both control planes answer under the page's own address", async () => {
  expect(JSON.parse((await get("/_control/slack/workspace")).body).team.name).toBe("Fleet Care");
  const { scenarios } = JSON.parse((await get("/_control/fleet/scenarios")).body);
  expect(scenarios.map(({ name }: { name: string }) => name)).toContain("cargo-cam-07");
});

test("a file that is no picture is saved, never shown", async () => {
  const file = slack.world.files.announce("sessions.csv");
  slack.world.files.receive(file.uploadToken, Buffer.from("<script>"));
  const { headers } = await get(`/_control/slack/files/${file.id}`);
  expect(headers.get("content-disposition")).toBe("attachment");
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  const { body } = await get(`/_control/slack/file?id=${file.id}`);
  expect(JSON.parse(body)).toMatchObject({ name: "sessions.csv", size: 8, isPicture: false });
});

test("a taken port gives way to a free one", async () => {
  const port = Number(new URL(page.url).port);
  const second = await startPageServer({ playground, port });
  expect(second.url).not.toBe(page.url);
  expect((await fetch(second.url)).status).toBe(200);
  await second.close();
});
