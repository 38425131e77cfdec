import type { App, ReceiverProcessEventErrorHandlerArgs } from "@slack/bolt";
import { judgePayload } from "./judge-payload.ts";

/** Nobody listens to it, so nobody acknowledged it: Slack shall hear so at once, not after 3 s. */
class NobodyListens extends Error {
  override readonly name = "NobodyListens";
}

/**
 * In front of everything that the app does, whichever way it comes: what is none of Slack's
 * payloads is left alone, and what nobody acknowledged is told to the receiver.
 *
 * @param onLeftAlone is told a word for the log
 */
export function guardIntake(
  app: Pick<App, "processEvent">,
  onLeftAlone: (reason: string) => void,
): void {
  const process = app.processEvent.bind(app);
  app.processEvent = async (event) => {
    const verdict = judgePayload(event.body);
    if (verdict !== "usable") {
      onLeftAlone(`payload_${verdict}`);
      // As over HTTP: whoever clicked must not be told of a failure, nor Slack send it again.
      if (verdict === "unknown") await event.ack();
      return;
    }
    let isAcknowledged = false;
    const ack: typeof event.ack = (response) => {
      isAcknowledged = true;
      return event.ack(response);
    };
    await process({ ...event, ack });
    if (!isAcknowledged) throw new NobodyListens("nothing of ours listens to it");
  };
}

/**
 * A signed request that no listener got to see: Bolt stumbled over it, or nobody listens to it.
 * Slack hears so at once. What fails inside a listener comes to `app.error` and not here.
 *
 * @returns whether the request is done with, so that Bolt need not wait for an acknowledgement
 */
export async function answerFailure({
  error,
  logger,
  response,
}: ReceiverProcessEventErrorHandlerArgs): Promise<boolean> {
  const isUnheard = error instanceof NobodyListens;
  if (isUnheard) logger.warn("nobody listens to this request of Slack");
  else logger.error("a request could not be handled", error);
  if (!response.headersSent) response.writeHead(isUnheard ? 404 : 400).end();
  return true;
}
