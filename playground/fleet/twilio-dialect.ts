import { platformError } from "./answer.ts";
import { areAccepted, basicAuthOf } from "./credentials.ts";
import type { Dialect } from "./dialect.ts";
import { hexOf } from "./identity.ts";

/** Twilio's own, in which everything else here is written down. */
export const twilioDialect: Dialect = {
  refusal: (authorization, { credentials }) =>
    areAccepted(credentials, basicAuthOf(authorization))
      ? null
      : platformError(401, { headers: { "www-authenticate": 'Basic realm="Twilio API"' } }),
  worded: (answer) => answer,
  bent: (answer, { kind }) => (kind === "expired_access_token" ? platformError(401) : answer),
  headers: ({ log }, arrival) => ({
    "twilio-request-id": `RQ${hexOf(32, ...arrival)}`,
    "twilio-concurrent-requests": String(log.underWay),
  }),
};
