import type { Instant } from "../core/instant.ts";

/** The app in one workspace, or in a whole Enterprise organisation, and the way to act there. */
export interface KeptInstallation {
  /** The organisation's id (`E…`) where all of it has the app, else the workspace's (`T…`). */
  readonly id: string;
  /** `null`: in a whole organisation. */
  readonly teamId: string | null;
  /** The organisation that the workspace belongs to, or that has the app; `null`: none. */
  readonly enterpriseId: string | null;
  readonly botId: string;
  readonly botUserId: string;
  readonly scopes: readonly string[];
  readonly installedAt: Instant;
  /** `null`: no key of ours opens what is kept, so that the app has to be installed anew. */
  readonly botToken: string | null;
}

/** An installation whose token can be used. */
export type UsableInstallation = KeptInstallation & { readonly botToken: string };

/** Where the app is installed, kept for all processes. Each method rejects while the store is away. */
export interface KeptInstallations {
  all(): Promise<readonly KeptInstallation[]>;
  /** In place of an earlier one of the same id. */
  keep(installation: UsableInstallation): Promise<void>;
  /** Unless it was installed anew since. */
  forget(installation: Pick<KeptInstallation, "id" | "installedAt">): Promise<void>;
}
