import type { Scope } from "../../accounts/accounts.ts";
import { secondMs } from "../../core/instant.ts";
import type { Audience } from "../../core/private-numbers.ts";
import { shortSid } from "../../core/sim.ts";
import { type Clock, inTime, type StartTimer, startRealTimer } from "../../core/time.ts";
import type { EvidenceStore } from "../../ports/evidence.ts";
import { sessionsFileName } from "../../questions/export.ts";
import { sha256Of } from "../../questions/keeping.ts";
import type { SimReports } from "../../questions/report.ts";
import type { Reply } from "../delivery/answering.ts";
import type { LookedAt } from "../delivery/question-frame.ts";
import type { SlackCalls } from "../delivery/slack-calls.ts";
import type { EvidenceChoice, EvidencePlace } from "../values/evidence-value.ts";
import {
  evidenceChangedMessage,
  evidenceFileComment,
  evidenceGoneMessage,
  evidenceMessage,
  evidenceNotSentMessage,
  evidenceSentMessage,
  evidenceUnreadMessage,
} from "../views/evidence.ts";
import { type Retyped, scopeNamed } from "./account-scope.ts";
import { meantSim, simIn } from "./listed-sim.ts";

export interface EvidenceParts {
  readonly evidence: Pick<EvidenceStore, "ofSim" | "of" | "bytes">;
  readonly reports: SimReports;
  readonly clock: Clock;
  readonly onUnread: (error: unknown) => void;
  readonly startTimer?: StartTimer;
}

/** A SIM as it was typed, and the account behind `in`. */
export interface TypedForEvidence {
  readonly sim: string;
  readonly account: string | null;
}

/** What was kept of a SIM: the list, and a stored file once more. Accounts are decided anew each time. */
export interface EvidenceAnswers {
  list(typed: TypedForEvidence, scope: Scope, audience: Audience, retyped: Retyped): Promise<Reply>;
  page(place: EvidencePlace, scope: Scope, audience: Audience): Promise<Reply>;
  get(choice: EvidenceChoice, scope: Scope, userId: string, slack: SlackCalls): Promise<Reply>;
}

/** One screen of a phone. */
const pageSize = 5;
const patienceMs = 3 * secondMs;

export function createEvidenceAnswers(parts: EvidenceParts): EvidenceAnswers {
  const { evidence, reports, clock, onUnread, startTimer = startRealTimer } = parts;

  /** `null`: the database did not answer, or not in time. */
  const read = <What>(work: Promise<What>): Promise<What | "unread"> =>
    inTime(
      work.catch((error: unknown): "unread" => {
        onUnread(error);
        return "unread";
      }),
      "unread" as const,
      patienceMs,
      startTimer,
    );

  const pageOf = async (
    {
      sid,
      name,
      scope,
      account,
    }: { sid: string; name: string; scope: Scope; account: string | null },
    wanted: number,
    audience: Audience,
  ): Promise<Reply> => {
    const of = { accounts: scope.accounts.map((one) => one.name), simSid: sid };
    const at = (page: number) =>
      read(evidence.ofSim(of, { offset: (page - 1) * pageSize, limit: pageSize }, clock.now()));
    const first = await at(wanted);
    if (first === "unread") return unread();
    const pageCount = Math.max(1, Math.ceil(first.total / pageSize));
    const page = Math.min(wanted, pageCount);
    const shown = page === wanted ? first : await at(page);
    if (shown === "unread") return unread();
    const place = { simSid: sid, account: scope.accounts.length === 1 ? account : null, page };
    return {
      kind: shown.total === 0 ? "aside" : "answer",
      outcome: shown.total === 0 ? "nothing_kept" : "ok",
      message: evidenceMessage({ ...shown, name, place, pageCount, audience }),
      sims: [notJudged(sid, shown.evidence[0]?.account ?? account)],
    };
  };

  return {
    list: async ({ sim, account }, scope, audience, retyped) => {
      const named = scopeNamed(scope, account, retyped);
      if (named.kind === "other") return named.reply;
      const meant = await meantSim(reports, named.scope, sim);
      return meant.kind === "other" ? meant.reply : pageOf(meant, 1, audience);
    },
    page: async ({ simSid: sid, account, page }, scope, audience) => {
      const named = scopeNamed(scope, account);
      if (named.kind === "other") return named.reply;
      const listed = simIn(named.scope, sid);
      const name = listed?.name ?? shortSid(sid);
      return pageOf(
        { sid, name, scope: named.scope, account: account ?? listed?.account ?? null },
        page,
        audience,
      );
    },
    get: async ({ simSid, account, sha256 }, scope, userId, slack) => {
      const named = scopeNamed(scope, account);
      if (named.kind === "other") return named.reply;
      const file = { simSid, account, sha256 };
      // Without a name only the only account is meant: what is kept of others is not told.
      const isOpen = named.scope.accounts.some((one) => one.name === account);
      const now = clock.now();
      const found = isOpen
        ? await read(Promise.all([evidence.of(file, now), evidence.bytes(file, now)]))
        : ([null, null] as const);
      if (found === "unread") return unread();
      const [one, bytes] = found;
      const aside = { kind: "aside", sims: [notJudged(simSid, account)] } as const;
      const [first] = one?.keeps ?? [];
      if (one === null || first === undefined || bytes === null)
        return { ...aside, outcome: "evidence_gone", message: evidenceGoneMessage() };
      const hash = sha256Of(bytes);
      if (hash !== sha256)
        return {
          ...aside,
          outcome: "evidence_changed",
          message: evidenceChangedMessage(sha256, hash),
        };
      const name = simIn(named.scope, simSid)?.name ?? shortSid(simSid);
      const comment = evidenceFileComment(one, name);
      const sent = await slack.sendFile(userId, { name: sessionsFileName(first), bytes, comment });
      if (sent.kind === "done")
        return { ...aside, outcome: "ok", message: evidenceSentMessage(one) };
      const reason = sent.kind === "refused" ? sent.reason : null;
      const outcome = reason === null ? "export_unconfirmed" : "export_refused";
      return { ...aside, outcome, message: evidenceNotSentMessage(reason) };
    },
  };
}

function unread(): Reply {
  return { kind: "aside", outcome: "store_unread", message: evidenceUnreadMessage() };
}

/** What is stored of it was shown, and nothing of its sessions was judged. */
function notJudged(simSid: string, account: string | null): LookedAt {
  return { simSid, account, verdict: null, severity: null, isStale: false };
}
