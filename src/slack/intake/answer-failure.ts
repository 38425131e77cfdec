import type { ReceiverProcessEventErrorHandlerArgs } from "@slack/bolt";
import { NobodyListens } from "./guard-intake.ts";

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
