import { describe, expect, it, onTestFinished } from "vitest";
import { minuteMs } from "../../src/core/instant.ts";
import { openStore, type StoreOptions } from "../../src/store/open-store.ts";
import { databases, emptyDatabase } from "../support/postgres/databases.ts";
import { asOf } from "../support/sessions.ts";

async function open(options: StoreOptions) {
  const store = await openStore(options);
  onTestFinished(() => store.close());
  return store.deliveries;
}

describe.each(databases())("deliveries in %s", (kind) => {
  it("are new once for all processes within ten minutes, by any of their names", async () => {
    const at = await emptyDatabase(kind);
    const [one, other] = [await open(at), await open(at)];
    expect(await one.claim(["trigger", "envelope"], asOf)).toBe(false);
    expect(await other.claim(["trigger"], asOf + 1)).toBe(true);
    expect(await other.claim(["another", "envelope"], asOf + 1)).toBe(true);
    expect(await one.claim(["another"], asOf + 2)).toBe(true);
    expect(await one.claim(["trigger"], asOf + 10 * minuteMs)).toBe(true);
    expect(await one.claim(["trigger"], asOf + 10 * minuteMs + 1)).toBe(false);
    expect(await one.claim([], asOf)).toBe(false);
    // A clock that was put back makes nothing new.
    expect(await other.claim(["trigger"], asOf)).toBe(true);
  });

  it("that come to several at the same moment are one's", async () => {
    const at = await emptyDatabase(kind);
    const stores = [await open(at), await open(at), await open(at)];
    for (let round = 0; round < 20; round += 1) {
      const names = [`a${round}`, `b${round}`];
      const claims = await Promise.all(
        stores.map((store, place) =>
          store.claim(place === 1 ? names.toReversed() : names, asOf + round),
        ),
      );
      expect(claims.filter((isRepeated) => !isRepeated)).toHaveLength(1);
    }
  });
});
