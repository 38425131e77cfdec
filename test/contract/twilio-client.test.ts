import twilio from "twilio";
import { describe, expect, it } from "vitest";
import type { FleetCredentials } from "../../playground/fleet/credentials.ts";
import type { FleetSimulator } from "../../playground/fleet/simulator.ts";
import type { WireSession } from "../../playground/fleet/wire.ts";
import { runningSimulator } from "../support/playground/fleet/running-simulator.ts";

/** The vendor's own client with nothing changed but the host it talks to. */
function vendorClient({ url, credentials }: FleetSimulator, wrong: Partial<FleetCredentials> = {}) {
  const { accountSid, authToken } = { ...credentials, ...wrong };
  // Ambient settings of the machine (proxy, region, edge) must not reach the test.
  const client = twilio(accountSid, authToken, { edge: "", region: "", env: {} });
  client.wireless.baseUrl = url;
  return client.wireless.v1;
}

describe("the vendor's client", () => {
  it("lists every SIM over several pages with the simulator's values", async () => {
    const simulator = await runningSimulator();
    const sims = await vendorClient(simulator).sims.list({ pageSize: 7 });
    const expected = simulator.scenarios().flatMap(({ sims }) => sims);
    expect(expected.length).toBeGreaterThan(21);
    expect(
      sims.map(({ sid, uniqueName, friendlyName, iccid }) => ({
        sid,
        uniqueName,
        friendlyName,
        iccid,
      })),
    ).toEqual(expected);
    expect(simulator.requests).toHaveLength(Math.ceil(expected.length / 7));
  });

  it.each(["cargo-cam-07", "truck-0417", "pump-station-12", "meter-0042"])(
    "lists every session of %s over several pages, value by value",
    async (name) => {
      const simulator = await runningSimulator();
      const client = vendorClient(simulator);
      const { sid } = await client.sims(name).fetch();
      const listed = await client.sims(sid).dataSessions.list({ pageSize: 50 });
      const own = simulator.sessionsOf(name) as WireSession[];
      expect(own.length).toBeGreaterThan(100);
      expect(listed.map(wireAgain)).toEqual(own);
    },
  );

  it("lists 10,000 sessions in ten calls", async () => {
    const simulator = await runningSimulator();
    const client = vendorClient(simulator);
    const { sid } = await client.sims("chatterbox").fetch();
    const listed = await client.sims(sid).dataSessions.list({ pageSize: 1_000 });
    expect(new Set(listed.map((session) => session.sid)).size).toBe(10_000);
    expect(simulator.requests).toHaveLength(11);
  });

  it("pages by hand, forth and back", async () => {
    const simulator = await runningSimulator();
    const client = vendorClient(simulator);
    const { sid } = await client.sims("cargo-cam-07").fetch();
    const first = await client.sims(sid).dataSessions.page({ pageSize: 10 });
    const second = await first.nextPage();
    const again = await second?.previousPage();
    expect(again?.instances.map((one) => one.sid)).toEqual(first.instances.map((one) => one.sid));
    expect(second?.instances[0]?.sid).not.toBe(first.instances[0]?.sid);
  });

  it("fetches one SIM by sid and by unique name", async () => {
    const simulator = await runningSimulator();
    const client = vendorClient(simulator);
    const byName = await client.sims("kiosk-berlin").fetch();
    const bySid = await client.sims(byName.sid).fetch();
    expect(bySid.toJSON()).toEqual(byName.toJSON());
    expect(byName).toMatchObject({
      friendlyName: "Kiosk Berlin Alexanderplatz",
      status: "active",
      accountSid: simulator.credentials.accountSid,
      url: `${simulator.url}/v1/Sims/${byName.sid}`,
    });
    expect(byName.dateCreated).toBeInstanceOf(Date);
  });

  it("filters SIMs by ICCID and by status", async () => {
    const simulator = await runningSimulator();
    const client = vendorClient(simulator);
    const { iccid, sid } = await client.sims("truck-0417").fetch();
    expect((await client.sims.list({ iccid })).map((sim) => sim.sid)).toEqual([sid]);
    const suspended = await client.sims.list({ status: "suspended" });
    expect(suspended.map(({ uniqueName }) => uniqueName)).toEqual(["loaner-router-9"]);
  });

  it("throws the platform's errors: 20404 and 20003", async () => {
    const simulator = await runningSimulator();
    await expect(vendorClient(simulator).sims("nobody").fetch()).rejects.toMatchObject({
      status: 404,
      code: 20404,
      moreInfo: "https://www.twilio.com/docs/errors/20404",
    });
    const stranger = vendorClient(simulator, { authToken: "wrong" });
    await expect(stranger.sims("cargo-cam-07").fetch()).rejects.toMatchObject({
      status: 401,
      code: 20003,
    });
    expect(simulator.requests.map(({ status }) => status)).toEqual([404, 401]);
  });
});

/** What the client parsed, back in the wire's names and formats. */
function wireAgain(session: object): Record<string, unknown> {
  const { _version, ...fields } = session as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value instanceof Date ? value.toISOString().replace(".000Z", "Z") : value,
    ]),
  );
}
