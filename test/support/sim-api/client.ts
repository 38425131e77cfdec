import { readFileSync } from "node:fs";
import type { RequestListener } from "node:http";
import { onTestFinished } from "vitest";
import type { SimApiCall } from "../../../src/ports/sim-source.ts";
import { twilioProvider } from "../../../src/sim-api/provider.ts";
import {
  type ClosableSimSource,
  createSimSource,
  type SimSourceOptions,
} from "../../../src/sim-api/sim-source.ts";
import { type ScriptedServer, startServer } from "./scripted-server.ts";

export const simSid = "DEb8eff34b248d066a31c4a953134e183e";
export const authToken = "token-that-must-not-leak";
export const testProvider = twilioProvider({
  kind: "auth_token",
  accountSid: "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
  authToken,
});

export interface TestClient {
  readonly source: ClosableSimSource;
  readonly server: ScriptedServer;
  /** What the observer was told. */
  readonly calls: readonly SimApiCall[];
}

/** A client and the server that it talks to; both end with the test. */
export async function startClient(
  listener: RequestListener,
  options: Partial<SimSourceOptions> = {},
): Promise<TestClient> {
  const server = await startServer(listener);
  const calls: SimApiCall[] = [];
  const source = createSimSource({
    provider: testProvider,
    baseUrl: server.url,
    clock: tickingClock(),
    observer: (call) => calls.push(call),
    calls: "plain",
    ...options,
  });
  onTestFinished(async () => {
    await server.close();
    await source.close();
  });
  return { source, server, calls };
}

/** Each look at this clock finds it 5 ms later than the one before. */
export function tickingClock(startAt = Date.UTC(2026, 0, 1)) {
  let now = startAt - 5;
  return {
    now: () => {
      now += 5;
      return now;
    },
  };
}

/** A signal of a question that has all the time of the world. */
export function patience(): AbortSignal {
  return new AbortController().signal;
}

export function fixture(name: string): unknown {
  return JSON.parse(
    readFileSync(new URL(`../../fixtures/sim-api-${name}.json`, import.meta.url), "utf8"),
  );
}

/** All that an asynchronous iterable gives. */
export async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of source) all.push(item);
  return all;
}
