import type { Instant, Interval } from "../instant.ts";
import type { Placed } from "../session.ts";
import { count, type Sentence } from "../words.ts";
import type { Evidence } from "./evidence.ts";
import type { Facts } from "./facts.ts";

/**
 * One pattern: how it is recognised, and all that the ladder, the verdict, the comparisons and the
 * lists of what was checked need to know of it. Its place is the one it has on the ladder in `ladder.ts`.
 */
export interface Rule<Kind extends string = string> {
  /** Permanent name, for machines: `reconnect_loop`. Its file has the same one. */
  readonly kind: Kind;
  /** What it looks for, in words for a list of what was checked. */
  readonly name: string;
  readonly nature: Nature;
  readonly judge: (facts: Facts) => RuleResult;
}

/** What all findings of a rule have in common. */
export interface Nature {
  /**
   * What they are about.
   *
   * - `state`: the SIM itself. It can be judged without sessions, and is no fault of the connection.
   * - `sessions`: what the connection did.
   * - `list`: what the platform keeps. Says nothing about the SIM and asks for nothing.
   */
  readonly about: "state" | "sessions" | "list";
  /**
   * How they lie in time: where "now" begins when it is compared with the last good period.
   *
   * - `silence`: nothing comes any more. What led up to it is seen in the last sessions before, and
   *   the summary says when that was. On two SIMs all silences of sessions are one problem.
   * - `passing`: can be over; as a notice it is, and "now" is not the time since it began.
   * - `step`: one step that holds ever since: the older, the less it says about now.
   * - `standing`: holds as long as it is found.
   */
  readonly course: "silence" | "passing" | "step" | "standing";
  /** Whether the summary says what the connection is doing, so that it need not be said beside it. */
  readonly tellsConnection?: boolean;
  /**
   * In which stretch of time nothing may be unknown, or else the rule cannot judge. A result that
   * is true whatever the unknown records say, or that rests on less, says so (`restingOn`).
   *
   * - `nothing`: it asks no session.
   * - `silence`: since the last sign of life. An open session must say when it was last heard of.
   * - `window`, `kept`: the window asked for, or all that the platform keeps.
   */
  readonly needs: "nothing" | "silence" | "window" | "kept";
  /** Whether what it finds is true of the records that are known, whatever the unknown ones say. */
  readonly foundAnyway?: true;
  /** Whether it measures by the rhythm: then not too many starts may be unknown, wherever they lie. */
  readonly needsRhythm?: true;
  /** Whether it is told only where nothing else asks for attention: else "what changed" tells it. */
  readonly onlyAlone?: true;
  /** What, found further up the ladder, makes it not worth telling. */
  readonly explainedBy: readonly Explanation[];
}

/**
 * How much a finding asks of the reader, worst first.
 *
 * - `critical`: the SIM carries nothing now, or probably nothing. Someone should act.
 * - `warning`: it connects, but something stands in the way of its work. Someone should look.
 * - `notice`: something changed or happened that may explain a complaint. Nobody must act.
 * - `info`: true and worth knowing, and no sign of a fault; never keeps "looks normal" away.
 */
export const severities = ["critical", "warning", "notice", "info"] as const;

export type Severity = (typeof severities)[number];

/**
 * How sure the reading of the records is, not how sure the cause is: causes are always possible
 * ones. `certain`: the records say it. `probable`: they hardly allow another reading.
 * `possible`: another reading is as good.
 */
export type Confidence = "certain" | "probable" | "possible";

/** What a rule recognised, with what shows it, what it usually means and what to try. */
export interface Pattern {
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** A few words: "Reconnect loop". */
  readonly title: string;
  /** State, evidence and certainty in one sentence; the verdict when this finding leads. */
  readonly summary: Sentence;
  readonly evidence: readonly Evidence[];
  /** What it usually means: possible causes, named as possible. */
  readonly meaning: Sentence;
  readonly nextStep: Sentence;
  /** Since when, or when it happened, where the records tell. */
  readonly since: Instant | null;
  /** Keys (`sessionKey`) of the sessions that show it, newest first. */
  readonly sessionKeys: readonly string[];
  /** The stretch whose sessions the evidence was counted over: the CSV of it gives the same numbers. */
  readonly basis: Interval;
}

/**
 * Why a pattern further down the ladder need not be told.
 *
 * - `state`: the SIM's own state lets it miss sessions.
 * - `block`: its state keeps it off the network, so that it is silent.
 * - `absence`: there is no session that could show anything.
 * - `silence`: it is told that nothing is heard, and since when.
 * - `step`: another change began with the same session, and asks for as much: one event.
 * - `changes`: it changes again and again; one of these changes is no event of its own.
 * - `loop`: a reconnect loop makes odd sessions. Only those are left out, the others are judged.
 */
export type Explanation = "state" | "block" | "absence" | "silence" | "step" | "changes" | "loop";

/** What one rule says: a pattern, its absence, or that the records do not allow to tell. */
export type RuleResult = Answer | { readonly kind: "cannot_judge"; readonly reason: Sentence };

/** `rests`: the stretch in which nothing may be unknown for it to be true; left out: what the rule needs. */
type Answer = { readonly rests?: Interval | null } & (
  | {
      readonly kind: "found";
      readonly pattern: Pattern;
      readonly explains: readonly Explanation[];
      /** The sessions that a `loop` explains. */
      readonly looping: ReadonlySet<Placed>;
    }
  | { readonly kind: "clear"; readonly checked: Sentence }
);

/** The result, which holds if nothing is unknown in that stretch; `null`: whatever is unknown. */
export function restingOn(rests: Interval | null, result: RuleResult): RuleResult {
  return result.kind === "cannot_judge" ? result : { ...result, rests };
}

export function found(pattern: Pattern): RuleResult {
  return foundExplaining([], pattern);
}

/** A pattern beside which some of those below it need not be told. */
export function foundExplaining(explains: readonly Explanation[], pattern: Pattern): RuleResult {
  return { kind: "found", pattern, explains, looping: new Set() };
}

/** A pattern whose sessions are odd in other ways too: those that it explains are judged without them. */
export function foundLooping(sessions: readonly Placed[], pattern: Pattern): RuleResult {
  return { kind: "found", pattern, explains: [], looping: new Set(sessions) };
}

export function clear(...checked: Sentence): RuleResult {
  return { kind: "clear", checked };
}

export function cannotJudge(...reason: Sentence): RuleResult {
  return { kind: "cannot_judge", reason };
}

/** For a rule whose floor of data is not reached: "the cell is known for 3 sessions only". */
export function knownForTooFew(what: string, sessions: number): RuleResult {
  if (sessions === 0) return cannotJudge(`${what} for no session`);
  return cannotJudge(`${what} for `, count(sessions, "session"), " only");
}

/** One or two records without a value are usual: an open session has no IMEI yet. */
const fewestOfNewest = 3;

/**
 * For a rule that would find no change: where the newest sessions do not carry the value, it may
 * have changed since. "the radio link is not known for the newest 5 sessions"
 */
export function clearUnlessUnknown(
  what: string,
  newestFirst: readonly Placed[],
  isKnown: (placed: Placed) => boolean,
  ...checked: Sentence
): RuleResult {
  const known = newestFirst.findIndex(isKnown);
  const unknown = known === -1 ? newestFirst.length : known;
  return unknown < fewestOfNewest
    ? clear(...checked)
    : cannotJudge(`${what} is not known for the newest `, count(unknown, "session"));
}
