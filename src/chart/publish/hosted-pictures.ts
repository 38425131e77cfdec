import { createHash } from "node:crypto";
import { hourMs } from "../../core/instant.ts";
import type { SimReport } from "../../core/report.ts";
import { withoutMarksAtEnd } from "../../core/text-ends.ts";
import type { Clock } from "../../core/time.ts";
import type { PicturedSim, PictureRequest, TimelinePictures } from "../../ports/pictures.ts";
import { unlessAborted } from "../failure.ts";
import { knownZone } from "../model/ticks.ts";
import { drawingOf, wordsOf } from "../report-timeline.ts";
import { createChartTokens } from "./chart-token.ts";
import { createSharedDrawings, type SharedDrawingsOptions } from "./shared-drawings.ts";

export interface HostedPicturesOptions {
  /** Where the chat reaches the bot, with or without a path. */
  readonly publicUrl: string;
  /** At least 16 characters; the same on all replicas and after a restart. */
  readonly secret: string;
  readonly clock: Clock;
  /**
   * Reads the sessions of the SIM, or of both, and draws. `null`: no such SIM any more. May reject.
   */
  readonly drawFor: (request: PictureRequest, signal: AbortSignal) => Promise<Uint8Array | null>;
  /** How long a link works, at least. Default 24 h: long enough for every client to fetch it. */
  readonly lifetimeMs?: number;
  /** For one drawing, and for whoever waits for one. Default 15 s. */
  readonly deadlineMs?: number;
  /** How many drawings there may be, at once and waiting. */
  readonly drawings?: SharedDrawingsOptions;
  /** Told why a drawing failed; never holds data of a SIM. */
  readonly onFailure?: (error: unknown) => void;
}

export interface PictureFetch {
  readonly method: string;
  /** Path of the request, with or without a query. */
  readonly path: string;
  readonly ifNoneMatch?: string | undefined;
}

export interface PictureAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface HostedPictures extends TimelinePictures {
  /** Answers `GET /charts/<token>.png`. Never rejects. */
  answer(fetch: PictureFetch): Promise<PictureAnswer>;
}

export const chartPathPattern = /^(?:.*\/)?charts\/([A-Za-z0-9_-]{1,512})\.png$/;
const longestCacheMs = 24 * hourMs;

/**
 * Pictures served by the bot under links that expire. The answer in the chat waits for nothing:
 * a picture is drawn when it is fetched.
 */
export function createHostedPictures(options: HostedPicturesOptions): HostedPictures {
  const { clock, lifetimeMs = 24 * hourMs, deadlineMs = 15_000 } = options;
  // Whole hours, and replicas whose clocks differ a little.
  const longestLifetimeMs = lifetimeMs + 2 * hourMs;
  const tokens = createChartTokens(options.secret);
  const base = withoutMarksAtEnd(options.publicUrl, "/");
  const drawings = createSharedDrawings(options.drawings);

  const drawn = async (request: PictureRequest): Promise<Uint8Array | null> => {
    try {
      return await options.drawFor(request, AbortSignal.timeout(deadlineMs));
    } catch (error) {
      options.onFailure?.(error);
      throw error;
    }
  };

  /** Whoever has waited too long comes back: the drawing goes on, and is there for them then. */
  const pictureFor = async (token: string, request: PictureRequest) => {
    const picture = drawings.of(token, () => drawn(request));
    try {
      return await unlessAborted(picture, AbortSignal.timeout(deadlineMs));
    } catch {
      return "failed";
    }
  };

  return {
    async pictureOf(question) {
      const drawing = await drawingOf(question);
      // Whole hours: asked again meanwhile, the link is the same and need not be fetched again.
      const expiresAt = Math.ceil((clock.now() + lifetimeMs) / hourMs) * hourMs;
      const { reports, audience } = question;
      const [report, other] = reports;
      const { window } = report;
      const request: PictureRequest = {
        sims:
          other === undefined ? [picturedSim(report)] : [picturedSim(report), picturedSim(other)],
        audience,
        windowName: window.name,
        asOf: window.to,
        zone: knownZone(question.zone),
        stale: report.stale?.because ?? null,
      };
      return {
        image: { kind: "link", url: `${base}/charts/${tokens.seal(request, expiresAt)}.png` },
        ...wordsOf(drawing),
      };
    },

    // A link is not kept anywhere: it is made, and drawn, anew each time.
    forget: () => undefined,

    async answer({ method, path, ifNoneMatch }) {
      if (method !== "GET" && method !== "HEAD") return refusal(405, { allow: "GET, HEAD" });
      const token = chartPathPattern.exec(path.split("?", 1)[0] ?? "")?.[1];
      if (token === undefined) return refusal(404);
      const now = clock.now();
      const opened = tokens.open(token, now);
      if (opened.kind === "forged") return refusal(404);
      if (opened.kind === "expired") return refusal(410);
      // No link was ever given so long: it was made while the clock was far ahead.
      if (opened.expiresAt - now > longestLifetimeMs) return refusal(410);

      const secondsLeft = Math.floor(Math.min(opened.expiresAt - now, longestCacheMs) / 1_000);
      const headers = {
        "content-type": "image/png",
        // Never longer than the link itself; its picture does not change.
        "cache-control": `public, max-age=${secondsLeft}, immutable`,
        etag: `"${createHash("sha256").update(token).digest("base64url").slice(0, 22)}"`,
        ...guards,
      };
      if (ifNoneMatch?.includes(headers.etag) === true) {
        return { status: 304, headers, body: new Uint8Array() };
      }
      if (method === "HEAD") return { status: 200, headers, body: new Uint8Array() };
      const picture = await pictureFor(token, opened.request);
      if (picture === null) return refusal(404);
      if (picture === "busy" || picture === "failed") return refusal(503, { "retry-after": "5" });
      return {
        status: 200,
        headers: { ...headers, "content-length": String(picture.length) },
        body: picture,
      };
    },
  };
}

function picturedSim({ sim, account }: SimReport): PicturedSim {
  return { sid: sim.sid, account };
}

const guards = {
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'",
  "referrer-policy": "no-referrer",
} as const;

function refusal(status: number, more: Readonly<Record<string, string>> = {}): PictureAnswer {
  const headers = { "content-type": "text/plain", "cache-control": "no-store", ...guards, ...more };
  return { status, headers, body: new Uint8Array() };
}
