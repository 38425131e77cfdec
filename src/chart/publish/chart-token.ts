import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from "node:crypto";
import type { Instant } from "../../core/instant.ts";
import { windowNames } from "../../core/window.ts";
import type { PictureRequest } from "../../usecases/pictures.ts";

export type OpenedToken =
  | { readonly kind: "valid"; readonly request: PictureRequest; readonly expiresAt: Instant }
  | { readonly kind: "expired" }
  /** Not made with our secret, or changed on the way. */
  | { readonly kind: "forged" };

export interface ChartTokens {
  seal(request: PictureRequest, expiresAt: Instant): string;
  open(token: string, now: Instant): OpenedToken;
}

const nonceBytes = 12;
const tagBytes = 16;
/**
 * Contents are padded to multiples of this, so that the length tells nothing of them: two SIMs and
 * the longest zone fit into one.
 */
const blockBytes = 192;
/** Far above any token of ours: longer ones are not even decoded. */
const longestToken = 512;
const associated = Buffer.from("simscope chart link v1");

/**
 * Tokens that carry a drawing request and its expiry, encrypted and authenticated (AES-256-GCM),
 * so that any replica can serve them without state, and nobody can read, make, change or list
 * them. Keys are derived from the secret with HKDF and serve nothing else.
 *
 * The nonce is a MAC of the contents: the same request and expiry give the same link, which Slack
 * then fetches once; different contents never share a nonce.
 */
export function createChartTokens(secret: string): ChartTokens {
  if (secret.length < 16) throw new RangeError("the secret for chart links is too short");
  const key = derivedKey(secret, "simscope chart link encryption");
  const nonceKey = derivedKey(secret, "simscope chart link nonce");
  return {
    seal(request, expiresAt) {
      const { simSids, windowName, asOf, zone, audience } = request;
      const [simSid, otherSimSid = null] = simSids;
      const fields = [simSid, windowName, asOf, zone, expiresAt, otherSimSid, audience];
      const contents = padded(JSON.stringify(fields));
      const nonce = createHmac("sha256", nonceKey)
        .update(contents)
        .digest()
        .subarray(0, nonceBytes);
      const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(associated);
      const sealed = Buffer.concat([nonce, cipher.update(contents), cipher.final()]);
      return Buffer.concat([sealed, cipher.getAuthTag()]).toString("base64url");
    },
    open(token, now) {
      const contents = decrypted(key, token);
      const parsed = contents === null ? null : parsedContents(contents);
      if (parsed === null) return { kind: "forged" };
      return now >= parsed.expiresAt ? { kind: "expired" } : { kind: "valid", ...parsed };
    },
  };
}

function derivedKey(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "", purpose, 32));
}

function padded(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([bytes, Buffer.alloc(blockBytes - (bytes.length % blockBytes), " ")]);
}

function decrypted(key: Buffer, token: string): string | null {
  if (token.length > longestToken) return null;
  const bytes = Buffer.from(token, "base64url");
  if (bytes.length <= nonceBytes + tagBytes || bytes.toString("base64url") !== token) return null;
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(associated).setAuthTag(bytes.subarray(-tagBytes));
  try {
    const contents = decipher.update(bytes.subarray(nonceBytes, -tagBytes));
    return Buffer.concat([contents, decipher.final()]).toString();
  } catch {
    return null;
  }
}

/** What was sealed by us is well formed; a later version's contents may not be. */
function parsedContents(text: string): { request: PictureRequest; expiresAt: Instant } | null {
  const fields: unknown[] = JSON.parse(text);
  const [simSid, name, asOf, zone, expiresAt, otherSimSid = null, readBy] = fields;
  const windowName = windowNames.find((known) => known === name);
  if (windowName === undefined || typeof simSid !== "string" || typeof zone !== "string") {
    return null;
  }
  if (typeof asOf !== "number" || typeof expiresAt !== "number") return null;
  if (otherSimSid !== null && typeof otherSimSid !== "string") return null;
  const simSids = otherSimSid === null ? ([simSid] as const) : ([simSid, otherSimSid] as const);
  // Links of earlier versions do not tell who reads them.
  const audience = readBy === "asker" ? "asker" : "channel";
  return { request: { simSids, windowName, asOf, zone, audience }, expiresAt };
}
