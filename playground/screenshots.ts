import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { BrowserContextOptions, Page } from "playwright-core";
import { launchChromium } from "./chromium.ts";
import { startPageServer } from "./page/server.ts";
import { startPlayground } from "./playground.ts";

/*
 * Takes the pictures of the README: `npm run screenshots`. They show the playground, so nobody's
 * data is on them.
 */

const folder = new URL("../docs/images/", import.meta.url);
const timeZone = "UTC";

const desktop: BrowserContextOptions = {
  viewport: { width: 1360, height: 860 },
  deviceScaleFactor: 1.5,
  colorScheme: "light",
  timezoneId: timeZone,
};
const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 800 },
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
}

const playground = await startPlayground({
  clock: { now: Date.now },
  transport: "http",
  timeZone,
});
const server = await startPageServer({ playground, port: 0 });
const browser = await launchChromium();
try {
  await mkdir(folder, { recursive: true });
  const open = async (options: BrowserContextOptions): Promise<Page> => {
    playground.slack.reset();
    const page = await (await browser.newContext(options)).newPage();
    await page.goto(server.url);
    await page.locator(".scenario").first().waitFor({ state: "attached" });
    return page;
  };

  const wide = await open(desktop);
  await ask(wide, "/sim sessions cargo-cam-07");
  await wide.screenshot({ path: file("playground-desktop.png") });

  const narrow = await open(phone);
  await ask(narrow, "/sim sessions truck-0417");
  await narrow.screenshot({ path: file("playground-phone.png") });

  const month = await open(desktop);
  await ask(month, "/sim sessions truck-0417 30d");
  const address = await month.locator("#messages img.block-picture").getAttribute("src");
  const picture = await fetch(new URL(address ?? "", server.url));
  await writeFile(file("timeline.png"), Buffer.from(await picture.arrayBuffer()));
  console.log(`Pictures are in ${fileURLToPath(folder)}`);
} finally {
  await browser.close();
  await server.close();
  await playground.close();
}
