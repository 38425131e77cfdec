import { describe, expect, it } from "vitest";
import { darkOrder } from "../../../src/core/fleet/dark-order.ts";
import { hourMs, minuteMs } from "../../../src/core/instant.ts";
import { simFacts, simSid } from "../../support/fleet/sim-facts.ts";
import { ago, asOf, telcel, tMobile } from "../../support/sessions.ts";

const row = (number: number, lastMsAgo: number, readMsAgo: number, operator = tMobile) => {
  const lastSign = ago(lastMsAgo);
  const facts = simFacts({ sid: simSid(number), lastSign, readAt: ago(readMsAgo), operator });
  return { facts: { ...facts, lastSign }, isQuiet: false };
};
type Row = ReturnType<typeof row>;

/** All SIDs in order, those of `silent` operators found silent since an hour ago. */
function read(rows: readonly Row[], silentOn: typeof tMobile | null = null): string[] {
  const order = darkOrder(rows, asOf);
  const sids: string[] = [];
  for (let next = order.next(); next !== undefined; next = order.next()) {
    sids.push(next.facts.sid);
    order.found(next, next.facts.operator === silentOn ? ago(hourMs) : null);
  }
  return sids;
}

describe("the order in which silent SIMs are read anew", () => {
  it("takes those first that were seen silent, the newest silence first", () => {
    const seen = [row(1, 9 * hourMs, hourMs), row(2, 5 * hourMs, hourMs)];
    expect(read([row(3, 4 * hourMs, 4 * hourMs - minuteMs), ...seen])).toEqual(
      [2, 1, 3].map(simSid),
    );
  });

  it("then those not looked at for longest, where the most turn out to have stopped", () => {
    const rows = [1, 2, 3, 4].map((number) => row(number, number * hourMs, number * hourMs));
    const others = [5, 6, 7, 8].map((number) =>
      row(number, number * hourMs, number * hourMs, telcel),
    );
    expect(read([...rows, ...others], telcel).slice(0, 5)).toEqual([4, 8, 7, 6, 5].map(simSid));
    expect(read([...rows, ...others]).slice(0, 4)).toEqual([4, 8, 3, 7].map(simSid));
  });
});
