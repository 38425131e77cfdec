import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";

/** What came out of a sealed text. */
export type Opened =
  | {
      readonly kind: "open";
      readonly text: string;
      /** Sealed with another key than the first one: to be sealed anew. */
      readonly isOld: boolean;
    }
  /** No key of ours opens it, or it was sealed for something else. */
  | { readonly kind: "unreadable" };

/** Seals texts for one purpose each: what was sealed for one does not open for another. */
export interface TokenSeal {
  seal(text: string, purpose: string): string;
  open(sealed: string, purpose: string): Opened;
}

const algorithm = "aes-256-gcm";
/** Of a random nonce; one key may seal 2^32 texts (NIST SP 800-38D, 8.3). */
const nonceBytes = 12;
const tagBytes = 16;
const version = "1";

/** `keys`: 32 bytes each. The first one seals, all open. */
export function createTokenSeal(keys: readonly [Buffer, ...Buffer[]]): TokenSeal {
  const named = keys.map((key) => ({ id: keyId(key), key }));
  const [first] = keys;
  return {
    seal: (text, purpose) => {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv(algorithm, first, nonce, { authTagLength: tagBytes });
      cipher.setAAD(Buffer.from(purpose));
      const hidden = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      const body = Buffer.concat([nonce, cipher.getAuthTag(), hidden]);
      return [version, keyId(first), body.toString("base64url")].join(".");
    },
    open: (sealed, purpose) => {
      const [form, id, text = "", ...more] = sealed.split(".");
      if (form !== version || more.length > 0) return { kind: "unreadable" };
      const body = Buffer.from(text, "base64url");
      for (const [place, one] of named.entries()) {
        const opened = one.id === id ? opens(body, one.key, purpose) : null;
        if (opened !== null) return { kind: "open", text: opened, isOld: place > 0 };
      }
      return { kind: "unreadable" };
    },
  };
}

function opens(body: Buffer, key: Buffer, purpose: string): string | null {
  if (body.length < nonceBytes + tagBytes) return null;
  const nonce = body.subarray(0, nonceBytes);
  const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(purpose));
  decipher.setAuthTag(body.subarray(nonceBytes, nonceBytes + tagBytes));
  try {
    const hidden = body.subarray(nonceBytes + tagBytes);
    return Buffer.concat([decipher.update(hidden), decipher.final()]).toString("utf8");
  } catch {
    return null;
  }
}

/** Tells keys apart, and nothing about them: 32 random bytes can't be guessed from a hash. */
function keyId(key: Buffer): string {
  return createHash("sha256").update("simscope key").update(key).digest("hex").slice(0, 8);
}
