import type { InstallConfig } from "../config/install.ts";
import { secondMs } from "../core/instant.ts";
import type { UsableInstallation } from "../ports/installations.ts";
import type { Access } from "../questions/access.ts";
import { authorizeBy } from "../slack/install/authorize.ts";
import { listenToUninstalls } from "../slack/install/forget-uninstalled.ts";
import { installRoutes, redirectPath } from "../slack/install/installer.ts";
import { createKnownInstallations } from "../slack/install/known-installations.ts";
import { createTokenCalls } from "../slack/install/token-calls.ts";
import type { Asked } from "../slack/intake/asker.ts";
import { createKeptInstallations } from "../store/kept-installations.ts";
import { createTokenSeal } from "../store/token-seal.ts";
import {
  clientOf,
  openWorkspace,
  type Workspace,
  type Workspaces,
  type WorkspacesParts,
} from "./workspaces.ts";

const callTimeoutMs = 5 * secondMs;

interface OpenWorkspace {
  readonly token: string;
  readonly workspace: Workspace;
}

/** The app wherever somebody installs it over OAuth, and the admin allows it. */
export function manyWorkspaces(parts: WorkspacesParts, install: InstallConfig): Workspaces {
  const { config, logger, boltLogger, clock, startTimer, store } = parts;
  const about = { component: "installations" } as const;
  const open = new Map<string, OpenWorkspace>();
  const calls = createTokenCalls(clientOf(parts, callTimeoutMs));

  const openOne = (installation: UsableInstallation): void => {
    const { id, botToken: token } = installation;
    const isOfAnother = (groupId: string): boolean =>
      [...open].some(([other, { workspace }]) => other !== id && workspace.knowsGroup(groupId));
    const workspace = openWorkspace(parts, { installation, token }, isOfAnother);
    open.set(id, { token, workspace });
    workspace.start();
  };
  const known = createKnownInstallations({
    kept: createKeptInstallations(store.installations, createTokenSeal(install.encryptionKeys)),
    ...{ allowed: install.allowed, clock, startTimer },
    onChanged: (usable) => {
      for (const [id, { token, workspace }] of open) {
        if (usable.some((one) => one.id === id && one.botToken === token)) continue;
        workspace.stop();
        open.delete(id);
      }
      for (const one of usable) if (!open.has(one.id)) openOne(one);
    },
    onUnread: (err) =>
      logger.warn({ ...about, err }, "where simscope is installed could not be read"),
    onUnreadable: ({ id }) =>
      logger.error(
        { ...about, teamId: id },
        "no key of ENCRYPTION_KEYS opens this workspace's token: it has to be installed again",
      ),
  });
  const openOf = ({ through }: Pick<Asked, "through">): Workspace | null =>
    through?.kind === "installed" ? (open.get(through.id)?.workspace ?? null) : null;
  const access: Access = {
    decide: async (asker) => {
      const { through } = asker;
      if (through?.kind === "refused") return through;
      const workspace = openOf(asker);
      return workspace === null
        ? {
            kind: "refused",
            because: through === undefined ? "not_installed" : known.whyNot(through.id),
          }
        : workspace.access.decide(asker);
    },
  };
  return {
    authorization: { authorize: authorizeBy(known) },
    access,
    pictureOf: (asked) => {
      const workspace = openOf(asked);
      if (workspace === null) throw new Error("nobody may ask where simscope is not installed");
      return workspace.picturePlace;
    },
    tokenOf: (id) => (id === null ? null : (open.get(id)?.token ?? null)),
    checkSlack: () => calls.reach(),
    routes: installRoutes({
      ...{ ...install, clock, logger: boltLogger, keep: known.keep, giveBack },
      slackApiUrl: config.slack.apiUrl,
      redirectUri: config.publicUrl === null ? null : `${config.publicUrl}${redirectPath}`,
      onInstalled: ({ id }) => logger.info({ ...about, teamId: id }, "simscope was installed"),
      onRefused: (reason, teamId) =>
        logger.warn({ ...about, reason, teamId }, "an installation was not finished"),
    }),
    listen: (app) =>
      listenToUninstalls(app, {
        ...{ known, tokenState: calls.stateOf },
        onForgotten: ({ id }) => logger.info({ ...about, teamId: id }, "simscope was uninstalled"),
        onFailed: (err) =>
          logger.warn({ ...about, err }, "an uninstalled workspace is forgotten later"),
      }),
    start: known.start,
    stop: () => {
      known.stop();
      for (const { workspace } of open.values()) workspace.stop();
    },
  };

  async function giveBack(token: string): Promise<void> {
    await calls.revoke(token).catch((err: unknown) => {
      logger.error({ ...about, err }, "a token that is not used could not be taken back");
    });
  }
}
