import type { Instant } from "../../core/instant.ts";
import type { Scale } from "./scale.ts";
import type { ChangeBurst, OperatorChange, OperatorChanges } from "./timeline-model.ts";

/** Changes closer than this cannot be told apart and form a cluster. */
const clusterPx = 9;
/** A cluster of more than this many becomes a band with its number. */
const drawnSingly = 3;

/** Collects operator changes in order of time; memory is bounded by the columns. */
export function createChangeSweep(scale: Scale) {
  const clusterMs = (clusterPx / scale.columnPx) * scale.msPerColumn;
  const single: OperatorChange[] = [];
  const bursts: ChangeBurst[] = [];
  let count = 0;
  let first: OperatorChange[] = [];
  let inCluster = 0;
  let begin: Instant = 0;
  let end: Instant = 0;
  let topLane = 0;
  let bottomLane = 0;

  const flush = (): void => {
    if (inCluster > drawnSingly) {
      bursts.push({ from: begin, to: end, count: inCluster, topLane, bottomLane });
    } else single.push(...first);
    first = [];
    inCluster = 0;
  };

  return {
    add(change: OperatorChange): void {
      if (inCluster > 0 && change.at - end >= clusterMs) flush();
      if (inCluster === 0) {
        begin = change.at;
        topLane = Math.min(change.fromLane, change.toLane);
        bottomLane = Math.max(change.fromLane, change.toLane);
      }
      count += 1;
      inCluster += 1;
      end = change.at;
      topLane = Math.min(topLane, change.fromLane, change.toLane);
      bottomLane = Math.max(bottomLane, change.fromLane, change.toLane);
      if (inCluster <= drawnSingly) first.push(change);
    },
    finish(): OperatorChanges {
      flush();
      return { count, single, bursts };
    },
  };
}
