import type { Instant } from "../../../src/core/instant.ts";
import type { NetworkOperator } from "../operators.ts";
import { type Cell, cellAt, type Place } from "../places.ts";
import type { Random } from "../random.ts";

/** What a session is attached to. */
export interface Attachment {
  readonly operator: NetworkOperator;
  /** As the platform names it: `LTE`, `3G`, `2G`, `LTE-M`, `NB-IoT`. */
  readonly radioLink: string;
  readonly cell: Cell;
}

/** Makes a chooser with a memory of its own: given a session's start, its attachment. */
export type Network = (random: Random) => (start: Instant) => Attachment;

/** Stays with one operator and radio link, on the first `cells` cells of a place. */
export function on(operator: NetworkOperator, radioLink: string, where: Place, cells = 3): Network {
  return (random) => () => {
    const number = random.integer(0, cells - 1);
    return { operator, radioLink, cell: cellAt(operator, radioLink, where, number) };
  };
}

/** Each session picks one of several networks by weight. */
export function mixOf(
  ...choices: readonly (readonly [weight: number, network: Network])[]
): Network {
  const total = choices.reduce((sum, [weight]) => sum + weight, 0);
  return (random) => {
    const choosers = choices.map(([weight, network]) => ({ weight, choose: network(random) }));
    return (start) => {
      let rest = random.next() * total;
      const chosen = choosers.find(({ weight }) => {
        rest -= weight;
        return rest < 0;
      });
      return (chosen ?? firstOf(choosers)).choose(start);
    };
  };
}

/** Jumps back and forth: with this probability the next session is on the other network. */
export function pingPong(first: Network, second: Network, jump: number): Network {
  return (random) => {
    const choosers = [first(random), second(random)];
    let current = 0;
    return (start) => {
      if (random.chance(jump)) current = 1 - current;
      return (choosers[current] ?? firstOf(choosers))(start);
    };
  };
}

/** A device on the road: the place follows the hour of the UTC day, in equal parts. */
export function alongRoute(
  operator: NetworkOperator,
  radioLink: string,
  places: readonly [Place, ...Place[]],
): Network {
  return (random) => (start) => {
    const part = Math.floor((new Date(start).getUTCHours() / 24) * places.length);
    const where = places[part] ?? places[0];
    return { operator, radioLink, cell: cellAt(operator, radioLink, where, random.integer(0, 3)) };
  };
}

function firstOf<Item>(items: readonly Item[]): Item {
  const [first] = items;
  if (first === undefined) throw new Error("a network needs at least one choice");
  return first;
}
