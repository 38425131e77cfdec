import type { NetworkOperator } from "./operators.ts";
import { hashOf, randomFrom } from "./random.ts";

/** Somewhere a device can be. Decimal degrees, WGS 84. */
export interface Place {
  readonly name: string;
  readonly latitude: number;
  readonly longitude: number;
  /** How far its towers stand from the middle, in degrees of latitude (0.01 is about 1.1 km). */
  readonly spread: number;
}

const place = (name: string, latitude: number, longitude: number, spread = 0.02): Place => ({
  name,
  latitude,
  longitude,
  spread,
});

export const oakland = place("Oakland", 37.8044, -122.2712);
export const vallejo = place("Vallejo", 38.1041, -122.2566);
export const berkeley = place("Berkeley", 37.8716, -122.2727);
export const hayward = place("Hayward", 37.6688, -122.0808);
export const concord = place("Concord", 37.978, -122.0311);
export const napa = place("Napa", 38.2975, -122.2869, 0.04);
export const phoenix = place("Phoenix", 33.4484, -112.074);
export const tucson = place("Tucson", 32.2226, -110.9747);
export const elPaso = place("El Paso", 31.7619, -106.485);
export const ciudadJuarez = place("Ciudad Juárez", 31.6904, -106.4245);
export const sanAntonio = place("San Antonio", 29.4241, -98.4936);
export const laredo = place("Laredo", 27.5306, -99.4803);
export const houston = place("Houston", 29.7604, -95.3698);
export const chicago = place("Chicago", 41.8781, -87.6298);
export const denver = place("Denver", 39.7392, -104.9903);
export const boulder = place("Boulder", 40.015, -105.2705);
export const mexicoCity = place("Mexico City", 19.4326, -99.1332);
export const berlin = place("Berlin", 52.52, 13.405);
export const potsdam = place("Potsdam", 52.3906, 13.0645);
export const emmerich = place("Emmerich", 51.8317, 6.2452);
export const hamburg = place("Hamburg", 53.5511, 9.9937);
export const barcelona = place("Barcelona", 41.3851, 2.1734);
export const palamos = place("Palamós", 41.8485, 3.1291);
export const marseille = place("Marseille", 43.2965, 5.3698);
export const antibes = place("Antibes", 43.5804, 7.1251);
export const genoa = place("Genoa", 44.4056, 8.9463);
export const portofino = place("Portofino", 44.3033, 9.2098);
export const lelystad = place("Lelystad", 52.5185, 5.4714);
export const rotterdam = place("Rotterdam", 51.9244, 4.4777);
export const theHague = place("The Hague", 52.0705, 4.3007);
export const utrecht = place("Utrecht", 52.0907, 5.1214);
export const leeds = place("Leeds", 53.8008, -1.5491);
export const perth = place("Perth", -31.9523, 115.8613);
export const yokohama = place("Yokohama", 35.4437, 139.638);
export const kiruna = place("Kiruna", 67.8558, 20.2253);

/** A cell and the estimate of where its tower stands. */
export interface Cell {
  /** `MCC-MNC-LAC-CID`, as in the vendor's sample. */
  readonly id: string;
  readonly latitude: number;
  readonly longitude: number;
}

/** The `number`-th cell of an operator at a place; always the same for the same arguments. */
export function cellAt(
  operator: NetworkOperator,
  radioLink: string,
  where: Place,
  number: number,
): Cell {
  const network = `${operator.mcc}-${operator.mnc}`;
  const random = randomFrom("cell", network, radioLink, where.name, number);
  const area = 1 + (hashOf("area", network, radioLink, where.name) % 65_533);
  // LTE cells count sectors of a base station in 28 bits; 2G and 3G samples show 16 bits.
  const isWide = radioLink === "LTE" || radioLink === "LTE-M" || radioLink === "NB-IoT";
  const cid = isWide
    ? random.integer(20_000, 900_000) * 256 + random.integer(1, 3)
    : random.integer(1, 65_533);
  const stretch = 1 / Math.cos((where.latitude * Math.PI) / 180);
  return {
    id: `${network}-${area}-${cid}`,
    latitude: degrees(where.latitude + random.between(-where.spread, where.spread)),
    longitude: degrees(where.longitude + random.between(-where.spread, where.spread) * stretch),
  };
}

/** Seven decimals, as many as the vendor's sample shows. */
function degrees(value: number): number {
  return Number(value.toFixed(7));
}
