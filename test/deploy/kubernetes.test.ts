import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { longestStopMs } from "../../src/bot/stop-bot.ts";
import {
  insidePaths,
  namesInEnvFile,
  outsidePaths,
  strangeVariables,
} from "../support/deploy/facts.ts";
import { readYaml, type TypedManifest, typeFaults } from "../support/deploy/manifests.ts";

const folder = "deploy/kubernetes";
const names = z.array(z.string());
const kustomization = z.strictObject({
  apiVersion: z.literal("kustomize.config.k8s.io/v1beta1"),
  kind: z.literal("Kustomization"),
  resources: names,
  images: z
    .array(z.strictObject({ name: z.string(), newName: z.string(), newTag: z.string() }))
    .default([]),
  secretGenerator: z.array(z.strictObject({ name: z.string(), envs: names })).default([]),
  patches: z.array(z.strictObject({ path: z.string() })).default([]),
});
const base = kustomization.parse(readYaml(`${folder}/base/kustomization.yaml`));
const sqlite = kustomization.parse(readYaml(`${folder}/sqlite/kustomization.yaml`));

const envName = z.object({ name: z.string(), value: z.string() });
const probe = z.object({ httpGet: z.object({ path: z.string(), port: z.literal("http") }) });
const labels = z.record(z.string(), z.string());
const deployment = z
  .object({
    spec: z.object({
      replicas: z.int(),
      selector: z.object({ matchLabels: labels }),
      template: z.object({
        metadata: z.object({ labels }),
        spec: z.object({
          terminationGracePeriodSeconds: z.int(),
          enableServiceLinks: z.literal(false),
          securityContext: z.object({ runAsNonRoot: z.literal(true), runAsUser: z.literal(1000) }),
          containers: z.tuple([
            z.object({
              image: z.string(),
              ports: z.tuple([z.object({ name: z.literal("http"), containerPort: z.int() })]),
              envFrom: z.tuple([z.object({ secretRef: z.object({ name: z.string() }) })]),
              env: z.array(envName),
              startupProbe: probe,
              livenessProbe: probe,
              readinessProbe: probe,
              lifecycle: z.object({
                preStop: z.object({
                  exec: z.object({ command: z.tuple([z.literal("sleep"), z.string()]) }),
                }),
              }),
              securityContext: z.object({
                allowPrivilegeEscalation: z.literal(false),
                readOnlyRootFilesystem: z.literal(true),
              }),
              volumeMounts: z.array(z.object({ name: z.string(), mountPath: z.string() })),
            }),
          ]),
          volumes: z.array(z.object({ name: z.string() })),
        }),
      }),
    }),
  })
  .parse(readYaml(`${folder}/base/deployment.yaml`));
const pod = deployment.spec.template.spec;
const [bot] = pod.containers;

const manifestOf = z.looseObject({ apiVersion: z.string(), kind: z.string() });
const typed = (name: string, isPatch = false): TypedManifest => ({
  ...{ name, isPatch, manifest: manifestOf.parse(readYaml(`${folder}/${name}`)) },
});
const manifests = [
  ...base.resources.map((name) => typed(`base/${name}`)),
  typed("sqlite/volume-claim.yaml"),
  ...sqlite.patches.map(({ path }) => typed(`sqlite/${path}`, true)),
];

test("each manifest is what Kubernetes' own types say, and a mistake in one is noticed", async () => {
  const misspelt = JSON.parse(JSON.stringify(typed("base/deployment.yaml").manifest));
  misspelt.spec.template.spec.containers[0].readynessProbe = {};
  misspelt.spec.replicas = "2";
  const said = await typeFaults([
    ...manifests,
    { name: "planted", manifest: misspelt, isPatch: false },
  ]);
  const faults = said.split("\n").filter((line) => line.includes("error TS"));
  const planted = faults.filter((line) => /readynessProbe|'string' is not .*'number'/.test(line));
  expect(planted.length, said).toBe(2);
  expect(faults.filter((line) => !planted.includes(line))).toEqual([]);
});

test("every file is used, and every file that is used is there", () => {
  const used = [...base.resources, ...base.secretGenerator.flatMap(({ envs }) => envs)];
  const files = readdirSync(new URL(`../../${folder}/base`, import.meta.url));
  const committed = files.filter((name) => name !== "simscope.env");
  expect(committed.sort()).toEqual(
    [...used.map((name) => name.replace(/\.env$/, ".env.example")), "kustomization.yaml"].sort(),
  );
  expect(readdirSync(new URL(`../../${folder}/sqlite`, import.meta.url)).sort()).toEqual(
    [
      ...sqlite.resources.filter((name) => name !== "../base"),
      ...sqlite.patches.map(({ path }) => path),
      "kustomization.yaml",
    ].sort(),
  );
});

test("names fit together: image, secret, labels, volumes, port", () => {
  expect(base.images.map(({ name }) => name)).toEqual([bot.image]);
  expect(base.secretGenerator.map(({ name }) => name)).toEqual([bot.envFrom[0].secretRef.name]);
  const wanted = deployment.spec.selector.matchLabels;
  expect(deployment.spec.template.metadata.labels).toMatchObject(wanted);
  const { spec: service } = z
    .object({
      spec: z.object({ selector: labels, ports: z.array(z.object({ name: z.string() })) }),
    })
    .parse(readYaml(`${folder}/base/service.yaml`));
  expect(service.selector).toEqual(wanted);
  const { spec: budget } = z
    .object({ spec: z.object({ selector: z.object({ matchLabels: labels }) }) })
    .parse(readYaml(`${folder}/base/disruption-budget.yaml`));
  expect(budget.selector.matchLabels).toEqual(wanted);
  expect(bot.volumeMounts.map(({ name }) => name).sort()).toEqual(
    pod.volumes.map(({ name }) => name).sort(),
  );
  const port = bot.env.find(({ name }) => name === "PORT")?.value;
  expect(port).toBe(String(bot.ports[0].containerPort));
});

test("the probes ask an address that the bot has, and that no outage elsewhere turns to 503", () => {
  for (const { httpGet } of [bot.startupProbe, bot.livenessProbe, bot.readinessProbe]) {
    expect(insidePaths).toContain(httpGet.path);
    expect(httpGet.path).toBe("/healthz");
  }
});

test("a replica has the time that it takes to stop", () => {
  const beforeSignalSeconds = Number(bot.lifecycle.preStop.exec.command[1]);
  expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(
    beforeSignalSeconds + longestStopMs / 1_000,
  );
  expect(deployment.spec.replicas).toBe(2);
});

test("what is reached from outside is what Slack needs", () => {
  const ingress = z
    .object({
      spec: z.object({
        rules: z.tuple([
          z.object({
            http: z.object({
              paths: z.array(
                z.object({
                  path: z.string(),
                  pathType: z.string(),
                  backend: z.object({
                    service: z.object({ name: z.literal("simscope"), port: z.unknown() }),
                  }),
                }),
              ),
            }),
          }),
        ]),
      }),
    })
    .parse(readYaml(`${folder}/base/ingress.yaml`));
  const { paths } = ingress.spec.rules[0].http;
  expect(paths.map(({ path }) => path)).toEqual(outsidePaths);
  for (const { path, pathType } of paths)
    expect(pathType).toBe(path.endsWith("/") ? "Prefix" : "Exact");
});

test("settings are simscope's", () => {
  const given = bot.env.map(({ name }) => name);
  const written = namesInEnvFile(`${folder}/base/simscope.env.example`);
  expect(written).toContain("SLACK_BOT_TOKEN");
  expect(strangeVariables([...given, ...written])).toEqual([]);
});
