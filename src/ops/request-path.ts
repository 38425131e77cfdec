/** Segments of letters, digits and the few marks that our own addresses hold. */
const plainPath = /^(?:\/[A-Za-z0-9_.~-]*)+$/;

/**
 * The path of a request as it was sent, without its query; `null` where it is not written plainly.
 * Nothing is decoded or normalised: a proxy in front that allows `/charts/` only must not be led to
 * `/metrics` by `/charts/../metrics`, `%2e%2e`, `//`, a backslash or a whole URL as the target.
 */
export function pathOf(target: string | undefined): string | null {
  const [path = ""] = (target ?? "").split("?", 1);
  const segments = path.split("/").slice(1);
  const isPlain = plainPath.test(path) && segments.every((part) => part !== "." && part !== "..");
  const hasGap = segments.slice(0, -1).includes("");
  return isPlain && !hasGap ? path : null;
}
