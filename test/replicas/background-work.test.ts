import { expect, it } from "vitest";
import { describeWithPostgres, emptyDatabase } from "../support/postgres/databases.ts";
import { startWorld, textsOf, type World } from "../support/whole-bot.ts";

const listings = ({ fleet }: World): number =>
  fleet.requests.filter(({ path, query }) => path.endsWith("/Sims") && query["PageSize"] === "1000")
    .length;

describeWithPostgres("the list of SIMs of several replicas", () => {
  it("is made by one; another starts from it without listing, and finds SIMs by name", async () => {
    const at = await emptyDatabase("postgres");
    if (at.kind !== "postgres") throw new Error("no PostgreSQL");
    await using world = await startWorld({ env: { DATABASE_URL: at.url } });
    await world.untilLogged("the list of SIMs is kept for the next start");
    const before = listings(world);
    expect(before).toBeGreaterThan(0);
    await world.replica();
    await world.untilLogged("another replica does the background work");
    await world.untilLogged("the kept list of SIMs answers");
    expect(textsOf(await world.ask("sessions cargo camera 07"))).toContain("Cargo camera 07");
    expect(textsOf(await world.ask("find cargo"))).toContain("cargo-cam-07");
    expect(listings(world)).toBe(before);
  });
});
