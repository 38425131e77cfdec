import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * What takes its time: whole bots, browsers, drawing processes and simulators, files, load, and
 * long random runs. Whatever is not named here is fast, and may be run after every change: move it
 * here when it takes more than a few seconds alone.
 */
const slow = [
  "test/{audit,browser,contract,e2e,playground}/**/*.test.ts",
  "test/**/*.property.test.ts",
  "test/chart/{embedded,quickchart}/**/*.test.ts",
  "test/chart/{comparison,pixels}.test.ts",
  "test/config/environment.test.ts",
  "test/core/findings/{histories,properties,what-changed}.test.ts",
  "test/core/fleet/{siblings/simulation,dark-simulation}.test.ts",
  "test/{counts,doctor/doctor}.test.ts",
  "test/directory/platform.test.ts",
  "test/sim-api/resilience/**/*.test.ts",
  "test/questions/{crowd-in-memory,exported-evidence,export-sessions}.test.ts",
  "test/{look-up/random-worlds,linear-time}.test.ts",
  "test/ops/flood.test.ts",
  "test/slack/views/{one-truth,shared}.test.ts",
];

/** What needs databases: a PostgreSQL server is started once for all of them. */
const databases = ["test/{replicas,store}/**/*.test.ts"];

/**
 * What takes longest, the longest first: whoever begins with it is not waited for at the end. A
 * fresh clone does not know yet what took how long.
 */
const longest = [
  "test/contract/random-payloads.test.ts",
  "test/sim-api/resilience/fault-matrix.test.ts",
  "test/sim-api/resilience/crowd-over-http.test.ts",
  "test/contract/payload-to-answer.test.ts",
  "test/e2e/main-job.test.ts",
  "test/slack/views/one-truth.test.ts",
  "test/e2e/who-asks.test.ts",
  "test/e2e/failures.test.ts",
  "test/e2e/pictures.test.ts",
  "test/core/findings/properties.test.ts",
  "test/browser/journeys.test.ts",
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId, project }: TestSpecification): number => {
      const among = longest.findIndex((name) => moduleId.endsWith(name));
      if (among >= 0) return among;
      return project.name === "fast" ? longest.length + 1 : longest.length;
    };
    return (await super.sort(files)).toSorted((one, other) => place(one) - place(other));
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    // Nothing is mocked, so files may share what they import: each worker loads it once.
    isolate: false,
    // As in production: Node.js itself strips the types and loads what is imported.
    experimental: { viteModuleRunner: false },
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
        test: {
          ...{ name: "fast", include: ["test/**/*.test.ts"], exclude: [...slow, ...databases] },
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
