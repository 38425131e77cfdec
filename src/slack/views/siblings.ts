import type { KnownBlock } from "@slack/types";
import { ruleOf } from "../../core/findings/finding.ts";
import type { AskedSim, FailingSim } from "../../core/fleet/siblings/asked-sim.ts";
import type { SiblingsAnswer } from "../../core/fleet/siblings/inquiry.ts";
import type { SiblingRecord } from "../../core/fleet/siblings/sibling-record.ts";
import { saysOf, type Tally, tallyOf } from "../../core/fleet/siblings/what-it-says.ts";
import { operatorLabel } from "../../core/operator.ts";
import type { SimReport } from "../../core/report.ts";
import type { Sim } from "../../core/sim.ts";
import { countWords, nounFor } from "../../core/words.ts";
import { button, context, type Message, message, section } from "../kit/blocks.ts";
import { bold, instantMrkdwn, joined, type Mrkdwn, mrkdwn, ours } from "../kit/mrkdwn.ts";
import { encodePick } from "../values/pick-state.ts";
import { reportedName } from "./account-words.ts";
import { listedName } from "./sim-line.ts";

/** A sibling that was read. */
export interface ShownSibling {
  readonly sim: Sim;
  readonly account: string | null;
  readonly group: "near" | "operator" | "others";
  readonly record: SiblingRecord;
}

export interface SiblingsView {
  readonly report: SimReport;
  readonly asked: AskedSim;
  readonly nearest: "cell" | "area" | null;
  readonly answer: SiblingsAnswer;
  readonly reads: Readonly<
    Record<
      ShownSibling["group"],
      { readonly records: readonly SiblingRecord[]; readonly failed: number }
    >
  >;
  readonly siblings: readonly ShownSibling[];
  readonly isOver: boolean;
}

const mostShown = 3;

/** Is it just this SIM? What others like it show, in counts, with the moment of each fact. */
export function siblingsMessage(view: SiblingsView): Message {
  const lead = joined([verdictWords(view), reachWords(view)], " ");
  return message(lead, [
    section(joined([lead, nextWords(view)], "\n")),
    ...shownOf(view).map((one): KnownBlock => siblingLine(one, view)),
    context([countsWords(view), mrkdwn`Read ${instantMrkdwn(view.asked.asOf)}.`]),
  ]);
}

/** Those that are told by name: first such as the answer is about. */
export function shownOf({ siblings, asked, answer }: SiblingsView): readonly ShownSibling[] {
  const first = answer.verdict === "not_widespread" ? "seen" : "with_it";
  const told = (wanted: string) =>
    siblings.filter(({ group, record }) => group !== "others" && saysOf(record, asked) === wanted);
  return [...told(first), ...told(first === "seen" ? "with_it" : "seen")].slice(0, mostShown);
}

function here({ reads }: SiblingsView): readonly SiblingRecord[] {
  return [...reads.near.records, ...reads.operator.records];
}

function operatorName({ report }: SiblingsView): Mrkdwn {
  const { operator } = report.lastKnown;
  return bold(
    operator === null ? "its operator" : (operatorLabel(operator.value) ?? "its operator"),
  );
}

function verdictWords(view: SiblingsView): Mrkdwn {
  const { report, answer, reads, asked, nearest } = view;
  const isNearOnly = reads.operator.records.length === 0 || answer.far.near === "here";
  const records = isNearOnly && nearest !== null ? reads.near.records : here(view);
  const tally = tallyOf(records, asked);
  const name = bold(reportedName(report));
  const place =
    isNearOnly && nearest !== null
      ? mrkdwn`in its ${nearest} on ${operatorName(view)}`
      : mrkdwn`on ${operatorName(view)}`;
  const of = mrkdwn`${countWords(telling(tally))} ${nounFor(telling(tally), "SIM")} ${place} that can tell`;
  if (asked.kind === "failing") return failingWords(answer.verdict, asked, { tally, name, of });
  const since = mrkdwn`its last sign of life ${instantMrkdwn(asked.stopped.from)}`;
  switch (answer.verdict) {
    case "many":
      return mrkdwn`*Many fell silent with it.* ${countWords(tally.withIt)} of ${of} may have stopped at the same time as ${name}, after ${since}. ${usuallyWords(answer.usually)}`;
    case "not_widespread":
      return mrkdwn`*Not widespread.* ${countWords(tally.seen)} of ${of} were heard after ${name} stopped; ${since}.`;
    case "usual_hour":
      return mrkdwn`*Can't tell.* ${countWords(tally.withIt)} of ${of} are silent as ${name} is, but at this hour of earlier days up to ${answer.usually} of them were, too.`;
    case "open":
      return mrkdwn`*Can't tell* whether others fell silent with ${name}: ${countWords(tally.withIt)} of ${of} may have stopped at the same time, after ${since}, and ${countWords(tally.seen)} were heard since.`;
  }
}

function usuallyWords(usually: number): Mrkdwn {
  return usually === 0
    ? mrkdwn`On earlier days none did at this hour.`
    : mrkdwn`On earlier days at most ${usually} did at this hour.`;
}

/** Of one that is failing: which finding, since when, and what was not compared. */
function failingWords(
  verdict: SiblingsAnswer["verdict"],
  { finding, since }: FailingSim,
  { tally, name, of }: { readonly tally: Tally; readonly name: Mrkdwn; readonly of: Mrkdwn },
): Mrkdwn {
  const what = mrkdwn`“${ours(ruleOf(finding).name)}”`;
  const at = instantMrkdwn(since);
  switch (verdict) {
    case "many":
      return mrkdwn`*Many show the same.* ${countWords(tally.withIt)} of ${of} have had ${what} since about ${at}, within an hour of ${name}. Earlier days were not compared.`;
    case "not_widespread":
      return mrkdwn`*Not widespread.* ${countWords(tally.seen)} of ${of} connected without ${what} since ${at}, when it began with ${name}.`;
    // Earlier hours are not compared.
    case "usual_hour":
    case "open":
      return mrkdwn`*Can't tell* whether others show the same as ${name}: ${countWords(tally.withIt)} of ${of} have had ${what} since about ${at}, and ${countWords(tally.seen)} connected without.`;
  }
}

function telling({ withIt, seen }: Tally): number {
  return withIt + seen;
}

/** How far it reaches, where many are hit. */
function reachWords(view: SiblingsView): Mrkdwn | null {
  const { answer, reads, asked, nearest } = view;
  if (answer.verdict !== "many") return null;
  const { far } = answer;
  const did = asked.kind === "silent" ? "did" : "do";
  if (far.near !== null && nearest !== null) {
    const rest = tallyOf(reads.operator.records, asked);
    const counts = mrkdwn`of ${countWords(telling(rest))} elsewhere on ${operatorName(view)} that can tell, ${countWords(rest.withIt)} ${did}.`;
    return far.near === "here"
      ? mrkdwn`*SIMs in this ${nearest}:* ${counts}`
      : mrkdwn`Can't tell whether it is this ${nearest} or more: ${counts}`;
  }
  const others = tallyOf(reads.others.records, asked);
  const counts = mrkdwn`of ${countWords(telling(others))} on other operators that can tell, ${countWords(others.withIt)} ${did}.`;
  switch (far.operator) {
    case "here":
      return mrkdwn`*SIMs on this operator:* ${counts}`;
    case "beyond":
      return mrkdwn`*Whatever the operator:* ${counts}`;
    default:
      return mrkdwn`Can't tell which, operator or more: ${counts}`;
  }
}

const holiday = "On a public holiday devices that keep working hours look the same.";

function nextWords({ asked, answer, isOver, reads }: SiblingsView): Mrkdwn {
  const isSilent = asked.kind === "silent";
  switch (answer.verdict) {
    case "many":
      if (!isSilent) {
        return mrkdwn`*Do now:* look at the operator's status page, then send a carrier ticket. A change made to many devices at once looks the same.`;
      }
      return mrkdwn`${ours(holiday)}\n*Do now:* look at the operator's status page and the power on site, then send a carrier ticket.`;
    case "not_widespread":
      return mrkdwn`*Do now:* look at this device: its power, ${isSilent ? "coverage and APN" : "antenna and firmware"}. Some others may be hit all the same.`;
    case "usual_hour":
      return mrkdwn`Press the button again when these devices usually report. ${ours(holiday)}`;
    case "open": {
      const failed = Object.values(reads).reduce((sum, one) => sum + one.failed, 0);
      const why = isOver
        ? "The time was over before more could be read. "
        : failed > 0
          ? "What could not be read says nothing. "
          : "";
      const next = isSilent
        ? "Press the button again in half an hour: those that went on will have reported by then."
        : "Press the button again in an hour: more of them will have connected by then.";
      return mrkdwn`${ours(why)}${ours(next)}`;
    }
  }
}

/** One that was read, with its own moment, and a way to its sessions. */
function siblingLine({ sim, account, record }: ShownSibling, { asked }: SiblingsView): KnownBlock {
  const name = listedName({ ...sim, account });
  const at = record.lastSeen === null ? mrkdwn`an unknown time` : instantMrkdwn(record.lastSeen);
  const isWithIt = saysOf(record, asked) === "with_it";
  const begun = record.finding?.since ?? null;
  const what = !isWithIt
    ? mrkdwn`last heard ${at}`
    : begun === null
      ? mrkdwn`silent, no record since ${at}`
      : mrkdwn`the same since ${instantMrkdwn(begun)}, last heard ${at}`;
  const value = encodePick({ simSid: sim.sid, account, windowName: "7d", place: "beside" });
  return section(
    mrkdwn`${bold(name)} · ${what}`,
    button({ actionId: "sim_pick", label: "Sessions", spoken: `Sessions of ${name}`, value }),
  );
}

const nothingWords: Readonly<Record<keyof Tally["nothing"], string>> = {
  not_due: "reporting too seldom to tell by now",
  after: "silent only later",
  before: "silent before",
  too_new: "known for less than 8 days",
  not_active: "not active",
  not_known: "with records missing",
};

const failingNothingWords: typeof nothingWords = {
  ...nothingWords,
  not_due: "with too few sessions since to tell",
  after: "with the same, begun later",
  before: "with the same begun before, or over",
};

/** What the others say nothing for: all that was read is counted. */
function countsWords(view: SiblingsView): Mrkdwn {
  const { reads, asked } = view;
  const isSilent = asked.kind === "silent";
  const groups = Object.values(reads);
  const all = tallyOf(
    groups.flatMap(({ records }) => records),
    asked,
  );
  const failed = groups.reduce((sum, one) => sum + one.failed, 0);
  const read = groups.reduce((sum, { records }) => sum + records.length, 0);
  const parts = [
    `${countWords(read)} ${nounFor(read, "SIM")} read: ${countWords(all.withIt)} ${isSilent ? "silent with it" : "with the same"}, ${countWords(all.seen)} ${isSilent ? "heard since" : "without"}`,
    ...Object.entries(isSilent ? nothingWords : failingNothingWords).flatMap(([kind, words]) => {
      const count = all.nothing[kind as keyof Tally["nothing"]] ?? 0;
      return count === 0 ? [] : [`${countWords(count)} ${words}`];
    }),
    ...(failed === 0 ? [] : [`${countWords(failed)} could not be read`]),
  ];
  return ours(`${parts.join(", ")}.`);
}
