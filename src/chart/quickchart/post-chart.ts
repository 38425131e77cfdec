import { type Dispatcher, request } from "undici";
import { largestPictureBytes } from "../png.ts";

/** Untrusted text of the server, cut and escaped: for a log line, never for a person. */
export type ServerWords = string | null;

/** Anything but 200 without an error header. */
export class QuickChartRefusal extends Error {
  override readonly name = "QuickChartRefusal";
  readonly status: number;
  readonly words: ServerWords;
  readonly retryAfterMs: number | undefined;
  constructor(status: number, words: ServerWords, retryAfterMs: number | undefined) {
    super(`the chart server answered ${status}`);
    this.status = status;
    this.words = words;
    this.retryAfterMs = retryAfterMs;
  }
}

/**
 * Sends one chart and reads the answer. The signal is the one deadline over connecting, headers
 * and body. Redirects are refusals: the chart would go on to a host that nobody named. Reading
 * stops beyond 5 MB.
 */
export async function postChart(
  endpoint: URL,
  body: string,
  signal: AbortSignal,
  dispatcher: Dispatcher,
): Promise<Uint8Array> {
  const answer = await request(endpoint, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "image/png" },
    body,
    signal,
    dispatcher,
  });
  const words = serverWords(answer.headers["x-quickchart-error"]);
  if (answer.statusCode !== 200 || words !== null) {
    // Ending a body that nobody reads is reported as its error.
    answer.body.on("error", () => undefined).destroy();
    const retryAfterMs = retryAfter(answer.headers["retry-after"]);
    throw new QuickChartRefusal(answer.statusCode, words, retryAfterMs);
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of answer.body) {
    const part: unknown = chunk;
    if (!(part instanceof Uint8Array)) continue;
    length += part.length;
    chunks.push(part);
    // Leaving the loop destroys the body, and with it the connection. What was read is too large
    // to pass for a picture.
    if (length > largestPictureBytes) break;
  }
  return Buffer.concat(chunks);
}

type Header = string | string[] | undefined;

function serverWords(header: Header): ServerWords {
  const text = [header].flat().join(" ").trim();
  return text === "" ? null : JSON.stringify(text.slice(0, 200));
}

/** Seconds only: a date would need the server's clock. */
function retryAfter(header: Header): number | undefined {
  const seconds = Number([header].flat()[0]);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : undefined;
}
