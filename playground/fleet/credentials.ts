import { createHash, timingSafeEqual } from "node:crypto";
import { type SimProvider, simProviders } from "../../src/core/sim-provider.ts";
import { hexOf, sidOf } from "./identity.ts";
import type { SeedPart } from "./random.ts";

/** Whose host the simulator stands in for: they differ in authentication, errors and a few names. */
export const platforms = simProviders;
export type Platform = SimProvider;

/**
 * What the platform accepts, invented, never real. Twilio: the account's own token, or an API key.
 * KORE: the id and secret of an API client.
 */
export interface FleetCredentials {
  readonly accountSid: string;
  readonly authToken: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

export function credentialsOf(seed: SeedPart): FleetCredentials {
  return {
    accountSid: sidOf("AC", seed, "account"),
    authToken: hexOf(32, seed, "token"),
    apiKey: sidOf("SK", seed, "key"),
    apiSecret: hexOf(32, seed, "secret"),
    clientId: hexOf(24, seed, "client"),
    clientSecret: hexOf(48, seed, "client secret"),
  };
}

/** Name and password of an `Authorization: Basic` header; `null` when there is none. */
export function basicAuthOf(header: string | undefined): { user: string; password: string } | null {
  const encoded = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(header ?? "")?.[1];
  if (encoded === undefined) return null;
  const text = Buffer.from(encoded, "base64").toString();
  const colon = text.indexOf(":");
  return colon < 0 ? null : { user: text.slice(0, colon), password: text.slice(colon + 1) };
}

export function areAccepted(
  credentials: FleetCredentials,
  given: { user: string; password: string } | null,
): boolean {
  const { accountSid, authToken, apiKey, apiSecret } = credentials;
  if (given?.user === accountSid) return isSame(given.password, authToken);
  return given?.user === apiKey && isSame(given.password, apiSecret);
}

function isSame(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
