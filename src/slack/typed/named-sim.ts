/** A SIM as typed, unwrapped from Slack's and phones' decorations, and where to look for it. */
export interface NamedSim {
  /** SID, name or ICCID. */
  readonly sim: string;
  /** What follows `in`; `null`: wherever it may be looked for. */
  readonly account: string | null;
}
