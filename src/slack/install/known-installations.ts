import type { NotInstalled } from "../../accounts/installation.ts";
import { isYounger } from "../../core/age.ts";
import { type Instant, secondMs } from "../../core/instant.ts";
import { type Clock, type StartTimer, startRealTimer } from "../../core/time.ts";
import type {
  KeptInstallation,
  KeptInstallations,
  UsableInstallation,
} from "../../ports/installations.ts";
import { isAllowed } from "./allowed.ts";

/** What Slack tells of where a request comes from. */
export interface RequestSource {
  readonly teamId: string | undefined;
  readonly enterpriseId: string | undefined;
  readonly isEnterpriseInstall: boolean;
}

export type FoundInstallation =
  | { readonly kind: "installed"; readonly installation: UsableInstallation }
  | { readonly kind: "refused"; readonly because: NotInstalled };

export interface KnownInstallationsParts {
  readonly kept: KeptInstallations;
  /** Ids of workspaces and organisations. */
  readonly allowed: ReadonlySet<string>;
  readonly clock: Clock;
  readonly startTimer: StartTimer;
  /** The timer of a request that waits; left out: real time. */
  readonly startPatience?: StartTimer;
  /** Those that can be used changed: these are all. */
  readonly onChanged: (usable: readonly UsableInstallation[]) => void;
  readonly onUnread: (error: unknown) => void;
  /** No key opens this one's token. Told once. */
  readonly onUnreadable: (installation: KeptInstallation) => void;
}

/** Where the app is installed, in memory: no request waits for a database that is slow or away. */
export interface KnownInstallations {
  /** Never rejects. */
  find(source: RequestSource): Promise<FoundInstallation>;
  /** Why that installation cannot be used just now. What no key opens may be opened by one that comes back. */
  whyNot(id: string): NotInstalled;
  /**
   * Everything that is kept, also what cannot be used, read anew where the store answers. Waits for it
   * while nothing is known yet.
   */
  all(): Promise<readonly KeptInstallation[]>;
  keep(installation: UsableInstallation): Promise<void>;
  forget(installation: KeptInstallation): Promise<void>;
  start(): void;
  stop(): void;
}

/** So long after it was forgotten, or installed, in one process all others know. */
const refreshEveryMs = 30 * secondMs;
/** Slack waits for 3 s, and more has to be asked within them. */
const patienceMs = secondMs;
/** A crowd from where it is not installed does not make a crowd of reads. */
const readAnewAfterMs = 5 * secondMs;

export function createKnownInstallations(parts: KnownInstallationsParts): KnownInstallations {
  const { kept, allowed, clock, startTimer, startPatience = startRealTimer } = parts;
  const { onChanged, onUnread, onUnreadable } = parts;
  let known: ReadonlyMap<string, KeptInstallation> | null = null;
  const firstRead = Promise.withResolvers<void>();
  let reading: Promise<void> | null = null;
  let readAt: Instant = Number.NEGATIVE_INFINITY;
  let isStopped = false;
  let stopTimer = (): void => undefined;
  /** What changed here while a read was under way is not undone by what it found. */
  let changes = 0;
  /** Forgotten here, and by the store as soon as it answers. */
  const ended = new Map<string, KeptInstallation>();
  const isEnded = ({ id, installedAt }: KeptInstallation): boolean =>
    ended.get(id)?.installedAt === installedAt;

  const know = (installations: readonly KeptInstallation[]): void => {
    for (const one of installations)
      if (one.botToken === null && known?.get(one.id)?.botToken !== null) onUnreadable(one);
    known = new Map(installations.map((one) => [one.id, one]));
    firstRead.resolve();
    onChanged(installations.filter(isUsable).filter((one) => isAllowed(one, allowed)));
  };
  const forgetKept = async (one: KeptInstallation): Promise<void> => {
    await kept.forget(one);
    if (isEnded(one)) ended.delete(one.id);
  };
  const readOnce = async (): Promise<void> => {
    stopTimer();
    const changesBefore = changes;
    try {
      for (const one of [...ended.values()]) await forgetKept(one);
      const all = await kept.all();
      if (changes === changesBefore) know(all.filter((one) => !isEnded(one)));
    } catch (error) {
      onUnread(error);
    }
    readAt = clock.now();
    if (!isStopped) stopTimer = startTimer(() => void read(), refreshEveryMs);
  };
  const read = (): Promise<void> => {
    reading ??= readOnce().finally(() => {
      reading = null;
    });
    return reading;
  };
  const changed = (change: (all: Map<string, KeptInstallation>) => void): void => {
    changes += 1;
    const all = new Map(known ?? []);
    change(all);
    know([...all.values()]);
  };
  /** It may have been installed just now, through another process. */
  const readWhileWaiting = async (): Promise<void> => {
    const isFresh = reading === null && isYounger(readAt, clock.now(), readAnewAfterMs);
    if (isStopped || (known !== null && isFresh)) return;
    await new Promise<void>((resolve) => {
      const stop = startPatience(resolve, patienceMs);
      void read().then(() => {
        stop();
        resolve();
      });
    });
  };
  /**
   * A command names the workspace of whoever types it, which may be another one of the organisation than
   * the one that has the app. Of several nobody could tell whose rules count.
   */
  const onlyOneOf = (enterpriseId: string | null): readonly KeptInstallation[] => {
    if (enterpriseId === null) return [];
    const all = [...(known?.values() ?? [])].filter((one) => one.enterpriseId === enterpriseId);
    return all.length === 1 ? all : [];
  };
  const lookUp = (source: RequestSource): FoundInstallation | null => {
    const exact = idsOf(source).flatMap((id) => known?.get(id) ?? []);
    const found = exact.length > 0 ? exact : onlyOneOf(source.enterpriseId ?? null);
    if (found.length === 0) return null;
    const mayUse = found.filter((one) => isAllowed(one, allowed));
    const installation = mayUse.find(isUsable);
    if (installation !== undefined) return { kind: "installed", installation };
    return { kind: "refused", because: mayUse.length === 0 ? "workspace" : "not_installed" };
  };

  return {
    find: async (source) => {
      const found = lookUp(source);
      if (found?.kind === "installed") return found;
      if (found === null || found.because === "not_installed") await readWhileWaiting();
      const because = known === null ? "installations_untold" : "not_installed";
      return lookUp(source) ?? { kind: "refused", because };
    },
    whyNot: (id) => {
      if (known === null) return "installations_untold";
      const one = known.get(id);
      if (one === undefined) return "not_installed";
      return isAllowed(one, allowed) ? "installations_untold" : "workspace";
    },
    all: async () => {
      await read();
      await firstRead.promise;
      return [...(known?.values() ?? [])];
    },
    keep: async (installation) => {
      await kept.keep(installation);
      ended.delete(installation.id);
      // One is not all of them: whoever is not read yet must not count as gone.
      if (known === null) await read();
      if (known !== null) changed((all) => all.set(installation.id, installation));
    },
    forget: async (installation) => {
      ended.set(installation.id, installation);
      changed((all) => all.delete(installation.id));
      await forgetKept(installation);
    },
    start: () => void read(),
    stop: () => {
      isStopped = true;
      stopTimer();
    },
  };
}

/**
 * In a whole organisation it has the organisation's id, whatever workspace a payload names. Where Slack
 * says that it is a workspace's own, that comes first.
 */
function idsOf({ teamId, enterpriseId, isEnterpriseInstall }: RequestSource): readonly string[] {
  const ids = isEnterpriseInstall ? [enterpriseId, teamId] : [teamId, enterpriseId];
  return ids.filter((id) => id !== undefined && id !== null && id !== "") as string[];
}

function isUsable(one: KeptInstallation): one is UsableInstallation {
  return one.botToken !== null;
}
