import type { App, Authorize, Logger as BoltLogger } from "@slack/bolt";
import type { WebClient } from "@slack/web-api";
import type { Account } from "../accounts/accounts.ts";
import { type Installation, installationId } from "../accounts/installation.ts";
import type { Config } from "../config/config.ts";
import { secondMs } from "../core/instant.ts";
import type { Clock, StartTimer } from "../core/time.ts";
import type { Route } from "../ops/http-server.ts";
import type { Logger } from "../ops/logger.ts";
import type { Access } from "../questions/access.ts";
import type { PicturePlace } from "../slack/answers/picture-maker.ts";
import { slackPictureFiles } from "../slack/delivery/picture-files.ts";
import { createZoneOf } from "../slack/delivery/time-zones.ts";
import type { Asked } from "../slack/intake/asker.ts";
import type { Store } from "../store/open-store.ts";
import { createBotAccess } from "./bot-access.ts";
import { createSlackClient } from "./slack-connection.ts";

/** Everywhere that the app is installed: who may ask there, and calls in the name of its bot there. */
export interface Workspaces {
  /** How a request finds its token. */
  readonly authorization: { readonly token: string } | { readonly authorize: Authorize<boolean> };
  readonly access: Access;
  /** For somebody who may ask. */
  readonly pictureOf: (asked: Asked) => PicturePlace;
  /** Of the bot in that installation, or in the only one; `null`: there is none. */
  tokenOf(installation: string | null): string | null;
  /** Resolves when Slack answers. */
  checkSlack(): Promise<void>;
  /** Where the app is installed by whoever may; none where it is installed by hand. */
  readonly routes: readonly Route[];
  /** Hears what Slack tells of installations. */
  listen(app: App): void;
  start(): void;
  stop(): void;
}

export interface WorkspacesParts {
  readonly config: Config;
  readonly accounts: readonly Account[];
  readonly store: Pick<Store, "installations">;
  readonly clock: Clock;
  readonly startTimer: StartTimer;
  readonly logger: Logger;
  readonly boltLogger: BoltLogger;
}

/** One place where the app is installed. */
export interface Workspace {
  readonly access: Access;
  readonly picturePlace: PicturePlace;
  /** Whether it is the workspace of that user group. */
  knowsGroup(groupId: string): boolean;
  start(): void;
  stop(): void;
}

const probeTimeoutMs = 5 * secondMs;
const pictureTimeoutMs = 5 * secondMs;

/** `isOfAnother`: whether a user group belongs to another place where the app is installed. */
export function openWorkspace(
  parts: WorkspacesParts,
  { installation, token }: { readonly installation: Installation; readonly token: string },
  isOfAnother?: (groupId: string) => boolean,
): Workspace {
  const client = (timeoutMs: number): WebClient => clientOf(parts, timeoutMs, token);
  const people = createBotAccess({
    ...{ ...parts, installation, client },
    ...(isOfAnother !== undefined && { isOfAnother }),
  });
  const pictures = client(pictureTimeoutMs);
  return {
    ...people,
    picturePlace: {
      id: installationId(installation),
      files: slackPictureFiles(pictures),
      zoneOf: createZoneOf(pictures),
    },
  };
}

export function clientOf(
  { config, boltLogger }: Pick<WorkspacesParts, "config" | "boltLogger">,
  timeoutMs: number,
  token?: string,
): WebClient {
  return createSlackClient(config.slack.apiUrl, boltLogger, { timeoutMs, retries: 0, token });
}

/** The app in one workspace or one whole organisation, with a token from the settings. */
export function oneWorkspace(
  parts: WorkspacesParts,
  installed: { readonly installation: Installation; readonly token: string },
): Workspaces {
  const { token } = installed;
  const { access, picturePlace, start, stop } = openWorkspace(parts, installed);
  const probes = clientOf(parts, probeTimeoutMs, token);
  return {
    ...{ authorization: { token }, access, routes: [], start, stop },
    pictureOf: () => picturePlace,
    tokenOf: () => token,
    checkSlack: async () => {
      await probes.auth.test();
    },
    listen: () => undefined,
  };
}
