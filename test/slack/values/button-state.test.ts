import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isAccountName } from "../../../src/accounts/account-rules.ts";
import { staleReasons } from "../../../src/core/report.ts";
import { windowNames } from "../../../src/core/window.ts";
import {
  type ButtonState,
  decodeButton,
  decodeMore,
  encodeButton,
  encodeMore,
} from "../../../src/slack/values/button-state.ts";
import { decodeSharer, encodeSharer } from "../../../src/slack/values/sharer.ts";
import { asOf, sim } from "../../support/sessions.ts";

const states: fc.Arbitrary<ButtonState> = fc.record(
  {
    simSid: fc.constant(sim().sid),
    account: fc.option(fc.stringMatching(/^[a-z][a-z0-9-]{0,19}$/).filter(isAccountName), {
      nil: null,
    }),
    windowName: fc.constantFrom(...windowNames),
    widenedFrom: fc.option(fc.constantFrom(...windowNames), { nil: null }),
    page: fc.nat({ max: 20_000 }),
    asOf: fc.integer({ min: asOf - 1e12, max: asOf + 1e12 }),
    row: fc.nat({ max: 4 }),
    stale: fc.constantFrom(...staleReasons),
  },
  { requiredKeys: ["simSid", "account", "windowName", "widenedFrom", "page", "asOf"] },
);

const example: ButtonState = {
  ...{ simSid: sim().sid, account: null, windowName: "7d", widenedFrom: null, page: 0, asOf },
};

describe("button state", () => {
  it("survives the way to the client and back", () => {
    fc.assert(
      fc.property(states, (state) => {
        expect(decodeButton(encodeButton(state))).toEqual({ kind: "state", state });
      }),
    );
  });

  it("fits into an option's 75 characters: any page of one account, the first of several", () => {
    fc.assert(
      fc.property(states, ({ row: _, ...state }) => {
        expect(encodeButton({ ...state, account: null }).length).toBeLessThanOrEqual(75);
        const first = { ...state, widenedFrom: null, page: 0 };
        expect(encodeButton(first).length).toBeLessThanOrEqual(75);
        expect(encodeMore("export", { ...state, account: null }).length).toBeLessThanOrEqual(75);
      }),
    );
  });

  it.each<[unknown, string]>([
    [undefined, "unreadable"],
    [42, "unreadable"],
    ["", "unreadable"],
    ["garbage", "unreadable"],
    ['{"v":1}', "unreadable"],
    ["7.DEsomething", "other_version"],
    ["2.DEsomething", "unreadable"],
    ["0.DEsomething", "other_version"],
    ["01.DEsomething", "other_version"],
    ["1.DE00.7d.-.0.abc", "unreadable"],
    [`1.${sim().sid}.90d.-.0.abc`, "unreadable"],
    [`1.${sim().sid}.7d.-.-1.abc`, "unreadable"],
    [`1.${sim().sid}.7d.-.0.abc.emea.more`, "unreadable"],
    [`1.${sim().sid}.7d.-.0.abc.`, "unreadable"],
    [`1.${sim().sid}.7d.-.0.abc.Not-a-name`, "unreadable"],
    [`2.${sim().sid}.7d.-.0.abc.1.<!channel>`, "unreadable"],
    [`1.${sim().sid}.7d.-.0.<!x>`, "unreadable"],
    [`2.${sim().sid}.7d.-.0.abc`, "unreadable"],
    [`2.${sim().sid}.7d.-.0.abc.12`, "unreadable"],
  ])("reads %j as %s", (value, kind) => {
    expect(decodeButton(value).kind).toBe(kind);
  });

  it("goes on reading values of answers that were posted before rows had buttons", () => {
    expect(decodeButton(`1.${sim().sid}.30d.7d.3.mihajzio`)).toEqual({
      kind: "state",
      state: {
        simSid: sim().sid,
        account: null,
        windowName: "30d",
        widenedFrom: "7d",
        page: 3,
        asOf: Number.parseInt("mihajzio", 36),
      },
    });
  });

  it("is in an option of the menu behind the letter of what it does", () => {
    fc.assert(
      fc.property(states, fc.constantFrom("export", "ticket"), (state, choice) => {
        const more = decodeMore(encodeMore(choice, state));
        expect(more).toEqual({ choice, value: encodeButton(state) });
      }),
    );
    for (const other of [undefined, "", "x1.DE", encodeButton({ ...example, page: 1 })]) {
      expect(decodeMore(other)).toBeNull();
    }
  });

  it("names the sharer of an answer, and nobody whose id is none", () => {
    expect(decodeSharer(encodeSharer("U0ADA00001"))).toEqual({
      ...{ kind: "sharer", userId: "U0ADA00001" },
    });
    expect(decodeSharer("2.U0ADA00001").kind).toBe("other_version");
    for (const other of [undefined, "", "1.", "1.<!channel>", "U0ADA00001", "1.u1"]) {
      expect(decodeSharer(other).kind).toBe("unreadable");
    }
  });

  it("reads anything without throwing", () => {
    fc.assert(fc.property(fc.anything(), (value) => void decodeButton(value)));
    fc.assert(fc.property(fc.string(), (value) => void decodeButton(`1.${value}`)));
  });
});
