import { operatorCode } from "../../core/operator.ts";
import { drawableName, oneLine } from "../drawable-text.ts";
import type { OperatorEntry, Spans } from "./spans.ts";
import type { Lane } from "./timeline-model.ts";

/** More operators than this share a lane named "Other". */
const mostLanes = 5;
/** Sessions that name no operator: as in the rows of the answer, not as if one were called so. */
const unknownOperator = "operator unknown";

/** Which lane each operator is drawn in, and what the lanes are called. */
export interface LanePlan {
  readonly laneOf: Int32Array;
  readonly lanes: readonly PlannedLane[];
}

type PlannedLane = Pick<Lane, "name" | "drawnName" | "place" | "operators">;

/** Lanes by connected time, longest first; beyond five operators four lanes and "Other (n)". */
export function lanePlanOf(spans: Spans): LanePlan {
  const connectedMs = connectedByOperator(spans);
  const shown = spans.operators
    .map((entry, index) => ({ entry, index, ms: connectedMs[index] ?? 0 }))
    .filter(({ index, ms }) => ms >= 0 || spans.newestOpen?.operator === index)
    .sort((a, b) => b.ms - a.ms || (nameOf(a.entry) < nameOf(b.entry) ? -1 : 1));
  const own = shown.length > mostLanes ? shown.slice(0, mostLanes - 1) : shown;
  const rest = shown.slice(own.length);

  const laneOf = new Int32Array(spans.operators.length);
  for (const [lane, { index }] of own.entries()) laneOf[index] = lane;
  for (const { index } of rest) laneOf[index] = own.length;

  const lanes: PlannedLane[] = withPlaces(own.map(({ entry }) => entry));
  if (rest.length > 0) {
    const name = `Other (${rest.length})`;
    lanes.push({ name, drawnName: name, place: "", operators: rest.length });
  }
  return { laneOf, lanes };
}

/** Union of each operator's sessions in milliseconds; -1 for one without a session in the window. */
function connectedByOperator(spans: Spans): Float64Array {
  const ms = new Float64Array(spans.operators.length).fill(-1);
  const until = new Float64Array(spans.operators.length);
  for (let index = 0; index < spans.count; index += 1) {
    const operator = spans.operator[index] ?? 0;
    const to = spans.to[index] ?? 0;
    const begin = Math.max(spans.from[index] ?? 0, until[operator] ?? 0);
    ms[operator] = Math.max(0, ms[operator] ?? 0) + Math.max(0, to - begin);
    until[operator] = Math.max(until[operator] ?? 0, to);
  }
  return ms;
}

function nameOf({ label }: OperatorEntry): string {
  return oneLine(label ?? "") || unknownOperator;
}

/** A name that the bundled fonts cannot draw would be empty boxes: its code says more. */
function drawnNameOf(entry: OperatorEntry): string {
  return drawableName(nameOf(entry)) ?? operatorCode(entry.operator) ?? "See text";
}

/** Two networks of one name are told apart by their codes. */
function withPlaces(entries: readonly OperatorEntry[]): PlannedLane[] {
  const names = entries.map(nameOf);
  const drawnNames = entries.map(drawnNameOf);
  return entries.map(({ operator }, index) => {
    const name = names[index] ?? "";
    const drawnName = drawnNames[index] ?? "";
    const isTwin =
      names.filter((other) => other === name).length > 1 ||
      drawnNames.filter((other) => other === drawnName).length > 1;
    const country = operator.country === null ? null : drawableName(operator.country.slice(0, 8));
    const code = isTwin ? operatorCode(operator) : null;
    return {
      name,
      drawnName,
      place: [country, code].filter((part) => part !== null).join(" "),
      operators: 1,
    };
  });
}
