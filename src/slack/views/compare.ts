import { type Finding, ruleOf } from "../../core/findings/finding.ts";
import { hourMs } from "../../core/instant.ts";
import type { Known } from "../../core/last-known.ts";
import { called, type OperatorBook, operatorBookOf, operatorIn } from "../../core/operator-book.ts";
import { type Audience, privateNumbers } from "../../core/private-numbers.ts";
import type { SimReport } from "../../core/report.ts";
import { lastSeen } from "../../core/session.ts";
import { said } from "../../core/tense.ts";
import { visibleOrNull } from "../../core/visible-text.ts";
import { windowWords } from "../../core/window.ts";
import { durationWords, nounFor } from "../../core/words.ts";
import { context, header, type Message, message, section } from "../kit/blocks.ts";
import { maskedMessage } from "../kit/message-texts.ts";
import { bold, code, joined, type Mrkdwn, mrkdwn, ours } from "../kit/mrkdwn.ts";
import { canBeTyped, sessionsCommand } from "../typed/command-words.ts";
import { type Elsewhere, elsewhereLine, reportedName } from "./account-words.ts";
import { verdictLine } from "./findings.ts";
import { type Quiet, quietLine } from "./quiet.ts";
import { localAndUtc, operatorWords } from "./report-facts.ts";
import { type PictureView, pictureBlocks } from "./timeline-picture.ts";
import { packetTotals, sessionCount, timeInSession } from "./totals-words.ts";

type Two = readonly [SimReport, SimReport];

/** Short enough to stand before every value: on a phone columns would stand below each other. */
const letters = ["A", "B"] as const;

export interface ComparisonView {
  readonly reports: Two;
  readonly audience: Audience;
  /** Both timelines in one picture; `null`: pictures are switched off. */
  readonly picture: PictureView | null;
  /** Of which of the two silence is expected; left out: of none. */
  readonly quiet?: readonly (Quiet | null)[];
  /** What is known of the other accounts, for each of the two. */
  readonly elsewhere?: readonly Elsewhere[];
}

/** Two SIMs, one below the other, property by property: "is it this device or all of them?" */
export function comparisonMessage({
  reports,
  audience,
  picture,
  quiet = [],
  elsewhere = [],
}: ComparisonView): Message {
  const [a] = reports;
  const span = windowWords(a.window.name);
  const answer = message(
    joined(
      reports.map((report, index) =>
        joined(
          [
            mrkdwn`${ours(letters[index] ?? "")}: ${reportedName(report)}: ${verdictLine(report)}`,
            quietWords(quiet[index]),
          ],
          " ",
        ),
      ),
      " · ",
    ),
    [
      header("Two SIMs compared"),
      ...reports.map((report, index) =>
        section(
          joined(
            [
              bold(mrkdwn`${ours(letters[index] ?? "")} · ${reportedName(report)}`),
              verdictLine(report),
              quietWords(quiet[index]),
            ],
            "\n",
          ),
        ),
      ),
      section(mrkdwn`${bold("Together")}: ${together(reports)}`),
      context(elsewhere.map(elsewhereLine)),
      ...pictureBlocks(picture),
      section(joined(lastKnownRows(reports), "\n")),
      section(joined([bold(mrkdwn`Last ${span}`), ...totalRows(reports)], "\n")),
      context([
        joined(
          reports.map(
            (report, index) =>
              mrkdwn`${ours(letters[index] ?? "")} alone: ${code(aloneCommand(report))}`,
          ),
          "\n",
        ),
        mrkdwn`As of ${localAndUtc(a.asOf)}. Packets are not bytes.`,
      ]),
    ],
  );
  return audience === "channel" ? maskedMessage(answer, reports.flatMap(privateNumbers)) : answer;
}

function quietWords(quiet: Quiet | null | undefined): Mrkdwn | null {
  return quiet ? quietLine(quiet) : null;
}

/** Both names led to one SIM. */
export function sameSimMessage(report: SimReport, elsewhere: readonly Elsewhere[] = []): Message {
  const what = mrkdwn`Both names lead to the same SIM, ${bold(reportedName(report))}.`;
  const next = mrkdwn`Compare it with another one, or see it alone: ${code(aloneCommand(report))}`;
  return message(mrkdwn`${what} ${next}`, [
    section(mrkdwn`${what}\n${next}`),
    context(elsewhere.map(elsewhereLine)),
  ]);
}

/** Beside the failure of the other one. */
export function seeAloneLine(report: SimReport): Mrkdwn {
  return mrkdwn`See ${bold(reportedName(report))} alone: ${code(aloneCommand(report))}`;
}

function aloneCommand({ sim, account, window }: SimReport): string {
  const name = visibleOrNull(sim.uniqueName) ?? "";
  const named = { sim: canBeTyped(name) ? name : sim.sid, account };
  return sessionsCommand(named, { windowName: window.name, isPublic: false });
}

/** What the two say together, and no more than two SIMs can say. */
function together(reports: Two): Mrkdwn {
  const [a, b] = reports.map(isTroubled);
  if (!a && !b) return untold(reports) ?? neitherTroubled(reports);
  if (a !== b) {
    const [troubled, other] = a ? letters : letters.toReversed();
    const { verdict } = reports[a ? 1 : 0].triage;
    if (verdict.severity === "unknown") {
      return mrkdwn`${ours(troubled ?? "")} shows a problem; whether ${ours(other ?? "")} has one can't be told.`;
    }
    return verdict.confidence === "possible"
      ? mrkdwn`only ${ours(troubled ?? "")} shows a problem, but too little is known of ${ours(other ?? "")} to be sure.`
      : mrkdwn`only ${ours(troubled ?? "")} shows a problem. Look at that device, its SIM and its place first.`;
  }
  const [one, other] = reports.map(problemsOf);
  const isSame = one?.some((problem) => other?.includes(problem)) === true;
  const kind = isSame
    ? mrkdwn`both show the same problem.`
    : mrkdwn`both have a problem, but not the same one.`;
  const shared = sharedWords(reports);
  const next = mrkdwn`Two SIMs cannot prove an outage: look at a third one before you call the operator.`;
  return joined([kind, shared === null ? null : mrkdwn`They share ${shared}.`, next], " ");
}

function problemsOf({ triage }: SimReport): string[] {
  return triage.findings
    .filter(({ severity }) => severity === "critical" || severity === "warning")
    .map(problemOf);
}

/** Patterns that all say "nothing comes from it now" are one problem on two SIMs. */
function problemOf({ kind }: Finding): string {
  const { about, course } = ruleOf(kind).nature;
  return about === "sessions" && course === "silence" ? course : kind;
}

/** `null`: both could be judged. */
function untold(reports: Two): Mrkdwn | null {
  const [a, b] = reports.map(({ triage }) => triage.verdict.severity === "unknown");
  if (a && b) return mrkdwn`whether they have a problem can't be told.`;
  if (!a && !b) return null;
  const [unknown, known] = a ? letters : letters.toReversed();
  return mrkdwn`whether ${ours(unknown ?? "")} has a problem can't be told; ${ours(known ?? "")} needs no action now.`;
}

/** Nothing asks for action; what was noticed all the same is counted. */
function neitherTroubled(reports: Two): Mrkdwn {
  const noticed = reports.map(
    ({ triage }) => triage.findings.filter(({ severity }) => severity === "notice").length,
  );
  const words = noticed.flatMap((count, index) =>
    count === 0
      ? []
      : [mrkdwn`${ours(letters[index] ?? "")} has ${count} ${nounFor(count, "notice")}`],
  );
  return words.length === 0
    ? mrkdwn`neither shows a problem.`
    : mrkdwn`neither needs action now; ${joined(words, ", ")}.`;
}

function isTroubled({ triage }: SimReport): boolean {
  return triage.verdict.severity === "critical" || triage.verdict.severity === "warning";
}

/** What both were last seen on: where a common cause may lie. */
function sharedWords(reports: Two): Mrkdwn | null {
  const book = commonBook(reports);
  const [one, other] = reports.map(({ lastKnown }) => lastKnown);
  const [known, otherKnown] = [one, other].map((last) => {
    const operator = last?.operator?.value ?? null;
    return operator === null ? null : operatorIn(book, operator);
  });
  const operator = one?.operator?.value ?? null;
  const isOneOperator = operator !== null && known != null && known.key === otherKnown?.key;
  const cell = one?.cellId?.value ?? null;
  const shared = [
    isOneOperator ? mrkdwn`the operator ${operatorWords(called(book, operator))}` : null,
    isOneOperator && cell !== null && cell === other?.cellId?.value
      ? mrkdwn`the cell ${cell}`
      : null,
  ].filter((words) => words !== null);
  return shared.length === 0 ? null : joined(shared, " and ");
}

/** The operators of both SIMs: what the records of one leave out, those of the other may tell. */
function commonBook(reports: Two): OperatorBook {
  return operatorBookOf(
    reports.flatMap(({ sessions, earlier, lastKnown }) => [
      ...[...sessions, ...earlier].map(({ operator }) => operator),
      ...(lastKnown.operator === null ? [] : [lastKnown.operator.value]),
    ]),
  );
}

function lastKnownRows(reports: Two): Mrkdwn[] {
  const book = commonBook(reports);
  return [
    row("SIM", reports, ({ sim }) => mrkdwn`${sim.status ?? "status not reported"}`),
    row("Last seen", reports, lastSeenWords),
    row("Session now", reports, sessionNowWords),
    row("Operator", reports, ({ lastKnown }) =>
      known(lastKnown.operator, (operator) => operatorWords(called(book, operator))),
    ),
    row("Radio link", reports, ({ lastKnown }) =>
      known(lastKnown.radioLink, (link) => mrkdwn`${link}`),
    ),
    row("Cell", reports, ({ lastKnown }) => known(lastKnown.cellId, (cell) => mrkdwn`${cell}`)),
  ];
}

function totalRows(reports: Two): Mrkdwn[] {
  return [
    row("Sessions", reports, ({ totals }) => sessionCount(totals)),
    row("In session", reports, (report) => timeInSession(report) ?? mrkdwn`not known`),
    row("Packets", reports, ({ totals }) => packetTotals(totals) ?? noPackets(totals)),
    row("Findings", reports, ({ triage: { findings } }) =>
      findings.length === 0
        ? mrkdwn`none`
        : mrkdwn`${findings.length} ${nounFor(findings.length, "finding")}`,
    ),
  ];
}

/** Said once where both are alike: what differs stands out. */
function row(title: string, reports: Two, words: (report: SimReport) => Mrkdwn): Mrkdwn {
  const [a, b] = [words(reports[0]), words(reports[1])];
  return a.mrkdwn === b.mrkdwn
    ? mrkdwn`${bold(title)}, both: ${a}`
    : mrkdwn`${bold(title)}\n${ours(letters[0])}: ${a}\n${ours(letters[1])}: ${b}`;
}

function known<Value>(last: Known<Value> | null, words: (value: Value) => Mrkdwn): Mrkdwn {
  return last === null ? mrkdwn`not reported` : words(last.value);
}

function noPackets({ sessions }: SimReport["totals"]): Mrkdwn {
  return sessions === 0 ? mrkdwn`not known` : mrkdwn`not reported`;
}

/** Open is not online: one that was not heard for long says so. */
function sessionNowWords({ open, triage, asOf, tense }: SimReport): Mrkdwn {
  const seen = open === null ? null : lastSeen(open);
  if (seen !== null && asOf - seen >= hourMs) {
    return mrkdwn`open, not heard for ${durationWords(asOf - seen)}${ours(said(tense, "", " then"))}`;
  }
  if (open !== null) return mrkdwn`open`;
  return triage.verdict.severity === "unknown" ? mrkdwn`none is known` : mrkdwn`none`;
}

/** How long ago that was stands in the verdict. */
function lastSeenWords({ lastSeen: seen, unknowns }: SimReport): Mrkdwn {
  if (seen === null && unknowns.hidden.length > 0) return mrkdwn`not known`;
  return seen === null ? mrkdwn`not in the last 30 days` : localAndUtc(seen);
}
