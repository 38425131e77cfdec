import type { Mistake } from "./values.ts";

/** Straight ones, and what word processors and chats make of them. */
const quote = /^["'`“”„‘’«»]|["'`“”„‘’«»]$/u;

/** No setting and no credential of either platform begins or ends with a quote. */
export function quotesIn(value: string): Mistake | null {
  if (!quote.test(value)) return null;
  const isBoth = quote.test(value.slice(1)) && quote.test(value.slice(0, -1));
  return {
    problem: isBoth ? "is in quotes" : "begins or ends with a quote",
    mend: "Remove the quotes: docker's --env-file and others hand them on as a part of the value.",
  };
}

export function withoutQuotes(value: string): string {
  return value.replace(quote, "").replace(quote, "").trim();
}
