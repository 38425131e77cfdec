import { readdirSync, readFileSync } from "node:fs";
import process from "node:process";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { hasChromium } from "../../playground/chromium.ts";
import { channels, people } from "../../playground/slack/state/workspace.ts";
import {
  measuredAnswers,
  measuredMessages,
  overBudget,
  overFleetBudget,
} from "../support/browser/answer-budget.ts";
import {
  accessibilityFaults,
  expectNoComplaints,
  phone as narrow,
  type OpenedPlayground,
  openLimitMs,
  openPlayground,
  say,
} from "../support/browser/open-playground.ts";
import { fleetGoldens } from "../support/fleet/fleet-goldens.ts";
import { goldenPictureUrl } from "../support/pictures.ts";

const folder = new URL("../fixtures/golden/", import.meta.url);
const goldens = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".json"))
  .map((name) => ({ name, content: JSON.parse(readFileSync(new URL(name, folder), "utf8")) }));
/** Answers about one SIM; for a channel, too, and what is shared there. */
const answers = goldens.filter(({ content }) =>
  /"action_id":"(?:sessions_refresh|share_delete)"/.test(JSON.stringify(content.blocks)),
);
const tellsAll = new Set(["watches/list-of-twenty.json", "watches/told-several.json"]);
function budgetOf(name: string) {
  if (tellsAll.has(name)) return "all";
  return /^(?:messages\/dark|evidence\/list|handover\/)/.test(name) ? "list" : "one";
}
const aboutFleet = fleetGoldens();
const messages = goldens.filter(({ content }) => content.type === undefined);
const modals = goldens.filter(({ content }) => content.type === "modal");

describe.skipIf(!hasChromium)("everything that simscope sends is drawn", () => {
  let opened: OpenedPlayground;
  let page: Page;
  beforeAll(async () => {
    opened = await openPlayground();
    page = await opened.visit();
  }, openLimitMs);
  afterAll(() => opened?.[Symbol.asyncDispose]());
  beforeEach(() => opened.playground.slack.reset());

  const boxes = () => page.locator(".unknown, .unknown-inline").allTextContents();
  /** `picture` stands where the golden address leads nowhere. */
  const post = (
    blocks: readonly unknown[],
    text = "a message",
    picture = `${opened.server.url}icon.svg`,
  ) => {
    const shown = JSON.stringify(blocks).replaceAll(goldenPictureUrl, picture);
    opened.playground.slack.world.messages.post(
      { channel: channels.incidents, author: { kind: "bot" }, text, blocks: JSON.parse(shown) },
      { by: "web_api", token: null },
    );
  };

  test("there is something to draw", () => {
    expect(messages.length).toBeGreaterThan(20);
    expect(answers.length).toBeGreaterThan(15);
    expect(modals.length).toBeGreaterThan(8);
  });

  test("every message, with no element left out, and no serious fault of accessibility", async () => {
    for (const { name, content } of messages) post(content.blocks, name);
    const drawn = page.locator("#messages .message");
    await drawn.nth(messages.length - 1).waitFor();
    expect(await drawn.count()).toBe(messages.length);
    expect(await boxes()).toEqual([]);
    const empty = await drawn.evaluateAll(
      (views) =>
        views.filter((view) => view.querySelector(".message-body > :nth-child(2)") === null).length,
    );
    expect(empty).toBe(0);
    const buttons = JSON.stringify(messages.map(({ content }) => content)).match(
      /"type":"(?:button|overflow)"/g,
    );
    const shown = drawn.locator("button[data-action], a[data-action]");
    expect(await shown.count()).toBe(buttons?.length);
    expect(await accessibilityFaults(page)).toEqual([]);
    expectNoComplaints(opened);
  });

  test("answers, and what is said about the fleet, within what a phone shows", async () => {
    const phone = await opened.visit({ ...narrow, viewport: { width: 390, height: 844 } });
    // A picture as the bot draws it: what has two operators is taller than most.
    await say(phone, "/sim sessions truck-0417");
    const drawn = phone.locator("#messages img.block-picture");
    await drawn.waitFor();
    const picture = new URL((await drawn.getAttribute("src")) ?? "", opened.server.url).href;
    for (const { name, content } of answers) post(content.blocks, name, picture);
    await phone.locator("#messages .message").nth(answers.length).waitFor();
    const [, ...measured] = await measuredAnswers(phone);
    for (const { name, content } of aboutFleet) post(content.blocks, name);
    const all = answers.length + aboutFleet.length;
    await phone.locator("#messages .message").nth(all).waitFor();
    const fleet = (await measuredMessages(phone)).slice(answers.length + 1);
    const over = measured.flatMap((answer, index) =>
      overBudget(answer).map((fault) => `${answers[index]?.name}: ${fault}`),
    );
    const tooLong = fleet.flatMap((message, index) => {
      const name = aboutFleet[index]?.name ?? "";
      return overFleetBudget(message, budgetOf(name)).map((fault) => `${name}: ${fault}`);
    });
    if (process.env["SHOW_BUDGETS"] !== undefined) {
      console.table(measured.map((one, index) => ({ name: answers[index]?.name, ...one })));
      console.table(fleet.map((one, index) => ({ name: aboutFleet[index]?.name, ...one })));
    }
    expect([measured.length, fleet.length]).toEqual([answers.length, aboutFleet.length]);
    expect([...over, ...tooLong]).toEqual([]);
    await phone.context().close();
    expectNoComplaints(opened);
  });

  test.each(modals)("$name, as a modal", async ({ content }) => {
    opened.playground.slack.world.views.open(people.ada, content, "open");
    const modal = page.getByRole("dialog", { name: content.title.text });
    await modal.waitFor();
    expect(await boxes()).toEqual([]);
    const texts = [...JSON.stringify(content.blocks).matchAll(/"type":"(?:section|input)"/g)];
    expect(await modal.locator(".section, .input").count()).toBe(texts.length);
    expect(await accessibilityFaults(page)).toEqual([]);
    await modal.getByRole("button", { name: "Close" }).first().click();
    await modal.waitFor({ state: "detached" });
    expectNoComplaints(opened);
  });

  test("what the page does not know is named, never left out", async () => {
    post([
      { type: "hologram", text: "a block" },
      { type: "actions", elements: [{ type: "lever", action_id: "pull" }] },
      { type: "rich_text", elements: [{ type: "rich_text_poem", elements: [] }] },
    ]);
    await page.locator(".unknown").first().waitFor();
    expect(await page.locator(".unknown summary").allTextContents()).toEqual([
      "Unknown block: hologram",
    ]);
    const all = (await boxes()).join();
    expect(all).toContain("Unknown element: lever");
    expect(all).toContain("Unknown rich text: rich_text_poem");
  });
});
