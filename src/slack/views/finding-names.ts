import type { FindingKind } from "../../core/findings/finding.ts";

/** What each rule looks for, in words for a list of what was checked. */
export const findingNames: Readonly<Record<FindingKind, string>> = {
  sim_not_active: "State of the SIM",
  no_sessions: "Any session at all",
  open_but_silent: "Open but silent",
  overdue: "Overdue by its own rhythm",
  reconnect_loop: "Reconnect loop",
  operator_ping_pong: "Back and forth between operators",
  no_traffic: "Sessions without packets",
  one_way_traffic: "Packets one way only",
  device_changed: "Change of device",
  country_changed: "Change of country",
  operator_changed: "Change of operator",
  radio_fallback: "Fall to a lesser radio link",
  cell_moved: "Move to other cells",
  past_gaps: "Silences in the past",
  fixed_length: "Sessions of the same length",
  retention_limit: "Sessions that are no longer kept",
};
