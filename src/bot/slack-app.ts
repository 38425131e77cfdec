import type {
  AnyMiddlewareArgs,
  Authorize,
  Logger as BoltLogger,
  Middleware,
  Receiver,
} from "@slack/bolt";
import type { ProxyConfig } from "../config/proxy.ts";
import { App } from "../slack/bolt.ts";
import { guardIntake } from "../slack/intake/guard-intake.ts";
import { listenToDarkPages } from "../slack/listeners/actions/dark-pages.ts";
import { listenToEvidence } from "../slack/listeners/actions/evidence.ts";
import { listenToFindPages } from "../slack/listeners/actions/find-pages.ts";
import { listenToHandover } from "../slack/listeners/actions/handover.ts";
import { listenToHomeSim } from "../slack/listeners/actions/home-sim.ts";
import {
  listenToMoreFindings,
  listenToSessionDetails,
} from "../slack/listeners/actions/modal-button.ts";
import { listenToMoreMenu } from "../slack/listeners/actions/more-menu.ts";
import { listenToSessionButtons } from "../slack/listeners/actions/session-buttons.ts";
import { listenToShare } from "../slack/listeners/actions/share.ts";
import { listenToShareDelete } from "../slack/listeners/actions/share-delete.ts";
import { listenToSiblings } from "../slack/listeners/actions/siblings.ts";
import { listenToSimPick } from "../slack/listeners/actions/sim-pick.ts";
import { listenToUnknownActions } from "../slack/listeners/actions/unknown-action.ts";
import { listenToWatch } from "../slack/listeners/actions/watch.ts";
import { listenToSimCommand } from "../slack/listeners/commands/sim-command.ts";
import { listenToHome } from "../slack/listeners/events/home.ts";
import { listenToMentions } from "../slack/listeners/events/mention.ts";
import type { ListenerParts } from "../slack/listeners/parts.ts";
import { listenToLookUp } from "../slack/listeners/shortcuts/look-up.ts";
import { listenToMessageShortcut } from "../slack/listeners/shortcuts/message-shortcut.ts";
import { listenToLookUpSubmitted } from "../slack/listeners/views/look-up-submitted.ts";
import { listenToSimOptions } from "../slack/listeners/views/sim-options.ts";
import { createSlackFetch } from "./slack-fetch.ts";

interface AppParts extends ListenerParts {
  /** Comes before all listeners. */
  readonly answerOnce: Middleware<AnyMiddlewareArgs>;
  readonly receiver: Receiver;
  /** How a request finds its token. */
  readonly authorization: { readonly token: string } | { readonly authorize: Authorize<boolean> };
  readonly slackApiUrl: string;
  readonly proxy: ProxyConfig | null;
  readonly boltLogger: BoltLogger;
  readonly onError: (error: unknown) => void;
  /** Something came that Slack does not send; told with a word for the log. */
  readonly onLeftAlone: (reason: string) => void;
}

/** Someone is waiting for whatever we ask of Slack. */
const slackTimeoutMs = 8_000;

/**
 * The Bolt app with its listeners, not started: await `init()`, which refuses a bad token with an
 * error, before `start()`. Bolt's own initialisation would end the process with an unhandled
 * rejection instead.
 */
export function createApp(parts: AppParts): App {
  const app = new App({
    receiver: parts.receiver,
    ...parts.authorization,
    logger: parts.boltLogger,
    deferInitialization: true,
    // Nothing is kept of a conversation; Bolt would look for it with each request.
    convoStore: false,
    // An object of its own: Socket Mode writes its retry settings into the one it is given.
    clientOptions: {
      slackApiUrl: parts.slackApiUrl,
      fetch: createSlackFetch({ ...parts, timeoutMs: slackTimeoutMs }),
      timeout: slackTimeoutMs,
      retryConfig: { retries: 2 },
      allowAbsoluteUrls: false,
    },
  });
  app.use(parts.answerOnce);
  listenToSimCommand(app, parts);
  listenToSessionButtons(app, parts);
  listenToSessionDetails(app, parts);
  listenToShare(app, parts);
  listenToShareDelete(app, parts);
  listenToMoreMenu(app, parts);
  listenToMoreFindings(app, parts);
  listenToWatch(app, parts);
  listenToSiblings(app, parts);
  listenToSimPick(app, parts);
  listenToFindPages(app, parts);
  listenToDarkPages(app, parts);
  listenToEvidence(app, parts);
  listenToHandover(app, parts);
  listenToLookUp(app, parts);
  listenToSimOptions(app, parts);
  listenToLookUpSubmitted(app, parts);
  listenToMessageShortcut(app, parts);
  listenToMentions(app, parts);
  listenToHome(app, parts);
  listenToHomeSim(app, parts);
  listenToUnknownActions(app, parts.answer);
  app.error(async (error) => parts.onError(error));
  guardIntake(app, parts.onLeftAlone);
  return app;
}
