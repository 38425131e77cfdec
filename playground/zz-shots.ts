import { launchChromium } from "./chromium.ts";
import { startPageServer } from "./page/server.ts";
import { startPlayground } from "./playground.ts";
const names = (process.argv[2] ?? "cargo-cam-07").split(",");
const scheme = (process.argv[3] ?? "light") as "light" | "dark";
const timeZone = "Europe/Berlin";
const playground = await startPlayground({ clock: { now: Date.now }, transport: "http", timeZone });
const server = await startPageServer({ playground, port: 0 });
const browser = await launchChromium();
try {
  for (const name of names) {
    playground.slack.reset();
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true, colorScheme: scheme, timezoneId: timeZone });
    const page = await context.newPage();
    await page.goto(server.url);
    await page.locator(".scenario").first().waitFor({ state: "attached" });
    const field = page.locator("#composer textarea");
    await field.fill(`/sim sessions ${name}`);
    await field.press("Escape"); await field.press("Enter");
    await page.locator("#messages .message").last().waitFor({ timeout: 60000 });
    await page.locator(".typing").waitFor({ state: "detached" });
    await page.evaluate("Promise.all([...document.querySelectorAll('img.block-picture')].map((i)=>{i.loading='eager';return i.decode()}))").catch(() => {});
    const m = await page.evaluate(`(() => { const list=document.querySelector('#messages'); const a=[...list.querySelectorAll('.message')].at(-1); const top=a.getBoundingClientRect().top; const b=(s)=>{const e=a.querySelector(s);return e?Math.round(e.getBoundingClientRect().bottom-top):null}; const pic=a.querySelector('figure'); const facts=pic?.nextElementSibling; return {visible:list.clientHeight, picture:b('figure'), pictureHeight: pic?Math.round(pic.getBoundingClientRect().height):0, facts: facts?Math.round(facts.getBoundingClientRect().bottom-top):null, whole:Math.round(a.getBoundingClientRect().height)} })()`);
    console.log(name, JSON.stringify(m));
    const safe = name.replace(/\W+/g, "-");
    await page.evaluate("document.querySelector('#messages .message:last-of-type').scrollIntoView()");
    await page.screenshot({ path: `/tmp/shots/${safe}-${scheme}-1.png` });
    // whole message: grow viewport
    await page.setViewportSize({ width: 390, height: 2200 });
    await page.locator("#messages .message").last().screenshot({ path: `/tmp/shots/${safe}-${scheme}-all.png` });
    await context.close();
  }
} finally { await browser.close(); await server.close(); await playground.close(); }
