import type { TimelineRenderer } from "./timeline-renderer.ts";

/** Draws with the first renderer, and with the second whatever the first could not draw. */
export function withFallback(
  preferred: TimelineRenderer,
  fallback: TimelineRenderer,
): TimelineRenderer {
  return {
    async render(drawing, signal) {
      try {
        return await preferred.render(drawing, signal);
      } catch (error) {
        if (signal?.aborted === true) throw error;
        return fallback.render(drawing, signal);
      }
    },
    async close() {
      await Promise.all([preferred.close(), fallback.close()]);
    },
  };
}
