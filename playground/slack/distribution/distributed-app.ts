import { createServer, type IncomingMessage, type Server } from "node:http";
import type { Ack } from "../bot/ack.ts";
import { readBody } from "../http-body.ts";
import { listen } from "../server.ts";
import type { SlackSimulator } from "../simulator.ts";
import { type Answer, refusal, words } from "../web-api/method.ts";
import { parseArguments } from "../web-api/web-api.ts";
import { Grants } from "./grants.ts";

export interface DistributedAppOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where the app may be installed. */
  readonly workspaces: readonly SlackSimulator[];
  /** Where Slack leads back to, if the app does not say: as the first one of its settings. */
  readonly redirectUrl?: string;
}

/**
 * One app that several simulated workspaces may install over OAuth: one address of the Web API for
 * all, which tells them apart by the token, as Slack does.
 */
export class DistributedApp {
  readonly grants: Grants;
  /** Each call about tokens themselves, and how it ended. */
  readonly calls: { readonly method: string; readonly outcome: string }[] = [];
  readonly #options: DistributedAppOptions;
  readonly #server: Server;
  #origin = "";
  redirectUrl: string;

  constructor(options: DistributedAppOptions) {
    this.#options = options;
    this.redirectUrl = options.redirectUrl ?? "";
    this.grants = new Grants(options.clientId, options.clientSecret);
    this.#server = createServer((request, response) => {
      void this.#answer(request).then(
        ({ headers, body }) => {
          response.writeHead(200, { "content-type": "application/json", ...headers });
          response.end(body);
        },
        () => response.destroy(),
      );
    });
  }

  async listen(): Promise<void> {
    this.#origin = await listen(this.#server, 0);
  }

  /** What the bot gets as `SLACK_API_URL`. */
  get url(): string {
    return `${this.#origin}/api/`;
  }

  /**
   * Somebody follows the bot's link to Slack and presses Allow, or Cancel. Tells where Slack leads
   * back; fails on a link that Slack would refuse.
   */
  press(button: "allow" | "cancel", link: string, workspace: SlackSimulator): string {
    const { origin, pathname, searchParams } = new URL(link);
    if (origin !== this.#origin || pathname !== "/oauth/v2/authorize")
      throw new Error(`not a link to Slack's consent: ${pathname}`);
    if (searchParams.get("client_id") !== this.#options.clientId) throw new Error("no such app");
    const scopes = (searchParams.get("scope") ?? "").split(",").filter((scope) => scope !== "");
    const back = new URL(searchParams.get("redirect_uri") ?? this.redirectUrl);
    back.searchParams.set("state", searchParams.get("state") ?? "");
    if (button === "cancel") back.searchParams.set("error", "access_denied");
    else back.searchParams.set("code", this.grants.codeFor(workspace, scopes));
    return back.href;
  }

  /** Takes the app out of the workspace: its tokens end, and the bot hears of it. */
  uninstall(workspace: SlackSimulator): Promise<Ack> {
    this.grants.endAll(workspace);
    return workspace.event({ type: "app_uninstalled" });
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
  }

  async #answer(request: IncomingMessage) {
    const body = await readBody(request);
    const [, , method = ""] = (request.url ?? "").split("/");
    const args = parseArguments(body.toString(), request.headers["content-type"] ?? "");
    const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1];
    const token = bearer ?? words(args, "token");
    const own = this.#ownAnswer(method, args, token);
    if (own !== null) {
      this.calls.push({ method, outcome: own.ok ? "ok" : own.error });
      return { headers: {}, body: JSON.stringify(own) };
    }
    return this.#forwarded(request, method, body, token);
  }

  /** What is not of one workspace; `null`: the token's workspace answers. */
  #ownAnswer(method: string, args: ReturnType<typeof parseArguments>, token: string) {
    const { grants } = this;
    if (method === "apps.connections.open") return null;
    if (method === "api.test") return { ok: true } satisfies Answer;
    if (method === "oauth.v2.access") return grants.exchange(args);
    const state = grants.stateOf(token);
    if (state.kind !== "live")
      return refusal(state.kind === "dead" ? "account_inactive" : "invalid_auth");
    if (method !== "auth.revoke") return null;
    grants.end(token);
    return { ok: true, revoked: true } satisfies Answer;
  }

  async #forwarded(request: IncomingMessage, method: string, body: Buffer, token: string) {
    const state = this.grants.stateOf(token);
    const [first] = this.#options.workspaces;
    // A line is the app's: here all workspaces are reached over that of the first.
    const { url, world } = state.kind === "live" ? state.workspace : (first as SlackSimulator);
    const inside = state.kind === "live" ? world.settings.secrets.botToken : token;
    const answer = await fetch(new URL(method, url), {
      method: "POST",
      headers: {
        "content-type": request.headers["content-type"] ?? "",
        authorization: `Bearer ${inside}`,
      },
      body: new Uint8Array(body),
    });
    const scopes = state.kind === "live" ? { "x-oauth-scopes": state.scopes.join(",") } : {};
    return { headers: scopes, body: await answer.text() };
  }
}

export async function startDistributedApp(options: DistributedAppOptions): Promise<DistributedApp> {
  const app = new DistributedApp(options);
  await app.listen();
  return app;
}
