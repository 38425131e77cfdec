import type { RequestListener } from "node:http";
import type { Dependency, DependencyHealth, Health } from "./health.ts";
import { answerText, type Handler, type Route } from "./http-server.ts";
import type { Metrics } from "./metrics.ts";
import type { ReplayGuard } from "./replay-guard.ts";

/** `GET /healthz`, `GET /readyz`, `GET /metrics`. */
export function opsRoutes(health: Health, metrics: Metrics): Route[] {
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
        const lines = [
          ready ? "ready" : "not ready",
          ...(reason === null ? [] : [`reason: ${reason}`]),
          ...[...states].map(([name, state]) => healthLine(name, state)),
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

/**
 * `POST /slack/events`: refuses replays and requests from the future, then hands over to Bolt's
 * HTTP receiver, which checks the signature.
 */
export function slackEventsRoute(receiver: RequestListener, guard: ReplayGuard): Route {
  return {
    method: "POST",
    path: "/slack/events",
    handle: (request, response) => {
      const admission = guard.admit(request.headers);
      if (admission.kind === "refuse") {
        // The body is not read; the connection ends with the answer.
        response.shouldKeepAlive = false;
        answerText(response, 401, "");
        return;
      }
      if (admission.kind === "admit") {
        response.once("close", () => {
          const isAccepted = response.writableFinished && response.statusCode < 300;
          if (!isAccepted) guard.forget(admission.signature);
        });
      }
      receiver(request, response);
    },
  };
}

/** `sim_api: down since 2026-11-23T10:05:00.000Z (sim_api_timeout)` */
function healthLine(name: Dependency, { state, since, reason }: DependencyHealth): string {
  const from = since === null ? "" : ` since ${new Date(since).toISOString()}`;
  return `${name}: ${state}${from}${reason === null ? "" : ` (${reason})`}`;
}
