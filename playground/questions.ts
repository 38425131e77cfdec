import type { AccountFleet } from "./accounts/account-fleet.ts";

/** A question to begin with, and why one would ask it. */
export interface SuggestedQuestion {
  readonly text: string;
  readonly why: string;
}

/** What the terminal and the page suggest to somebody who has never seen simscope. */
export function questionsFor(fleets: readonly AccountFleet[]): readonly SuggestedQuestion[] {
  return fleets.some(({ account }) => account !== null) ? questionsForTwoAccounts : questions;
}

const questions: readonly SuggestedQuestion[] = [
  { text: "/sim sessions cargo-cam-07", why: "A healthy camera on the road" },
  { text: "/sim sessions truck-0417 30d", why: "A truck with a bad month" },
  { text: "/sim help", why: "Everything you can ask" },
];

/** One after the other they tell what several accounts are about. */
const questionsForTwoAccounts: readonly SuggestedQuestion[] = [
  { text: "/sim accounts", why: "Where one may look" },
  { text: "/sim sessions cargo-cam-07", why: "A name in both accounts" },
  { text: "/sim sessions cargo-cam-07 in emea", why: "The same, in one account" },
  { text: "/sim sessions truck-0417 30d", why: "A truck with a bad month" },
  { text: "/sim sessions ferry-router-2", why: "A ferry, wherever it is" },
];
