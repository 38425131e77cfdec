import type { Instant } from "../../core/instant.ts";
import { durationWords, instantWordsUtc } from "../../core/words.ts";
import { context, header, type Message, message, section } from "../kit/blocks.ts";
import { bold, instantMrkdwn, joined, type Mrkdwn, mrkdwn } from "../kit/mrkdwn.ts";

/** Whether the other side answers; `reason` is in words fit for people. */
export type Reach =
  | { readonly kind: "reachable" }
  | { readonly kind: "unreachable"; readonly reason: string }
  | { readonly kind: "unknown" };

export interface HealthFacts {
  readonly asOf: Instant;
  readonly slack: Reach;
  readonly simPlatform: Reach;
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
    mrkdwn`${bold("SIM platform")}: ${reachWords(facts.simPlatform)}`,
    mrkdwn`${bold("Last good answer")}: ${lastSuccess(facts)}`,
    mrkdwn`${bold("Time to answer")}: ${speed(facts)}`,
  ];
  return message(joined(lines, " · "), [
    header("How simscope is doing"),
    section(joined(lines, "\n")),
    context([mrkdwn`As of ${instantMrkdwn(facts.asOf)} (${instantWordsUtc(facts.asOf)}).`]),
  ]);
}

function reachWords(reach: Reach): Mrkdwn {
  switch (reach.kind) {
    case "reachable":
      return mrkdwn`reachable`;
    case "unreachable":
      return mrkdwn`${bold("not reachable")} (${reach.reason})`;
    case "unknown":
      return mrkdwn`not checked yet`;
  }
}

function lastSuccess({ lastSuccessAt, asOf }: HealthFacts): Mrkdwn {
  if (lastSuccessAt === null) return mrkdwn`none since simscope started`;
  return mrkdwn`${instantMrkdwn(lastSuccessAt)}, ${durationWords(asOf - lastSuccessAt)} ago`;
}

function speed({ answers, p50Ms, p95Ms }: HealthFacts): Mrkdwn {
  if (p50Ms === null || p95Ms === null) return mrkdwn`nothing measured yet`;
  return mrkdwn`half within ${seconds(p50Ms)}, 95 of 100 within ${seconds(p95Ms)} (last ${answers})`;
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
