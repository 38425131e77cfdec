import { execFileSync, fork } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import process from "node:process";

/** How two replicas on one machine are kept from taking each other's processor. */
export type Placing =
  /** Each has a core of its own, and everything else has the others. */
  | { readonly kind: "pinned" }
  /** Each has a fifth of a core: whoever asks, Slack, platform and database need the rest. */
  | { readonly kind: "shared" };

/** For two replicas, whoever asks, the platform and the database. */
const coresNeeded = 6;

export function placingHere(): Placing {
  return availableParallelism() >= coresNeeded && hasTaskset()
    ? { kind: "pinned" }
    : { kind: "shared" };
}

function hasTaskset(): boolean {
  try {
    execFileSync("taskset", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** This process and all that it starts from now on leave the cores of the replicas alone. */
export function leaveCores({ kind }: Placing, replicas: number): void {
  if (kind === "pinned") pin(process.pid, `${replicas}-${availableParallelism() - 1}`);
}

/** Puts the replicas into their places; the returned function ends that. */
export async function place(
  { kind }: Placing,
  pids: readonly number[],
): Promise<() => Promise<void>> {
  if (kind === "pinned") {
    for (const [core, pid] of pids.entries()) pin(pid, String(core));
    return async () => undefined;
  }
  const child = fork(join(import.meta.dirname, "share.ts"), pids.map(String));
  const gone = once(child, "exit");
  return async () => {
    child.disconnect();
    await gone;
  };
}

function pin(pid: number, cores: string): void {
  execFileSync("taskset", ["-a", "-c", "-p", cores, String(pid)], { stdio: "ignore" });
}
