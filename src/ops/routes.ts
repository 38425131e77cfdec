import type { IncomingMessage, RequestListener } from "node:http";
import type { BodyReader, ReadBody } from "./body-reader.ts";
import { within } from "./drain.ts";
import type { Dependency, DependencyHealth, Health } from "./health.ts";
import { answerText, type Handler, type Route, refuseRequest } from "./http-server.ts";
import type { Metrics } from "./metrics.ts";
import type { ReplayGuard } from "./replay-guard.ts";
import { unsignedBytes } from "./server-limits.ts";

/** `GET /healthz`, `GET /readyz`, `GET /metrics`. */
export function opsRoutes(
  health: Health,
  metrics: Metrics,
  auditWaiting: () => number = () => 0,
): Route[] {
  return [
    {
      method: "GET",
      path: "/healthz",
      handle: (_request, response) => answerText(response, 200, "alive\n"),
    },
    {
      method: "GET",
      path: "/readyz",
      handle: (_request, response) => {
        const { ready, reason, dependencies: states } = health.readiness();
        const waiting = auditWaiting();
        const lines = [
          ready ? "ready" : "not ready",
          ...(reason === null ? [] : [`reason: ${reason}`]),
          ...[...states].map(([name, state]) => healthLine(name, state)),
          ...(waiting === 0 ? [] : [`audit entries waiting: ${waiting}`]),
        ];
        answerText(response, ready ? 200 : 503, `${lines.join("\n")}\n`);
      },
    },
    {
      method: "GET",
      path: "/metrics",
      handle: async (_request, response) => {
        const { contentType, text } = await metrics.exposition();
        answerText(response, 200, text, { "content-type": contentType });
      },
    },
  ];
}

/** `GET /charts/<signed>.png`. */
export function chartsRoute(handle: Handler): Route {
  return { method: "GET", path: "/charts/", handle };
}

/** A request whose body was read; Bolt then does not read it itself. */
export type WholeRequest = IncomingMessage & { readonly rawBody: Buffer };

/** What is done with a whole request: by Bolt, or by a status at once. */
export type RequestVerdict =
  /** It is Slack's. Bolt, which does not check that again, answers. */
  | { readonly kind: "pass" }
  /** Slack asks whether there is TLS: it may hear yes. */
  | { readonly kind: "ssl_check" }
  /** `reason` is a word for the log. */
  | { readonly kind: "answer"; readonly status: number; readonly reason: string };

export interface SlackEventsParts {
  readonly receiver: RequestListener;
  readonly guard: ReplayGuard;
  readonly bodies: BodyReader;
  readonly judge: (request: WholeRequest) => RequestVerdict;
  readonly onRefused: (reason: string) => void;
  /** Resolves when the bot knows what it can know; left out: it does. */
  readonly started?: Promise<unknown>;
  /** So long a question waits for that at most; left out: a second. Slack waits for 3 s in all. */
  readonly startWaitMs?: number;
}

const defaultStartWaitMs = 1_000;

const statusOf: Readonly<Record<Exclude<ReadBody["kind"], "read">, number>> = {
  body_too_large: 413,
  body_crowded_out: 503,
  body_late: 408,
  body_broken_off: 400,
};

/**
 * `POST /slack/events`: refuses replays and what is too old or from the future, reads the body within the
 * limits of all that are not complete, then hands over to Bolt's HTTP receiver.
 */
export function slackEventsRoute(parts: SlackEventsParts): Route {
  const { receiver, guard, bodies, judge, onRefused } = parts;
  const { started, startWaitMs = defaultStartWaitMs } = parts;
  let starting = started ?? null;
  void started?.then(() => {
    starting = null;
  });
  return {
    method: "POST",
    path: "/slack/events",
    handle: async (request, response) => {
      const admission = guard.admit(request.headers);
      if (admission.kind === "refuse") {
        // The body is not read; the connection ends with the answer.
        refuseRequest(response, 401);
        return;
      }
      if (admission.kind === "admit") {
        response.once("close", () => {
          const isAccepted = response.writableFinished && response.statusCode < 300;
          if (!isAccepted) guard.forget(admission.signature);
        });
      }
      const mostBytes = admission.kind === "unsigned" ? unsignedBytes : undefined;
      const read = await bodies.read(request, mostBytes);
      if (read.kind !== "read") {
        onRefused(read.kind);
        refuseRequest(response, statusOf[read.kind]);
        return;
      }
      const whole = Object.assign(request, { rawBody: read.body });
      const verdict = judge(whole);
      if (verdict.kind === "pass") {
        // A balancer sends as soon as the port is open: in a moment the answer is a better one.
        if (starting !== null) await within(startWaitMs, starting);
        receiver(whole, response);
        return;
      }
      if (verdict.kind === "ssl_check") {
        answerText(response, 200, "");
        return;
      }
      onRefused(verdict.reason);
      if (verdict.status < 300) answerText(response, verdict.status, "");
      else refuseRequest(response, verdict.status);
    },
  };
}

/** `sim_api: down since 2026-11-23T10:05:00.000Z (sim_api_timeout)` */
function healthLine(name: Dependency, { state, since, reason }: DependencyHealth): string {
  const from = since === null ? "" : ` since ${new Date(since).toISOString()}`;
  return `${name}: ${state}${from}${reason === null ? "" : ` (${reason})`}`;
}
