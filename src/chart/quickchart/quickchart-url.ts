import { isIP } from "node:net";
import { withoutMarksAtEnd } from "../../core/text-ends.ts";

export type QuickChartUrl =
  | { readonly kind: "url"; readonly endpoint: URL }
  /** What is wrong with the setting, in words for the admin. */
  | { readonly kind: "fault"; readonly words: string };

/**
 * Where charts are sent: the setting plus `/chart`. There is no default host; plain http only to
 * this machine or a private network, because the charts carry names of SIMs and operators.
 */
export function parseQuickChartUrl(setting: string): QuickChartUrl {
  if (!URL.canParse(setting)) return { kind: "fault", words: "is not a URL" };
  const url = new URL(setting);
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    return { kind: "fault", words: "must begin with https:// or http://" };
  }
  if (url.username !== "" || url.password !== "") {
    return { kind: "fault", words: "must not hold a user name or password" };
  }
  if (url.protocol === "http:" && !isPrivateHost(url.hostname)) {
    return { kind: "fault", words: "must use https unless the host is loopback or private" };
  }
  const path = withoutMarksAtEnd(url.pathname, "/");
  url.pathname = path.endsWith("/chart") ? path : `${path}/chart`;
  url.search = "";
  url.hash = "";
  return { kind: "url", endpoint: url };
}

/** Loopback, private ranges (RFC 1918, RFC 4193, link-local), and names that only a private network resolves. */
function isPrivateHost(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, "").toLowerCase();
  if (isIP(host) === 4) {
    const [a = 0, b = 0] = host.split(".").map(Number);
    return (
      a === 127 ||
      a === 10 ||
      (a === 172 && b >= 16 && b <= 31) ||
      (a === 192 && b === 168) ||
      (a === 169 && b === 254)
    );
  }
  if (isIP(host) === 6) return host === "::1" || /^f[cd]|^fe[89ab]/.test(host);
  return !host.includes(".") || /\.(localhost|internal|local|lan|home\.arpa)$/.test(host);
}
