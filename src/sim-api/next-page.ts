import type { IncompleteReason } from "../core/session-read.ts";

/** The query of one page of a list. */
export type PageQuery = Readonly<Record<string, string>>;

/** The largest page that both platforms serve. */
export const firstPageQuery: PageQuery = { PageSize: "1000" };

/** The only parameters of a next page's address that are taken over. */
const pagingParameters = ["PageSize", "Page", "PageToken"] as const;

/** Where a list goes on after a page. */
export type NextPage =
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
