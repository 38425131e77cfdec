import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { expect } from "vitest";
import { launchChromium } from "../../../playground/chromium.ts";
import { type PageServer, startPageServer } from "../../../playground/page/server.ts";
import { type Playground, startPlayground } from "../../../playground/playground.ts";

/** A browser before the whole demo: fleet, Slack, the real bot in its process, and the page. */
export interface OpenedPlayground extends AsyncDisposable {
  readonly playground: Playground;
  readonly server: PageServer;
  /** A fresh browser profile that shows the page, ready to use. */
  visit(options?: BrowserContextOptions): Promise<Page>;
  /** The same, after all that was said and broken is forgotten. */
  startAnew(): Promise<Page>;
  /** What was wrong in browsers since the last call: console errors, exceptions, foreign hosts. */
  complaints(): string[];
}

export const desktop = { viewport: { width: 1400, height: 900 }, timezoneId: "Europe/Berlin" };
export const phone = {
  viewport: { width: 390, height: 780 },
  hasTouch: true,
  isMobile: true,
  timezoneId: "Europe/Berlin",
};

const waitLimitMs = 20_000;
/** The first run on a machine inflates the browser. */
export const openLimitMs = 120_000;

type Accounts = "one" | "several";

/** Both at once, for speed; when one fails, the other is not left running. */
async function startBoth(
  accounts: Accounts,
): Promise<{ browser: Browser; playground: Playground }> {
  const clock = { now: Date.now };
  const timeZone = "Europe/Berlin";
  const starting = startPlayground({ clock, transport: "http", timeZone, accounts });
  const [launched, started] = await Promise.allSettled([launchChromium(), starting]);
  if (launched.status === "fulfilled" && started.status === "fulfilled") {
    return { browser: launched.value, playground: started.value };
  }
  if (launched.status === "fulfilled") await launched.value.close();
  if (started.status === "fulfilled") await started.value.close();
  throw new Error("the browser or the playground did not start", {
    cause: [launched, started].find(({ status }) => status === "rejected"),
  });
}

export async function openPlayground(accounts: Accounts = "one"): Promise<OpenedPlayground> {
  const { browser, playground } = await startBoth(accounts);
  const server = await startPageServer({ playground, port: 0 });
  let complaints: string[] = [];
  const visit = async (options: BrowserContextOptions = desktop): Promise<Page> => {
    const context = await browser.newContext(options);
    context.setDefaultTimeout(waitLimitMs);
    const page = await context.newPage();
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) complaints.push(message.text());
    });
    page.on("request", (request) => {
      const { protocol, origin } = new URL(request.url());
      const isElsewhere = protocol.startsWith("http") && `${origin}/` !== server.url;
      if (isElsewhere) complaints.push(`asked elsewhere: ${request.url()}`);
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.goto(server.url);
    await page.locator(".sidebar .state.live").waitFor({ state: "attached" });
    await page.locator(".scenario").first().waitFor({ state: "attached" });
    return page;
  };
  return {
    playground,
    server,
    visit,
    startAnew() {
      playground.slack.reset();
      for (const { simulator } of playground.fleets) simulator.clearFaults();
      return visit();
    },
    complaints() {
      const all = complaints;
      complaints = [];
      return all;
    },
    async [Symbol.asyncDispose]() {
      await browser.close();
      await server.close();
      await playground.close();
    },
  };
}

const axe = readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Rules of WCAG 2.2 A and AA that the page breaks, each with the places. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  // Nothing is judged in the middle of a movement.
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.evaluate(await axe);
  return page.evaluate(async () => {
    const { axe: judge } = globalThis as unknown as {
      axe: {
        run(options: object): Promise<{
          violations: { id: string; impact: string; nodes: { target: string[] }[] }[];
        }>;
      };
    };
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    const { violations } = await judge.run({ runOnly: tags });
    return violations
      .filter(({ impact }) => ["serious", "critical"].includes(impact))
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
  });
}

/** Types into the channel's field and sends it. */
export async function say(page: Page, text: string): Promise<void> {
  const field = page.locator("#composer textarea");
  await field.fill(text);
  await field.press("Escape");
  await field.press("Enter");
}

/** The newest message of the channel, once it says this. */
export async function answer(page: Page, words: string | RegExp) {
  const message = page.locator("#messages .message").last();
  await message.filter({ hasText: words }).waitFor();
  return message;
}

export function expectNoComplaints(opened: OpenedPlayground): void {
  expect(opened.complaints()).toEqual([]);
}
