import { readIdentifier } from "../core/identifiers.ts";
import type { Directory, DirectoryState, SearchMatch } from "./directory.ts";
import { mostNearest } from "./resolve-sim.ts";

/** Everything that answers `/sim find`, and every page turn of it. */
export type FindOutcome =
  | {
      readonly kind: "found";
      /** What was looked for, without its wrapping; with `page` all that a button must carry. */
      readonly wanted: string;
      /** The SIMs of this page, nearest first; `typo` ones only resemble the text. */
      readonly matches: readonly SearchMatch[];
      readonly total: number;
      /** 1-based; a page that is no longer there is the last one. */
      readonly page: number;
      readonly pageCount: number;
      readonly directory: DirectoryState;
    }
  | {
      readonly kind: "none";
      readonly wanted: string;
      /** SIMs with some of the words; often empty. */
      readonly nearest: readonly SearchMatch[];
      /** Whether "none" means anything: the directory may still be loading, be old, or have failed. */
      readonly directory: DirectoryState;
    };

export interface Suggestions {
  /** Nearest first, at most as many as asked for and as a select menu shows. */
  readonly matches: readonly SearchMatch[];
  readonly total: number;
  readonly directory: DirectoryState;
}

/** Both answer from memory, within milliseconds, and never fail. */
export interface FindSims {
  /** `page` is 1-based. An empty text finds every SIM. */
  find(text: string, page: number): FindOutcome;
  /** For a type-ahead. An empty text suggests the first SIMs of the alphabet. */
  suggest(text: string, limit?: number): Suggestions;
}

export interface FindSimsParts {
  readonly directory: Directory;
  /** SIMs on a page; each takes a block of Slack's 50 in a message. */
  readonly pageSize?: number;
}

const defaultPageSize = 10;

/** Slack shows at most 100 options in a select menu. */
export const mostSuggestions = 100;

export function createFindSims({ directory, pageSize = defaultPageSize }: FindSimsParts): FindSims {
  const stretch = (wanted: string, offset: number, limit: number) => {
    const { totals, matches } = directory.search(wanted, { offset, limit });
    return { matches, total: totals.exact + totals.words + totals.typo };
  };

  return {
    find: (text, page) => {
      const wanted = wantedIn(text);
      const asked = Math.max(1, Math.trunc(page) || 1);
      let found = stretch(wanted, (asked - 1) * pageSize, pageSize);
      const pageCount = Math.ceil(found.total / pageSize);
      if (found.total === 0) {
        const { matches } = directory.search(wanted, {
          limit: mostNearest,
          farthest: "some_words",
        });
        return { kind: "none", wanted, nearest: matches, directory: directory.state() };
      }
      if (asked > pageCount) found = stretch(wanted, (pageCount - 1) * pageSize, pageSize);
      return {
        kind: "found",
        wanted,
        ...found,
        page: Math.min(asked, pageCount),
        pageCount,
        directory: directory.state(),
      };
    },
    suggest: (text, limit = mostSuggestions) => ({
      ...stretch(wantedIn(text), 0, Math.max(0, Math.min(limit, mostSuggestions))),
      directory: directory.state(),
    }),
  };
}

/** A pasted link to the console looks for the SID in it, grouped digits for the ICCID. */
function wantedIn(text: string): string {
  const identifier = readIdentifier(text);
  switch (identifier.kind) {
    case "sid":
    case "super_sim":
      return identifier.sid;
    case "iccid":
      return identifier.digits;
    case "name":
      return identifier.text;
  }
}
