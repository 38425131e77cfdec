import type { Instant, Interval } from "../../core/instant.ts";
import type { RadioGeneration } from "../../core/radio-link.ts";
import type { Tense } from "../../core/tense.ts";
import type { ConnectedKnown } from "../../core/totals.ts";
import type { WindowName } from "../../core/window.ts";

/**
 * What a timeline picture shows, already reduced to the resolution of the picture: its size is
 * bounded by lanes × columns and never by the number of sessions. Plain JSON, so that it can be
 * hashed, sent to another process and kept.
 */
export interface TimelineModel {
  /** What the SIM is called, on one line. Untrusted text. */
  readonly label: string;
  /** The same, or another name of it: one that can be drawn as a whole. */
  readonly drawnLabel: string;
  /** IANA name of the zone in which ticks and words are written. */
  readonly zone: string;
  readonly windowName: WindowName;
  readonly from: Instant;
  /** The moment of the question: the picture's "now". */
  readonly to: Instant;
  /** Whether `to` is the moment at which the picture is shown, or that of an earlier read. */
  readonly tense: Tense;
  /** How many columns the window is divided into. */
  readonly columns: number;
  /** Sessions that touch the window. */
  readonly sessions: number;
  /** Sessions of known and zero packets; open ones only when older than 15 minutes. */
  readonly silentSessions: number;
  /** The last sign of life in or before the window; `null`: none is known. */
  readonly heardAt: Instant | null;
  /** `null`: none that is worth a word. */
  readonly silence: LastingSilence | null;
  /** Union of all sessions as far as the records vouch for them. */
  readonly connectedMs: number;
  /** `connectedMs` as a part of the window, 0 to 1. */
  readonly connectedShare: number;
  readonly connectedKnown: ConnectedKnown;
  readonly lanes: readonly Lane[];
  /** Sessions of at least two columns, exact; neighbours that touch are joined. */
  readonly bars: readonly LaneBar[];
  /** Columns with sessions shorter than two columns. */
  readonly runs: readonly LaneRun[];
  /** Of the newest open session, the stretch after its last update. */
  readonly uncertain: UncertainStretch | null;
  readonly gaps: TimelineGaps;
  /** Stretches for which the platform's answer says nothing: no session is not claimed there. */
  readonly unknown: readonly Interval[];
  /** Whether the list of sessions was cut short while reading. */
  readonly incomplete: boolean;
  readonly changes: OperatorChanges;
  readonly newSessions: BinnedCounts;
  readonly packets: BinnedPackets;
  /** Best generation first. */
  readonly generations: readonly GenerationShare[];
  readonly ticks: readonly Tick[];
}

/** The silence that lasts at `to`, when it is long for this SIM. */
export interface LastingSilence {
  /** Of the last sign of life; may lie before the window. */
  readonly from: Instant;
  /** Whether neither its rhythm nor its habits by the hour let expect it. */
  readonly unusual: boolean;
}

export interface Lane {
  /** Two networks may share a name; their places then differ. Untrusted text. */
  readonly name: string;
  /** The same, or what stands for it where it cannot be drawn as a whole. */
  readonly drawnName: string;
  /** Country and, where two lanes would look alike, MCC-MNC; empty when nothing is known. */
  readonly place: string;
  /** How many operators share the lane; above 1 only for "Other". */
  readonly operators: number;
  /** Union of the lane's sessions. */
  readonly connectedMs: number;
  /** `connectedMs` as a part of the window. Sessions overlap: lanes may add up to more than 1. */
  readonly share: number;
}

export interface LaneBar extends Interval {
  readonly lane: number;
  readonly generation: RadioGeneration;
  /** Known to have carried 0 packets. */
  readonly silent: boolean;
  /** Where a session begins that touches the one before, as far as there is room to show it. */
  readonly seams: readonly Instant[];
}

export interface LaneRun extends Interval {
  readonly lane: number;
  /** The generation with most time in these columns. */
  readonly generation: RadioGeneration;
  readonly silent: boolean;
  /** How much of the columns is covered, in quarters rounded up: 1 to 4. */
  readonly level: number;
}

export interface UncertainStretch extends Interval {
  readonly lane: number;
  readonly generation: RadioGeneration;
}

/** Of at least ten minutes, and those only that are unusual for the SIM. */
export interface TimelineGaps {
  /** Those that are over. */
  readonly count: number;
  /** Of those that are over. */
  readonly longest: Interval | null;
  /** The one that reaches to the end of what is known. */
  readonly last: Interval | null;
  /** Wide enough to be hatched. */
  readonly wide: readonly Interval[];
  /** Too narrow to be hatched: one instant per column that holds such gaps. */
  readonly short: readonly Instant[];
}

export interface OperatorChanges {
  readonly count: number;
  /** Drawn one by one. */
  readonly single: readonly OperatorChange[];
  /** Crowded ones, drawn as a band. */
  readonly bursts: readonly ChangeBurst[];
}

export interface OperatorChange {
  readonly at: Instant;
  readonly fromLane: number;
  readonly toLane: number;
}

export interface ChangeBurst extends Interval {
  readonly count: number;
  readonly topLane: number;
  readonly bottomLane: number;
}

export interface BinnedCounts {
  readonly binMs: number;
  /** Sessions that began in each bin, counted from the window's begin. */
  readonly counts: readonly number[];
  readonly max: number;
  /** Sessions that do not say when they began: in none of the counts. */
  readonly unknown: number;
}

export interface BinnedPackets {
  readonly binMs: number;
  /** The part of each session inside the window, spread evenly over its time and summed. */
  readonly up: readonly number[];
  readonly down: readonly number[];
  /** Whole sessions, also the part before the window: equal to the totals of the report. */
  readonly totalUp: number;
  readonly totalDown: number;
  /** Sessions whose count is not reported, and so not in the total. */
  readonly unknownUp: number;
  readonly unknownDown: number;
  /** Sessions with a count that began before the window: counted whole, drawn in part. */
  readonly beganBefore: number;
}

export interface GenerationShare {
  readonly generation: RadioGeneration;
  /** The generation, or for unknown ones the values as received. Untrusted text. */
  readonly label: string;
  /** The same, or what stands for it where it cannot be drawn as a whole. */
  readonly drawnLabel: string;
  readonly ms: number;
  /** Of all session time, overlapping sessions counted each: adds up to 1. */
  readonly share: number;
}

export interface Tick {
  /** `day`: the day named begins here. */
  readonly kind: "day" | "hour";
  readonly at: Instant;
  readonly text: string;
}
