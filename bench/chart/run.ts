/**
 * What a timeline picture costs: time by number of sessions, how long the event loop stands
 * still, and memory over many pictures.
 *
 *   node bench/chart/run.ts [pictures for the memory run, default 500]
 */
import { readFileSync } from "node:fs";
import { createEmbeddedRenderer } from "../../src/chart/embedded/embedded-renderer.ts";
import { timelineModel, timelineModelInTurns } from "../../src/chart/model/build-model.ts";
import type { TimelineDrawing } from "../../src/chart/timeline-renderer.ts";
import { windowAt } from "../../src/core/window.ts";
import { evenSessions, storyNow, storySessions } from "../../test/support/chart/story.ts";
import { quantiles, table, timed, watchLoop } from "./measure.ts";

const window = windowAt("30d", storyNow);
const renderer = createEmbeddedRenderer({ cacheBytes: 1_000_000 });
await renderer.selfTest();

/** Another label each time: identical pictures would come from the cache. */
async function draw(label: string, sessions: ReturnType<typeof evenSessions>): Promise<void> {
  const input = { label, sessions, window, zone: "Europe/Berlin" };
  const drawing: TimelineDrawing = {
    kind: "timeline",
    model: await timelineModelInTurns(input),
    coarser: () => timelineModel(input),
  };
  await renderer.render(drawing);
}

const lists = [100, 1_000, 10_000, 100_000].map((count) => ({
  name: `${count} sessions`,
  sessions: evenSessions(count, window.to - window.from),
}));
lists.push({ name: "the story", sessions: storySessions() });
for (const { name, sessions } of lists)
  for (let i = 0; i < 5; i += 1) await draw(`warm ${name} ${i}`, sessions);

// In turns, so that whatever else the machine does falls on all alike.
const rounds = 40;
const durations = lists.map((): number[] => []);
const blocked = lists.map(() => 0);
for (let round = 0; round < rounds; round += 1) {
  for (const [kind, { name, sessions }] of lists.entries()) {
    const watch = watchLoop();
    durations[kind]?.push(await timed(() => draw(`${name} ${round}`, sessions)));
    blocked[kind] = Math.max(blocked[kind] ?? 0, watch.stop());
  }
}
const figures = durations.map(quantiles);
table(
  "Sessions → PNG in the drawing process, model included",
  lists.map(({ name }, kind) => ({
    picture: name,
    "p50 ms": figures[kind]?.p50 ?? 0,
    "p95 ms": figures[kind]?.p95 ?? 0,
    "longest turn of the loop, ms": blocked[kind] ?? 0,
  })),
);
const ratio = (figures[3]?.p50 ?? 0) / (figures[0]?.p50 ?? 1);
console.log(`100,000 sessions take ${ratio.toFixed(2)} × the time of 100 (allowed: 1.5)`);
console.log(`longest turn of the event loop: ${Math.max(...blocked).toFixed(1)} ms (allowed: 20)`);

const pictures = Number(process.argv[2] ?? 500);
const memory = [];
const story = storySessions();
for (let done = 0; done <= pictures; done += 1) {
  await draw(`memory ${done}`, story);
  if (done % Math.max(1, Math.floor(pictures / 5)) === 0) {
    memory.push({
      pictures: done,
      "drawing process MB": residentMb(renderer.pid),
      "bot MB": process.memoryUsage.rss() / 1e6,
    });
  }
}
table("Resident memory", memory);
await renderer.close();

function residentMb(pid: number | undefined): number | string {
  try {
    const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return Number(kilobytes) / 1_000;
  } catch {
    return "not told by this system";
  }
}
