import { readdirSync, readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { hasChromium } from "../../playground/chromium.ts";
import { channels, people } from "../../playground/slack/state/workspace.ts";
import {
  accessibilityFaults,
  expectNoComplaints,
  type OpenedPlayground,
  openLimitMs,
  openPlayground,
} from "../support/browser/open-playground.ts";

const folder = new URL("../fixtures/golden/", import.meta.url);
const goldens = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".json"))
  .map((name) => ({ name, content: JSON.parse(readFileSync(new URL(name, folder), "utf8")) }));
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
  const post = (blocks: readonly unknown[], text = "a message") =>
    opened.playground.slack.world.messages.post(
      { channel: channels.incidents, author: { kind: "bot" }, text, blocks },
      { by: "web_api", token: null },
    );

  test("there is something to draw", () => {
    expect(messages.length).toBeGreaterThan(20);
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
      /"type":"button"/g,
    );
    const shown = drawn.locator("button[data-action], a[data-action]");
    expect(await shown.count()).toBe(buttons?.length);
    expect(await accessibilityFaults(page)).toEqual([]);
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
