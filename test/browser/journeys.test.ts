import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { hasChromium } from "../../playground/chromium.ts";
import {
  accessibilityFaults,
  answer,
  expectNoComplaints,
  type OpenedPlayground,
  openLimitMs,
  openPlayground,
  phone,
  say,
} from "../support/browser/open-playground.ts";

describe.skipIf(!hasChromium)("the playground in a real browser", () => {
  let opened: OpenedPlayground;
  let page: Page;
  beforeAll(async () => {
    opened = await openPlayground();
  }, openLimitMs);
  afterAll(() => opened?.[Symbol.asyncDispose]());
  beforeEach(async () => {
    page = await opened.startAnew();
  });
  afterEach(() => page.context().close());

  const button = (name: string | RegExp) =>
    page.locator("#messages .message").last().getByRole("button", { name });
  const modal = () => page.getByRole("dialog");
  const chooseDetails = (row: number) =>
    page.locator("#messages .message").last().getByLabel("Details").selectOption({ index: row });

  test("the first visit explains itself, and a question is answered with the verdict in view", async () => {
    const welcome = page.getByRole("region", { name: "Welcome" });
    expect(await welcome.locator("p").count()).toBe(3);
    const questions = welcome.getByRole("button");
    expect(await questions.count()).toBe(3);
    expect(await accessibilityFaults(page)).toEqual([]);
    await questions.first().click();
    const message = await answer(page, "Cargo camera 07");
    await message.locator("img.block-picture").waitFor();
    await page.evaluate(`document.querySelector("#messages img.block-picture").decode()`);
    const isInView = `(() => {
      const heading = document.querySelector("#messages .message h3").getBoundingClientRect();
      const room = document.querySelector("#messages").getBoundingClientRect();
      return heading.top >= room.top && heading.bottom < room.bottom;
    })()`;
    await expect.poll(() => page.evaluate(isInView)).toBe(true);
    expect(await page.locator(".typing").count()).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
    expectNoComplaints(opened);
  });

  test("a command is completed and sent by keyboard alone", async () => {
    const field = page.getByRole("combobox", { name: "Message or command" });
    await field.focus();
    await page.keyboard.type("/s");
    await page.keyboard.press("Tab");
    await page.keyboard.type("ses");
    await page.keyboard.press("Tab");
    await page.keyboard.type("tank");
    await page.getByRole("option", { name: /tank-level-5/ }).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    expect(await field.inputValue()).toBe("/sim sessions tank-level-5 ");
    await page.keyboard.type("24");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await answer(page, "Tank level 5");
    await field.press("ArrowUp");
    expect(await field.inputValue()).toBe("/sim sessions tank-level-5 24h");
    expectNoComplaints(opened);
  });

  test("one pages back to the end, past the window, and forth again", async () => {
    await say(page, "/sim sessions water-meter-310");
    let message = await answer(page, "Water meter 310");
    const range = /Sessions (\d+)–(\d+) of (\d+)/;
    const shown = async () =>
      range
        .exec((await message.textContent()) ?? "")
        ?.slice(1)
        .map(Number) ?? [];
    let [from = 0, to = 0, all = 0] = await shown();
    expect([from, all < 10]).toEqual([1, true]);
    let windowsSeen = 1;
    while ((await button(/^Older/).count()) > 0) {
      const before = (await message.textContent()) ?? "";
      await button(/^Older/).click();
      await expect
        .poll(() => page.locator("#messages .message").last().textContent())
        .not.toBe(before);
      message = page.locator("#messages .message").last();
      const previous = all;
      [from = 0, to = 0, all = 0] = await shown();
      if (all !== previous) windowsSeen += 1;
    }
    expect(windowsSeen).toBe(2);
    expect(to).toBe(all);
    expect(all).toBeGreaterThan(20);
    await button(/^Newer/).click();
    await message.getByText(new RegExp(`Sessions ${from - 5}–${from - 1} of`)).waitFor();
    expect(await page.locator("#messages .message").count()).toBe(1);
    expectNoComplaints(opened);
  });

  test("details open in a window, and the window closes", async () => {
    await say(page, "/sim sessions cargo-cam-07 24h");
    await answer(page, "Cargo camera 07");
    await chooseDetails(1);
    await modal().getByText("IMEI").first().waitFor();
    expect(await page.locator(".pending").count()).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await modal().waitFor({ state: "detached" });
    expectNoComplaints(opened);
  });

  test("what is shared is seen by somebody else", async () => {
    await say(page, "/sim sessions signage-main-hall 24h");
    await answer(page, "Signage main hall");
    await button(/^Share/).click();
    const question = page.getByRole("dialog");
    await question.getByText("IMEI, ICCID and positions are masked").waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await question.getByRole("button", { name: "Share" }).click();
    const shared = page.locator("#messages .message:not(.private)", {
      hasText: "Signage main hall",
    });
    await shared.waitFor();
    await page.getByLabel("You are").selectOption({ label: "Ben Castillo" });
    await page.locator("#messages .message").first().waitFor();
    await shared.waitFor();
    await shared.locator("img.block-picture").waitFor();
    expect(await page.locator("#messages .message.private").count()).toBe(0);
    await page.getByLabel("You are").selectOption({ label: "Ada Okafor" });
    // What she alone sees is there: it is she who presses.
    await page.locator("#messages .message.private").first().waitFor();
    await shared.getByRole("button", { name: /^Delete/ }).click();
    await shared.waitFor({ state: "detached" });
    expectNoComplaints(opened);
  });

  test("an export is a file to save", async () => {
    await say(page, "/sim sessions cargo-cam-07 24h");
    await answer(page, "Cargo camera 07");
    await button("More actions").click();
    await page.getByRole("menuitem", { name: /^Export/ }).click();
    await page.getByText(/\.csv/).first().waitFor();
    await page.getByRole("button", { name: "simscope" }).click();
    const link = page.locator("a.file").first();
    const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
    expect(download.suggestedFilename()).toMatch(/\.csv$/);
    const rows = (await readFile(await download.path(), "utf8")).split("\n");
    expect(rows[0]).toContain("packets_uploaded");
    expect(rows.length).toBeGreaterThan(2);
    expectNoComplaints(opened);
  });

  test("the home tab has the SIMs asked for last, and a press sends one as a message", async () => {
    await say(page, "/sim sessions cargo-cam-07 24h");
    await answer(page, "Cargo camera 07");
    await page.getByRole("button", { name: "simscope", exact: true }).click();
    await page.getByRole("button", { name: "Home" }).click();
    await modal().getByText("SIMs you asked for last").waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await modal().getByRole("button", { name: "Sessions of Cargo camera 07" }).click();
    await modal().getByText("is in your direct messages").waitFor();
    await modal().locator("footer").getByRole("button").click();
    await modal().getByText("SIMs you asked for last").waitFor();
    await page.keyboard.press("Escape");
    await modal().waitFor({ state: "detached" });
    await answer(page, "Cargo camera 07");
    expectNoComplaints(opened);
  });

  test("two SIMs are compared", async () => {
    await say(page, "/sim compare cargo-cam-07 truck-0417");
    const message = await answer(page, "Truck 0417");
    await message.getByText("Cargo camera 07").first().waitFor();
    expectNoComplaints(opened);
  });

  test("a SIM is picked while typing, from the shortcuts menu", async () => {
    await page.getByRole("button", { name: "Shortcuts" }).click();
    await page.getByRole("menuitem", { name: /Look up a SIM/ }).click();
    const field = modal().getByRole("combobox", { name: "SIM" });
    await field.fill("pump st");
    await modal()
      .getByRole("option", { name: /Pump station 12/ })
      .waitFor();
    await field.press("ArrowDown");
    await field.press("Enter");
    expect(await field.inputValue()).toContain("Pump station 12");
    expect(await accessibilityFaults(page)).toEqual([]);
    await modal().locator("button.primary").click();
    await answer(page, "Pump station 12");
    await modal().waitFor({ state: "detached" });
    expectNoComplaints(opened);
  });

  test("a message has its shortcut, its thread and its JSON", async () => {
    await say(page, "Alarm: pump-station-12 does not answer");
    const alarm = page.locator("#messages .message", { hasText: "Alarm" });
    await alarm.hover();
    await alarm.getByRole("button", { name: "Message actions" }).click();
    await page.getByRole("menuitem", { name: /Find SIMs/ }).click();
    await alarm.getByRole("button", { name: "1 reply" }).waitFor();

    await alarm.getByRole("button", { name: "Message actions" }).click();
    await page.getByRole("menuitem", { name: "Reply in thread" }).click();
    await page.locator("#thread .message", { hasText: "Pump station 12" }).waitFor();
    const reply = page.getByRole("textbox", { name: "Reply" });
    await reply.fill("I am on my way");
    await reply.press("Enter");
    await page.locator("#thread .message", { hasText: "on my way" }).waitFor();
    await alarm.getByRole("button", { name: "2 replies" }).waitFor();
    await reply.fill("/sim help");
    await reply.press("Enter");
    await page.getByText("/sim is not supported in threads. Sorry!").waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole("button", { name: "Close the thread" }).click();

    await alarm.getByRole("button", { name: "Message actions" }).click();
    await page.getByRole("menuitem", { name: "Show Block Kit JSON" }).click();
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await modal().getByRole("button", { name: "Copy" }).click();
    await modal().getByRole("button", { name: "Copied" }).waitFor();
    const copied = String(await page.evaluate("navigator.clipboard.readText()"));
    expect(JSON.parse(copied).text).toContain("Alarm");
    expectNoComplaints(opened);
  });

  test("all requests are listed with their times, and open to their content", async () => {
    await page.getByRole("tab", { name: "Requests" }).click();
    await say(page, "/sim sessions tank-level-5 30d");
    await answer(page, "Tank level 5");
    const rows = page.locator(".exchange");
    for (const way of ["Slack → bot", "bot → SIM platform", "bot → Slack"]) {
      const row = rows.filter({ hasText: way }).first();
      await row.waitFor();
      expect(await row.textContent()).toMatch(/\d\d:\d\d:\d\d\.\d{3}.+\d ms$/);
    }
    const asked = rows.filter({ hasText: "/sim sessions tank-level-5 30d" }).first();
    await asked.locator("summary").click();
    await page.locator(".exchange .json", { hasText: "trigger_id" }).waitFor();
    await page.getByRole("checkbox", { name: "SIM platform" }).uncheck();
    expect(await rows.filter({ hasText: "bot → SIM platform" }).count()).toBe(0);
    expect(await rows.filter({ hasText: "/sim sessions tank-level-5 30d" }).count()).toBe(1);
    expect(await accessibilityFaults(page)).toEqual([]);
    expectNoComplaints(opened);
  });

  test("the platform breaks, the bot says whose side it is on, and recovers", async () => {
    await page.getByRole("tab", { name: "Time & faults" }).click();
    await page.getByLabel("503: unavailable").check();
    await page.getByRole("button", { name: "SIM platform: 503" }).waitFor();
    await say(page, "/sim sessions yacht-tracker-3 24h");
    await answer(page, /SIM platform/);
    expect(await page.locator(".typing").count()).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole("radio", { name: "Works" }).check();
    await page.getByText("Nothing is broken.").waitFor();
    await expect
      .poll(
        async () => {
          await say(page, "/sim sessions yacht-tracker-3 24h");
          const last = page.locator("#messages .message").last();
          await page.locator(".typing").waitFor({ state: "detached" });
          return last.textContent();
        },
        { timeout: 20_000, interval: 500 },
      )
      .toContain("Yacht tracker 3");
    expectNoComplaints(opened);
  });

  test("without uploads the answer comes without its picture, and says so", async () => {
    await page.getByRole("tab", { name: "Time & faults" }).click();
    await page.getByLabel(/Refuses uploads/).check();
    await page.getByRole("button", { name: "Slack: no uploads" }).waitFor();
    await say(page, "/sim sessions billboard-11 24h");
    const message = await answer(page, "Billboard 11");
    expect(await message.textContent()).toMatch(/picture/i);
    expect(await message.locator("img.block-picture").count()).toBe(0);
    expectNoComplaints(opened);
  });

  test("a day passes, and now is now again", async () => {
    await page.getByRole("tab", { name: "Time & faults" }).click();
    await page.getByRole("button", { name: "+1 day" }).click();
    await page.getByRole("button", { name: "+1 day", exact: true }).nth(1).waitFor();
    await say(page, "/sim sessions tank-level-5 24h");
    const message = await answer(page, "Tank level 5");
    expect(await message.textContent()).toContain("Today");
    await page.getByRole("button", { name: "Now", exact: true }).click();
    await page.getByText("The time of this machine.").waitFor();
    await message.waitFor({ state: "detached" });
    expectNoComplaints(opened);
  });

  test("an outage begins, an answer tells of a silence, and it ends", async () => {
    opened.playground.fleets[0]?.simulator.configure({ everydaySims: 40 });
    await page.context().close();
    page = await opened.visit();
    await page.getByRole("tab", { name: "Time & faults" }).click();
    const panel = page.getByRole("region", { name: "Outages" });
    const anywhere = await panel.getByRole("option", { name: /At random/ }).textContent();
    await panel.getByLabel("Where").selectOption(anywhere);
    await panel.getByRole("radio", { name: "All" }).check();
    await panel.getByRole("button", { name: "Start the outage" }).click();
    await page.getByRole("button", { name: "Outage: SIMs at random", exact: true }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await panel.getByRole("button", { name: "Ask about one" }).click();
    expect(await (await answer(page, /Power meter/)).textContent()).toContain(
      "Nothing heard since",
    );
    await panel.getByRole("button", { name: /^End the outage/ }).click();
    await panel.getByText("Ended: SIMs at random.").waitFor();
    expect(await panel.getByRole("listitem").count()).toBe(0);
    expect(await page.getByRole("button", { name: /^Outage:/ }).count()).toBe(0);
    opened.playground.fleets[0]?.simulator.configure({ everydaySims: 0 });
    expectNoComplaints(opened);
  });

  test("a phone: everything fits, the panels open over the channel", async () => {
    await page.context().close();
    page = await opened.visit({ ...phone, colorScheme: "dark" });
    await page.getByRole("button", { name: "Fleet" }).tap();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole("button", { name: /Cargo camera 07/ }).tap();
    const message = await answer(page, "Cargo camera 07");
    await message.locator("img.block-picture").waitFor();
    const tooWide = await page.evaluate(`
      [...document.querySelectorAll("#messages *, #composer *")]
        .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
        .map((element) => element.className)
    `);
    expect(tooWide).toEqual([]);
    await chooseDetails(1);
    await modal().getByText("IMEI").first().waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await modal().getByRole("button", { name: "Close" }).first().tap();
    await page.getByRole("button", { name: "Channels" }).tap();
    await page.getByRole("button", { name: "fleet-ops" }).tap();
    await page.getByRole("heading", { name: /fleet-ops/, level: 1 }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expectNoComplaints(opened);
  });
});
