import { setTimeout as sleep } from "node:timers/promises";
import type { Browser, Locator, Page } from "playwright-core";
import { minuteMs, secondMs } from "../src/core/instant.ts";
import { startPageServer } from "./page/server.ts";
import { type Playground, startPlayground } from "./playground.ts";

/** Tall, so that no message is cut; the width of a phone, and sharp enough to read. */
const tallPhone = {
  viewport: { width: 390, height: 2_000 },
  deviceScaleFactor: 1.5,
  isMobile: true,
  hasTouch: true,
  colorScheme: "light",
} as const;

const everydaySims = 300;
/** The bot looks at all of them at 600 a minute. */
const lookedAtMs = minuteMs;
/** The bot looks twice at what connects again. */
const comesBackMs = 100 * secondMs;
/** A SIM of the stories that is silent, and one of those cut off. */
const silentStory = "tide-gauge-2";

/** Eight messages about the fleet, while an operator's everyday SIMs are silent, as PNG by name. */
export async function takeFleet(
  browser: Browser,
  timeZone: string,
  keep: (name: string, png: Buffer) => Promise<void>,
): Promise<void> {
  const clock = { now: Date.now };
  const playground = await startPlayground({ clock, transport: "http", timeZone, everydaySims });
  const server = await startPageServer({ playground, port: 0 });
  try {
    const context = await browser.newContext({ ...tallPhone, timezoneId: timeZone });
    const page = await context.newPage();
    await page.goto(server.url);
    await page.locator(".scenario").first().waitFor({ state: "attached" });
    await takeAll(page, playground, async (name, shown) => {
      await page.evaluate("document.fonts.ready");
      await keep(name, await shown.screenshot());
    });
  } finally {
    await server.close();
    await playground.close();
  }
}

type Take = (name: string, shown: Locator) => Promise<void>;

async function takeAll(page: Page, playground: Playground, take: Take): Promise<void> {
  const [fleet] = playground.fleets;
  if (fleet === undefined) return;
  await sleep(lookedAtMs);
  const outage = fleet.simulator.startOutage({
    where: { kind: "operator", operator: "310-260" },
    ...{ share: 1, minutesAgo: 150 },
  });
  const cutOff = outage.sims.find((name) => name.startsWith("power-meter")) ?? "";

  const quiet = await say(page, `/sim quiet ${silentStory} 7d new antenna on Friday`, "Set ");
  await take("quiet", quiet);
  const asked = await say(page, `/sim sessions ${cutOff}`, "Last seen");
  await asked.locator("img.block-picture").waitFor();
  await take("silent", asked);
  await press(asked, "Tell me when it is back");
  await take("begun", await newest(page, "is heard again"));
  await press(asked, "Is it just this SIM?");
  await take("siblings", await newest(page, /Many|Not widespread|Can't tell/));
  await say(page, `/sim sessions ${silentStory}`, "Last seen");
  await take("dark", await say(page, "/sim dark", "looked at within"));
  await take("watches", await say(page, "/sim watches", "You wait for"));

  fleet.simulator.endOutage(outage.id);
  await playground.advance(20 * minuteMs);
  await sleep(comesBackMs);
  await take("handover", await say(page, "/sim handover 8h", "Handover"));
  await page.getByRole("button", { name: "Channels", exact: true }).click();
  await page.locator(".channel-link", { hasText: "simscope" }).click();
  await take("told", await newest(page, "is back"));
}

async function say(page: Page, text: string, words: string | RegExp): Promise<Locator> {
  const before = await page.locator("#messages .message").count();
  const field = page.locator("#composer textarea");
  await field.fill(text);
  await field.press("Escape");
  await field.press("Enter");
  await page.locator("#messages .message").nth(before).waitFor();
  return newest(page, words);
}

async function newest(page: Page, words: string | RegExp): Promise<Locator> {
  const shown = page.locator("#messages .message").last().filter({ hasText: words });
  await shown.waitFor({ timeout: minuteMs });
  const id = await shown.getAttribute("data-ts");
  return id === null ? shown : page.locator(`#messages .message[data-ts="${id}"]`);
}

async function press(shown: Locator, label: string): Promise<void> {
  await shown.getByRole("button", { name: label }).click();
}
