import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { providerNames } from "../../src/core/sim-provider.ts";
import type { AppMenus } from "../app-manifest.ts";
import type { Playground } from "../playground.ts";
import { questionsFor } from "../questions.ts";
import { streamChanges } from "../slack/control/change-stream.ts";
import { isFromThisMachine } from "../slack/control/control.ts";
import { readBody } from "../slack/http-body.ts";

export const playgroundPrefix = "/_control/playground/";

/** What the page can see and move, beside the two simulators. */
export type PlaygroundControls = Omit<Playground, "ended" | "close">;

const hourMs = 3_600_000;
/** More would leave the 30 days that the SIM platform keeps, and every story with them. */
const mostAheadMs = 30 * 24 * hourMs;

const advanceSchema = z.strictObject({ byMs: z.int().positive().max(mostAheadMs) });

/** Serves what belongs to the playground as a whole: its clock, its traffic, its live events. */
export function createPlaygroundControl(playground: PlaygroundControls, menus: AppMenus) {
  const clockListeners = new Set<() => void>();
  const clock = () => ({ aheadMs: playground.aheadMs });
  const moved = () => {
    for (const listener of [...clockListeners]) listener();
    return clock();
  };

  const routes: Readonly<Record<string, (body: unknown) => Promise<unknown>>> = {
    "GET about": async () => ({
      ...menus,
      ...clock(),
      transport: playground.transport,
      questions: questionsFor(playground.fleets),
      accounts: playground.fleets.map(({ account, description, simulator }) => ({
        name: account,
        description,
        provider: providerNames[simulator.platform],
      })),
    }),
    "POST advance": async (body) => {
      const { byMs } = advanceSchema.parse(body);
      if (playground.aheadMs + byMs > mostAheadMs) {
        throw new Error("The clock can run ahead by 30 days; begin anew to go on.");
      }
      await playground.advance(byMs);
      return moved();
    },
    "POST start-over": async () => {
      await playground.startOver();
      return moved();
    },
  };

  /** Slack's changes for one person, and beside them the clock and the requests. */
  function stream(request: IncomingMessage, response: ServerResponse, viewer: string | null) {
    const done = streamChanges(request, response, viewer, playground.slack.world);
    const send = (event: string, data: unknown) =>
      response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    send("clock", clock());
    send("traffic", playground.traffic.kept);
    const sendClock = () => send("clock", clock());
    clockListeners.add(sendClock);
    const stop = playground.traffic.listen((exchange) => send("exchange", exchange));
    return done.finally(() => {
      stop();
      clockListeners.delete(sendClock);
    });
  }

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!isFromThisMachine(request)) return answer(response, 403, { error: "foreign origin" });
    const url = new URL(request.url ?? "/", "http://playground.invalid");
    const name = url.pathname.slice(playgroundPrefix.length);
    if (request.method === "GET" && name === "events") {
      return stream(request, response, url.searchParams.get("viewer"));
    }
    const key = `${request.method} ${name}`;
    const route = Object.hasOwn(routes, key) ? routes[key] : undefined;
    if (route === undefined) return answer(response, 404, { error: "no such control" });
    try {
      const text = (await readBody(request)).toString();
      answer(response, 200, await route(text === "" ? {} : JSON.parse(text)));
    } catch (error) {
      const words = error instanceof Error ? error.message : "unknown failure";
      const isInput = error instanceof z.ZodError;
      answer(response, 400, { error: isInput ? z.prettifyError(error) : words });
    }
  };
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8" });
  response.end(JSON.stringify(body));
}
