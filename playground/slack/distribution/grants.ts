import type { SlackSimulator } from "../simulator.ts";
import { type Answer, type Arguments, refusal, words } from "../web-api/method.ts";

interface Grant {
  readonly workspace: SlackSimulator;
  readonly scopes: readonly string[];
}

export type TokenState =
  | ({ readonly kind: "live" } & Grant)
  | { readonly kind: "dead" | "unknown" };

/** Codes and tokens of one app in several workspaces. */
export class Grants {
  readonly #clientId: string;
  readonly #clientSecret: string;
  readonly #codes = new Map<string, Grant>();
  readonly #used = new Set<string>();
  readonly #live = new Map<string, Grant>();
  readonly #dead = new Set<string>();
  #count = 0;

  constructor(clientId: string, clientSecret: string) {
    this.#clientId = clientId;
    this.#clientSecret = clientSecret;
  }

  /** Every token that was ever given, dead ones too. */
  get tokens(): readonly string[] {
    return [...this.#live.keys(), ...this.#dead];
  }

  liveIn(workspace: SlackSimulator): readonly string[] {
    return [...this.#live].filter(([, one]) => one.workspace === workspace).map(([token]) => token);
  }

  codeFor(workspace: SlackSimulator, scopes: readonly string[]): string {
    this.#count += 1;
    const code = `${this.#count}.made-up-code`;
    this.#codes.set(code, { workspace, scopes });
    return code;
  }

  stateOf(token: string): TokenState {
    const grant = this.#live.get(token);
    if (grant !== undefined) return { kind: "live", ...grant };
    return { kind: this.#dead.has(token) ? "dead" : "unknown" };
  }

  end(token: string): void {
    this.#live.delete(token);
    this.#dead.add(token);
  }

  endAll(workspace: SlackSimulator): void {
    for (const token of this.liveIn(workspace)) this.end(token);
  }

  /** `oauth.v2.access`: a code is good once. */
  exchange(args: Arguments): Answer {
    if (words(args, "client_id") !== this.#clientId) return refusal("invalid_client_id");
    if (words(args, "client_secret") !== this.#clientSecret) return refusal("bad_client_secret");
    const code = words(args, "code");
    const grant = this.#codes.get(code);
    if (grant === undefined)
      return refusal(this.#used.has(code) ? "code_already_used" : "invalid_code");
    this.#codes.delete(code);
    this.#used.add(code);
    this.#count += 1;
    const token = `xoxb-20000000000${this.#count}-made0up0token0of0one0workspace`;
    this.#live.set(token, grant);
    const { world } = grant.workspace;
    const { team, bot, appId, users } = world.settings.seed;
    const { enterprise, isOrgWide } = world;
    return {
      ok: true,
      app_id: appId,
      authed_user: { id: users[0]?.id },
      scope: grant.scopes.join(","),
      token_type: "bot",
      access_token: token,
      bot_user_id: bot.userId,
      team: isOrgWide ? null : { id: team.id, name: team.name },
      enterprise: enterprise === null ? null : { id: enterprise.id, name: enterprise.name },
      is_enterprise_install: isOrgWide,
    };
  }
}
