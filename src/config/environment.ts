import type { Environment } from "./account.ts";
import { quotesIn, withoutQuotes } from "./quotes.ts";
import type { ConfigFault } from "./values.ts";

/** The environment as it was meant, and what is wrong with how it was written down. */
export interface MeantEnvironment {
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
