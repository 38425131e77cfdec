import { editDistance } from "../core/edit-distance.ts";
import type { Environment } from "./account.ts";
import { variableNames } from "./schema.ts";
import type { ConfigFault } from "./values.ts";

const ours = variableNames;

/** Whoever sets one of these means simscope. Others of ours, such as `LOG_`, many programs use. */
const prefixes = ["SLACK_", "TWILIO_", "KORE_", "SIMSCOPE_", "QUICKCHART_", "ALLOWED_"];

/** Kubernetes sets these for each service by itself, and Twilio's own tools read the others. */
const ofOthers = /_(SERVICE_HOST|SERVICE_PORT|PORT)(_|$)|^TWILIO_(REGION|EDGE|PROFILE|LOG_LEVEL)$/;

/** With a file of several accounts, what it refers to is named as the admin likes. */
const ofFile = /^(TWILIO|KORE|SIM)_/;

/** Settings without which more people may ask. */
export const limitNames: readonly string[] = [
  "ALLOWED_USERS",
  "ALLOWED_GROUPS",
  "ALLOWED_CHANNELS",
  "ALLOWED_WORKSPACES",
];

/**
 * Variables that are not read although they were probably to keep somebody out: whoever starts the bot
 * all the same lets everybody in.
 */
export function mistypedLimits(env: Environment): ConfigFault[] {
  return unreadNames(env).flatMap((variable) => {
    const meant = limitsMeant(variable);
    return meant.length === 0
      ? []
      : [
          {
            variable,
            problem: "is set, but simscope knows no such setting",
            mend: `Probably ${meant.join(" or ")} is meant, without which more people may ask: correct the name, or remove it.`,
          },
        ];
  });
}

/** Variables that look like ours and are not read, each with the one probably meant. */
export function unknownVariables(env: Environment): ConfigFault[] {
  return unreadNames(env)
    .filter((name) => limitsMeant(name).length === 0)
    .flatMap((name) => {
      const meant = probablyMeant(name);
      return meant.length > 0 || prefixes.includes(prefixOf(name)) ? [unread(name, meant)] : [];
    });
}

function unreadNames(env: Environment): string[] {
  const hasFile = (env["SIMSCOPE_CONFIG"]?.trim() ?? "") !== "";
  return Object.keys(env)
    .filter((name) => (env[name]?.trim() ?? "") !== "")
    .filter((name) => !variableNames.includes(name) && !ofOthers.test(name))
    .filter((name) => !(hasFile && ofFile.test(name)));
}

/** Those whose words it has, in whatever order and beside whatever others; else those that it resembles. */
function limitsMeant(name: string): string[] {
  const singular = (one: string) => wordsOf(one).map((word) => word.replace(/S$/, ""));
  const whole = limitNames.filter((limit) => isSubset(singular(limit), singular(name)));
  return whole.length > 0 ? whole : probablyMeant(name).filter((own) => limitNames.includes(own));
}

function unread(variable: string, meant: readonly string[]): ConfigFault {
  return {
    variable,
    problem: "is set, but simscope knows no such setting",
    mend:
      meant.length === 0
        ? "docs/settings.md lists all settings."
        : `Probably ${meant.join(" or ")} is meant.`,
  };
}

/** Those of which the name lacks a word, or has one too many; else the nearest by letters, if it is near. */
function probablyMeant(name: string): string[] {
  const words = wordsOf(name);
  const related = ours.filter((own) => {
    const ownWords = wordsOf(own);
    if (prefixOf(own) !== prefixOf(name) || words.length < 2) return false;
    return isSubset(words, ownWords) || isSubset(ownWords, words);
  });
  const sameEnd = related.filter((own) => wordsOf(own).at(-1) === words.at(-1));
  if (related.length > 0) return sameEnd.length > 0 ? sameEnd : related;
  const farthest = name.length / 4;
  const measured = ours
    // As many letters at least have to be put in or left out; most variables are nowhere near.
    .filter((own) => Math.abs(own.length - name.length) <= farthest)
    .map((own) => ({ own, distance: editDistance(name.toUpperCase(), own) }));
  const nearest = Math.min(...measured.map(({ distance }) => distance));
  if (nearest > farthest) return [];
  return measured.filter(({ distance }) => distance === nearest).map(({ own }) => own);
}

function prefixOf(name: string): string {
  return name.slice(0, name.indexOf("_") + 1);
}

function wordsOf(name: string): string[] {
  return name.toUpperCase().split(/[_.-]/);
}

function isSubset(some: readonly string[], all: readonly string[]): boolean {
  return some.every((word) => all.includes(word));
}
