import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { sessionRecord } from "../../playground/fleet/session-record.ts";
import type { FleetSimulator } from "../../playground/fleet/simulator.ts";
import { channels, people } from "../../playground/slack/state/workspace.ts";
import { hourMs, minuteMs } from "../../src/core/instant.ts";
import { csvRecords } from "../support/csv-reader.ts";
import { actionsOf, startWorld, textsOf, transports, type World } from "../support/whole-bot.ts";

const iccid = "8988307000000001234";

/** Reported every 15 min until so long ago, from one cell. */
function putSilent(fleet: FleetSimulator, key: string, silentMs: number, name = key): void {
  const last = Date.now() - silentMs;
  const sessions = Array.from({ length: 200 }, (_, index) => {
    const start = last - index * 15 * minuteMs;
    return sessionRecord({ start, end: start + minuteMs });
  });
  fleet.putSim({ key, fields: { iccid, friendly_name: name }, sessions });
}

const threeSilent = (fleet: FleetSimulator) => {
  putSilent(fleet, "quay-1", 3 * hourMs);
  putSilent(fleet, "quay-2", 3 * hourMs + minuteMs, `Quay ${iccid}`);
  putSilent(fleet, "quay-3", 9 * hourMs);
};

/** Whoever was asked about is remembered. */
async function askAboutAll(world: World): Promise<void> {
  for (const key of ["quay-1", "quay-2", "quay-3"]) await world.ask(`sessions ${key}`);
}

describe.each(transports)("the silent SIMs of the fleet, over %s", (transport) => {
  it("in groups, for whoever asks or for everybody, with the sessions a press away, and as a file", async () => {
    await using world = await startWorld({ transport, prepare: threeSilent });
    expect(textsOf(await world.ask("dark"))).toContain("SIMs that somebody asked about");
    await askAboutAll(world);
    const answer = await world.ask("dark");
    expect(answer.visibleTo).toBe(people.ada);
    expect(textsOf(answer)).toMatch(/\*3 of .*2 SIMs last heard .*quay-1.*Silent since /s);
    expect(textsOf(answer)).toContain(`Quay ${iccid}`);
    expect(actionsOf(answer)).toContain("dark_export");

    const shown = await world.ask("dark 6h public");
    expect(shown.visibleTo).toBeNull();
    expect(textsOf(shown)).toContain("quay-3");
    expect(textsOf(shown)).not.toContain("quay-1");
    const all = await world.ask("dark public");
    expect(JSON.stringify(all)).not.toContain(iccid);

    const longest = await world.ask("dark 6h");
    const sessions = await world.press(longest, "sim_pick");
    expect(actionsOf(sessions)).toContain("sessions_refresh");
    const aside = await world.press(answer, "dark_export");
    expect(aside.visibleTo).toBe(people.ada);
    const [direct] = world.slack
      .messages(channels.adaAndBot, people.ada)
      .filter(({ files }) => (files ?? []).length > 0);
    const file = world.slack.world.files.find(direct?.files?.[0] ?? "");
    expect(file?.name).toMatch(/^silent-sims-/);
    expect(csvRecords(file?.bytes.toString("utf8") ?? "")).toHaveLength(3);
  });

  it("is remembered over a restart", async () => {
    const folder = await mkdtemp(join(tmpdir(), "simscope-"));
    try {
      const env = { DATABASE_URL: `sqlite:${join(folder, "simscope.db")}` };
      await using world = await startWorld({ transport, env, prepare: threeSilent });
      await askAboutAll(world);
      await world.restart();
      world.simCalls();
      expect(textsOf(await world.ask("dark"))).toMatch(/\*3 of /);
      expect(world.simCalls().filter((call) => call.includes("DataSessions"))).toHaveLength(0);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
