import {
  attUsa,
  eeUnitedKingdom,
  kpn,
  movistarSpain,
  type NetworkOperator,
  telekomGermany,
  tMobileUsa,
  verizonUsa,
  vodafoneGermany,
} from "../operators.ts";
import {
  barcelona,
  berlin,
  chicago,
  denver,
  hamburg,
  houston,
  leeds,
  type Place,
  phoenix,
  rotterdam,
  sanAntonio,
  tucson,
  utrecht,
} from "../places.ts";

export type Region = "america" | "europe";

/** A town with many devices on one operator's network. */
export interface Site {
  readonly place: Place;
  readonly operator: NetworkOperator;
  readonly region: Region;
  /** Of the town's standard time; nobody's working day depends on an hour in summer. */
  readonly utcOffsetHours: number;
}

/** Neighbours share a cell: a site's devices stand at so few masts. */
export const cellsOfSite = 3;

const site = (
  place: Place,
  operator: NetworkOperator,
  region: Region,
  utcOffsetHours: number,
): Site => ({ place, operator, region, utcOffsetHours });

export const sites: readonly Site[] = [
  site(denver, tMobileUsa, "america", -7),
  site(berlin, telekomGermany, "europe", 1),
  site(phoenix, tMobileUsa, "america", -7),
  site(utrecht, kpn, "europe", 1),
  site(chicago, verizonUsa, "america", -6),
  site(hamburg, vodafoneGermany, "europe", 1),
  site(tucson, verizonUsa, "america", -7),
  site(leeds, eeUnitedKingdom, "europe", 0),
  site(houston, attUsa, "america", -6),
  site(rotterdam, kpn, "europe", 1),
  site(sanAntonio, attUsa, "america", -6),
  site(barcelona, movistarSpain, "europe", 1),
];
