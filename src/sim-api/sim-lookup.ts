import { iccidKey, shortestIccid } from "../core/reading/iccid.ts";
import type { Sim } from "../core/sim.ts";
import type { ListPage, Reading } from "./reading.ts";

/**
 * Whether a name can stand as one part of a path. Nothing escapes `.` and `..`: URL parsers walk
 * them even when percent-encoded, so a SIM of that name can only be found by listing.
 */
export function isAddressable(name: string): boolean {
  return name !== "" && name !== "." && name !== ".." && name.isWellFormed();
}

/**
 * The SIM with that ICCID in the answer to a filtered list, `null` when it holds none. The filter
 * is not trusted: were it ignored, the first SIM of the account would be shown for the one asked
 * for. A record that could not be read may be the one, so "no such SIM" cannot be said then.
 */
export function findByIccid(listed: Reading<ListPage<Sim>>, iccid: string): Reading<Sim | null> {
  if (listed.kind === "unreadable") return listed;
  const { records, setAside } = listed.value;
  const sim = records.find((record) => record.iccid !== null && isSameCard(record.iccid, iccid));
  if (sim === undefined && setAside.length > 0)
    return { kind: "unreadable", faults: listed.faults };
  return { kind: "read", value: sim ?? null, faults: listed.faults };
}

/** One card is written with and without its check digits, so one may be the beginning of the other. */
function isSameCard(a: string, b: string): boolean {
  const [short = "", long = ""] = [a, b].map(iccidKey).toSorted((x, y) => x.length - y.length);
  return short === long || (short.length >= shortestIccid && long.startsWith(short));
}
