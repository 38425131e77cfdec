import type { Environment } from "./account.ts";
import type { ConfigFault, Mistake } from "./values.ts";

/** The environment as it was meant, and what is wrong with how it was written down. */
interface MeantEnvironment {
  readonly env: Environment;
  readonly faults: readonly ConfigFault[];
}

/** A byte order mark and its like: nobody sees them, and to the system they belong to the name. */
const unseenAround = /^[\s\p{Cc}\p{Cf}\uFFFD]+|[\s\p{Cc}\p{Cf}\uFFFD]+$/gu;

/**
 * Puts right what editors and tools add to names and values, and names each of it as a fault: the
 * other checks then speak of what was meant, and not of a variable that "is missing". A name in
 * disguise counts where it is one of `names`; with `isAnyNameOurs`, whichever it is.
 */
export function meantEnvironment(
  env: Environment,
  names: readonly string[],
  isAnyNameOurs: boolean,
): MeantEnvironment {
  const meant: Record<string, string | undefined> = { ...env };
  const faults: ConfigFault[] = [];
  for (const [written, value] of Object.entries(env)) {
    const name = written.replace(unseenAround, "");
    if (name === written || !/^[A-Z_][A-Z0-9_]*$/.test(name)) continue;
    if ((env[name]?.trim() ?? "") !== "" || !(isAnyNameOurs || names.includes(name))) continue;
    meant[name] = value;
    faults.push({
      variable: name,
      problem: "has invisible characters before or behind its name, so it does not count",
      mend: "The file that sets it begins with a byte order mark: save it as UTF-8 without BOM.",
    });
  }
  for (const name of names) {
    const value = meant[name]?.trim() ?? "";
    const mistake = quotesIn(value);
    if (mistake === null) continue;
    meant[name] = withoutQuotes(value);
    faults.push({ variable: name, ...mistake });
  }
  return { env: meant, faults };
}

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
