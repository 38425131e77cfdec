import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type Browser, chromium, type LaunchOptions } from "playwright-core";

const root = fileURLToPath(new URL("../", import.meta.url));
const cache = join(root, "node_modules", ".cache");

/** Inflates the browser of the npm package into its `TMPDIR`, with its libraries and fonts. */
const inflate = `
const { default: chromium } = await import(process.argv[1]);
await chromium.executablePath();
`;

/**
 * Starts the Chromium that npm installed; nothing is downloaded. `CHROMIUM_PATH` names another
 * one, which systems other than Linux on x64 need.
 */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch({ ...(await whichChromium()), args: flags });
}

/** A container's root user has no sandbox, and a small /dev/shm. */
const flags = [
  "--no-sandbox",
  "--disable-setuid-sandbox",
  "--disable-dev-shm-usage",
  "--disable-gpu",
  "--font-render-hinting=none",
];

/** Whether there is a browser to test with on this machine. */
export const hasChromium =
  process.env["CHROMIUM_PATH"] !== undefined ||
  (process.platform === "linux" && process.arch === "x64");

async function whichChromium(): Promise<LaunchOptions> {
  const named = process.env["CHROMIUM_PATH"];
  if (named !== undefined) return { executablePath: named };
  const folder = await inflatedChromium();
  const libraries = join(folder, "al2023", "lib");
  const { LD_LIBRARY_PATH: before, ...environment } = definedEnvironment();
  return {
    executablePath: join(folder, "chromium"),
    env: {
      ...environment,
      // Behind the machine's own: they only fill what a bare machine lacks.
      LD_LIBRARY_PATH: [before, ...systemLibraries, libraries].filter(Boolean).join(":"),
      FONTCONFIG_PATH: join(folder, "fonts"),
    },
  };
}

const systemLibraries = ["/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu", "/usr/lib64"];

function definedEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Record<string, string>;
}

/**
 * The folder with the inflated browser; made once for each version. It appears as a whole or not
 * at all, so that test files which run at the same time cannot meet a half-written one.
 */
async function inflatedChromium(): Promise<string> {
  const module = import.meta.resolve("@sparticuz/chromium");
  const manifest = await readFile(new URL("../../package.json", module), "utf8");
  const { version } = JSON.parse(manifest) as { version: string };
  const folder = join(cache, `chromium-${version}`);
  if (existsSync(folder)) return folder;
  await mkdir(cache, { recursive: true });
  const fresh = await mkdtemp(join(cache, "inflating-"));
  await promisify(execFile)(process.execPath, ["--input-type=module", "-e", inflate, module], {
    // The package unpacks its libraries only where it believes to run in the cloud.
    env: { PATH: process.env["PATH"], TMPDIR: fresh, AWS_LAMBDA_JS_RUNTIME: "nodejs22.x" },
  });
  await useFontsIn(fresh, folder);
  try {
    await rename(fresh, folder);
  } catch (error) {
    // Somebody else was faster.
    await rm(fresh, { recursive: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

const preferred = (family: string, font: string): string =>
  `<alias><family>${family}</family><prefer><family>${font}</family></prefer></alias>`;

/** The package's fonts and the bot's own, which include symbols, and those of the machine. */
async function useFontsIn(fresh: string, folder: string): Promise<void> {
  await cp(join(root, "src", "chart", "fonts"), join(fresh, "fonts", "more"), { recursive: true });
  const config = `<?xml version="1.0" ?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(folder, "fonts")}</dir>
  <dir>/usr/share/fonts</dir>
  ${preferred("sans-serif", "Open Sans")}
  ${preferred("system-ui", "Open Sans")}
  ${preferred("monospace", "DejaVu Sans Mono")}
  <cachedir>${join(folder, "fonts-cache")}</cachedir>
</fontconfig>
`;
  await writeFile(join(fresh, "fonts", "fonts.conf"), config);
}
