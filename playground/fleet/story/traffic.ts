import { hourMs, type Instant } from "../../../src/core/instant.ts";
import type { Random } from "../random.ts";

/** How packet counts grow: at once by the first part, then with time. */
export interface PacketFlow {
  readonly atStart: number;
  readonly perHour: number;
}

export interface SessionTraffic {
  readonly up: PacketFlow;
  readonly down: PacketFlow;
}

/** The traffic of a session that begins at `start`. */
export type Traffic = (start: Instant, random: Random) => SessionTraffic;

const none: PacketFlow = { atStart: 0, perHour: 0 };

/** Connects, and then nothing passes. */
export const noPackets: Traffic = () => ({ up: none, down: none });

/** About so many packets an hour both ways, after a handshake; each session differs a little. */
export function perHour(up: number, down: number, handshake = 12): Traffic {
  return (_start, random) => {
    const busy = random.between(0.6, 1.5);
    return {
      up: { atStart: random.integer(handshake, handshake * 2), perHour: up * busy },
      down: { atStart: random.integer(handshake, handshake * 2), perHour: down * busy },
    };
  };
}

/** A short exchange as soon as the session is up, and nothing after it. */
export function report(up: number, down: number): Traffic {
  return (_start, random) => ({
    up: { atStart: Math.round(up * random.between(0.8, 1.3)), perHour: 0 },
    down: { atStart: Math.round(down * random.between(0.8, 1.3)), perHour: 0 },
  });
}

/** Busy between two UTC hours (the second may lie past midnight), nearly idle otherwise. */
export function byDay(
  fromHourUtc: number,
  toHourUtc: number,
  busy: Traffic,
  idle: Traffic,
): Traffic {
  return (start, random) => {
    const hour = (start / hourMs) % 24;
    const hoursIn = (((hour - fromHourUtc) % 24) + 24) % 24;
    const isBusy = hoursIn < (((toHourUtc - fromHourUtc) % 24) + 24) % 24;
    return isBusy ? busy(start, random) : idle(start, random);
  };
}

/** Packets counted after so long, whole and never falling with time. */
export function packetsAfter(flow: PacketFlow, elapsedMs: number): number {
  return flow.atStart + Math.floor((flow.perHour * elapsedMs) / hourMs);
}
