import type { AccountFleet } from "./accounts/account-fleet.ts";
import type { RecordedRequest } from "./fleet/request-log.ts";
import type { RecordedDelivery } from "./slack/bot/delivery.ts";
import type { SlackSimulator } from "./slack/simulator.ts";

export type Party = "slack" | "bot" | "sim_platform";

/** One request and how it ended, for people to look at. */
export interface Exchange {
  /** From 1, in the order in which they ended. */
  readonly id: number;
  /** When it was sent, on the playground's clock. */
  readonly atMs: number;
  readonly tookMs: number;
  readonly from: Party;
  readonly to: Party;
  /** Whose SIM platform it is; `null`: there is only one account, or the request is to another party. */
  readonly account: string | null;
  /** `/sim help`, `views.open`, `GET /v1/Sims/cargo-cam-07`. */
  readonly what: string;
  /** `acknowledged`, `ok`, `503`, `cut`. */
  readonly outcome: string;
  readonly isFailure: boolean;
  /** The bot only looks whether anybody is there. */
  readonly isProbe: boolean;
  readonly content: unknown;
}

/**
 * Enough to look back at an afternoon, not enough to fill the memory. Calls to SIM platforms count
 * by themselves: a bot that looks at the whole fleet must not push out what people asked.
 */
const mostKept = 300;

/** All requests between Slack, the bot and the SIM platforms, the newest kept. */
export class Traffic {
  #kept: readonly Exchange[] = [];
  #count = 0;
  readonly #listeners = new Set<(exchange: Exchange) => void>();
  readonly #stops: readonly (() => void)[];

  constructor(slack: SlackSimulator, fleets: readonly AccountFleet[]) {
    this.#stops = [
      slack.observeDeliveries((delivery) => this.#add(fromDelivery(delivery))),
      slack.observeRequests((request, tookMs) =>
        this.#add({
          atMs: request.atMs,
          tookMs,
          from: "bot",
          to: "slack",
          account: null,
          what: request.method,
          outcome: request.outcome,
          isFailure: request.outcome !== "ok",
          isProbe: request.method === "auth.test",
          content: request.args,
        }),
      ),
      ...fleets.flatMap(({ account, simulator }) => {
        const add = (request: RecordedRequest, tookMs: number) =>
          this.#add(toSimPlatform(request, tookMs, account));
        return [simulator.observe(add), simulator.observeTokenRequests(add)];
      }),
    ];
  }

  /** Oldest first. */
  get kept(): readonly Exchange[] {
    return this.#kept;
  }

  listen(listener: (exchange: Exchange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    for (const stop of this.#stops) stop();
    this.#listeners.clear();
  }

  #add(content: Omit<Exchange, "id">): void {
    this.#count += 1;
    const exchange = { id: this.#count, ...content };
    const isAlike = ({ to }: Exchange) =>
      (to === "sim_platform") === (exchange.to === "sim_platform");
    const kept = [...this.#kept, exchange];
    const isTooMuch = kept.filter(isAlike).length > mostKept;
    this.#kept = isTooMuch ? kept.toSpliced(kept.findIndex(isAlike), 1) : kept;
    for (const listener of [...this.#listeners]) listener(exchange);
  }
}

function toSimPlatform(
  { at, method, path, query, status }: RecordedRequest,
  tookMs: number,
  account: string | null,
): Omit<Exchange, "id"> {
  return {
    atMs: at,
    tookMs,
    from: "bot",
    to: "sim_platform",
    account,
    what: `${method} ${path}`,
    outcome: status === null ? "cut" : String(status),
    isFailure: status === null || status >= 400,
    isProbe: query["PageSize"] === "1",
    content: query,
  };
}

function fromDelivery({ atMs, tookMs, delivery, ack }: RecordedDelivery): Omit<Exchange, "id"> {
  const status = ack.kind === "dispatch_failed" && ack.status !== null ? ` (${ack.status})` : "";
  return {
    atMs,
    tookMs,
    from: "slack",
    to: "bot",
    account: null,
    what: whatWasDelivered(delivery),
    outcome: `${ack.kind}${status}`,
    isFailure: ack.kind !== "acknowledged",
    isProbe: false,
    content: delivery.payload,
  };
}

function whatWasDelivered({ kind, payload }: RecordedDelivery["delivery"]): string {
  const word = (value: unknown): string => (typeof value === "string" ? value : "");
  switch (kind) {
    case "slash_commands":
      return `${word(payload["command"])} ${word(payload["text"])}`.trim();
    case "events_api":
      return `event ${word(memberOf(payload["event"], "type"))}`;
    case "interactive": {
      const [action] = Array.isArray(payload["actions"]) ? payload["actions"] : [];
      const details = [
        memberOf(action, "action_id"),
        payload["action_id"],
        payload["callback_id"],
        memberOf(payload["view"], "callback_id"),
      ];
      return `${word(payload["type"])} ${word(details.find((one) => one !== undefined))}`.trim();
    }
  }
}

function memberOf(value: unknown, name: string): unknown {
  const members: Readonly<Record<string, unknown>> =
    typeof value === "object" && value !== null ? { ...value } : {};
  return members[name];
}
