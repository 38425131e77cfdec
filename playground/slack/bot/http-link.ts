import { request } from "node:http";
import type { Ack } from "./ack.ts";
import type { Delivery, SentRequest } from "./delivery.ts";
import { slackSignature } from "./signature.ts";

export interface HttpReply {
  readonly status: number;
  readonly body: string;
}

const form = "application/x-www-form-urlencoded";

/** Body and content type of a delivery: commands as a form, the rest as Slack writes it. */
export function httpBody(delivery: Delivery): {
  readonly contentType: string;
  readonly body: string;
} {
  switch (delivery.kind) {
    case "slash_commands": {
      const fields = new URLSearchParams();
      for (const [name, value] of Object.entries(delivery.payload)) fields.set(name, String(value));
      return { contentType: form, body: fields.toString() };
    }
    case "interactive": {
      const payload = JSON.stringify(delivery.payload);
      return { contentType: form, body: new URLSearchParams({ payload }).toString() };
    }
    case "events_api":
      return { contentType: "application/json", body: JSON.stringify(delivery.payload) };
  }
}

/** Signs a body with Slack's headers. */
export function signedRequest(
  content: { readonly contentType: string; readonly body: string },
  secret: string,
  timestampSeconds: number,
  retry?: Delivery["retry"],
): SentRequest {
  return {
    body: content.body,
    headers: {
      "content-type": content.contentType,
      "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
      "x-slack-request-timestamp": String(timestampSeconds),
      "x-slack-signature": slackSignature(secret, timestampSeconds, content.body),
      ...(retry === undefined
        ? {}
        : {
            "x-slack-retry-num": String(retry.attempt),
            "x-slack-retry-reason": retry.reason,
          }),
    },
  };
}

/** Posts a request to the bot. Rejects when there is no connection. */
export function postToBot(url: string, sent: SentRequest): Promise<HttpReply> {
  return new Promise((resolve, reject) => {
    const headers = { ...sent.headers, "content-length": Buffer.byteLength(sent.body) };
    // No agent: every request has a connection of its own and leaves none open.
    const outgoing = request(url, { method: "POST", headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() });
      });
    });
    outgoing.on("error", reject);
    outgoing.end(sent.body);
  });
}

/** A reply as an acknowledgement. A JSON body is parsed, any other stays text. */
export function ackOfReply(reply: HttpReply): Ack {
  if (reply.status < 200 || reply.status >= 300) {
    return { kind: "dispatch_failed", status: reply.status };
  }
  try {
    return { kind: "acknowledged", body: JSON.parse(reply.body) };
  } catch {
    return { kind: "acknowledged", body: reply.body };
  }
}
