import { fold } from "../core/fold.ts";
import { iccidDigits, isIccidEnd } from "../core/iccid.ts";
import { type Identifier, readIdentifier } from "../core/identifiers.ts";
import type {
  Directory,
  DirectoryMatches,
  DirectorySim,
  DirectoryState,
  Nearness,
} from "./directory.ts";
import type { SimSource } from "./ports.ts";

/** Which step found it. */
export type ResolvedBy =
  | "sid"
  | "unique_name"
  | "iccid"
  | "friendly_name"
  | "last_digits"
  | "search";

export type SimResolution =
  | {
      readonly kind: "found";
      readonly sid: string;
      /** What is known of it. `null`: a SID was given that the directory does not hold (yet). */
      readonly sim: DirectorySim | null;
      readonly by: ResolvedBy;
    }
  /** Nobody but the person who asks can tell which. */
  | {
      readonly kind: "several";
      /** At most `mostCandidates`, in alphabetical order. */
      readonly candidates: readonly DirectorySim[];
      readonly total: number;
      readonly by: ResolvedBy;
    }
  | {
      readonly kind: "none";
      /** What was looked for, without its wrapping. Untrusted text. */
      readonly wanted: string;
      /** Names that resemble it, nearest first; often empty. */
      readonly nearest: readonly DirectorySim[];
      /** Whether "none" means anything: the directory may still be loading, be old, or have failed. */
      readonly directory: DirectoryState;
    }
  /** Super SIMs are another product: they have no data sessions at all. */
  | { readonly kind: "super_sim"; readonly sid: string };

export const mostCandidates = 10;
export const mostNearest = 5;

/** No name on the platform is longer; a pasted paragraph is not worth a call. */
const longestUniqueName = 128;

export interface SimResolver {
  /**
   * From what a person gave to the SIM that is meant. A SID is taken at its word: whoever reads
   * the SIM finds out whether it exists. Rejects with a `BotError` when the platform has to be
   * asked and cannot answer.
   */
  resolve(given: string, signal: AbortSignal): Promise<SimResolution>;
}

export interface SimResolverParts {
  readonly directory: Directory;
  readonly source: Pick<SimSource, "fetchSim" | "fetchSimByIccid">;
}

/**
 * SID, unique name, ICCID, friendly name, last digits of the ICCID, search: the first step with a
 * hit decides. What the directory does not hold is asked of the platform where it can be asked by
 * that name, so a SIM added a minute ago is found. Mistyped names are never taken for what they
 * resemble, only offered.
 */
export function createSimResolver({ directory, source }: SimResolverParts): SimResolver {
  const byUniqueName = async (name: string, signal: AbortSignal): Promise<SimResolution | null> => {
    const held = directory.byUniqueName(name);
    if (held !== null) return found(held, "unique_name");
    if (name === "" || name.length > longestUniqueName) return null;
    const fetched = await source.fetchSim(name, signal);
    return fetched === null ? null : found(fetched, "unique_name");
  };

  const byIccid = async (
    { digits, text }: Extract<Identifier, { kind: "iccid" }>,
    signal: AbortSignal,
  ): Promise<SimResolution | null> => {
    const named = directory.byUniqueName(text);
    if (named !== null) return found(named, "unique_name");
    const held = decided(directory.byIccid(digits, mostCandidates), "iccid");
    if (held !== null) return held;
    const fetched = await source.fetchSimByIccid(digits, signal);
    return fetched === null ? byUniqueName(text, signal) : found(fetched, "iccid");
  };

  const byMemory = (text: string): SimResolution => {
    const digits = iccidDigits(text) ?? "";
    // A search for nothing finds everything, which may be one SIM.
    if (fold(text) === "") {
      return { kind: "none", wanted: text, nearest: [], directory: directory.state() };
    }
    return (
      decided(directory.byFriendlyName(text, mostCandidates), "friendly_name") ??
      (isIccidEnd(digits)
        ? decided(directory.byLastDigits(digits, mostCandidates), "last_digits")
        : null) ??
      decided(searched(directory, text), "search") ?? {
        kind: "none",
        wanted: text,
        nearest: nearestTo(directory, text),
        directory: directory.state(),
      }
    );
  };

  return {
    async resolve(given, signal) {
      const identifier = readIdentifier(given);
      switch (identifier.kind) {
        case "super_sim":
          return identifier;
        case "sid": {
          const { sid } = identifier;
          return { kind: "found", sid, sim: directory.bySid(sid), by: "sid" };
        }
        case "iccid":
          return (await byIccid(identifier, signal)) ?? byMemory(identifier.text);
        case "name":
          return (await byUniqueName(identifier.text, signal)) ?? byMemory(identifier.text);
      }
    },
  };
}

function found(sim: DirectorySim, by: ResolvedBy): SimResolution {
  return { kind: "found", sid: sim.sid, sim, by };
}

/** One hit answers, several are a choice, none is left to the next step. */
function decided({ total, sims }: DirectoryMatches, by: ResolvedBy): SimResolution | null {
  const [first] = sims;
  if (first === undefined) return null;
  return total === 1 ? found(first, by) : { kind: "several", candidates: sims, total, by };
}

/** What has the whole name, else what has every word. */
function searched(directory: Directory, text: string): DirectoryMatches {
  const { totals, matches } = directory.search(text, { limit: mostCandidates, farthest: "words" });
  const nearness: Nearness = totals.exact > 0 ? "exact" : "words";
  return {
    total: totals[nearness],
    sims: matches.filter((match) => match.nearness === nearness).map(({ sim }) => sim),
  };
}

/** SIMs whose names resemble the text; also for a view that offers them beside something else. */
export function nearestTo(directory: Directory, text: string): readonly DirectorySim[] {
  if (fold(text) === "") return [];
  const { matches } = directory.search(text, { limit: mostNearest, farthest: "some_words" });
  return matches.map(({ sim }) => sim);
}
