import { dayMs, hourMs, type Instant } from "./instant.ts";
import { said, type Tense } from "./tense.ts";

/** The windows one can ask for. The API keeps sessions for 30 days, so there is none longer. */
export const windowNames = ["24h", "7d", "30d"] as const;
export type WindowName = (typeof windowNames)[number];

/** The contract's default. */
export const defaultWindowName: WindowName = "7d";

/** How long both platforms keep data sessions ("30 days or less", Twilio's documentation). */
export const retentionMs = 30 * dayMs;

const lengthsMs: Record<WindowName, number> = {
  "24h": 24 * hourMs,
  "7d": 7 * dayMs,
  "30d": retentionMs,
};

/** An absolute stretch `[from, to)`; `to` is the moment of the question. */
export interface Window {
  readonly name: WindowName;
  readonly from: Instant;
  readonly to: Instant;
}

/** The window of that name that ends at `asOf`. */
export function windowAt(name: WindowName, asOf: Instant): Window {
  return { name, from: asOf - lengthsMs[name], to: asOf };
}

/** `24 hours`, `7 days`, `30 days`. */
export function windowWords(name: WindowName): string {
  return name === "24h" ? "24 hours" : name === "7d" ? "7 days" : "30 days";
}

/** `last 7 days`; of an earlier read `7 days up to the read`. */
export function lastWindowWords(name: WindowName, tense: Tense): string {
  const span = windowWords(name);
  return said(tense, `last ${span}`, `${span} up to the read`);
}
