import { type Answer, jsonAnswer, platformError } from "../answer.ts";
import type { Fault } from "./fault.ts";

/** What the fault makes of a good answer; faults of delivery leave it as it is. Pure. */
export function bend(answer: Answer, fault: Fault): Answer {
  switch (fault.kind) {
    case "status":
      return platformError(fault.status, {
        code: fault.code,
        message: fault.message,
        headers: fault.retryAfter === undefined ? {} : { "retry-after": String(fault.retryAfter) },
      });
    case "gateway_forbidden":
      return jsonAnswer(403, {
        message: "User is not authorized to access this resource with an explicit deny",
        error: "Invalid or expired token",
      });
    case "expired_page_token":
      return platformError(400, { code: 33103, message: "Paging information invalid" });
    case "html":
      return {
        status: fault.status,
        headers: { "content-type": "text/html; charset=utf-8" },
        body: "<!doctype html><html><head><title>Bad gateway</title></head><body><h1>Bad gateway</h1></body></html>",
      };
    case "empty":
      return { status: fault.status, headers: { "content-type": "application/json" }, body: "" };
    case "invalid_json":
      return { ...answer, body: `${answer.body.slice(0, -1)},,` };
    case "wrong_shape":
      return jsonAnswer(200, { items: [], next: null });
    case "wrong_types":
      return changed(answer, withOtherTypes);
    case "renamed_fields":
      return changed(answer, withOtherNames);
    case "repeated_page_token":
      return changed(
        answer,
        withMeta(({ url }) => url),
      );
    case "foreign_next_page_url":
      return changed(
        answer,
        withMeta(({ next_page_url, url }) => {
          const target = new URL(String(next_page_url ?? url));
          return new URL(`${target.pathname}${target.search}`, fault.origin).href;
        }),
      );
    case "redirect":
      return { status: fault.status, headers: { location: fault.url }, body: "" };
    // The server lets it expire, and refuses the call by itself.
    case "expired_access_token":
    case "delay":
    case "hang_before_headers":
    case "hang_in_body":
    case "reset_before_headers":
    case "cut_body":
    case "slow_drip":
    case "oversized_body":
      return answer;
  }
}

type JsonObject = Readonly<Record<string, unknown>>;

function changed(answer: Answer, change: (payload: unknown) => unknown): Answer {
  return { ...answer, body: JSON.stringify(change(JSON.parse(answer.body))) };
}

/** A page that names this URL as the next one; an answer without paging stays as it is. */
function withMeta(nextPageUrl: (meta: JsonObject) => unknown) {
  return (payload: unknown): unknown => {
    if (!isObject(payload) || !isObject(payload["meta"])) return payload;
    const meta = payload["meta"];
    return { ...payload, meta: { ...meta, next_page_url: nextPageUrl(meta) } };
  };
}

/** Every value becomes one of another type: texts numbers, numbers texts, lists objects. */
function withOtherTypes(value: unknown): unknown {
  if (typeof value === "string") return value.length;
  if (typeof value === "number") return `n${value}`;
  if (typeof value === "boolean" || value === null) return [value];
  if (Array.isArray(value)) return { 0: value.map(withOtherTypes) };
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, withOtherTypes(inner)]),
  );
}

/** As if the next version of the API had come over night: `camelCase` names throughout. */
function withOtherNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withOtherNames);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [renamed(name), withOtherNames(inner)]),
  );
}

function renamed(name: string): string {
  const camel = name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return camel === name ? `${name}Value` : camel;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
