import { onTestFinished } from "vitest";
import type { FleetCredentials, Platform } from "../../../../playground/fleet/credentials.ts";
import {
  type FleetSimulator,
  type FleetSimulatorOptions,
  startFleetSimulator,
} from "../../../../playground/fleet/simulator.ts";

export const startedAt = Date.parse("2026-11-23T05:20:00Z");

/** A clock that stands still until it is told to go on. */
export function handClock(now: number = startedAt) {
  return {
    now: () => now,
    advance: (durationMs: number) => {
      now += durationMs;
    },
  };
}

/** A simulator that ends with the test. */
export async function runningSimulator(
  options: Partial<FleetSimulatorOptions> = {},
): Promise<FleetSimulator> {
  const simulator = await startFleetSimulator({ clock: handClock(), ...options });
  onTestFinished(() => simulator.close());
  return simulator;
}

export function basicAuth({ accountSid, authToken }: FleetCredentials): string {
  return `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString("base64")}`;
}

const koreTokens = new WeakMap<FleetSimulator, Promise<string>>();

/** What the platform that is simulated wants in the `Authorization` header. */
export function authorizationFor(simulator: FleetSimulator): string | Promise<string> {
  return authorizations[simulator.platform](simulator);
}

const authorizations: Readonly<
  Record<Platform, (simulator: FleetSimulator) => string | Promise<string>>
> = {
  twilio: ({ credentials }) => basicAuth(credentials),
  kore: (simulator) => {
    const known = koreTokens.get(simulator) ?? koreAuthorization(simulator);
    koreTokens.set(simulator, known);
    return known;
  },
};

/** A new access token from the simulator's token endpoint. */
export async function koreAuthorization(simulator: FleetSimulator): Promise<string> {
  const { clientId, clientSecret } = simulator.credentials;
  const response = await fetch(simulator.tokenUrl, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_id: clientId,
      client_secret: clientSecret,
    }),
  });
  const { access_token } = (await response.json()) as { access_token: string };
  return `Bearer ${access_token}`;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: () => unknown;
}

/** GET with the account's credentials; a path, or an absolute URL as the simulator gave it. */
export async function get(
  simulator: FleetSimulator,
  pathOrUrl: string,
  options: { readonly authorization?: string | null; readonly signal?: AbortSignal } = {},
): Promise<Reply> {
  const { authorization = await authorizationFor(simulator), signal } = options;
  const response = await fetch(new URL(pathOrUrl, simulator.url), {
    redirect: "manual",
    ...(signal !== undefined && { signal }),
    headers: authorization === null ? {} : { authorization },
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: () => JSON.parse(text) };
}

export interface ListPage {
  readonly sims: readonly Record<string, unknown>[];
  readonly data_sessions: readonly Record<string, unknown>[];
  readonly meta: {
    readonly key: string;
    readonly page: number;
    readonly page_size: number;
    readonly url: string;
    readonly first_page_url: string;
    readonly previous_page_url: string | null;
    readonly next_page_url: string | null;
  };
}

/** Every page of a list, following `next_page_url`. */
export async function allPages(simulator: FleetSimulator, path: string): Promise<ListPage[]> {
  const pages: ListPage[] = [];
  for (let next: string | null = path; next !== null; ) {
    const page = (await get(simulator, next)).json() as ListPage;
    pages.push(page);
    next = page.meta.next_page_url;
  }
  return pages;
}
