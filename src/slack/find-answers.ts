import type { FindSims } from "../usecases/find-sims.ts";
import type { Reply } from "./answering.ts";
import { foundSimsMessage, nothingFoundMessage } from "./views/found-sims.ts";

/** One page of a search, from memory. */
export function findReply(findSims: FindSims, text: string, page: number): Reply {
  const outcome = findSims.find(text, page);
  const { wanted, directory: list } = outcome;
  if (outcome.kind === "none") {
    const nearest = outcome.nearest.map(({ sim }) => sim);
    const message = nothingFoundMessage({ wanted, nearest, list });
    return { kind: "aside", outcome: "nothing_found", message };
  }
  const sims = outcome.matches.map(({ sim, nearness }) => ({
    sim,
    isSimilarOnly: nearness === "typo",
  }));
  const message = foundSimsMessage({ ...outcome, sims, list });
  return { kind: "answer", outcome: "ok", message };
}
