import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from "node:crypto";
import type { Instant } from "../../core/instant.ts";
import { staleReasons } from "../../core/report.ts";
import { windowNames } from "../../core/window.ts";
import type { PictureRequest } from "../../ports/pictures.ts";

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
 * Contents are padded to multiples of this, so that the length tells nothing of them: two SIMs with
 * their accounts and the longest zone fit into one.
 */
const blockBytes = 256;
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
      const { sims, windowName, asOf, zone, audience, stale } = request;
      const [sim, other = null] = sims;
      const places = [sim.account, other === null ? null : other.account];
      const subject = [sim.sid, windowName, asOf, zone, expiresAt, other?.sid ?? null, audience];
      const contents = padded(JSON.stringify([...subject, ...places, stale]));
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
  const [sid, name, asOf, zone, expiresAt, otherSid = null, readBy] = fields;
  // Links of earlier versions do not tell the account: there was only one.
  const [account = null, otherAccount = null, reason = null] = fields.slice(7);
  const windowName = windowNames.find((known) => known === name);
  if (windowName === undefined || typeof sid !== "string" || typeof zone !== "string") {
    return null;
  }
  if (typeof asOf !== "number" || typeof expiresAt !== "number") return null;
  if (otherSid !== null && typeof otherSid !== "string") return null;
  const sim = { sid, account: nameOrNull(account) };
  const other = otherSid === null ? null : { sid: otherSid, account: nameOrNull(otherAccount) };
  const sims = other === null ? ([sim] as const) : ([sim, other] as const);
  // Links of earlier versions do not tell who reads them.
  const audience = readBy === "asker" ? "asker" : "channel";
  const stale = staleReasons.find((known) => known === reason) ?? null;
  return { request: { sims, windowName, asOf, zone, audience, stale }, expiresAt };
}

function nameOrNull(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
