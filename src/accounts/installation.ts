/** Where the app is installed, as Slack tells when the bot starts. */
export interface Installation {
  /** `null`: in a whole Enterprise organisation, not in one workspace. */
  readonly teamId: string | null;
  /** The organisation that the workspace belongs to, or that has the app; `null`: none. */
  readonly enterpriseId: string | null;
}

/** Why nothing can be asked where Slack says that it was asked. */
export type NotInstalled =
  /** Nobody installed the app there, or no key of ours opens its token any more. */
  | "not_installed"
  /** It is installed, and the admin does not allow that workspace. */
  | "workspace"
  /** The store does not tell just now. */
  | "installations_untold";

/** What a request of Slack's came through, where the app is installed in many workspaces. */
export type Through =
  | { readonly kind: "installed"; readonly id: string }
  | { readonly kind: "refused"; readonly because: NotInstalled };

/** Where somebody is at home, as far as one payload of Slack's proves it. */
export interface Home {
  /** The workspace, or the organisation itself (`E…`); `null`: not told. */
  readonly teamId: string | null;
  /** That workspace's organisation; `null`: not told, or none. */
  readonly enterpriseId: string | null;
  /** Slack marks people of other companies in some payloads. */
  readonly isStranger: boolean;
}

/** `outside`: of another company. `unplaced`: nobody could tell of which, so not of ours. */
export type Placed = "inside" | "outside" | "unplaced";

/** Names an installation: the organisation where all of it has the app, else the workspace. */
export function installationId({ teamId, enterpriseId }: Installation): string {
  return teamId ?? enterpriseId ?? "";
}

/** Ids of Enterprise organisations begin with E, those of workspaces with T. */
export function isEnterpriseId(id: string): boolean {
  return id.startsWith("E");
}

/**
 * Whether somebody belongs to the company that installed the app: the same workspace, or the same
 * organisation. `ask`: the payload alone does not tell, and Slack may. That a channel is not marked
 * as shared proves nothing, and neither does an organisation that belongs to the installation.
 */
export function placedBy(home: Home, installation: Installation): Placed | "ask" {
  const { teamId, enterpriseId, isStranger } = home;
  if (isStranger) return "outside";
  // Slack leaves it out of shortcuts of messages, and of mentions with a file.
  if (teamId === null) return "ask";
  if (teamId === installation.teamId || teamId === installation.enterpriseId) return "inside";
  if (installation.enterpriseId === null || isEnterpriseId(teamId)) return "outside";
  if (enterpriseId === null) return "ask";
  return enterpriseId === installation.enterpriseId ? "inside" : "outside";
}
