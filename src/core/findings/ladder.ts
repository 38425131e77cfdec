import type { Rule } from "./rule.ts";
import { cellMoved } from "./rules/cell-moved.ts";
import { countryChanged } from "./rules/country-changed.ts";
import { deviceChanged } from "./rules/device-changed.ts";
import { fixedLength } from "./rules/fixed-length.ts";
import { habitsChanged } from "./rules/habits-changed.ts";
import { noSessions } from "./rules/no-sessions.ts";
import { noTraffic } from "./rules/no-traffic.ts";
import { oneWayTraffic } from "./rules/one-way-traffic.ts";
import { openButSilent } from "./rules/open-but-silent.ts";
import { operatorChanged } from "./rules/operator-changed.ts";
import { operatorPingPong } from "./rules/operator-ping-pong.ts";
import { overdue } from "./rules/overdue.ts";
import { pastGaps } from "./rules/past-gaps.ts";
import { radioFallback } from "./rules/radio-fallback.ts";
import { reconnectLoop } from "./rules/reconnect-loop.ts";
import { retentionLimit } from "./rules/retention-limit.ts";
import { simNotActive } from "./rules/sim-not-active.ts";

/**
 * The rules, first what leads: is the SIM allowed, is there a session at all, is it alive, (is it
 * only this one,) is it stable, does traffic flow, what changed, harmless. What stands higher
 * explains what stands below it.
 * "Is it only this one" needs records of other SIMs: its rule joins where the comment stands.
 */
export const ladder = [
  simNotActive,
  noSessions,
  openButSilent,
  overdue,
  // "many_ended_together" belongs here.
  reconnectLoop,
  operatorPingPong,
  noTraffic,
  oneWayTraffic,
  deviceChanged,
  countryChanged,
  operatorChanged,
  radioFallback,
  cellMoved,
  habitsChanged,
  pastGaps,
  fixedLength,
  retentionLimit,
] as const satisfies readonly Rule[];
