import type { SimConfig } from "../config/account.ts";
import { koreProvider, type Provider, twilioProvider } from "../sim-api/provider.ts";

/** The client's side of the platform that the configuration names. */
export function simProvider(sim: SimConfig): Provider {
  return sim.provider === "kore" ? koreProvider(sim.credentials) : twilioProvider(sim.credentials);
}
