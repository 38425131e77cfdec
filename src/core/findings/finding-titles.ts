import type { FindingKind } from "./finding.ts";

/**
 * What answers call a finding of which no more is known than its kind, as of one in the record of who
 * asked: its title, or what all its titles have in common.
 */
export const titleOfKind: Readonly<Record<FindingKind, string>> = {
  sim_not_active: "SIM not active",
  no_sessions: "No session",
  open_but_silent: "Session open but silent",
  overdue: "Overdue",
  reconnect_loop: "Reconnect loop",
  no_traffic: "Sessions without packets",
  one_way_traffic: "Upload without download",
  radio_fallback: "Lesser radio link",
  operator_ping_pong: "Back and forth between operators",
  operator_changed: "Operator changed",
  country_changed: "Country changed",
  device_changed: "Another device",
  cell_moved: "On other cells than usual",
  fixed_length: "Sessions end at the same length",
  habits_changed: "Not as before",
  past_gaps: "Was silent, and came back",
  retention_limit: "Older sessions are no longer kept",
};

/** The same, where the severity is known too: it tells one title of a kind from the other. */
export function titleOf(kind: FindingKind, severity: string): string {
  return kind === "overdue" && severity === "critical" ? "Long overdue" : titleOfKind[kind];
}
