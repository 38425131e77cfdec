import type { ModalView } from "@slack/types";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { elementsIn } from "../../../playground/slack/state/block-ids.ts";
import { validateMessage } from "../../../playground/slack/validate/validate-message.ts";
import { validateView } from "../../../playground/slack/validate/validate-view.ts";
import { BotError } from "../../../src/core/errors.ts";
import { minuteMs } from "../../../src/core/instant.ts";
import type { ListState } from "../../../src/core/list-state.ts";
import type { Message } from "../../../src/slack/kit/blocks.ts";
import { decodePick } from "../../../src/slack/values/pick-state.ts";
import { foundSimsMessage, nothingFoundMessage } from "../../../src/slack/views/found-sims.ts";
import {
  asTypedOption,
  chosenSim,
  pickerModal,
  simOption,
} from "../../../src/slack/views/picker.ts";
import type { ListedSim } from "../../../src/slack/views/sim-line.ts";
import { simsInMessage } from "../../../src/slack/views/sims-in-message.ts";
import { noMatchMessage, whichSimMessage } from "../../../src/slack/views/which-sim.ts";
import * as fleets from "../../support/directory/fleets.ts";
import { hostileNames, sidOf } from "../../support/directory/fleets.ts";
import { ago } from "../../support/sessions.ts";

const fresh: ListState = {
  kind: "ready",
  simCount: 1_234,
  readAt: ago(4 * minuteMs),
  ageMs: 4 * minuteMs,
  incomplete: null,
};
const old: ListState = {
  ...fresh,
  readAt: ago(40 * minuteMs),
  ageMs: 40 * minuteMs,
  incomplete: "page_cap",
  lastError: new BotError("sim_api_failed", "500", { retryable: true }),
};
const loading: ListState = { kind: "loading", listed: 17_000 };
const failed: ListState = {
  kind: "failed",
  error: new BotError("sim_api_timeout", "late", { retryable: true }),
};

const listed = (state: ListState) => [{ account: null, state }];
const inOnlyAccount = <Entry extends object>(sim: Entry) => ({ ...sim, account: null });
const named = (...parts: Parameters<typeof fleets.named>) => inOnlyAccount(fleets.named(...parts));
const anyFleet = fleets.anyFleet.map((fleet) => fleet.map(inOnlyAccount));
const entry = (...parts: Parameters<typeof fleets.entry>) => inOnlyAccount(fleets.entry(...parts));

const cameras = [
  named(7, "Cargo camera 7", "cargo-cam-07"),
  named(8, "Cargo camera 8", "cargo-cam-08"),
];
const hostile = hostileNames.map((name, number) => named(number, name, name));
const replace = { windowName: "24h", place: "replace" } as const;

const nothing = (over: Partial<Parameters<typeof nothingFoundMessage>[0]> = {}) =>
  nothingFoundMessage({
    ...{ wanted: "zebra", nearest: [], account: null, lists: listed(fresh), ...over },
  });

const several = (candidates: readonly ListedSim[], over = {}) =>
  whichSimMessage(
    {
      wanted: "cargo",
      candidates,
      total: candidates.length,
      isByDigits: false,
      alsoIn: [],
      unasked: [],
      ...over,
    },
    replace,
  );
const found = (sims: readonly ListedSim[], over = {}) =>
  foundSimsMessage({
    wanted: "cargo",
    sims: sims.map((sim) => ({ sim, isSimilarOnly: false })),
    total: sims.length,
    similar: 0,
    page: 1,
    pageCount: 1,
    account: null,
    lists: listed(fresh),
    ...over,
  });
const none = (list: ListState, nearest: readonly ListedSim[] = []) =>
  noMatchMessage({ wanted: "cargo-cam-70", nearest, lists: listed(list), unasked: [] }, replace);

const messages: Record<string, Message> = {
  "which-sim": several(cameras),
  "which-sim-hostile": several(hostile.slice(0, 10), { total: 134, wanted: hostileNames[0] }),
  "which-sim-by-digits": several([entry(20), entry(100_020)], {
    isByDigits: true,
    wanted: "00020",
  }),
  "no-match": none(fresh, cameras),
  "no-match-loading": none(loading),
  "no-match-old": none(old),
  "no-match-platform-down": none(failed),
  "found-sims": found(cameras),
  "found-sims-page-2": found(cameras, { total: 134, page: 2, pageCount: 14 }),
  "found-sims-some-similar": foundSimsMessage({
    ...{
      wanted: "cargo-cam-07",
      total: 2,
      similar: 1,
      page: 1,
      pageCount: 1,
      account: null,
      lists: listed(fresh),
    },
    sims: cameras.map((sim, index) => ({ sim, isSimilarOnly: index === 1 })),
  }),
  "found-sims-hostile": found(hostile.slice(8)),
  "nothing-found": nothing({ nearest: cameras }),
  "nothing-found-loading": nothing({ lists: listed(loading) }),
  "nothing-found-old": nothing({ lists: listed(old) }),
  "nothing-found-platform-down": nothing({ wanted: "", lists: listed(failed) }),
  "sims-in-message": simsInMessage({
    ...{ sims: cameras, unknownIccids: 1, superSims: 2, lists: listed(fresh) },
  }),
  "no-sims-in-message": simsInMessage({
    ...{ sims: [], unknownIccids: 0, superSims: 0, lists: listed(loading) },
  }),
};

const windows: Record<string, ModalView> = {
  "look-up-sim": pickerModal({ channelId: "C0INCIDENT", lists: listed(fresh) }),
  "look-up-sim-loading": pickerModal({ channelId: null, lists: listed(loading) }),
};

describe("finding SIMs, in words", () => {
  it.each(Object.entries(messages))("%s", async (name, message) => {
    expect(validateMessage(message)).toEqual([]);
    await expect(`${JSON.stringify(message, null, 2)}\n`).toMatchFileSnapshot(
      `../../fixtures/golden/finding-sims/${name}.json`,
    );
  });

  it.each(Object.entries(windows))("%s", async (name, view) => {
    expect(validateView(view)).toEqual([]);
    await expect(`${JSON.stringify(view, null, 2)}\n`).toMatchFileSnapshot(
      `../../fixtures/golden/finding-sims/${name}.json`,
    );
  });

  it("a slip of the hand is told from the text: a SID cut short, too few digits", () => {
    const say = (wanted: string) =>
      noMatchMessage({ wanted, nearest: [], lists: listed(fresh), unasked: [] }, replace).text;
    const words = (wanted: string) =>
      JSON.stringify(
        noMatchMessage({ wanted, nearest: [], lists: listed(fresh), unasked: [] }, replace).blocks,
      );
    expect(words(sidOf(7).slice(0, 33))).toContain("This text has 33.");
    expect(words(`${sidOf(7).slice(0, 33)}g`)).toContain("digits or letters from a to f");
    expect(words("0017")).toContain("from 5 digits on");
    for (const name of ["DE", "depot", "deutschland-fahrzeug-nummer-eins", sidOf(7), "00017"]) {
      expect(words(name)).not.toMatch(/A SID has|digits on/);
    }
    expect(say("0017")).toContain("No SIM *0017*");
  });

  it("one or two letters: what begins with them, and how to find fewer of many", () => {
    const many = found(cameras, { wanted: "c", total: 1_234, similar: 0, page: 1, pageCount: 124 });
    expect(many.text).toBe(
      "1,234 SIMs with a name, or a word in it, that begins with *c*. Page 1 of 124. More of the name, or the last 5 digits of the ICCID, find fewer.",
    );
    const few = found(cameras, { wanted: "ca", total: 12, similar: 0, page: 1, pageCount: 2 });
    expect(few.text).toMatch(/12 SIMs with a name, .* begins with \*ca\*\. Page 1 of 2\.$/);
    expect(JSON.stringify(nothing({ wanted: "q" }))).not.toContain("fewer letters");
  });

  it("nothing found names a next step", () => {
    const next = "Try fewer letters, or see all: `/sim find";
    expect(JSON.stringify(nothing())).toContain(`${next}\``);
    expect(JSON.stringify(nothing({ lists: listed(old) }))).toContain(`${next}\``);
    const lists = [{ account: "emea", state: fresh }];
    expect(JSON.stringify(nothing({ account: "emea", lists }))).toContain(`${next} in emea\``);
    for (const over of [{ wanted: "" }, { lists: listed(loading) }, { lists: listed(failed) }]) {
      expect(JSON.stringify(nothing(over))).not.toContain("/sim find");
    }
  });

  it("nothing found, still loading, old, and platform down are told apart", () => {
    for (const say of [
      (list: ListState) => none(list).text,
      (list: ListState) => nothing({ wanted: "x", lists: listed(list) }).text,
    ]) {
      expect(new Set([fresh, loading, old, failed].map(say)).size).toBe(4);
      expect(say(loading)).toContain("still loading, with 17,000 listed so far");
      expect(say(failed)).toContain("the SIM platform did not give it");
    }
    expect(JSON.stringify(none(old))).toContain("as of 40 min ago");
    expect(JSON.stringify(none(failed))).toContain("The SIM platform took too long to answer.");
  });
});

/** What would act or mislead in Slack: mentions, links, broken lines, turned text. */
const harmful = /<[!@#](?!date)|<https?:|<mailto:|[\u202a-\u202e\p{Cc}]/u;

function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    typeof inner === "string" && ["text", "accessibility_label"].includes(name)
      ? [inner]
      : textsOf(inner),
  );
}

describe("names of any kind", () => {
  it("stay harmless and legible in lists, choices and options, and every pick leads to its SIM", () => {
    fc.assert(
      fc.property(anyFleet, fc.constantFrom(...hostileNames), (fleet, wanted) => {
        const sims = fleet.slice(0, 10);
        const lists = [
          several(sims, { wanted, total: 134 }),
          found(sims, { wanted, total: 134, page: 2, pageCount: 14 }),
          noMatchMessage(
            { wanted, nearest: sims.slice(0, 5), lists: listed(old), unasked: [] },
            replace,
          ),
          nothing({ wanted, nearest: sims.slice(0, 5) }),
          simsInMessage({ sims: fleet, unknownIccids: 0, superSims: 0, lists: listed(fresh) }),
        ];
        for (const list of lists) {
          expect(validateMessage(list)).toEqual([]);
          for (const text of [list.text, ...textsOf(list.blocks)]) {
            expect(text.replaceAll(/<!date[^>]*>/g, "").replaceAll("\n", " ")).not.toMatch(harmful);
          }
          const picks = elementsIn(list.blocks).filter(
            ({ element }) => element["action_id"] === "sim_pick",
          );
          for (const { element } of picks) {
            expect(decodePick(element["value"])).toMatchObject({ kind: "state" });
          }
        }
        for (const sim of fleet) {
          const option = simOption(sim);
          const description = option.description?.text ?? "";
          expect(option.text.text.length).toBeLessThanOrEqual(75);
          expect(description.length).toBeLessThanOrEqual(75);
          expect(option.text.text).toMatch(/[\p{L}\p{N}\p{S}\p{P}]/u);
          expect(`${option.text.text} ${description}`).not.toMatch(harmful);
          expect(chosenSim(option.value)).toEqual({ sim: sim.sid, account: null });
        }
      }),
      { numRuns: 150 },
    );
  });

  it("of one spelling are told apart by status and the card's last digits", () => {
    const twins = [named(12, "Pump"), { ...named(13, "Pump"), status: "suspended" }];
    const [first, second] = twins.map((sim) => simOption(sim).description?.text);
    expect(first).toBe("active · ICCID ends in 00012");
    expect(second).toBe("suspended · ICCID ends in 00013");
    const shown = JSON.stringify(several(twins));
    expect(shown).toContain("ICCID ends in 00012");
    expect(shown).toContain("ICCID ends in 00013");
    // A SIM without a card's number is told apart by its SID.
    expect(JSON.stringify(several([entry(5, { iccid: null })]))).toContain("DE0000…0005");
  });

  it("that show nothing are called by the SID", () => {
    for (const friendlyName of ["\u200b", "\u202e\u202c", "   ", "\u3164", "\u2800", "\ufe0f"]) {
      const option = simOption(entry(5, { friendlyName, iccid: null }));
      expect(option.text.text).toBe("DE0000…0005");
    }
  });
});

describe("asking exactly as typed", () => {
  it("is offered for what fits into an option, and leads to that text", () => {
    for (const typed of ["cargo-cam-07", sidOf(7), "*bold* <!here>", "=x"]) {
      const option = asTypedOption(typed);
      expect(chosenSim(option?.value)).toEqual({ sim: typed, account: null });
      expect(option?.text.text.length).toBeLessThanOrEqual(75);
    }
    expect(asTypedOption("")).toBeNull();
    expect(asTypedOption("x".repeat(75))).toBeNull();
  });

  it("nothing chosen is nothing", () => {
    for (const value of [undefined, null, "", "=", 7]) expect(chosenSim(value)).toBeNull();
  });
});
