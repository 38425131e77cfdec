import type { DirectorySim } from "../ports/directory.ts";
import type { StartIndexBuild } from "./index-build.ts";
import { type PackedIndex, readRows } from "./packed-index.ts";

/** SIMs handed to the store at a time: about a millisecond of work. */
const pageSize = 1_000;

/** A fleet as the store takes it, page by page. Throws the signal's reason once it has aborted. */
export function* pagesOf(
  packed: PackedIndex,
  signal: AbortSignal,
): Generator<readonly DirectorySim[]> {
  const rows = readRows(packed);
  for (let start = 0; start < packed.simCount; start += pageSize) {
    signal.throwIfAborted();
    const length = Math.min(pageSize, packed.simCount - start);
    yield Array.from({ length }, (_, at) => rows.sim(start + at));
  }
}

/** The index of a fleet that the store gives back. Rejects with the signal's reason once it has aborted. */
export async function packedFrom(
  pages: AsyncIterable<readonly DirectorySim[]>,
  startBuild: StartIndexBuild,
  signal: AbortSignal,
): Promise<PackedIndex> {
  const build = startBuild();
  signal.addEventListener("abort", build.cancel, { once: true });
  try {
    for await (const sims of pages) {
      signal.throwIfAborted();
      await build.add(sims);
    }
    return await build.finish();
  } catch (error) {
    build.cancel();
    throw error;
  } finally {
    signal.removeEventListener("abort", build.cancel);
  }
}
