import { type Answer, jsonAnswer, platformError } from "./answer.ts";
import type { Dialect } from "./dialect.ts";
import type { Operation } from "./wireless-api.ts";

/** KORE's: tokens, and numbers and names of its own. It names neither its requests nor its load. */
export const koreDialect: Dialect = {
  refusal: (authorization, state) => {
    if (authorization === undefined) return asKoreSaysIt(platformError(401), "unknown");
    return state.issuer.isAccepted(authorization, state.now()) ? null : koreTokenRefusal();
  },
  worded: asKoreSaysIt,
  bent: (answer, { kind }) =>
    kind === "status" || kind === "expired_page_token" ? asKoreError(answer) : answer,
  headers: () => ({}),
};

/** What KORE's gateway says to a token that is expired or not its own: no `code`, no `status`. */
function koreTokenRefusal(): Answer {
  return jsonAnswer(403, {
    message: "User is not authorized to access this resource with an explicit deny",
    error: "Invalid or expired token",
  });
}

/** Where KORE has a number of its own for what Twilio numbers otherwise. */
const ownNumbers: Readonly<Record<number, number>> = { 20003: 33201, 20503: 33004 };

/** "No such SIM"; other paths keep 20404. */
const simNotFound = 33107;

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * The same answer as KORE gives it: `eid` for `e_id`, its own numbers and address of errors, and
 * none of Twilio's headers. Pages, sessions and everything else are alike.
 */
function asKoreSaysIt(answer: Answer, operation: Operation["kind"]): Answer {
  const payload: unknown = JSON.parse(answer.body);
  if (!isObject(payload)) return answer;
  const { code } = payload;
  if (typeof code === "number") return withNumber(answer, payload, numberOf(code, operation));
  const { sims } = payload;
  const changed = Array.isArray(sims) ? { ...payload, sims: sims.map(koreSim) } : koreSim(payload);
  return { ...answer, body: JSON.stringify(changed) };
}

/** An error that was asked for by its number keeps it; only the address is KORE's. */
function asKoreError(answer: Answer): Answer {
  const payload: unknown = JSON.parse(answer.body);
  if (!isObject(payload) || typeof payload["code"] !== "number") return answer;
  return withNumber(answer, payload, payload["code"]);
}

function numberOf(code: number, operation: Operation["kind"]): number {
  if (code === 20404 && (operation === "fetch_sim" || operation === "list_sessions"))
    return simNotFound;
  return ownNumbers[code] ?? code;
}

function withNumber(answer: Answer, payload: JsonObject, code: number): Answer {
  const moreInfo = `https://docs.korewireless.com/errors/${code}`;
  return { ...answer, body: JSON.stringify({ ...payload, code, more_info: moreInfo }) };
}

function koreSim(sim: unknown): unknown {
  if (!isObject(sim) || !("e_id" in sim)) return sim;
  const { e_id: eid, ...others } = sim;
  return { ...others, eid };
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
