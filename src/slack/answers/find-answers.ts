import type { Scope } from "../../accounts/accounts.ts";
import { findSims } from "../../questions/find.ts";
import type { Reply } from "../delivery/answering.ts";
import type { FindState } from "../values/pick-state.ts";
import { foundSimsMessage, nothingFoundMessage } from "../views/found-sims.ts";
import { scopeOfSought } from "./account-scope.ts";

/** One page of a search, from memory. */
export function findReply(asked: Scope, { page, ...state }: FindState): Reply {
  const named = scopeOfSought(asked, state);
  if (named.kind === "other") return named.reply;
  const { scope, text, account } = named.sought;
  const outcome = findSims(scope, text, page);
  if (outcome.kind === "none") {
    const { wanted, lists } = outcome;
    const nearest = outcome.nearest.map(({ sim }) => sim);
    const message = nothingFoundMessage({ wanted, nearest, account, lists });
    return { kind: "aside", outcome: "nothing_found", message };
  }
  const sims = outcome.matches.map(({ sim, nearness }) => ({
    sim,
    isSimilarOnly: nearness === "typo",
  }));
  const message = foundSimsMessage({ ...outcome, account, sims });
  return { kind: "answer", outcome: "ok", message };
}
