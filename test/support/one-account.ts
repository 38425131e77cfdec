import type { Account, Scope } from "../../src/accounts/accounts.ts";
import type { Directory } from "../../src/ports/directory.ts";
import type { SimSource } from "../../src/ports/sim-source.ts";
import {
  createSimReports,
  type SimReportOutcome,
  type SimReportParts,
  type SimReports,
} from "../../src/questions/report.ts";
import type { SimReportQuestion } from "../../src/questions/sim-question.ts";
import { heldDirectory } from "./questions/held-directory.ts";

export interface AccountParts {
  readonly source: SimSource;
  readonly directory?: Directory;
  readonly name?: string | null;
}

export function accountOf({
  source,
  directory = heldDirectory([]),
  name = null,
}: AccountParts): Account {
  return { name, description: null, source, directory };
}

/** Looks in these accounts; the first of them is preferred where that is said. */
export function scopeOf(
  accounts: readonly Account[],
  { isFirstPreferred = false }: { readonly isFirstPreferred?: boolean } = {},
): Scope {
  return { accounts, preferred: isFirstPreferred ? (accounts[0] ?? null) : null };
}

/** A question in the only account. */
export type PlainQuestion = Omit<SimReportQuestion, "scope">;

/** Questions with one account that has no name: questions need not say where to look. */
export interface PlainReports {
  waitOf(question: Pick<PlainQuestion, "sim">): ReturnType<SimReports["waitOf"]>;
  answer(question: PlainQuestion): Promise<SimReportOutcome>;
  readonly scoped: SimReports;
  readonly scope: Scope;
}

export function plainReports({
  source,
  directory,
  ...parts
}: AccountParts & SimReportParts): PlainReports {
  const scope = scopeOf([accountOf({ source, ...(directory !== undefined && { directory }) })]);
  const scoped = createSimReports(parts);
  return {
    scoped,
    scope,
    answer: (question) => scoped.answer({ ...question, scope }),
    waitOf: (question) => scoped.waitOf({ ...question, scope }),
  };
}
