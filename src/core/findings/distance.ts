import type { TowerLocation } from "../session.ts";

const earthRadiusKilometres = 6_371;

/** Along the surface, by the haversine formula; tower estimates are far less exact than it is. */
export function kilometresBetween(a: TowerLocation, b: TowerLocation): number {
  const latitude = radians(b.latitude - a.latitude);
  const longitude = radians(b.longitude - a.longitude);
  const part =
    Math.sin(latitude / 2) ** 2 +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(longitude / 2) ** 2;
  return 2 * earthRadiusKilometres * Math.asin(Math.sqrt(Math.min(1, Math.max(0, part))));
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
