import http from "node:http";
import { type Dispatcher, EnvHttpProxyAgent } from "undici";
import type { Environment } from "../config/account.ts";
import { hasIdleHttpProxy, noProxyOf, type ProxyConfig } from "../config/proxy.ts";
import type { ConfigFault } from "../config/values.ts";

/**
 * From now on `fetch` goes through the proxy in this process: all that is asked of Slack. The SIM
 * platforms have connections of their own, which keep to `proxyFor` (`config/proxy.ts`). False: this
 * version of Node cannot (it came with 24.14), and Slack is reached directly.
 */
export function sendFetchThrough(proxy: ProxyConfig | null): boolean {
  if (proxy === null) return true;
  if (typeof http.setGlobalProxyFromEnv !== "function") return false;
  // Plain http goes to this machine only.
  http.setGlobalProxyFromEnv({ HTTPS_PROXY: proxy.url, NO_PROXY: noProxyOf(proxy) });
  return true;
}

/** For the WebSocket of Socket Mode; nothing where there is no proxy. */
export function socketDispatcher(proxy: ProxyConfig | null): { dispatcher?: Dispatcher } {
  if (proxy === null) return {};
  const noProxy = noProxyOf(proxy);
  // An empty text keeps undici from looking into the environment by itself.
  return { dispatcher: new EnvHttpProxyAgent({ httpProxy: "", httpsProxy: proxy.url, noProxy }) };
}

/** What an admin would expect of the environment in vain. */
export function proxyDoubts(env: Environment): ConfigFault[] {
  if (!hasIdleHttpProxy(env)) return [];
  return [
    {
      variable: "HTTP_PROXY",
      problem: "is not used: Slack and the SIM platform are reached by https",
      mend: "Set HTTPS_PROXY to the same address if they are to be reached through the proxy.",
    },
  ];
}
