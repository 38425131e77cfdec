import type { Environment } from "./account.ts";
import type { ConfigFault } from "./values.ts";

/** Through which proxy https goes out. Both platforms are reached by https alone. */
export interface ProxyConfig {
  /** May hold a user name and a password: never log it. */
  readonly url: string;
  /** Entries of NO_PROXY: hosts, `.suffix` or `*.suffix`, `host:port`, or `*` for all. */
  readonly exceptions: readonly string[];
}

export type ParsedProxy =
  | { readonly kind: "ok"; readonly proxy: ProxyConfig | null }
  | { readonly kind: "fault"; readonly fault: ConfigFault };

/** The variables that other programs understand too, small letters first, as curl has it. */
const names = ["https_proxy", "HTTPS_PROXY"] as const;

export function parseProxy(env: Environment): ParsedProxy {
  const variable = names.find((name) => (env[name]?.trim() ?? "") !== "");
  if (variable === undefined) return { kind: "ok", proxy: null };
  const value = env[variable]?.trim() ?? "";
  const url = URL.parse(value.includes("://") ? value : `http://${value}`);
  if (url === null || !["http:", "https:"].includes(url.protocol) || url.hostname === "")
    return {
      kind: "fault",
      fault: {
        variable,
        problem: "is not the address of a web proxy",
        mend: "Write it as http://proxy.example:3128, or remove the variable to go out directly.",
      },
    };
  const exceptions = (env["no_proxy"]?.trim() || env["NO_PROXY"] || "")
    .split(/[\s,]+/)
    .filter((entry) => entry !== "");
  return { kind: "ok", proxy: { url: url.href, exceptions } };
}

/** Whether only plain http was given a proxy: then it is used for nothing, which must be said. */
export function hasIdleHttpProxy(env: Environment): boolean {
  const isSet = (name: string) => (env[name]?.trim() ?? "") !== "";
  return !names.some(isSet) && ["http_proxy", "HTTP_PROXY"].some(isSet);
}

const thisMachine = ["localhost", "127.0.0.1", "[::1]", "::1"];

/** What is never sent to the proxy, in the form of the variable NO_PROXY. */
export function noProxyOf({ exceptions }: ProxyConfig): string {
  return [...exceptions, ...thisMachine].join(",");
}

/** Through which proxy that address is reached; `null`: directly, as this machine's own always is. */
export function proxyFor(proxy: ProxyConfig | null, url: URL): string | null {
  const host = url.hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
  if (proxy === null || url.protocol !== "https:" || isOfThisMachine(host)) return null;
  return proxy.exceptions.some((entry) => isExcepted(entry, host, url.port || "443"))
    ? null
    : proxy.url;
}

function isOfThisMachine(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}

function isExcepted(entry: string, host: string, port: string): boolean {
  const [, bracketed, plain = "", entryPort] =
    /^(?:\[(.+)\]|([^:]*|.*:.*:.*?))(?::(\d+))?$/.exec(entry) ?? [];
  if (entryPort !== undefined && entryPort !== port) return false;
  const name = (bracketed ?? plain).toLowerCase();
  if (name === "*") return true;
  const suffix = name.replace(/^\*?\./, "");
  return (name === suffix && host === name) || host.endsWith(`.${suffix}`);
}

/** Where it stands, without user name and password. */
export function proxyPlace({ url }: ProxyConfig): string {
  return new URL(url).host;
}

/** What opens the proxy, for the log to blank out. */
export function proxySecrets(proxy: ProxyConfig | null): string[] {
  const password = proxy === null ? "" : new URL(proxy.url).password;
  return password === "" ? [] : [password, decodeURIComponent(password)];
}
