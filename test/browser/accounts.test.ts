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
} from "../support/browser/open-playground.ts";

describe.skipIf(!hasChromium)("the playground with two accounts, in a real browser", () => {
  let opened: OpenedPlayground;
  let page: Page;
  beforeAll(async () => {
    opened = await openPlayground("several");
  }, openLimitMs);
  afterAll(() => opened?.[Symbol.asyncDispose]());
  beforeEach(async () => {
    page = await opened.startAnew();
  });
  afterEach(() => page.context().close());

  const lastMessage = () => page.locator("#messages .message").last();
  const tab = (name: string) => page.getByRole("tab", { name });
  const faultsOf = (account: string) =>
    page.getByRole("group", { name: new RegExp(`SIM platform of ${account}`) });

  async function askForDevice(account: string, device: RegExp): Promise<void> {
    await tab("Fleet").click();
    await page.getByRole("radio", { name: account, exact: true }).check();
    await page.getByRole("button", { name: device }).first().click();
  }

  test("one name in both accounts: choose, page, break one, and the other still answers", async () => {
    await page.getByRole("button", { name: /A name in both accounts/ }).click();
    const choice = await answer(page, "Which one?");
    expect(await accessibilityFaults(page)).toEqual([]);
    await choice
      .locator(".section", { hasText: "account emea" })
      .getByRole("button", { name: /Sessions/ })
      .click();
    const chosen = await answer(page, /Cargo camera 07.*account\semea/);
    await chosen.getByText("KPN").first().waitFor();
    const headingIsInView = `(() => {
      const heading = document.querySelector("#messages .message:last-child h3").getBoundingClientRect();
      const room = document.querySelector("#messages").getBoundingClientRect();
      return heading.top >= room.top && heading.bottom < room.bottom;
    })()`;
    await expect.poll(() => page.evaluate(headingIsInView)).toBe(true);
    await chosen.getByRole("button", { name: /^Older/ }).click();
    await lastMessage()
      .getByText(/Sessions 6–10 of/)
      .waitFor();

    await tab("Time & faults").click();
    await faultsOf("emea").getByLabel("503: unavailable").check();
    await page.getByRole("button", { name: "SIM platform of emea: 503" }).waitFor();
    expect(await faultsOf("us").getByLabel("Works").isChecked()).toBe(true);
    expect(await accessibilityFaults(page)).toEqual([]);

    await askForDevice("us", /Tank level 5/);
    await answer(page, /Tank level 5.*account\sus/);
    await askForDevice("emea", /Canal lock gate 4/);
    const explained = await answer(page, "SIM platform");
    expect(await explained.textContent()).toContain("emea");
    expect(await accessibilityFaults(page)).toEqual([]);

    await tab("Requests").click();
    const row = (account: string, words: string) =>
      page
        .locator(".exchange", { has: page.locator(".account-mark", { hasText: account }) })
        .filter({ hasText: words })
        .first();
    await row("us", "200").waitFor();
    await row("emea", "503").waitFor();
    expect(await page.locator(".unknown, .unknown-inline").count()).toBe(0);
    expectNoComplaints(opened);
  });

  test("the page says where each device is, and completes the name of an account", async () => {
    const devices = page.locator(".scenario-ask");
    const marks = page.locator(".scenario-ask .account-mark");
    expect(await marks.count()).toBe(await devices.count());
    await page.getByRole("radio", { name: "emea", exact: true }).check();
    expect(new Set(await marks.allTextContents())).toEqual(new Set(["emea"]));

    const field = page.getByRole("combobox", { name: "Message or command" });
    await field.focus();
    await page.keyboard.type("/sim a");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await answer(page, /Twilio[\s\S]*KORE/);
    await page.keyboard.type("/sim sessions cargo-cam-07 i");
    await page.getByRole("option", { name: /in emea/ }).waitFor();
    await page.keyboard.type("n e");
    await page.getByRole("option", { name: /emea/ }).waitFor();
    await page.keyboard.press("Tab");
    expect(await field.inputValue()).toBe("/sim sessions cargo-cam-07 in emea");
    await page.keyboard.press("Enter");
    await answer(page, /Cargo camera 07.*account\semea/);
    expectNoComplaints(opened);
  });

  test("where a channel prefers an account, its topic says so and that account answers", async () => {
    await page.getByRole("button", { name: "fleet-ops" }).click();
    await page.locator(".topic", { hasText: "emea" }).waitFor();
    await page.getByRole("button", { name: /A name in both accounts/ }).click();
    await answer(page, /Cargo camera 07.*account\semea/);
    expectNoComplaints(opened);
  });

  test("on a phone, what is broken leaves room for the name of the channel", async () => {
    opened.playground.fleets[1]?.simulator.inject({ fault: { kind: "status", status: 503 } });
    await page.context().close();
    page = await opened.visit(phone);
    await page.getByRole("button", { name: "SIM platform of emea: 503" }).waitFor();
    const head = await page.locator("#channel-head").boundingBox();
    expect(head?.height).toBeLessThan(110);
    expect(await accessibilityFaults(page)).toEqual([]);
    expectNoComplaints(opened);
  });
});
