import { radioGenerations } from "../../core/radio-link.ts";
import { drawableName } from "../drawable-text.ts";
import type { GenerationShare } from "./timeline-model.ts";

/** How long each generation was connected (`ms`, by its place in `radioGenerations`), without those that never were. */
export function generationShares(
  ms: Float64Array,
  unknownLinks: readonly string[],
): GenerationShare[] {
  const totalMs = ms.reduce((sum, part) => sum + part, 0);
  return radioGenerations.flatMap((generation, index) => {
    const part = ms[index] ?? 0;
    return part === 0
      ? []
      : [{ generation, label: labelOf(generation, unknownLinks), ms: part, share: part / totalMs }];
  });
}

function labelOf(generation: GenerationShare["generation"], unknownLinks: readonly string[]) {
  if (generation !== "unknown") return generation;
  const [only, ...more] = unknownLinks;
  const name = only !== undefined && more.length === 0 ? drawableName(only.slice(0, 16)) : null;
  return name ?? "radio unknown";
}
