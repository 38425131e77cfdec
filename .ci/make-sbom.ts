import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import process from "node:process";

interface Component {
  readonly "bom-ref": string;
  readonly name: string;
  readonly version: string;
  readonly hashes?: readonly unknown[];
}

interface Bom {
  readonly bomFormat: string;
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

interface Locked {
  readonly version?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly optional?: boolean;
}

/**
 * Writes what a bot is made of, as CycloneDX, to the path that is given: what npm tells of all that is
 * installed, less what the lockfile has for development alone. npm's own `--omit dev` also leaves out
 * what both need, `pg` among them. Fails when a package for production, or its hash, is missing.
 */
const [, , path = "sbom.cdx.json"] = process.argv;
const root = new URL("../", import.meta.url);
const flags = ["--silent", "--sbom-format", "cyclonedx", "--sbom-type", "application"];
const told: Bom = JSON.parse(
  execFileSync("npm", ["sbom", ...flags], { cwd: root, encoding: "utf8", maxBuffer: 2 ** 26 }),
);
const lockfile: { readonly name: string; readonly packages: Readonly<Record<string, Locked>> } =
  JSON.parse(readFileSync(new URL("package-lock.json", root), "utf8"));
const forProduction = Object.entries(lockfile.packages).flatMap(([place, entry]) =>
  place === "" || entry.dev === true
    ? []
    : [{ ...entry, id: `${place.split("node_modules/").at(-1)}@${entry.version}` }],
);

const wanted = new Set(forProduction.map(({ id }) => id));
const components = told.components.filter(({ name, version }) => wanted.has(`${name}@${version}`));
const self = { ...told.metadata.component, name: lockfile.name };
const kept = new Set([self, ...components].map((component) => component["bom-ref"]));
const bom = {
  ...told,
  // npm calls it by its folder.
  metadata: { ...told.metadata, component: self },
  components,
  dependencies: told.dependencies
    .filter(({ ref }) => kept.has(ref))
    .map((one) => ({ ...one, dependsOn: one.dependsOn.filter((ref) => kept.has(ref)) })),
};

const listed = new Set(components.map(({ name, version }) => `${name}@${version}`));
// What is optional is there on its own kind of machine only.
const needed = forProduction.filter(({ optional, devOptional }) => !optional && !devOptional);
const faults = [
  ...(told.bomFormat === "CycloneDX" ? [] : ["npm told no CycloneDX"]),
  ...(needed.length > 50 ? [] : ["the lockfile has hardly anything"]),
  ...needed.filter(({ id }) => !listed.has(id)).map(({ id }) => `${id} is missing`),
  ...components
    .filter(({ hashes = [] }) => hashes.length === 0)
    .map(({ name }) => `${name} has no hash`),
];
if (faults.length > 0) {
  process.stderr.write(`${path} was not made:\n  ${faults.join("\n  ")}\n`);
  process.exit(1);
}
writeFileSync(path, `${JSON.stringify(bom, null, 2)}\n`);
process.stdout.write(`${path}: ${listed.size} packages for production, with their hashes\n`);
