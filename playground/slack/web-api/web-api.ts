import type { World } from "../state/world.ts";
import { authMethods } from "./auth.ts";
import { chatMethods } from "./chat.ts";
import { conversationMethods } from "./conversations.ts";
import { fileMethods } from "./files.ts";
import { type Answer, type Arguments, type Method, refusal } from "./method.ts";
import { userGroupMethods } from "./user-groups.ts";
import { viewMethods } from "./views.ts";

const methods: Readonly<Record<string, Method>> = {
  ...authMethods,
  ...chatMethods,
  ...fileMethods,
  ...conversationMethods,
  ...userGroupMethods,
  ...viewMethods,
};

/** Scopes of the methods that need one: a missing scope is Slack's most common refusal. */
const neededScope: Readonly<Record<string, string>> = {
  "chat.postMessage": "chat:write",
  "chat.postEphemeral": "chat:write",
  "chat.update": "chat:write",
  "chat.delete": "chat:write",
  "files.getUploadURLExternal": "files:write",
  "files.completeUploadExternal": "files:write",
  "files.info": "files:read",
  "users.info": "users:read",
  "usergroups.users.list": "usergroups:read",
  "conversations.open": "im:write",
  "conversations.info": "channels:read",
};

export interface WebApiCall {
  readonly method: string;
  readonly args: Arguments;
  /** From the authorization header, else from the `token` argument. */
  readonly token: string;
}

/** Checks the token as Slack does and answers with Slack's own words. */
export function callWebApi(call: WebApiCall, world: World, openSocket: () => string): Answer {
  const { botToken, appToken } = world.settings.secrets;
  if (call.method === "apps.connections.open") {
    if (call.token === "") return refusal("not_authed");
    if (call.token === botToken) return refusal("not_allowed_token_type");
    return call.token === appToken ? { ok: true, url: openSocket() } : refusal("invalid_auth");
  }
  const method = Object.hasOwn(methods, call.method) ? methods[call.method] : undefined;
  if (method === undefined) return refusal("unknown_method");
  if (call.method !== "api.test") {
    if (call.token === "") return refusal("not_authed");
    if (call.token === appToken) return refusal("not_allowed_token_type");
    if (call.token !== botToken) return refusal("invalid_auth");
    const scope = neededScope[call.method];
    if (scope !== undefined && !world.settings.scopes.includes(scope)) {
      const provided = world.settings.scopes.join(",");
      return { ok: false, error: "missing_scope", needed: scope, provided };
    }
  }
  return method(call.args, world);
}

/** Arguments that Slack's SDKs send as JSON in a form. */
const nestedArguments = new Set(["blocks", "view", "files", "message", "metadata", "attachments"]);

/**
 * Arguments of a form-urlencoded or JSON body. A nested value that is no JSON stays a string, and
 * the method refuses it.
 */
export function parseArguments(body: string, contentType: string): Arguments {
  if (contentType.startsWith("application/json")) {
    return parseJson(body) as Arguments;
  }
  const entries = [...new URLSearchParams(body)].map(([name, value]) => {
    return [name, nestedArguments.has(name) ? parseJson(value) : value] as const;
  });
  return Object.fromEntries(entries);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
