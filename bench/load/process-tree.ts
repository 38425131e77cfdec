import { readdirSync, readFileSync } from "node:fs";

/**
 * Resident memory of a process and all that it started, in MB, as Linux counts it. What they share
 * (the program itself) is counted in each of them, so it is rather too much than too little.
 */
export function treeMemoryMb(rootPid: number): { readonly all: number; readonly root: number } {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc")) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    const parent = statusOf(pid, "PPid");
    if (parent !== null) parents.set(pid, parent);
  }
  const isInTree = (pid: number): boolean => {
    const parent = parents.get(pid);
    return pid === rootPid || (parent !== undefined && parent > 1 && isInTree(parent));
  };
  const inMb = (pid: number) => (statusOf(pid, "VmRSS") ?? 0) / 1_024;
  const pids = [...parents.keys()].filter(isInTree);
  return { all: pids.reduce((sum, pid) => sum + inMb(pid), 0), root: inMb(rootPid) };
}

/** `null`: there is no such process (any more). */
function statusOf(pid: number, field: string): number | null {
  try {
    const text = readFileSync(`/proc/${pid}/status`, "utf8");
    const found = new RegExp(`^${field}:\\s+(\\d+)`, "m").exec(text)?.[1];
    return found === undefined ? 0 : Number(found);
  } catch {
    return null;
  }
}

/** Processor time that a process has used, in seconds; `null`: there is none such (any more). */
export function processorSeconds(pid: number): number | null {
  try {
    const [, fields = ""] = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ");
    // User and system time, in hundredths of a second (proc(5), fields 14 and 15).
    const [user = 0, system = 0] = fields.split(" ").slice(11, 13).map(Number);
    return (user + system) / 100;
  } catch {
    return null;
  }
}
