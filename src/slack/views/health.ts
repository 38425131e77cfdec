import { ageOf } from "../../core/age.ts";
import type { FleetCoverage } from "../../core/fleet/coverage.ts";
import { type Instant, secondMs } from "../../core/instant.ts";
import { countWords, durationWords, instantWordsUtc, nounFor } from "../../core/words.ts";
import { context, header, type Message, message, section } from "../kit/blocks.ts";
import { bold, instantMrkdwn, joined, type Mrkdwn, mrkdwn, ours } from "../kit/mrkdwn.ts";

import { lookedAtWords, sumOf, sweepLine } from "./fleet-coverage.ts";

/** Whether the other side answers; `reason` is an error code or Slack's word. */
export type Reach =
  | { readonly kind: "reachable" }
  /** It answered when last tried, but a call failed that somebody may just have read of. */
  | {
      readonly kind: "failing";
      readonly reachedAgoMs: number;
      readonly failedAgoMs: number;
      readonly reason: string;
    }
  | { readonly kind: "unreachable"; readonly reason: string }
  | { readonly kind: "unknown" };

export interface HealthFacts {
  readonly asOf: Instant;
  readonly slack: Reach;
  /** Of each account that the asker may look in. */
  readonly simPlatforms: readonly { readonly account: string | null; readonly reach: Reach }[];
  /** Left out: it is not known. `waiting`: how many entries of who asked are not kept yet. */
  readonly database?: { readonly reach: Reach; readonly waiting: number };
  /** How much of the fleet of each of these accounts is remembered; left out: it is not known. */
  readonly fleet?: readonly FleetCoverage[];
  /** The last answers looked at, and how long they took. */
  readonly answers: number;
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly lastSuccessAt: Instant | null;
}

/** "Is it simscope, Slack or the platform?" in five lines. */
export function healthMessage(facts: HealthFacts): Message {
  const lines = [
    mrkdwn`${bold("Slack")}: ${reachWords(facts.slack)}`,
    ...facts.simPlatforms.map(
      ({ account, reach }) =>
        mrkdwn`${bold(`SIM platform${account === null ? "" : `, account ${account}`}`)}: ${reachWords(reach)}`,
    ),
    ...databaseLine(facts),
    ...fleetLines(facts),
    mrkdwn`${bold("Last good answer")}: ${lastSuccess(facts)}`,
    mrkdwn`${bold("Time to answer")}: ${speed(facts)}`,
  ];
  return message(joined(lines, " · "), [
    header("How simscope is doing"),
    section(joined(lines, "\n")),
    context([asOfWords(facts.asOf), ...codesLine(facts)]),
  ]);
}

/** The platforms in one line: of several, those by name about which there is something to say. */
export function platformsLine({ simPlatforms }: Pick<HealthFacts, "simPlatforms">): Mrkdwn {
  const [only, ...others] = simPlatforms;
  if (only !== undefined && others.length === 0)
    return mrkdwn`${bold("SIM platform")}: ${reachWords(only.reach)}`;
  const told = simPlatforms.filter(({ reach }) => reach.kind !== "reachable");
  const well = mrkdwn`${countWords(simPlatforms.length - told.length)} of ${countWords(simPlatforms.length)} reachable`;
  return joined(
    [
      mrkdwn`${bold("SIM platforms")}: ${well}`,
      ...told.map(({ account, reach }) => mrkdwn`${account ?? ""}: ${reachWords(reach)}`),
    ],
    " · ",
  );
}

/** `As of` in the reader's own time, and in UTC. */
export function asOfWords(asOf: Instant): Mrkdwn {
  return mrkdwn`As of ${instantMrkdwn(asOf)} (${instantWordsUtc(asOf)}).`;
}

/** Only while it is away: nobody who asks needs it. */
function databaseLine({ database }: HealthFacts): readonly Mrkdwn[] {
  if (database?.reach.kind !== "unreachable") return [];
  const { waiting } = database;
  const entries =
    waiting === 1 ? "1 record of who asked waits" : `${waiting} records of who asked wait`;
  const kept = waiting === 0 ? mrkdwn`` : mrkdwn`; ${entries} until it is back`;
  return [mrkdwn`${bold("Database")}: ${bold("not reachable")}, answers go on without it${kept}`];
}

/** What questions about the fleet can be answered from, and how old that is. */
function fleetLines({ fleet = [], asOf }: HealthFacts): readonly Mrkdwn[] {
  return fleet.map((coverage) => {
    const { account, active, known, oldestReadAt } = coverage;
    const sum = sumOf([coverage]);
    const of =
      active === null
        ? mrkdwn`not listed yet`
        : mrkdwn`${countWords(known)} of ${countWords(active)} active ${nounFor(active, "SIM")} known, ${lookedAtWords(sum)}`;
    const ageMs = oldestReadAt === null ? null : ageOf(oldestReadAt, asOf);
    const oldest = ageMs === null ? null : mrkdwn`the oldest look is ${durationWords(ageMs)} old`;
    const sweep = active === null ? null : sweepLine(sum, [coverage]);
    const words = mrkdwn`${joined([of, oldest], "; ")}.`;
    return mrkdwn`${bold(`Fleet${account === null ? "" : `, account ${account}`}`)}: ${joined([words, sweep], " ")}`;
  });
}

const reasonWords: Record<string, string> = {
  sim_api_unauthorized: "it does not accept simscope's credentials",
  sim_api_forbidden: "simscope's credentials lack the right to read",
  sim_api_rate_limited: "it is limiting how much may be asked",
  sim_api_failed: "it has a fault of its own",
  sim_api_timeout: "it takes too long to answer",
  sim_api_unreachable: "no connection can be made",
  sim_api_unreadable: "it answers in a form that is not known",
  invalid_auth: "the bot's token is not valid",
  timeout: "it takes too long to answer",
};

/** Whether a side answers, in words that can end a sentence. */
function reachWords(reach: Reach): Mrkdwn {
  switch (reach.kind) {
    case "reachable":
      return mrkdwn`reachable`;
    case "failing":
      return mrkdwn`reachable ${agoWords(reach.reachedAgoMs)}, but a call ${failedWords(reach)}`;
    case "unreachable":
      return mrkdwn`${bold("not reachable")} (${unreachableWords(reach)})`;
    case "unknown":
      return mrkdwn`not checked yet`;
  }
}

/** `failed 2 s ago: the platform has a fault of its own`, behind the call. */
export function failedWords({ failedAgoMs, reason }: Extract<Reach, { kind: "failing" }>): string {
  const why = (reasonWords[reason] ?? "it failed").replace(/^it /, "the platform ");
  return `failed ${agoWords(failedAgoMs)}: ${why}`;
}

/** `it has a fault of its own`. */
export function unreachableWords({ reason }: Extract<Reach, { kind: "unreachable" }>): string {
  return reasonWords[reason] ?? "it failed";
}

function agoWords(ms: number): string {
  return ms < secondMs ? "just now" : `${durationWords(ms)} ago`;
}

/** The codes and Slack's words for it, which whoever runs simscope finds in the log. */
function codesLine({ slack, simPlatforms, database }: HealthFacts): readonly Mrkdwn[] {
  const sides = [
    { account: "Slack", reach: slack },
    ...simPlatforms,
    ...(database === undefined ? [] : [{ account: "database", reach: database.reach }]),
  ];
  const codes = sides.flatMap(({ account, reach }) =>
    "reason" in reach ? [account === null ? reach.reason : `${account} ${reach.reason}`] : [],
  );
  return codes.length === 0 ? [] : [mrkdwn`For whoever runs simscope: ${ours(codes.join(", "))}`];
}

function lastSuccess({ lastSuccessAt, asOf }: HealthFacts): Mrkdwn {
  if (lastSuccessAt === null) return mrkdwn`none since simscope started`;
  const ageMs = ageOf(lastSuccessAt, asOf);
  if (ageMs === null) return mrkdwn`not known, since this machine's clock was put back`;
  return mrkdwn`${instantMrkdwn(lastSuccessAt)}, ${agoWords(ageMs)}`;
}

function speed({ answers, p50Ms, p95Ms }: HealthFacts): Mrkdwn {
  if (p50Ms === null || p95Ms === null) return mrkdwn`nothing measured yet`;
  return mrkdwn`half within ${seconds(p50Ms)}, nearly all (95 %) within ${seconds(p95Ms)}, of the last ${answers}`;
}

function seconds(ms: number): string {
  return ms < 100 ? "0.1 s" : `${(ms / 1_000).toFixed(1)} s`;
}
