/** What a frame of Slack's means to us, before the library sees it. */
export type Frame =
  | { readonly kind: "usable" }
  | { readonly kind: "asked_to_go"; readonly reason: string }
  /** Not JSON, or not of the shape that the library takes for granted. */
  | { readonly kind: "unusable" };

const envelopeTypes = new Set(["events_api", "slash_commands", "interactive"]);

/**
 * Looks at a frame as it came. The library would close a connection at once that Slack asks to
 * go, and reads fields of a payload without looking whether there is one.
 */
export function readFrame(data: unknown): Frame {
  const frame = typeof data === "string" ? parsed(data) : null;
  if (!isObject(frame)) return { kind: "unusable" };
  const { type, reason, envelope_id: envelopeId, payload } = frame;
  if (type === "hello") return { kind: "usable" };
  if (type === "disconnect")
    return { kind: "asked_to_go", reason: typeof reason === "string" ? reason : "unknown" };
  const isEnvelope =
    typeof type === "string" &&
    envelopeTypes.has(type) &&
    typeof envelopeId === "string" &&
    isObject(payload) &&
    (type !== "events_api" || hasEvent(payload));
  return { kind: isEnvelope ? "usable" : "unusable" };
}

function hasEvent({ event }: Readonly<Record<string, unknown>>): boolean {
  return isObject(event) && typeof event["type"] === "string";
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
