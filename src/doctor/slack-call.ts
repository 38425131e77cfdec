import { z } from "zod";
import { splitList } from "../config/values.ts";

/** What Slack answered to one Web API call. */
export type SlackAnswer =
  | {
      readonly kind: "answered";
      readonly ok: boolean;
      /** Slack's word for a refusal, like `invalid_auth`. */
      readonly error: string | null;
      readonly team: string | null;
      readonly user: string | null;
      /** `null` when Slack did not say. */
      readonly scopes: readonly string[] | null;
      readonly date: string | null;
    }
  | { readonly kind: "unreachable"; readonly reason: string }
  /** Something answered, but not as Slack does: a web page, a gateway, an answer cut short. */
  | { readonly kind: "not_slack"; readonly status: number };

export type Fetch = typeof globalThis.fetch;

const timeoutMs = 10_000;

const answerSchema = z.looseObject({
  ok: z.boolean(),
  error: z.string().nullish(),
  team: z.string().nullish(),
  // A name, or all about a person.
  user: z.unknown().optional(),
});

/** Calls a method. Never throws; the token goes to `apiUrl` only. `null`: the method takes none. */
export async function callSlack(
  fetch: Fetch,
  apiUrl: string,
  method: string,
  token: string | null,
  args: Readonly<Record<string, string>> = {},
): Promise<SlackAnswer> {
  try {
    const response = await fetch(new URL(method, apiUrl), {
      method: "POST",
      headers: token === null ? {} : { authorization: `Bearer ${token}` },
      body: new URLSearchParams(args),
      redirect: "error",
      signal: AbortSignal.timeout(timeoutMs),
    });
    const parsed = answerSchema.safeParse(jsonOf(await response.text()));
    if (!parsed.success) return { kind: "not_slack", status: response.status };
    const { ok, error, team, user } = parsed.data;
    const scopes = response.headers.get("x-oauth-scopes");
    return {
      kind: "answered",
      ok,
      error: error ?? null,
      team: team ?? null,
      user: typeof user === "string" ? user : null,
      scopes: scopes === null ? null : splitList(scopes),
      date: response.headers.get("date"),
    };
  } catch (error) {
    return { kind: "unreachable", reason: failureWord(error) };
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** `ECONNREFUSED`, `timeout`, … : never the message, which may quote an address. */
export function failureWord(error: unknown): string {
  if (!(error instanceof Error)) return "failed";
  if (error.name === "TimeoutError") return "timeout";
  const cause: unknown = error.cause;
  const code: unknown = cause instanceof Error ? Reflect.get(cause, "code") : undefined;
  return typeof code === "string" ? code : "failed";
}
