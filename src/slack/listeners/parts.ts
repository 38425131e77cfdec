import type { Scope } from "../../accounts/accounts.ts";
import type { Access } from "../../questions/access.ts";
import type { SimReports } from "../../questions/report.ts";
import type { Siblings } from "../../questions/siblings.ts";
import type { AuditAnswers } from "../answers/audit-answers.ts";
import type { ComparisonAnswers } from "../answers/comparison-answers.ts";
import type { DarkAnswers } from "../answers/dark-answers.ts";
import type { EvidenceAnswers } from "../answers/evidence-answers.ts";
import type { HandoverAnswers } from "../answers/handover-answers.ts";
import type { HomeAnswers } from "../answers/home-answers.ts";
import type { KeepAnswers } from "../answers/keep-answers.ts";
import type { QuietAnswers } from "../answers/quiet-answers.ts";
import type { ReportAnswers } from "../answers/report-answers.ts";
import type { WatchAnswers } from "../answers/watch-answers.ts";
import type { Answering } from "../delivery/answering.ts";
import type { AnsweringInModal } from "../delivery/answering-in-modal.ts";
import type { AnsweringInThread } from "../delivery/answering-in-thread.ts";
import type { QuestionFrame } from "../delivery/question-frame.ts";
import type { QuestionRecord } from "../delivery/question-record.ts";
import type { SlackCallsFor } from "../delivery/slack-calls.ts";
import type { HealthFacts } from "../views/health.ts";

/** What the listeners answer with; each takes out of it what it needs. */
export interface ListenerParts {
  readonly answer: Answering;
  readonly answerInModal: AnsweringInModal;
  readonly answerInThread: AnsweringInThread;
  readonly frame: QuestionFrame;
  readonly access: Access;
  readonly record: QuestionRecord;
  readonly slackCalls: SlackCallsFor;
  readonly reports: ReportAnswers;
  readonly comparisons: ComparisonAnswers;
  readonly dark: DarkAnswers;
  readonly audit: AuditAnswers;
  readonly home: HomeAnswers;
  readonly watches: WatchAnswers;
  readonly quiet: QuietAnswers;
  readonly keep: KeepAnswers;
  readonly evidence: EvidenceAnswers;
  readonly handover: HandoverAnswers;
  readonly simReports: SimReports;
  readonly siblings: Siblings;
  readonly health: (scope: Scope) => HealthFacts;
  /** Whether accounts have names, so that a command may end in one. */
  readonly hasAccountNames: boolean;
}
