import type { SiblingRecord } from "../../../src/core/fleet/siblings/sibling-record.ts";
import { dayMs, hourMs, minuteMs } from "../../../src/core/instant.ts";
import { reportOf } from "../../../src/core/report.ts";
import type { Message } from "../../../src/slack/kit/blocks.ts";
import { verdictWithMoment } from "../../../src/slack/views/findings.ts";
import {
  type ShownSibling,
  type SiblingsView,
  siblingsMessage,
} from "../../../src/slack/views/siblings.ts";
import {
  comparingMessage,
  noOperatorMessage,
  notSilentMessage,
  tooFewSiblingsMessage,
} from "../../../src/slack/views/siblings-beside.ts";
import { ago, asOf, readOf, sessionBetween, sessionSid, sim } from "../sessions.ts";
import { simSid } from "./sim-facts.ts";

/** Every 30 minutes for ten days, and nothing for three hours. */
const sessions = Array.from({ length: 480 }, (_, index) => {
  const endMsAgo = 3 * hourMs + index * 30 * minuteMs;
  return sessionBetween(endMsAgo + 2 * minuteMs, endMsAgo, { sid: sessionSid(index) });
});
const report = reportOf({ sim: sim(), read: readOf(sessions), windowName: "7d", asOf });
const stopped = { from: ago(3 * hourMs), to: ago(3 * hourMs - 42 * minuteMs) };
const silent = { kind: "silent", sid: sim().sid, asOf, stopped } as const;

const record = (over: Partial<SiblingRecord>): SiblingRecord => ({
  ...{ sid: simSid(1), asOf, lastSeen: ago(4 * minuteMs), firstSeen: ago(29 * dayMs) },
  ...{ stopped: null, wouldShow: 1, excused: null, past: [], finding: null, ...over },
});
const withIt = record({ lastSeen: ago(3 * hourMs - 9 * minuteMs), stopped });
const seen = record({});
const seldom = record({ wouldShow: 0, lastSeen: ago(5 * hourMs) });
const suspended = record({ excused: "not_active", lastSeen: ago(9 * dayMs) });

const times = (count: number, one: SiblingRecord) => Array.from({ length: count }, () => one);

interface Counts {
  readonly near?: readonly SiblingRecord[];
  readonly operator?: readonly SiblingRecord[];
  readonly others?: readonly SiblingRecord[];
  readonly failed?: number;
}

function viewOf(
  { near = [], operator = [], others = [], failed = 0 }: Counts,
  answer: SiblingsView["answer"],
  over: Partial<SiblingsView> = {},
): SiblingsView {
  const shown = (group: ShownSibling["group"], records: readonly SiblingRecord[]) =>
    records.map((one, index): ShownSibling => {
      const named = sim({ sid: simSid(index + 1), friendlyName: `Cargo camera ${20 + index}` });
      return { sim: named, account: null, group, record: one };
    });
  return {
    ...{ report, asked: silent, answer, nearest: near.length > 0 ? "cell" : null, isOver: false },
    reads: {
      near: { records: near, failed: 0 },
      operator: { records: operator, failed },
      others: { records: others, failed: 0 },
    },
    siblings: [...shown("near", near), ...shown("operator", operator), ...shown("others", others)],
    ...over,
  };
}

const failing = {
  ...({ kind: "failing", sid: sim().sid, asOf, finding: "reconnect_loop" } as const),
  since: ago(3 * hourMs),
};
const none = { since: null, isElse: false, canTell: true };
const calm = record({ finding: none });
const seldomCalm = record({ finding: { ...none, canTell: false } });
const looping = record({ finding: { ...none, since: ago(3 * hourMs - 9 * minuteMs) } });

const nowhere = { near: null, operator: null };
const hit = [...times(9, withIt), ...times(4, seen), ...times(3, seldom)];

/** Each message about siblings, by its name. */
export const siblingsMessages: Readonly<Record<string, Message>> = {
  operator: siblingsMessage(
    viewOf(
      { operator: hit, others: [...times(11, seen), suspended] },
      { verdict: "many", far: { near: null, operator: "here" }, usually: 1 },
    ),
  ),
  beyond: siblingsMessage(
    viewOf(
      { operator: hit, others: [...times(5, withIt), ...times(6, seen)] },
      { verdict: "many", far: { near: null, operator: "beyond" }, usually: 0 },
    ),
  ),
  "cannot-tell-which": siblingsMessage(
    viewOf(
      { operator: hit, others: times(2, seen) },
      { verdict: "many", far: { near: null, operator: "open" }, usually: 0 },
    ),
  ),
  cell: siblingsMessage(
    viewOf(
      { near: times(7, withIt), operator: times(11, seen) },
      { verdict: "many", far: { near: "here", operator: null }, usually: 0 },
    ),
  ),
  "cell-or-more": siblingsMessage(
    viewOf(
      { near: times(7, withIt), operator: [...times(2, withIt), ...times(8, seen)] },
      { verdict: "many", far: { near: "open", operator: null }, usually: 0 },
    ),
  ),
  "not-widespread": siblingsMessage(
    viewOf(
      { operator: [...times(7, seen), seldom] },
      { verdict: "not_widespread", far: nowhere, usually: 0 },
    ),
  ),
  "usual-hour": siblingsMessage(
    viewOf({ operator: hit }, { verdict: "usual_hour", far: nowhere, usually: 8 }),
  ),
  "cannot-tell": siblingsMessage(
    viewOf(
      { operator: [...times(3, withIt), ...times(5, seen), ...times(14, seldom)], failed: 2 },
      { verdict: "open", far: nowhere, usually: 1 },
    ),
  ),
  "time-over": siblingsMessage(
    viewOf(
      { operator: [seen], failed: 7 },
      { verdict: "open", far: nowhere, usually: 0 },
      { isOver: true },
    ),
  ),
  "too-few-swept": tooFewSiblingsMessage(report, 2, { active: 2_400, known: 120, isSwept: true }),
  "too-few-not-swept": tooFewSiblingsMessage(report, 1, { active: null, known: 3, isSwept: false }),
  "not-silent": notSilentMessage(report, verdictWithMoment(report)),
  "no-operator": noOperatorMessage(report),
  "failing-operator": siblingsMessage(
    viewOf(
      { operator: [...times(7, looping), calm], others: [...times(11, calm), seldomCalm] },
      { verdict: "many", far: { near: null, operator: "here" }, usually: 0 },
      { asked: failing },
    ),
  ),
  "failing-not-widespread": siblingsMessage(
    viewOf(
      { operator: [...times(7, calm), seldomCalm] },
      { verdict: "not_widespread", far: nowhere, usually: 0 },
      { asked: failing },
    ),
  ),
  "failing-cannot-tell": siblingsMessage(
    viewOf(
      { operator: [...times(3, looping), ...times(5, calm), ...times(16, seldomCalm)] },
      { verdict: "open", far: nowhere, usually: 0 },
      { asked: failing },
    ),
  ),
  comparing: comparingMessage(),
};
