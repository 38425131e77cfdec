import type { Interval } from "../instant.ts";
import type { Placed } from "../session.ts";
import { type Change, sidesOf } from "./change.ts";
import { changesOf } from "./changes.ts";
import type { Facts } from "./facts.ts";
import { type Finding, ruleOf } from "./finding.ts";
import type { Nature } from "./rule.ts";
import { recordsHiddenIn } from "./unknowns.ts";

/** The last good period against now. The good one ends before the first change shows. */
export interface WhatChanged {
  readonly good: Interval;
  /** From the first change on. */
  readonly now: Interval;
  readonly changes: readonly Change[];
}

/**
 * What is different between the last good period (up to 7 days of sessions that carried packets,
 * or whose packets are unknown) and now: since the finding that tells most began, or the last 24
 * hours. `null` when nothing differs, when either side has too few sessions to compare, or when
 * records that are not known may lie in one of them.
 * `findings` must come from everything that is kept, not from the window asked for, so that
 * every window says the same.
 */
export function whatChangedOf(
  facts: Facts,
  findings: readonly Finding[],
  looping: ReadonlySet<Placed>,
): WhatChanged | null {
  const { thresholds, sessions, asOf } = facts;
  const lead = leadOf(findings, facts);
  const isSilent = (lead !== null && courseOf(lead) === "silence") || isLongSilent(facts);
  const nowFrom = isSilent ? asOf : (lead?.since ?? asOf - thresholds.changeNowMs);
  const sides = sidesOf(facts, nowFrom, looping);
  const goodFrom = sides?.good.at(-1)?.begin ?? null;
  if (sides === null || goodFrom === null) return null;
  if (recordsHiddenIn(facts.unknowns, { from: goodFrom, to: asOf }) > 0) return null;

  const changes = changesOf(sides, isSilent);
  if (changes.length === 0) return null;
  const from = Math.min(...changes.map((change) => change.since));
  const before = sessions.filter(
    (one) => one.begin >= goodFrom && one.begin < from && one.packets !== 0 && !looping.has(one),
  );
  const oldest = before.at(-1);
  if (oldest === undefined) return null;
  const to = before.reduce((latest, { seen }) => Math.max(latest, seen), oldest.begin);
  return {
    good: { from: oldest.begin, to: Math.min(to, from) },
    now: { from, to: asOf },
    changes,
  };
}

/**
 * The finding whose beginning parts now from before: the worst that still holds. A step of more
 * than a good period ago gives way to what happened since; of several such, the newest counts.
 */
function leadOf(findings: readonly Finding[], { asOf, thresholds }: Facts): Finding | null {
  const holding = findings.filter(
    (one) => one.severity !== "info" && !(one.severity === "notice" && courseOf(one) === "passing"),
  );
  const isOld = (one: Finding) =>
    courseOf(one) === "step" && one.since !== null && one.since < asOf - thresholds.changeGoodMs;
  const recent = holding.find((finding) => !isOld(finding));
  if (recent !== undefined) return recent;
  return holding.toSorted((a, b) => (b.since ?? 0) - (a.since ?? 0)).at(0) ?? null;
}

function courseOf({ kind }: Finding): Nature["course"] {
  return ruleOf(kind).nature.course;
}

/** Without a rhythm no finding over 30 days says that it fell silent, although its last days had one. */
function isLongSilent({ asOf, lastSeen, silence, thresholds }: Facts): boolean {
  const silentMs = lastSeen === null ? 0 : asOf - lastSeen;
  return silence.kind === "unknown" && silentMs > thresholds.changeNowMs;
}
