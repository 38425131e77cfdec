import type { HomeView } from "@slack/types";
import { describe, expect, it } from "vitest";
import { validateView } from "../../../playground/slack/validate/validate-view.ts";
import { homeView, refusedHomeView } from "../../../src/slack/views/home.ts";
import { notAllowedMessage } from "../../../src/slack/views/outcomes.ts";
import { asOf, sim } from "../../support/sessions.ts";

const reachable = { kind: "reachable" } as const;
const facts = { asOf, simPlatforms: [{ account: null, reach: reachable }] };
const examples = [
  { sim: "cargo-cam-07", account: null },
  { sim: "buoy-3", account: null },
];
const named = { ...sim(), account: null };
const hostile = {
  ...{ ...named, account: "north", iccid: null, status: "<!here>" },
  ...{ uniqueName: null, friendlyName: "<!channel> *x* `y` <https://evil.example|z>" },
};
const unlisted = { ...named, uniqueName: null, friendlyName: null, iccid: null, status: null };

const views: Record<string, HomeView> = {
  home: homeView({ examples, last: { kind: "read", sims: [named, unlisted] }, facts }),
  "home-new": homeView({ examples: [], last: { kind: "read", sims: [] }, facts }),
  "home-hostile": homeView({
    examples,
    last: { kind: "read", sims: [hostile] },
    facts: {
      asOf,
      simPlatforms: ["north", "south"].map((account) => ({ account, reach: reachable })),
    },
  }),
  "home-troubled": homeView({
    examples,
    last: { kind: "unread" },
    facts: {
      asOf,
      simPlatforms: [
        { account: "north", reach: reachable },
        { account: "south", reach: { kind: "unreachable", reason: "sim_api_timeout" } },
      ],
    },
  }),
  "home-refused": refusedHomeView(notAllowedMessage("user", ["U0ADMIN01"])),
  "home-refused-unplaced": refusedHomeView(notAllowedMessage("unplaced")),
};

describe("the home tab", () => {
  it.each(Object.entries(views))("%s", async (name, view) => {
    expect(validateView(view)).toEqual([]);
    await expect(`${JSON.stringify(view, null, 2)}\n`).toMatchFileSnapshot(
      `../../fixtures/golden/home/${name}.json`,
    );
  });
});
