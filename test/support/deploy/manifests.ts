import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { parse } from "yaml";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** `<<: *name` counts, as it does for compose and Kubernetes. */
export function readYaml(path: string): unknown {
  return parse(readFileSync(join(root, path), "utf8"), { merge: true });
}

/** The published type of each kind, by the package `kubernetes-types`. */
const typeOf: Readonly<Record<string, readonly [module: string, type: string]>> = {
  "apps/v1 Deployment": ["apps/v1", "Deployment"],
  "v1 Service": ["core/v1", "Service"],
  "v1 PersistentVolumeClaim": ["core/v1", "PersistentVolumeClaim"],
  "networking.k8s.io/v1 Ingress": ["networking/v1", "Ingress"],
  "policy/v1 PodDisruptionBudget": ["policy/v1", "PodDisruptionBudget"],
};

export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
}

/** `patch`: a part of the whole, in which `null` takes something away. */
export interface TypedManifest {
  readonly name: string;
  readonly manifest: Manifest;
  readonly isPatch: boolean;
}

const patchType = `
type Patch<T> = T extends (infer Item)[]
  ? Patch<Item>[]
  : T extends object
    ? { [Key in keyof T]?: Patch<T[Key]> | null }
    : T;
`;

/** What the compiler says against the published types: nothing is one of them by a misspelt name. */
export async function typeFaults(manifests: readonly TypedManifest[]): Promise<string> {
  const statements = manifests.map(({ name, manifest, isPatch }, index) => {
    const [module, type] = typeOf[`${manifest.apiVersion} ${manifest.kind}`] ?? [];
    if (type === undefined) throw new Error(`no type for ${name}: ${manifest.kind}`);
    const imported = `import type { ${type} as Type${index} } from "kubernetes-types/${module}";`;
    const wanted = isPatch ? `Patch<Type${index}>` : `Type${index}`;
    const value = JSON.stringify(manifest, null, 1);
    return `${imported}\n// ${name}\nexport const manifest${index}: ${wanted} = ${value};`;
  });
  const folder = await mkdtemp(join(tmpdir(), "simscope-manifests-"));
  try {
    await writeFile(join(folder, "manifests.ts"), [patchType, ...statements].join("\n"));
    const compilerOptions = {
      ...{ strict: true, noEmit: true, types: [], module: "nodenext", skipLibCheck: true },
      paths: { "kubernetes-types/*": [join(root, "node_modules/kubernetes-types/*")] },
    };
    const settings = { compilerOptions, files: ["manifests.ts"] };
    await writeFile(join(folder, "tsconfig.json"), JSON.stringify(settings));
    return await said(process.execPath, [join(root, "node_modules/typescript/bin/tsc")], folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The output of a command, also when it fails. */
async function said(command: string, args: readonly string[], cwd: string): Promise<string> {
  try {
    return (await promisify(execFile)(command, args, { cwd })).stdout;
  } catch (error) {
    return String(error instanceof Error && "stdout" in error ? error.stdout : error);
  }
}
