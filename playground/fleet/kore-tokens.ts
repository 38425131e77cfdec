import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { Instant } from "../../src/core/instant.ts";
import { type Answer, jsonAnswer } from "./answer.ts";
import type { FleetCredentials } from "./credentials.ts";

/** The path of the token endpoint below its host (KORE's OpenAPI of tokens). */
export const tokenPath = "/api-services/v1/auth/token";

/** Lifetimes that KORE lets one choose for an API client: 1 h, 24 h, 30 days, 24 months. */
export const defaultLifetimeSeconds = 3_600;

/**
 * Gives out tokens and knows its own again, without remembering any: a token says when it
 * expires and is signed. Another `secret` makes all tokens given so far invalid.
 */
export interface TokenIssuer {
  /** The answer to a request for a token; `form` is the body as sent. */
  answer(form: string, contentType: string | undefined, now: Instant): Answer;
  /** Whether the value of an `Authorization` header is good now. */
  isAccepted(authorization: string | undefined, now: Instant): boolean;
}

export function createTokenIssuer(
  secret: string,
  { clientId, clientSecret }: FleetCredentials,
  lifetimeSeconds: () => number,
): TokenIssuer {
  let issued = 0;
  const sign = (text: string): string =>
    createHmac("sha256", secret).update(text).digest("base64url");

  /** In the form of the real ones, a JWT: header, claims, signature. */
  const issue = (now: Instant): string => {
    issued += 1;
    const claims = { sub: clientId, jti: issued, exp: now / 1_000 + lifetimeSeconds() };
    const text = `${encoded({ alg: "RS256", typ: "JWT" })}.${encoded(claims)}`;
    return `${text}.${sign(text)}`;
  };

  return {
    answer: (form, contentType, now) => {
      if (contentType?.split(";")[0]?.trim() !== "application/x-www-form-urlencoded")
        return jsonAnswer(400, { code: 400, message: "Unsupported content type" });
      const given = new URLSearchParams(form);
      if (given.get("grant_type") !== "client_credentials")
        return jsonAnswer(400, { code: 400, message: "Unsupported grant type" });
      const isKnown =
        isSame(given.get("client_id") ?? "", clientId) &&
        isSame(given.get("client_secret") ?? "", clientSecret);
      if (!isKnown)
        return jsonAnswer(401, {
          error: "invalid_client",
          error_description: "Invalid client or Invalid client credentials",
        });
      return jsonAnswer(200, {
        access_token: issue(now),
        expires_in: lifetimeSeconds(),
        token_type: "Bearer",
        scope: "programmable-wireless",
      });
    },
    isAccepted: (authorization, now) => {
      const [, text, signature] =
        /^Bearer ([^.]+\.[^.]+)\.([^.]+)$/.exec(authorization ?? "") ?? [];
      if (text === undefined || signature === undefined || !isSame(signature, sign(text)))
        return false;
      const claims: unknown = JSON.parse(
        Buffer.from(text.split(".")[1] ?? "", "base64url").toString(),
      );
      return (claims as { exp: number }).exp * 1_000 > now;
    },
  };
}

function encoded(part: unknown): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}

function isSame(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
