import type { PictureModels } from "../timeline-renderer.ts";

/** To the drawing process. */
export interface DrawRequest {
  readonly id: number;
  readonly models: PictureModels;
}

/** From the drawing process. */
export type DrawReply =
  | { readonly kind: "ready" }
  /** It cannot draw at all; `fault` names the font file or library. */
  | { readonly kind: "unusable"; readonly fault: string }
  /** `memory`: resident memory of the drawing process, bytes. */
  | {
      readonly kind: "drawn";
      readonly id: number;
      readonly bytes: Uint8Array;
      readonly memory: number;
    }
  /** This one picture failed; the process goes on. */
  | { readonly kind: "failed"; readonly id: number };

/** What a process sent is checked like anything from outside: it may have gone mad. */
export function isDrawReply(value: unknown): value is DrawReply {
  if (typeof value !== "object" || value === null || !("kind" in value)) return false;
  if (value.kind === "ready") return true;
  if (value.kind === "unusable") return "fault" in value && typeof value.fault === "string";
  if (!("id" in value) || typeof value.id !== "number") return false;
  if (value.kind === "failed") return true;
  return (
    value.kind === "drawn" &&
    "bytes" in value &&
    value.bytes instanceof Uint8Array &&
    "memory" in value &&
    typeof value.memory === "number"
  );
}
