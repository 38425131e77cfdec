import type { TimelineModel } from "../model/timeline-model.ts";

/** The ends of the panels' scales. */
export interface PanelScales {
  /** The next round number, 0 when no packet was recorded. */
  readonly packetMax: number;
  readonly newSessionsMax: number;
}

/** Scales that fit all of these models, so that the same height means the same in each. */
export function scalesOf(models: readonly TimelineModel[]): PanelScales {
  const most = models
    .flatMap(({ packets }) => [...packets.up, ...packets.down])
    .reduce((a, b) => Math.max(a, b), 0);
  return {
    packetMax: roundedUp(most),
    newSessionsMax: Math.max(...models.map(({ newSessions }) => newSessions.max)),
  };
}

function roundedUp(most: number): number {
  if (!(most > 0)) return 0;
  if (most <= 1) return 1;
  const magnitude = 10 ** Math.floor(Math.log10(most));
  const step = [1, 1.5, 2, 3, 4, 5, 6, 8].find((factor) => factor * magnitude >= most) ?? 10;
  return step * magnitude;
}
