import { once } from "node:events";
import { connect } from "node:net";
import { expect, it } from "vitest";
import type { InjectionInput } from "../../../playground/fleet/faults/fault.ts";
import { startFleetSimulator } from "../../../playground/fleet/simulator.ts";
import { basicAuth, handClock } from "../../support/playground/fleet/running-simulator.ts";

/** A call over a bare socket, so that nothing but the simulator can end it. */
async function bareCall(url: string, authorization: string) {
  const { port } = new URL(url);
  const socket = connect(Number(port), "127.0.0.1");
  await once(socket, "connect");
  socket.on("error", () => {});
  socket.write(`GET /v1/Sims HTTP/1.1\r\nHost: sim\r\nAuthorization: ${authorization}\r\n\r\n`);
  return socket;
}

const waitingFaults: readonly InjectionInput["fault"][] = [
  { kind: "hang_before_headers" },
  { kind: "hang_in_body" },
  { kind: "slow_drip", chunkBytes: 1, everyMs: 60_000 },
  { kind: "delay", delayMs: 3_600_000 },
  { kind: "oversized_body", bytes: 1e12 },
];

it.each(waitingFaults)(
  "closes while a call meets $kind: no socket, no timer left",
  async (fault) => {
    const timersBefore = activeTimers();
    const simulator = await startFleetSimulator({ clock: handClock() });
    simulator.inject({ fault });
    simulator.hold();
    const socket = await bareCall(simulator.url, basicAuth(simulator.credentials));
    await simulator.untilWaiting(1);
    const ended = once(socket, "close");
    simulator.release();
    if (fault.kind === "hang_in_body" || fault.kind === "oversized_body")
      await once(socket, "data");
    await simulator.close();
    socket.resume();
    await ended;
    expect(activeTimers()).toBeLessThanOrEqual(timersBefore);
    await expect(fetch(simulator.url)).rejects.toThrow();
  },
);

it("closes while calls are held and connections idle", async () => {
  const simulator = await startFleetSimulator({ clock: handClock() });
  const authorization = basicAuth(simulator.credentials);
  const idle = await bareCall(simulator.url, authorization);
  await once(idle, "data");
  simulator.hold();
  const held = await bareCall(simulator.url, authorization);
  await simulator.untilWaiting(1);
  const ended = Promise.all([once(idle, "close"), once(held, "close")]);
  await simulator.close();
  for (const socket of [idle, held]) socket.resume();
  await ended;
});

function activeTimers(): number {
  return process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;
}
