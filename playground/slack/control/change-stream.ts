import type { IncomingMessage, ServerResponse } from "node:http";
import type { Change } from "../state/changes.ts";
import { isVisibleTo } from "../state/messages.ts";
import type { World } from "../state/world.ts";

/**
 * Server-sent events: every change that one person sees, from now on or, after a lost connection,
 * from where it broke (`Last-Event-ID`).
 */
export function streamChanges(
  request: IncomingMessage,
  response: ServerResponse,
  viewer: string | null,
  world: World,
): Promise<void> {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  const send = (change: Change) => {
    if (viewer !== null && !isSeenBy(change, viewer, world)) return;
    response.write(`id: ${change.sequence}\ndata: ${JSON.stringify(change)}\n\n`);
  };
  response.write(`retry: 500\n\n`);
  const last = Number(request.headers["last-event-id"] ?? world.changes.sequence);
  for (const change of world.changes.since(last)) send(change);
  const stop = world.changes.listen(send);
  return new Promise((resolve) => {
    response.on("close", () => {
      stop();
      resolve();
    });
  });
}

function isSeenBy(change: Change, viewer: string, world: World): boolean {
  if ("message" in change) {
    const members = world.channel(change.message.channel)?.members ?? [];
    return members.includes(viewer) && isVisibleTo(change.message, viewer);
  }
  return "view" in change ? change.view.user === viewer : true;
}
