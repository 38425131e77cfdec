import { lookup as systemLookup } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";
import { buildConnector, type Dispatcher, ProxyAgent } from "undici";

interface ConnectorOptions {
  readonly timeoutMs: number;
  /** How a name becomes addresses. Default: the system's resolver. Replaced in tests. */
  readonly lookup?: LookupFunction | undefined;
}

/** Plain http was about to leave this machine. */
class NotLoopbackError extends Error {
  override readonly name = "NotLoopbackError";
  readonly code = "NOT_LOOPBACK";
}

/**
 * Connects so that credentials reach nobody but the host that was configured, whatever the
 * resolver says of its name.
 *
 * Over https the certificate decides. That it must be good is said here, because otherwise
 * `NODE_TLS_REJECT_UNAUTHORIZED=0` in the environment would take it back for the whole process
 * (a company's own authority belongs into `NODE_EXTRA_CA_CERTS`). Plain http has no certificate:
 * it goes to this machine only, and the address that is really connected to decides that, not the
 * name. HTTP/1.1, as the vendor's client speaks it.
 */
export function guardedConnector({
  timeoutMs: timeout,
  lookup = systemLookup,
}: ConnectorOptions): buildConnector.connector {
  const verified = buildConnector({ timeout, allowH2: false, rejectUnauthorized: true, lookup });
  const onThisMachine = buildConnector({
    timeout,
    allowH2: false,
    lookup: loopbackOnly(lookup),
  });
  return (options, callback) => {
    if (options.protocol === "https:") return verified(options, callback);
    // A number is connected to without being looked up.
    if (isIP(options.hostname) !== 0 && !isLoopbackAddress(options.hostname))
      return callback(new NotLoopbackError(), null);
    return onThisMachine(options, callback);
  };
}

/** The same lookup, which fails when any of the addresses is not this machine's own. */
function loopbackOnly(lookup: LookupFunction): LookupFunction {
  return (hostname, options, callback) =>
    lookup(hostname, options, (error, found, family) => {
      if (error !== null) return callback(error, found, family);
      const addresses = typeof found === "string" ? [found] : found.map(({ address }) => address);
      if (addresses.length === 0 || !addresses.every(isLoopbackAddress))
        return callback(new NotLoopbackError(), "");
      return callback(null, found, family);
    });
}

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

/** Whether the number is an address of this machine's loopback (RFC 1122 and 4291), also as `::ffff:127.0.0.1`. */
function isLoopbackAddress(address: string): boolean {
  const version = isIP(address);
  return version !== 0 && loopback.check(address, version === 4 ? "ipv4" : "ipv6");
}

interface TunnelsOptions {
  readonly timeoutMs: number;
  readonly maxSockets: number;
}

interface Tunnels {
  /** What sends https through that proxy; the same for the same one. */
  through(proxyUrl: string): Dispatcher;
  close(): Promise<void>;
}

/**
 * Ways through a proxy by CONNECT. The proxy learns the name of the host and passes bytes on: TLS
 * is spoken with the host itself, whose certificate must be good for its own name, as without a
 * proxy (`guardedConnector`).
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
