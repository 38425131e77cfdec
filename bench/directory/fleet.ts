import type { DirectorySim } from "../../src/ports/directory.ts";

/** Numbers from 0 to below 1 that depend on nothing but the seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const kinds = [
  ["Cargo camera", "cargo-cam"],
  ["Truck", "truck"],
  ["Smart meter", "meter"],
  ["Gateway", "gw"],
  ["Reefer container", "reefer"],
  ["Pump house", "pump"],
  ["Elevator", "lift"],
  ["Vending machine", "vending"],
  ["Feuerwehr Löschzug", "fire"],
  ["Tank level sensor", "tank"],
] as const;

const places = [
  ..."Rotterdam Köln Zürich Łódź Denver Phoenix Houston Chicago Osaka Malmö Århus Lyon".split(" "),
  ..."Gdańsk Bilbao Porto Turin Ghent Cork Leeds Bergen Tampere Riga Brno Linz Graz".split(" "),
  ..."São-Paulo Santiago Lima Quito Bogotá Montréal Calgary Perth Darwin Hobart".split(" "),
];

/**
 * SIM number `index` of a fleet of vehicles, meters and machines: a unique name of kind and number,
 * a friendly name of kind, number and place, an ICCID with gaps. Three in a hundred have no
 * friendly name.
 */
export function benchSim(index: number): DirectorySim {
  const random = randomFrom(index + 1);
  const [kind, short] = kinds[Math.floor(random() * kinds.length)] ?? kinds[0];
  const place = places[Math.floor(random() * places.length)] ?? "Leeds";
  const hex = Array.from({ length: 3 }, () =>
    Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, "0"),
  ).join("");
  const hasFriendlyName = random() >= 0.03;
  const status = random() < 0.9 ? "active" : "suspended";
  return {
    sid: `DE${hex}${index.toString(16).padStart(8, "0")}`,
    uniqueName: `${short}-${String(index).padStart(6, "0")}`,
    friendlyName: hasFriendlyName ? `${kind} ${index} ${place}` : null,
    iccid: `8901260${String(index * 37 + Math.floor(random() * 37)).padStart(12, "0")}`,
    status,
  };
}

export function* benchPages(count: number, pageSize = 1_000): Generator<DirectorySim[]> {
  for (let start = 0; start < count; start += pageSize) {
    const length = Math.min(pageSize, count - start);
    yield Array.from({ length }, (_, at) => benchSim(start + at));
  }
}
