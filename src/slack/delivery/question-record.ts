import type { Instant } from "../../core/instant.ts";
import { ownTurnOfLoop } from "../../core/loop-turns.ts";
import type { Clock } from "../../core/time.ts";
import type { Logger } from "../../ops/logger.ts";
import type { AuditEntry, AuditedSim, AuditLog, Shown } from "../../ports/audit-log.ts";
import type { Refusal } from "../../questions/access.ts";
import type { Asked } from "../intake/asker.ts";

export interface QuestionRecordParts {
  readonly logger: Logger;
  readonly audit: Pick<AuditLog, "record">;
  readonly clock: Clock;
}

/** What came of a question. */
export interface Outcome {
  readonly outcome: string;
  /** The SIMs that were looked at. */
  readonly sims: readonly AuditedSim[];
  readonly shown: Shown;
  /** Why it was refused; `null`: it was not. */
  readonly reason: Refusal | null;
  /** When it was asked; left out: now. */
  readonly askedAt?: Instant;
}

/**
 * Tells log and store who asked, where, and what came of it: a line of the log for each SIM, and one
 * entry for the question. Never rejects.
 */
export type QuestionRecord = (asked: Asked, outcome: Outcome) => Promise<void>;

/** Two milliseconds of work: a file may show ten thousand. */
const linesInOneTurn = 100;

const noSim = { simSid: null, account: null } as const;

function entryOf({ simSid, account, verdict, severity }: AuditedSim) {
  return {
    ...{ simSid, account },
    ...(verdict !== null && { verdict }),
    ...(severity !== null && { severity }),
  };
}

/** Nothing else that is known of it is kept. */
function auditedOf({ simSid, account, verdict, severity }: AuditedSim): AuditedSim {
  return { simSid, account, verdict, severity };
}

export function createQuestionRecord(parts: QuestionRecordParts): QuestionRecord {
  const { logger, audit, clock } = parts;

  /** The answer is out already, and the log has the same: a full disk must not look like a failure. */
  const keep = async (entry: AuditEntry): Promise<void> => {
    try {
      await audit.record(entry);
    } catch (err) {
      logger.warn({ component: "audit", err }, "the store did not keep who asked");
    }
  };

  return async ({ command, userId, channelId, teamId }, came) => {
    const { outcome, sims, shown, reason, askedAt: at = clock.now() } = came;
    const who = { command, userId, channelId, teamId, ...(reason !== null && { reason }) };
    const [first, ...otherSims] = sims;
    const lines = first === undefined ? [noSim] : sims;
    for (const [index, { simSid, account }] of lines.entries()) {
      if (index > 0 && index % linesInOneTurn === 0) await ownTurnOfLoop();
      logger.info({ ...who, simSid, account, outcome }, "question answered");
    }
    await keep({
      ...{ ...who, at, ...(first === undefined ? noSim : entryOf(first)) },
      ...{ shown, outcome },
      ...(otherSims.length > 0 && { otherSims: otherSims.map(auditedOf) }),
    });
  };
}
