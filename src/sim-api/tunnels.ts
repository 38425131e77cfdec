import { type Dispatcher, ProxyAgent } from "undici";

export interface TunnelsOptions {
  readonly timeoutMs: number;
  readonly maxSockets: number;
}

export interface Tunnels {
  /** What sends https through that proxy; the same for the same one. */
  through(proxyUrl: string): Dispatcher;
  close(): Promise<void>;
}

/**
 * Ways through a proxy by CONNECT. The proxy learns the name of the host and passes bytes on: TLS
 * is spoken with the host itself, whose certificate must be good for its own name, as without a
 * proxy (`connector.ts`).
 */
export function createTunnels({ timeoutMs: timeout, maxSockets }: TunnelsOptions): Tunnels {
  const opened = new Map<string, ProxyAgent>();
  return {
    through(uri) {
      const known = opened.get(uri);
      if (known !== undefined) return known;
      const tls = { timeout, rejectUnauthorized: true };
      const agent = new ProxyAgent({
        ...{ uri, connections: maxSockets, allowH2: false, connectTimeout: timeout },
        ...{ requestTls: tls, proxyTls: tls },
      });
      opened.set(uri, agent);
      return agent;
    },
    close: async () => {
      await Promise.all([...opened.values()].map((agent) => agent.close()));
    },
  };
}
