import { type ListedSim, located, narrowedTo, type Scope } from "../accounts/accounts.ts";
import { isBotError } from "../core/errors.ts";
import type { QuietArrangement } from "../core/fleet/quiet.ts";
import { isDark } from "../core/fleet/sim-facts.ts";
import {
  cameBack,
  gravityOf,
  type JudgedAt,
  type JudgedThen,
  type KnownNow,
  knownKind,
} from "../core/handover.ts";
import { type Instant, secondMs } from "../core/instant.ts";
import type { SimReport } from "../core/report.ts";
import { inTime, type StartTimer, startRealTimer } from "../core/time.ts";
import { defaultWindowName } from "../core/window.ts";
import type { AuditEntry, AuditLog, RecordedSim } from "../ports/audit-log.ts";
import type { EvidenceStore, KeptOfSim } from "../ports/evidence.ts";
import type { FleetMemory } from "../ports/fleet-memory.ts";
import type { OpenWatches } from "../ports/open-watches.ts";
import type { QuietSims } from "../ports/quiet-sims.ts";
import type { SimReports } from "./report.ts";

/** What was asked where, in a stretch of time. */
export interface HandoverQuestion {
  readonly scope: Scope;
  /** The channel; or the person, whose own questions it is about, wherever they were asked. */
  readonly of: { readonly channelId: string } | { readonly userId: string };
  readonly from: Instant;
  /** All is told as of this moment. */
  readonly to: Instant;
}

export interface HandoverRow {
  readonly sim: ListedSim;
  /** The gravest verdict of that time, the latest of equal ones. */
  readonly before: JudgedThen;
  readonly now: KnownNow;
  readonly isBack: boolean;
  readonly quiet: QuietArrangement | null;
  /** How many wait for it; `null`: not known. */
  readonly watches: number | null;
  /** What was kept of it in that time; `null`: not known. */
  readonly kept: Pick<KeptOfSim, "files" | "lastKeptAt"> | null;
  /** Of this answer; `null`: it was not read. */
  readonly report: SimReport | null;
}

export interface Handover {
  readonly kind: "handover";
  readonly from: Instant;
  readonly to: Instant;
  /** The gravest first, and what came back at the end. */
  readonly rows: readonly HandoverRow[];
  /** Set where more was asked than is looked through: only the newest of it. */
  readonly isCut: boolean;
}

export interface HandoverParts {
  readonly audit: Pick<AuditLog, "askedIn">;
  readonly reports: Pick<SimReports, "answer">;
  readonly memory: Pick<FleetMemory, "of">;
  readonly quiet: QuietSims;
  readonly watches: OpenWatches;
  readonly evidence: Pick<EvidenceStore, "keptOf">;
  /** What the database did not tell. */
  readonly onUnread: (error: unknown) => void;
  readonly startTimer?: StartTimer;
}

/** `unread`: the record of who asked did not come in time. */
export type HandoverOf = (question: HandoverQuestion) => Promise<Handover | { kind: "unread" }>;

/** A busy channel asks some hundred times in a shift. */
const mostEntries = 2_000;
const mostReadAnew = 20;
const readsAtOnce = 6;
/** Below the time of a question, so that there is time left to say it. */
const readingMs = 9 * secondMs;
const storeMs = 3 * secondMs;

/** What somebody who takes over has to know: no word of who looked. */
export function createHandover(parts: HandoverParts): HandoverOf {
  const { audit, reports, memory, quiet, watches, evidence, onUnread } = parts;
  const { startTimer = startRealTimer } = parts;

  /** `null`: the database did not tell, or not in time. */
  const stored = <What>(work: Promise<What>): Promise<What | null> =>
    inTime(
      work.catch((error: unknown) => {
        onUnread(error);
        return null;
      }),
      null,
      storeMs,
      startTimer,
    );

  const readOne = async (
    { sid, account }: ListedSim,
    { scope, to }: HandoverQuestion,
  ): Promise<SimReport | null> => {
    const own = account === null ? scope : narrowedTo(scope, account);
    if (own === null) return null;
    try {
      const outcome = await reports.answer({
        ...{ sim: sid, scope: own, windowName: defaultWindowName, moment: { asOf: to } },
      });
      return outcome.kind === "report" ? outcome.report : null;
    } catch (error) {
      // It is told as remembered.
      if (isBotError(error)) return null;
      throw error;
    }
  };

  /** By the key of the SIM, those that came in time. */
  const readAnew = async (
    sims: readonly ListedSim[],
    question: HandoverQuestion,
  ): Promise<ReadonlyMap<string, SimReport>> => {
    const read = new Map<string, SimReport>();
    const waiting = sims.slice(0, mostReadAnew);
    let isOver = false;
    const work = async (): Promise<void> => {
      for (let sim = waiting.shift(); sim !== undefined && !isOver; sim = waiting.shift()) {
        const report = await readOne(sim, question);
        if (report !== null && !isOver) read.set(keyOf(sim.account, sim.sid), report);
      }
    };
    const all = Promise.all(Array.from({ length: readsAtOnce }, work));
    await inTime(all, null, readingMs, startTimer);
    isOver = true;
    return read;
  };

  const remembered = ({ account, sid }: ListedSim, then: JudgedAt): KnownNow => {
    const facts = memory.of(account, sid);
    if (facts === null || facts.readAt <= then.at) return { known: "nothing" };
    const { readAt: at, lastSign } = facts;
    return { known: "remembered", at, lastSign, isDark: isDark(facts, at) };
  };

  return async (question) => {
    const { scope, of, from, to } = question;
    const entries = await stored(audit.askedIn({ of, from, to, limit: mostEntries }));
    if (entries === null) return { kind: "unread" };
    const asked = askedSims(entries).flatMap(({ recorded, before }) => {
      const sim = listedIn(scope, recorded);
      return sim === null ? [] : [{ sim, before }];
    });
    const sims = asked.map(({ sim }) => sim);
    const [read, waited, kept] = await Promise.all([
      readAnew(sims, question),
      stored(watches.open()),
      stored(
        evidence.keptOf({
          accounts: scope.accounts.map(({ name }) => name),
          simSids: sims.map(({ sid }) => sid),
          since: from,
        }),
      ),
    ]);
    const rows = asked.map(({ sim, before }): HandoverRow => {
      const report = read.get(keyOf(sim.account, sim.sid)) ?? null;
      const now = report === null ? remembered(sim, before) : judgedNow(report);
      const isIt = (one: { account: string | null; simSid: string }) =>
        one.account === sim.account && one.simSid === sim.sid;
      return {
        ...{ sim: asRead(sim, report), before, now, report, isBack: cameBack(before, now) },
        quiet: quiet.quietUntil(sim.account, sim.sid, to),
        watches: waited === null ? null : waited.filter(isIt).length,
        kept: kept === null ? null : (kept.find(isIt) ?? { files: 0, lastKeptAt: from }),
      };
    });
    return {
      ...{ kind: "handover", from, to, isCut: entries.length === mostEntries },
      rows: rows.toSorted((a, b) => orderOf(a) - orderOf(b)),
    };
  };
}

/**
 * By what the list of its account says, if it does; `null`: of an account that may not be looked in,
 * whatever SIM another one may have by that SID.
 */
function listedIn({ accounts }: Scope, { simSid: sid, account }: RecordedSim): ListedSim | null {
  const own = accounts.find(({ name }) => name === account);
  if (own === undefined) return null;
  const listed = own.directory.bySid(sid);
  if (listed !== null) return located(listed, own);
  return { sid, account, uniqueName: null, friendlyName: null, iccid: null, status: null };
}

/** By the name that it has at the platform now, where it was read. */
function asRead(sim: ListedSim, report: SimReport | null): ListedSim {
  if (report === null) return sim;
  const { uniqueName, friendlyName, iccid, status } = report.sim;
  return { ...sim, uniqueName, friendlyName, iccid, status };
}

function judgedNow({ asOf, lastSeen, triage: { verdict, findings } }: SimReport): KnownNow {
  const { kind, severity } = verdict;
  const title = findings.find((finding) => finding.kind === kind)?.title ?? null;
  return { known: "read", at: asOf, kind, severity, title, lastSign: lastSeen };
}

/** What is not read now counts as it was. */
function orderOf({ before, now, isBack }: HandoverRow): number {
  const grave = gravityOf(now.known === "read" ? now.severity : before.severity);
  return isBack ? 100 + grave : grave;
}

function keyOf(account: string | null, sid: string): string {
  return JSON.stringify([account, sid]);
}

/** Another handover is no question about a SIM: else each would hand on all of the one before. */
const handovers: ReadonlySet<string> = new Set(["handover", "handover_more", "handover_back"]);

interface Asked {
  readonly recorded: RecordedSim;
  readonly before: JudgedThen;
}

/** Each SIM that was judged in an answer, once, by its gravest verdict; the gravest first. */
function askedSims(entries: readonly AuditEntry[]): readonly Asked[] {
  const found = new Map<string, Asked>();
  for (const entry of entries) {
    if (handovers.has(entry.command) || entry.shown === "nothing") continue;
    for (const one of judgedIn(entry)) {
      const key = keyOf(one.recorded.account, one.recorded.simSid);
      const known = found.get(key);
      if (known === undefined || isGraver(one.before, known.before)) found.set(key, one);
    }
  }
  return [...found.values()].toSorted((a, b) =>
    isGraver(a.before, b.before) ? -1 : isGraver(b.before, a.before) ? 1 : 0,
  );
}

function judgedIn(entry: AuditEntry): Asked[] {
  const { at, simSid, account, verdict, severity, otherSims = [] } = entry;
  const isOfEarlier = entry.shown === "earlier";
  const first = simSid === null ? [] : [{ simSid, account, verdict, severity: severity ?? null }];
  return [...first, ...otherSims].flatMap((one) =>
    one.severity === null
      ? []
      : [
          {
            recorded: { simSid: one.simSid, account: one.account },
            before: {
              at,
              kind: knownKind(one.verdict ?? undefined),
              severity: one.severity,
              isOfEarlier,
            },
          },
        ],
  );
}

function isGraver(one: JudgedAt, other: JudgedAt): boolean {
  const [a, b] = [gravityOf(one.severity), gravityOf(other.severity)];
  return a === b ? one.at > other.at : a < b;
}
