import { describe, expect, it } from "vitest";
import { firstPageQuery, nextPage } from "../../src/sim-api/walk-list.ts";

const baseUrl = "https://sims.example/base";
const bounds = { baseUrl, maxPages: 3 };
const second = { PageSize: "1000", Page: "1", PageToken: "PT1" };

describe("nextPage", () => {
  it.each([null, undefined, ""])("%j is the end of the list", (url) => {
    expect(nextPage(url, [firstPageQuery], bounds)).toEqual({ kind: "end", incomplete: null });
  });

  it("takes over the paging parameters and nothing else", () => {
    const url = "https://sims.example/elsewhere?PageSize=50&Page=1&PageToken=P%2BT&Start=2020#x";
    expect(nextPage(url, [firstPageQuery], bounds)).toEqual({
      kind: "page",
      query: { PageSize: "50", Page: "1", PageToken: "P+T" },
    });
  });

  it.each(["/v1/Sims?Page=1&PageToken=PT1", "?Page=1&PageToken=PT1"])(
    "%s is on our own origin",
    (url) => {
      expect(nextPage(url, [firstPageQuery], bounds)).toEqual({ kind: "page", query: second });
    },
  );

  it.each([
    "https://stranger.example/v1/Sims?PageToken=PT1",
    "http://sims.example/base/v1/Sims?PageToken=PT1",
    "https://sims.example:8443/base/v1/Sims?PageToken=PT1",
    "https://sims.example.stranger.example/?PageToken=PT1",
    "https://sims.example@stranger.example/?PageToken=PT1",
    "//stranger.example/?PageToken=PT1",
    "data:text/plain,PageToken=PT1",
    "https://",
    42,
    { url: "https://sims.example/?PageToken=PT1" },
  ])("%j is not ours", (url) => {
    const end = { kind: "end", incomplete: "foreign_next_page" };
    expect(nextPage(url, [firstPageQuery], bounds)).toEqual(end);
  });

  it.each([
    ["the token again", "?Page=2&PageToken=PT1"],
    ["the first page again", "?PageSize=1000&Page=0"],
    ["no position at all", "?PageSize=500"],
  ])("%s would go round in a circle", (_, url) => {
    const end = { kind: "end", incomplete: "repeated_page" };
    expect(nextPage(url, [firstPageQuery, second], bounds)).toEqual(end);
  });

  it("a page number that stays is no circle while the token moves on", () => {
    expect(nextPage("?Page=1&PageToken=PT2", [firstPageQuery, second], bounds).kind).toBe("page");
  });

  it("goes by the page number where there is no token", () => {
    const queries = [firstPageQuery, { PageSize: "1000", Page: "1" }];
    expect(nextPage("?Page=2", queries, bounds).kind).toBe("page");
    expect(nextPage("?Page=1", queries, bounds)).toMatchObject({ incomplete: "repeated_page" });
  });

  it("ends at the cap, but not when the list ends there by itself", () => {
    const third = { ...second, PageToken: "PT2" };
    const queries = [firstPageQuery, second, third];
    const end = { kind: "end", incomplete: "page_cap" };
    expect(nextPage("?PageToken=PT3", queries, bounds)).toEqual(end);
    expect(nextPage(null, queries, bounds)).toEqual({ kind: "end", incomplete: null });
  });
});
