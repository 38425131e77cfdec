import { createHash } from "node:crypto";
import { randomFrom, type SeedPart } from "./random.ts";

/** The platform's prefixes: account, API key, SIM, rate plan, data session. */
export type SidPrefix = "AC" | "SK" | "DE" | "WP" | "WN";

/** A sid as the platform writes it: prefix and 32 lower-case hexadecimal digits. */
export function sidOf(prefix: SidPrefix, ...parts: readonly SeedPart[]): string {
  return prefix + hexOf(32, prefix, ...parts);
}

/** Hexadecimal digits (at most 64) that depend on nothing but the parts. */
export function hexOf(digits: number, ...parts: readonly SeedPart[]): string {
  return createHash("sha256").update(parts.join("\u0000")).digest("hex").slice(0, digits);
}

/** The check digit that makes `digits` + itself pass the Luhn test (ISO/IEC 7812-1 annex B). */
export function luhnDigit(digits: string): string {
  let sum = 0;
  for (const [index, character] of [...digits].reverse().entries()) {
    const doubled = Number(character) * (index % 2 === 0 ? 2 : 1);
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return String((10 - (sum % 10)) % 10);
}

/** Telecom (89), United States (01), T-Mobile USA (260): the issuer of the vendor's own samples. */
const iccidIssuer = "8901260";

/** A 19-digit ICCID: issuer, 11 digits, check digit. `serial` must be below 10^11. */
export function iccidOf(serial: number): string {
  const body = iccidIssuer + String(serial).padStart(11, "0");
  return body + luhnDigit(body);
}

/** The serial inside an ICCID made by `iccidOf`; `null` for every other text. */
export function serialOfIccid(iccid: string): number | null {
  const match = /^8901260(\d{11})\d$/.exec(iccid);
  return match?.[1] === undefined ? null : Number(match[1]);
}

/** A 15-digit IMEI. Devices of one `model` share the first eight digits (the type allocation code). */
export function imeiOf(model: SeedPart, unit: SeedPart): string {
  const typeCode = `86${String(randomFrom("tac", model).integer(0, 999_999)).padStart(6, "0")}`;
  const serial = String(randomFrom("imei", model, unit).integer(0, 999_999)).padStart(6, "0");
  return typeCode + serial + luhnDigit(typeCode + serial);
}
