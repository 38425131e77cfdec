import { isBotError } from "../core/errors.ts";
import type { IncompleteReason } from "../core/session-read.ts";
import { stalePageToken } from "./error-table.ts";
import type { ListPage } from "./reading.ts";

/** One step through a list. */
type ListStep<T> =
  | {
      readonly kind: "page";
      /** In the order received. */
      readonly records: readonly T[];
      /** Records that could not be read, as received. */
      readonly setAside: readonly unknown[];
      /** Set on the last page when the list was cut short. */
      readonly incomplete: IncompleteReason;
      readonly isLast: boolean;
    }
  /** The list begins again with its first page: the token of the last one had gone stale. */
  | { readonly kind: "restart" }
  /** There is no such list; nothing follows. */
  | { readonly kind: "not_found" };

/** The origin that pages must stay on, and how many are read at most. */
interface ListBounds {
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

/** The query of one page of a list. */
type PageQuery = Readonly<Record<string, string>>;

/** The largest page that both platforms serve. */
export const firstPageQuery: PageQuery = { PageSize: "1000" };

/** The only parameters of a next page's address that are taken over. */
const pagingParameters = ["PageSize", "Page", "PageToken"] as const;

/** Where a list goes on after a page. */
type NextPage =
  | { readonly kind: "end"; readonly incomplete: IncompleteReason }
  | { readonly kind: "page"; readonly query: PageQuery };

/**
 * Decides how a list goes on after the pages that were read with `queries`, at least one.
 *
 * The list ends where the platform names no next page; a short or empty page is not the end. Only
 * the paging parameters are taken from its address, to be put onto our own base and path. An
 * address on another origin is refused even so: a stranger's page token is not to be trusted,
 * and whoever reads the answer must hear that something is odd.
 */
export function nextPage(
  nextPageUrl: unknown,
  queries: readonly PageQuery[],
  { baseUrl, maxPages }: { readonly baseUrl: string; readonly maxPages: number },
): NextPage {
  if (nextPageUrl === null || nextPageUrl === undefined || nextPageUrl === "")
    return { kind: "end", incomplete: null };
  // A relative address is on our own origin by definition.
  const url = typeof nextPageUrl === "string" ? URL.parse(nextPageUrl, baseUrl) : null;
  if (url === null || url.origin !== new URL(baseUrl).origin)
    return { kind: "end", incomplete: "foreign_next_page" };

  const query = pagingQueryOf(url);
  const position = positionOf(query);
  if (queries.some((earlier) => positionOf(earlier) === position))
    return { kind: "end", incomplete: "repeated_page" };
  if (queries.length >= maxPages) return { kind: "end", incomplete: "page_cap" };
  return { kind: "page", query };
}

function pagingQueryOf(url: URL): PageQuery {
  const entries = pagingParameters.flatMap((name) => {
    const value = url.searchParams.get(name);
    return value === null || value === "" ? [] : [[name, value] as const];
  });
  return { ...firstPageQuery, ...Object.fromEntries(entries) };
}

/** The token is the cursor; `Page` counts along and matters only where there is no token. */
function positionOf({ PageToken, Page }: PageQuery): string {
  if (PageToken !== undefined) return `token ${PageToken}`;
  return `page ${Page ?? "0"}`;
}
