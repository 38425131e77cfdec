import { join } from "node:path";
import { defineConfig } from "vitest/config";

/**
 * What takes its time: whole bots, browsers, drawing processes and simulators, files, load, and
 * long random runs. Whatever is not named here is fast, and may be run after every change: move it
 * here when it takes more than a few seconds alone.
 */
const slow = [
  "test/{browser,contract,e2e,playground}/**/*.test.ts",
  "test/**/*.property.test.ts",
  "test/chart/{embedded,quickchart}/**/*.test.ts",
  "test/chart/{comparison,pixels}.test.ts",
  "test/config/environment.test.ts",
  "test/core/findings/{properties,what-changed}.test.ts",
  "test/directory/platform.test.ts",
  "test/sim-api/resilience/**/*.test.ts",
  "test/questions/{crowd-in-memory,exported-evidence,export-sessions}.test.ts",
  "test/{look-up/random-worlds,linear-time}.test.ts",
  "test/ops/flood.test.ts",
  "test/slack/views/one-truth.test.ts",
];

/** What needs databases: a PostgreSQL server is started once for all of them. */
const databases = ["test/{replicas,store}/**/*.test.ts"];

export default defineConfig({
  test: {
    testTimeout: 90_000,
    hookTimeout: 90_000,
    // One more than the cores of the smallest machine: many tests wait for a patience to run out.
    maxWorkers: 3,
    setupFiles: ["test/support/compile-cache.ts"],
    // The processes that tests start compile and strip the types of each module once for all of them.
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, "node_modules/.cache/compiled") },
    // Each project in a zone of its own, far from UTC and from each other, both south of the equator:
    // nothing that anybody reads may depend on where the process runs.
    projects: [
      {
        extends: true,
        // Nothing is mocked, so files may share what they import: it is loaded once, in half the time.
        test: {
          ...{ name: "fast", include: ["test/**/*.test.ts"], isolate: false },
          exclude: [...slow, ...databases],
          env: { TZ: "Australia/Sydney" },
        },
      },
      {
        extends: true,
        test: { name: "whole", include: slow, env: { TZ: "America/Santiago" } },
      },
      {
        extends: true,
        test: {
          ...{ name: "database", include: databases, env: { TZ: "America/Santiago" } },
          globalSetup: "test/support/postgres/global-server.ts",
        },
      },
    ],
  },
});
