import { narrowedTo, type Scope } from "../../accounts/accounts.ts";
import { readGiven } from "../../core/reading/given.ts";
import { shortSid, simLabel } from "../../core/sim.ts";
import { defaultWindowName } from "../../core/window.ts";
import type { SimReports } from "../../questions/report.ts";
import type { OtherReply } from "./clicked-question.ts";
import { replyWithoutReport } from "./report-answers.ts";

/** A SIM that is meant, and where what is stored of it may be looked for. */
export interface MeantSim {
  readonly kind: "sim";
  readonly sid: string;
  /** What people call it. Untrusted. */
  readonly name: string;
  readonly scope: Scope;
  /** The account that it is in, as far as is known; `null`: the only one, or not known. */
  readonly account: string | null;
}

/**
 * The SIM of that name, for what is stored of it. What lists tell costs no call; else it is looked for
 * like that of any question. A SID is taken as it is: the SIM may be gone from the platform by now.
 */
export async function meantSim(
  reports: SimReports,
  scope: Scope,
  sim: string,
): Promise<MeantSim | OtherReply> {
  const given = readGiven(sim);
  if (given.kind === "sid") {
    const listed = simIn(scope, given.text);
    const account = listed?.account ?? onlyName(scope);
    return {
      kind: "sim",
      sid: given.text,
      name: listed?.name ?? shortSid(given.text),
      scope,
      account,
    };
  }
  const found = given.kind === "name" ? exactlyNamed(scope, given.text) : null;
  if (found !== null) return found;
  const question = { sim, scope, windowName: defaultWindowName } as const;
  const outcome = await reports.answer({ ...question, moment: "now", orEarlier: true });
  if (outcome.kind !== "report") {
    const { windowName } = question;
    return { kind: "other", reply: replyWithoutReport(outcome, { windowName, place: "replace" }) };
  }
  const { report } = outcome;
  const { account } = report;
  const own = account === null ? scope : (narrowedTo(scope, account) ?? scope);
  return { kind: "sim", sid: report.sim.sid, name: simLabel(report.sim), scope: own, account };
}

/** What the lists of a scope call a SIM; `null`: they do not know it. */
export function simIn(
  { accounts }: Scope,
  sid: string,
): { name: string; account: string | null } | null {
  for (const { name: account, directory } of accounts) {
    const sim = directory.bySid(sid);
    if (sim !== null) return { name: simLabel(sim), account };
  }
  return null;
}

function onlyName({ accounts }: Scope): string | null {
  return accounts.length === 1 ? (accounts[0]?.name ?? null) : null;
}

/** One SIM alone is called so in all lists. */
function exactlyNamed(scope: Scope, text: string): MeantSim | null {
  const found = scope.accounts.flatMap((account) => {
    const unique = account.directory.byUniqueName(text);
    if (unique !== null) return [{ account, sim: unique, total: 1 }];
    const { isSame, total, sims } = account.directory.byAnyName(text, 1);
    const [sim] = sims;
    return isSame && sim !== undefined ? [{ account, sim, total }] : [];
  });
  const [only] = found;
  if (only === undefined || found.length > 1 || only.total !== 1) return null;
  const { account, sim } = only;
  const own = account.name === null ? scope : (narrowedTo(scope, account.name) ?? scope);
  return { kind: "sim", sid: sim.sid, name: simLabel(sim), scope: own, account: account.name };
}
