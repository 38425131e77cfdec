import { execFile } from "node:child_process";
import { existsSync, globSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { expect, test } from "vitest";
import { answerText, createHttpServer } from "../../src/ops/http-server.ts";
import { createLogger } from "../../src/ops/logger.ts";

const root = new URL("../../", import.meta.url);
const dockerfile = readFileSync(new URL("Dockerfile", root), "utf8");

/** The JSON form of an instruction's command: `CMD ["node", …]`. */
function commandsOf(text: string): string[][] {
  return [...text.matchAll(/^\s*CMD (\[.*\])$/gm)].map((match) => JSON.parse(match[1] ?? "[]"));
}

test("the image starts node itself, on a file that exists", () => {
  const start = commandsOf(dockerfile).at(-1);
  expect(start).toEqual(["node", "--max-semi-space-size=8", "src/main.ts"]);
  expect(existsSync(new URL("src/main.ts", root))).toBe(true);
  expect(dockerfile).toContain("USER node");
});

test("the image and `npm start` run it with the same limits of memory, and both keep compiled modules", () => {
  const { scripts } = JSON.parse(readFileSync(new URL("package.json", root), "utf8"));
  const limits = [
    "MALLOC_ARENA_MAX=2",
    "MALLOC_TRIM_THRESHOLD_=1048576",
    "--max-semi-space-size=8",
  ];
  for (const limit of [...limits, "node_modules/.cache/simscope"]) {
    expect(scripts.start).toContain(limit);
    expect(dockerfile).toContain(limit);
  }
});

test("the image holds no simulators", () => {
  const ignored = readFileSync(new URL(".dockerignore", root), "utf8").split("\n");
  expect(ignored[1]).toBe("*");
  const letIn = ignored.filter((line) => line.startsWith("!"));
  expect(letIn).toEqual(["!package.json", "!package-lock.json", "!.npmrc", "!src"]);
});

test("what the image holds imports installed packages only, and nothing of the simulators", () => {
  const { dependencies } = JSON.parse(readFileSync(new URL("package.json", root), "utf8"));
  const available = new Set([...Object.keys(dependencies), ...builtinModules]);
  const files = globSync("src/**/*.ts", { cwd: root.pathname }).filter(
    (path) => !path.startsWith("playground/"),
  );
  expect(files.length).toBeGreaterThan(20);
  for (const path of files) {
    const source = readFileSync(new URL(path, root), "utf8");
    // Imports of types are stripped before anything runs.
    for (const [, specifier = ""] of source.matchAll(
      /^(?:import|export) (?!type )[^;]*?from "([^"]+)";$/gm,
    )) {
      expect(specifier, path).not.toContain("playground");
      if (specifier.startsWith(".") || specifier.startsWith("node:")) continue;
      const name = specifier.split("/").slice(0, specifier.startsWith("@") ? 2 : 1);
      expect([...available], path).toContain(name.join("/"));
    }
  }
});

test("the health check tells a live bot from one that is gone", async () => {
  const [node = "", ...args] = commandsOf(dockerfile)[0] ?? [];
  expect(node).toBe("node");
  const exitCode = (port: number) =>
    new Promise((resolve) => {
      execFile(process.execPath, args, { env: { PORT: String(port) } }, (error) =>
        resolve(error?.code ?? 0),
      );
    });
  const server = createHttpServer({
    logger: createLogger({ level: "silent", destination: { write: () => undefined } }),
    routes: [
      { method: "GET", path: "/healthz", handle: (_, response) => answerText(response, 200, "") },
    ],
  });
  const port = await server.listen(0, "127.0.0.1");
  expect(await exitCode(port)).toBe(0);
  await server.close(0);
  expect(await exitCode(port)).toBe(1);
});
