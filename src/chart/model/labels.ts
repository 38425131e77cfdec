import { drawableName, oneLine } from "../drawable-text.ts";
import type { TimelineModel } from "./timeline-model.ts";

/** A rest of a name would be the name of something else, so it is drawn whole, or another one is. */
export function labelsOf({
  label,
  otherLabels = [],
}: {
  readonly label: string;
  readonly otherLabels?: readonly string[];
}): Pick<TimelineModel, "label" | "drawnLabel"> {
  const drawable = [label, ...otherLabels].map((name) => drawableName(name));
  const drawnLabel = drawable.find((name) => name !== null) ?? "SIM";
  return { label: oneLine(label) || drawnLabel, drawnLabel };
}
