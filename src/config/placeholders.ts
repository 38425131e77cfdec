import type { Check, Mistake } from "./values.ts";

/**
 * What stands for a value in an example, here or elsewhere. No credential of Slack, Twilio or KORE
 * looks like one of these.
 */
const placeholders: readonly RegExp[] = [
  // Of the README, .env.example and docs.
  /^(xox[a-z]-|xapp-)?your[-_ ]/i,
  // SK00000000000000000000000000000000, xoxb-xxxxxxxx, ********: one sign over and over.
  /^(AC|SK|xox[a-z]-|xapp-)?(.)\2{5,}$/i,
  // <token>, [token], {{ token }}, ${TOKEN}, $TOKEN, %TOKEN%: a place, in the notation of some tool.
  /^(<.*>|\[.*\]|\{.*\}|\$\{.*\}|\$[A-Z_]+|%[A-Z_]+%)$/,
  /^(xox[a-z]-|xapp-|AC|SK)?(\.{3}|…|-|x{3,5}|change[-_ ]?me|replace[-_ ]?me|fill[-_ ]?me[-_ ]?in|to[-_ ]?do|fix[-_ ]?me|tbd|placeholder|example|secret|password|token|null|none|undefined)$/i,
  // A prefix alone.
  /^(xox[a-z]-?|xapp-?|AC|SK)$/,
];

/** Slack ids of .env.example and docs. */
const exampleIds: ReadonlySet<string> = new Set([
  "U0123ABCDEF",
  "U0456GHIJKL",
  "C0123ABCDEF",
  "S0123ABCDEF",
  "T0123ABCDEF",
]);

const notFilledIn: Mistake = {
  problem: "is not filled in: it holds what stands in an example",
  mend: "Put your own value in its place, or remove the line if you do not need it.",
};

/** A credential: `check`, unless it was never filled in. */
export function credential(check: Check = () => null): Check {
  return (value) =>
    placeholders.some((form) => form.test(value.trim())) ? notFilledIn : check(value);
}

/** A list of Slack ids: `check`, unless some are those of the example. */
export function ownIds(check: Check): Check {
  return (value) =>
    value.split(",").some((id) => exampleIds.has(id.trim())) ? notFilledIn : check(value);
}

/** A database: `check`, unless user, host or name are those of the example. */
export function ownDatabase(check: Check): Check {
  return (value) => {
    const url = /^postgres(ql)?:/.test(value) ? URL.parse(value) : null;
    const parts = [url?.username, url?.hostname, url?.pathname.slice(1)];
    const examples = ["USER", "HOST", "DATABASE"];
    return parts.some((part, place) => part === examples[place]) ? notFilledIn : check(value);
  };
}

/** An address: `check`, unless its host is one that belongs to nobody (RFC 2606). */
export function ownAddress(check: Check): Check {
  return (value) => {
    const host = URL.parse(value)?.hostname ?? "";
    return /(^|\.)example\.(com|net|org)$/.test(host) ? notFilledIn : check(value);
  };
}
