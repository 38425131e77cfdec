import { createHmac } from "node:crypto";

/** Slack's v0 signature of a request (docs.slack.dev, "Verifying requests from Slack"). */
export function slackSignature(secret: string, timestampSeconds: number, body: string): string {
  const mac = createHmac("sha256", secret).update(`v0:${timestampSeconds}:${body}`);
  return `v0=${mac.digest("hex")}`;
}
