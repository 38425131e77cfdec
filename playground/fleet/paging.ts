import { createHmac, timingSafeEqual } from "node:crypto";
import type { Instant } from "../../src/core/instant.ts";
import { type Answer, platformError } from "./answer.ts";

/** Where a page begins, as sealed into a page token. */
interface Position {
  /** The list and its filters: a token is good for the list that gave it only. */
  readonly list: string;
  readonly offset: number;
  /** The moment the first page was asked for; later pages show the same moment. */
  readonly asOf: Instant;
}

export interface PageRequest {
  readonly pageSize: number;
  /** Client state: named in `meta`, never used to jump. */
  readonly page: number;
  readonly offset: number;
  readonly asOf: Instant;
}

export interface PageMeta {
  readonly key: string;
  readonly page: number;
  readonly page_size: number;
  readonly url: string;
  readonly first_page_url: string;
  readonly previous_page_url: string | null;
  readonly next_page_url: string | null;
}

const defaultPageSize = 50;
const largestPageSize = 1_000;
const pagingParameters = new Set(["PageSize", "Page", "PageToken"]);

/** Makes and reads page tokens; a token of another maker, or of another list, is refused. */
export interface Pager {
  read(url: URL, now: Instant): PageRequest | Answer;
  meta(key: string, url: URL, request: PageRequest, hasMore: boolean): PageMeta;
}

/** `secret` decides which tokens are known: a new one makes all old tokens stale. */
export function createPager(secret: string): Pager {
  const sign = (text: string): string => createHmac("sha256", secret).update(text).digest("hex");

  const seal = (direction: "PA" | "PB", position: Position): string => {
    const text = Buffer.from(JSON.stringify(position)).toString("base64url");
    return `${direction}${sign(text).slice(0, 32)}${text}`;
  };

  const open = (token: string, list: string): Position | null => {
    const [, signature, text] = /^P[AB]([0-9a-f]{32})(.+)$/.exec(token) ?? [];
    if (signature === undefined || text === undefined) return null;
    const expected = sign(text).slice(0, 32);
    if (!timingSafeEqual(Buffer.from(signature), Buffer.from(expected))) return null;
    const position = JSON.parse(Buffer.from(text, "base64url").toString()) as Position;
    return position.list === list ? position : null;
  };

  return {
    read: (url, now) => {
      const pageSize = wholeNumber(url, "PageSize", defaultPageSize);
      const page = wholeNumber(url, "Page", 0);
      if (pageSize === null || pageSize < 1 || pageSize > largestPageSize || page === null) {
        return invalidPaging();
      }
      const token = url.searchParams.get("PageToken");
      if (token === null) return { pageSize, page, offset: 0, asOf: now };
      const position = open(token, listOf(url));
      if (position === null) return invalidPaging();
      return { pageSize, page, offset: position.offset, asOf: position.asOf };
    },
    meta: (key, url, { pageSize, page, offset, asOf }, hasMore) => {
      const list = listOf(url);
      const linkTo = (number: number, token?: string): string => {
        const target = new URL(list, url.origin);
        target.searchParams.set("PageSize", String(pageSize));
        target.searchParams.set("Page", String(number));
        if (token !== undefined) target.searchParams.set("PageToken", token);
        return target.href;
      };
      const before = Math.max(0, offset - pageSize);
      const token = url.searchParams.get("PageToken") ?? undefined;
      return {
        key,
        page,
        page_size: pageSize,
        url: linkTo(page, token),
        first_page_url: linkTo(0),
        previous_page_url:
          offset === 0
            ? null
            : linkTo(Math.max(0, page - 1), seal("PB", { list, offset: before, asOf })),
        next_page_url: hasMore
          ? linkTo(page + 1, seal("PA", { list, offset: offset + pageSize, asOf }))
          : null,
      };
    },
  };
}

/** Path and filters of a list, without what only says which page. */
function listOf(url: URL): string {
  const filters = new URLSearchParams(
    [...url.searchParams].filter(([name]) => !pagingParameters.has(name)),
  );
  return filters.size === 0 ? url.pathname : `${url.pathname}?${filters}`;
}

/** 33103 is the platforms' code for paging information that is wrong or stale. */
function invalidPaging(): Answer {
  return platformError(400, { code: 33103, message: "Paging information invalid" });
}

function wholeNumber(url: URL, name: string, absent: number): number | null {
  const text = url.searchParams.get(name);
  if (text === null || text === "") return absent;
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}
