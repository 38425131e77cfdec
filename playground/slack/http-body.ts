import type { IncomingMessage } from "node:http";

/** The largest upload is a picture; anything beyond this is a fault of the caller. */
const mostBytes = 20 * 1024 * 1024;

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > mostBytes) throw new Error("the body is larger than 20 MiB");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The bytes of an upload: the body itself, or the first file of a multipart form. */
export async function uploadedBytes(body: Buffer, contentType: string): Promise<Buffer> {
  if (!contentType.startsWith("multipart/form-data")) return body;
  const headers = { "content-type": contentType };
  const form = await new Response(new Uint8Array(body), { headers }).formData();
  for (const value of form.values()) {
    if (typeof value !== "string") return Buffer.from(await value.arrayBuffer());
  }
  return Buffer.alloc(0);
}
