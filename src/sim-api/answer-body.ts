/** The body is longer than we are willing to hold. */
export class BodyTooLargeError extends Error {
  override readonly name = "BodyTooLargeError";
}

/** The body ended before it was complete, for the reason in `cause`. */
export class BrokenBodyError extends Error {
  override readonly name = "BrokenBodyError";
}

/**
 * Reads a body of at most `maxBytes` as UTF-8 text. Bytes are counted as they arrive, so that a
 * missing or wrong `Content-Length` does not matter; beyond the limit the stream is dropped and a
 * `BodyTooLargeError` thrown. A `BrokenBodyError` says that the answer had begun.
 */
export async function readText(body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of body) {
      bytes += chunk.byteLength;
      if (bytes > maxBytes) throw new BodyTooLargeError(`body is larger than ${maxBytes} bytes`);
      chunks.push(chunk);
    }
  } catch (cause) {
    if (cause instanceof BodyTooLargeError) throw cause;
    throw new BrokenBodyError("the body broke off", { cause });
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}
