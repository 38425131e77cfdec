import { isBotError } from "../core/errors.ts";
import type { IncompleteReason } from "../core/session-read.ts";
import { stalePageToken } from "./error-table.ts";
import { firstPageQuery, nextPage, type PageQuery } from "./next-page.ts";
import type { ListPage } from "./reading.ts";

/** One step through a list. */
export type ListStep<T> =
  | {
      readonly kind: "page";
      /** In the order received. */
      readonly records: readonly T[];
      readonly setAside: number;
      /** Set on the last page when the list was cut short. */
      readonly incomplete: IncompleteReason;
      readonly isLast: boolean;
    }
  /** The list begins again with its first page: the token of the last one had gone stale. */
  | { readonly kind: "restart" }
  /** There is no such list; nothing follows. */
  | { readonly kind: "not_found" };

/** The origin that pages must stay on, and how many are read at most. */
export interface ListBounds {
  readonly baseUrl: string;
  readonly maxPages: number;
}

/**
 * Walks through a list, holding one page at a time; `fetchPage` resolves with `null` where there
 * is no such list. Its failures pass through, since half a list must not look like a whole one.
 * Only a stale page token starts the list again, once (33103, KORE's error pages).
 */
export async function* walkList<T>(
  fetchPage: (query: PageQuery) => Promise<ListPage<T> | null>,
  bounds: ListBounds,
): AsyncGenerator<ListStep<T>, void, void> {
  let query = firstPageQuery;
  let queries = [query];
  let restarted = false;
  for (;;) {
    let page: ListPage<T> | null;
    try {
      page = await fetchPage(query);
    } catch (error) {
      if (!isStale(error) || restarted || queries.length === 1) throw error;
      restarted = true;
      query = firstPageQuery;
      queries = [query];
      yield { kind: "restart" };
      continue;
    }
    if (page === null) {
      yield { kind: "not_found" };
      return;
    }
    const { records, setAside, nextPageUrl } = page;
    const next = nextPage(nextPageUrl, queries, bounds);
    yield {
      kind: "page",
      records,
      setAside,
      incomplete: next.kind === "end" ? next.incomplete : null,
      isLast: next.kind === "end",
    };
    if (next.kind === "end") return;
    query = next.query;
    queries.push(query);
  }
}

function isStale(error: unknown): boolean {
  return isBotError(error) && error.platformCode === stalePageToken;
}
