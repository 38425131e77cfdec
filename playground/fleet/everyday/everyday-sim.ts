import { dayMs } from "../../../src/core/instant.ts";
import { imeiOf } from "../identity.ts";
import { cellAt } from "../places.ts";
import { type Random, randomFrom, type SeedPart } from "../random.ts";
import { longAgo, type SimSketch } from "../scenarios/scenario.ts";
import { type Network, on } from "../story/networks.ts";
import { nothing } from "../story/spans.ts";
import { type DeviceKind, deviceKinds } from "./kinds.ts";
import { cellsOfSite, type Site } from "./sites.ts";

/** A SIM that nobody tells a story about, and where it hangs on the network. */
export interface EverydaySketch extends SimSketch {
  readonly site: Site;
  /** The cell that it never leaves; `null`: it drives around. */
  readonly cell: string | null;
  /** It has sessions, unless there is an outage. */
  readonly isInUse: boolean;
}

/** Each kind as often as it is among fifty. */
const fifty = deviceKinds.flatMap((kind) => Array.from({ length: kind.ofFifty }, () => kind));

/** Steps through the fifty, so that any ten SIMs in a row are of many kinds. */
const step = 7;

/** So many of a site's neighbours are nothing unusual. */
const numberDigits = 2;

/**
 * The everyday SIMs at these sites; more of them never change those that were there. Names are
 * like `power-meter-denver-07`.
 */
export function everydaySketches(
  count: number,
  sites: readonly Site[],
  seed: SeedPart,
): readonly EverydaySketch[] {
  const numbers = new Map<string, number>();
  return Array.from({ length: count }, (_, index) => {
    const random = randomFrom(seed, "everyday", index);
    const kind = itemAt(fifty, index * step);
    const site = itemAt(sites, random.integer(0, sites.length - 1));
    const words = `${kind.name} ${site.place.name}`;
    const number = (numbers.get(words) ?? 0) + 1;
    numbers.set(words, number);
    const named = `${words} ${String(number).padStart(numberDigits, "0")}`;
    return sketchOf(named, kind, site, random);
  });
}

function sketchOf(name: string, kind: DeviceKind, site: Site, random: Random): EverydaySketch {
  const key = name.toLowerCase().replaceAll(" ", "-");
  const mast = random.integer(0, cellsOfSite - 1);
  const { when, traffic, phaseMs } = kind.habit(random, site);
  const { status, endedMs } = fateOf(random);
  const network = kind.moves
    ? on(site.operator, kind.radioLink, site.place, cellsOfSite)
    : atMast(kind, site, mast);
  const chapter = { network, traffic, imei: imeiOf(kind.name, key) };
  const isInUse = endedMs === null;
  return {
    key,
    site,
    isInUse,
    cell: kind.moves ? null : cellOf(site, mast).id,
    fields: { friendly_name: friendlyName(name), status },
    ...(endedMs !== null && status !== "active" && { changed: endedMs }),
    life: [
      [
        { ...chapter, from: longAgo - phaseMs, when },
        ...(endedMs === null ? [] : [{ ...chapter, from: endedMs, when: nothing }]),
      ],
    ],
  };
}

/** A few are switched off, not used yet, or broken: as in every fleet. */
function fateOf(random: Random): { readonly status: string; readonly endedMs: number | null } {
  const roll = random.integer(0, 99);
  const endedMs = -random.between(2, 12) * dayMs;
  if (roll < 94) return { status: "active", endedMs: null };
  if (roll < 95) return { status: "active", endedMs };
  if (roll < 97) return { status: "suspended", endedMs };
  if (roll < 99) return { status: "ready", endedMs: longAgo };
  return { status: "deactivated", endedMs };
}

/** One mast serves all neighbours, whatever their radio. */
function cellOf({ operator, place }: Site, mast: number) {
  return cellAt(operator, "LTE", place, mast);
}

function atMast({ radioLink }: DeviceKind, site: Site, mast: number): Network {
  const attachment = { operator: site.operator, radioLink, cell: cellOf(site, mast) };
  return () => () => attachment;
}

/** `power-meter Denver 07` → `Power meter Denver 07`. */
function friendlyName(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1).replace("-", " ");
}

function itemAt<Item>(items: readonly Item[], index: number): Item {
  const item = items[index % items.length];
  if (item === undefined) throw new Error("an everyday fleet needs a site");
  return item;
}
