import { mkdir, writeFile } from "node:fs/promises";
import process from "node:process";
import { fileURLToPath } from "node:url";
import type { BrowserContextOptions, Page } from "playwright-core";
import { launchChromium } from "./chromium.ts";
import { startPageServer } from "./page/server.ts";
import { startPlayground } from "./playground.ts";
import { answerPictures, asWebp, sideBySide } from "./screenshots-of-answers.ts";
import { takeFleet } from "./screenshots-of-fleet.ts";

/*
 * Takes the pictures of the README, of eight usual answers and of eight messages about the fleet:
 * `npm run screenshots`, or only some of them with `-- answers` or `-- fleet`. They show the
 * playground, so nobody's data is on them.
 */

const folder = new URL("../docs/images/", import.meta.url);
const timeZone = "UTC";
const only = process.argv.find((word) => word === "answers" || word === "fleet");

const desktop: BrowserContextOptions = {
  viewport: { width: 1360, height: 860 },
  deviceScaleFactor: 1.5,
  colorScheme: "light",
  timezoneId: timeZone,
};
const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
  colorScheme: "dark",
  timezoneId: timeZone,
};

const file = (name: string): string => fileURLToPath(new URL(name, folder));

async function ask(page: Page, question: string): Promise<void> {
  const field = page.locator("#composer textarea");
  await field.fill(question);
  await field.press("Escape");
  await field.press("Enter");
  await page.locator("#messages img.block-picture").waitFor();
  await page.evaluate(`document.querySelector("#messages img.block-picture").decode()`);
  await page.locator(".typing").waitFor({ state: "detached" });
  await page.evaluate("document.fonts.ready");
}

const playground = await startPlayground({
  clock: { now: Date.now },
  transport: "http",
  timeZone,
});
const server = await startPageServer({ playground, port: 0 });
const browser = await launchChromium();

async function visit(options: BrowserContextOptions): Promise<Page> {
  playground.slack.reset();
  const page = await (await browser.newContext(options)).newPage();
  await page.goto(server.url);
  await page.locator(".scenario").first().waitFor({ state: "attached" });
  return page;
}

async function takeReadme(): Promise<void> {
  const wide = await visit(desktop);
  await ask(wide, "/sim sessions cargo-cam-07");
  await wide.screenshot({ path: file("playground-desktop.png") });

  const narrow = await visit(phone);
  await ask(narrow, "/sim sessions truck-0417");
  await narrow.screenshot({ path: file("playground-phone.png") });

  const month = await visit(desktop);
  await ask(month, "/sim sessions truck-0417 30d");
  const address = await month.locator("#messages img.block-picture").getAttribute("src");
  const picture = await fetch(new URL(address ?? "", server.url));
  await writeFile(file("timeline.png"), Buffer.from(await picture.arrayBuffer()));
}

async function takeAnswers(): Promise<void> {
  for (const [name, question] of Object.entries(answerPictures)) {
    const page = await visit(phone);
    await ask(page, question);
    await page.emulateMedia({ colorScheme: "light" });
    const light = await page.screenshot();
    await page.emulateMedia({ colorScheme: "dark" });
    const dark = await page.screenshot();
    await page.context().close();
    await writeFile(file(`answer-${name}.webp`), await sideBySide(light, dark));
  }
}

try {
  await mkdir(folder, { recursive: true });
  if (only !== "fleet") await takeAnswers();
  if (only !== "answers") {
    await takeFleet(browser, timeZone, async (name, png) =>
      writeFile(file(`fleet-${name}.webp`), await asWebp(png)),
    );
  }
  if (only === undefined) await takeReadme();
  console.log(`Pictures are in ${fileURLToPath(folder)}`);
} finally {
  await browser.close();
  await server.close();
  await playground.close();
}
