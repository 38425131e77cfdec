import { radioGenerations } from "../../core/radio-link.ts";
import { drawableName, oneLine } from "../drawable-text.ts";
import type { GenerationShare } from "./timeline-model.ts";

/** How long each generation was connected (`ms`, by its place in `radioGenerations`), without those that never were. */
export function generationShares(
  ms: Float64Array,
  unknownLinks: readonly (string | null)[],
): GenerationShare[] {
  const totalMs = ms.reduce((sum, part) => sum + part, 0);
  return radioGenerations.flatMap((generation, index) => {
    const part = ms[index] ?? 0;
    return part === 0
      ? []
      : [{ generation, ...linkLabels(generation, unknownLinks), ms: part, share: part / totalMs }];
  });
}

/** Values of unknown meaning that are named; more are counted. */
const mostLinks = 2;
const longestLink = 16;

/** The generation; what is named otherwise stands as it was received. */
function linkLabels(
  generation: GenerationShare["generation"],
  unknownLinks: readonly (string | null)[],
): Pick<GenerationShare, "label" | "drawnLabel"> {
  if (generation !== "unknown") return { label: generation, drawnLabel: generation };
  const received = unknownLinks.filter((link) => link !== null);
  const names = received.slice(0, mostLinks).map((link) => oneLine(link, longestLink));
  const more = received.length - names.length;
  if (names.length === 0) return { label: "radio link unknown", drawnLabel: "radio link unknown" };
  const label = [
    ...[...names, ...(more > 0 ? [`${more} more`] : [])],
    ...(unknownLinks.includes(null) ? ["unknown"] : []),
  ].join(", ");
  return { label, drawnLabel: drawableName(label) ?? "other radio" };
}
