import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const bench = fileURLToPath(new URL("../../bench/load/in-memory.ts", import.meta.url));

it.each([
  // Ten SIMs that everybody asks for: one read and one report of each.
  ["30", "10", "10", { report: 300 }],
  // Everybody asks for another SIM: those who find no room in time are told so.
  ["30", "1", "30", expect.objectContaining({ report: expect.any(Number) })],
])(
  "%s people with %s questions each, about %s SIMs of 5,000 sessions, in a heap of 120 MB",
  (people, each, sims, ends) => {
    const heap = "--max-old-space-size=120";
    const { status, stdout } = spawnSync(
      process.execPath,
      [heap, bench, people, each, sims, "5000"],
      { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] },
    );
    expect(status).toBe(0);
    const { asked, ends: ended } = JSON.parse(stdout);
    expect(ended).toEqual(ends);
    // Everybody heard: a report, or that there was no turn in time.
    const known = (ended.report ?? 0) + (ended["sim_api_timeout queued"] ?? 0);
    expect(known).toBe(asked);
  },
  240_000,
);
