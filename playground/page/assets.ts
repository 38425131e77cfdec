import { readFile } from "node:fs/promises";
import { stripTypeScriptTypes } from "node:module";
import process from "node:process";
import { fileURLToPath } from "node:url";

export interface Asset {
  readonly contentType: string;
  readonly body: string | Buffer;
}

const types = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  svg: "image/svg+xml",
} as const;

/** Modules that the page shares with the terminal: written in TypeScript, served without types. */
const shared: Readonly<Record<string, string>> = {
  "/shared/mrkdwn.js": "../slack/text/mrkdwn.ts",
  "/shared/slack-date.js": "../slack/text/slack-date.ts",
  "/shared/emoji.js": "../slack/text/emoji.ts",
};

/**
 * Signs and flags for machines without a font of them, such as the browser of the tests. It comes
 * with the tools of development: without them it is missing, and the machine's own are shown.
 */
const emojiFont = "twemoji-colr-font/twemoji.woff2";

/** A file of the page by its path; `null` when there is none. Nothing outside can be named. */
export async function readAsset(path: string): Promise<Asset | null> {
  const module = Object.hasOwn(shared, path) ? shared[path] : undefined;
  if (module !== undefined) {
    return { contentType: types.js, body: withoutTypes(await readText(module)) };
  }
  if (path === "/emoji.woff2") return readEmojiFont();
  const name =
    path === "/" ? "index.html" : (/^\/([a-z-]+\.(?:css|js|svg))$/.exec(path)?.[1] ?? "");
  const contentType = Object.entries(types).find(([ending]) => name.endsWith(`.${ending}`))?.[1];
  if (contentType === undefined) return null;
  try {
    return { contentType, body: await readText(`./${name}`) };
  } catch {
    return null;
  }
}

async function readEmojiFont(): Promise<Asset | null> {
  try {
    const body = await readFile(fileURLToPath(import.meta.resolve(emojiFont)));
    return { contentType: "font/woff2", body };
  } catch {
    return null;
  }
}

function readText(name: string): Promise<string> {
  return readFile(new URL(name, import.meta.url), "utf8");
}

/**
 * The very function by which Node runs this project, so the browser gets what runs here. Calling
 * it by name still prints a warning that it is new; a visitor of the demo can do nothing with it.
 */
function withoutTypes(source: string): string {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return stripTypeScriptTypes(source);
  } finally {
    process.emitWarning = emitWarning;
  }
}
