import { hourMs } from "../../instant.ts";
import { isOpen, lengthMs, type Placed } from "../../session.ts";
import { count, duration } from "../../words.ts";
import { measured, sessionKey } from "../evidence.ts";
import type { Facts } from "../facts.ts";
import { clear, found, knownForTooFew, type Rule, type RuleResult, restingOn } from "../rule.ts";
import { median } from "../statistics.ts";

/** P4: sessions all end at the same length: probably the network's idle timeout. */
export const fixedLength: Rule<"fixed_length"> = {
  kind: "fixed_length",
  name: "Sessions of the same length",
  nature: {
    about: "sessions",
    course: "standing",
    needs: "window",
    explainedBy: ["absence", "loop"],
  },
  judge,
};

function judge(facts: Facts): RuleResult {
  const { thresholds } = facts;
  const within = closedAmong(facts.inWindow);
  // A window too short to tell is no reason not to know.
  const isEnough = within.length >= thresholds.lengthMinSessions;
  const closed = isEnough ? within : closedAmong(facts.sessions);
  const stretch = { from: isEnough ? facts.window.from : facts.kept.from, to: facts.asOf };
  const medianMs = median(closed.map(({ length }) => length));
  if (closed.length < thresholds.lengthMinSessions || medianMs === null) {
    return knownForTooFew("the length is known", closed.length);
  }
  if (medianMs < thresholds.lengthMinMedianMs) {
    return clear("sessions are short: ", duration(medianMs), " is typical");
  }
  const bandMs = Math.max(thresholds.lengthBandMs, thresholds.lengthBandShare * medianMs);
  const equal = closed.filter(({ length }) => Math.abs(length - medianMs) <= bandMs);
  const share = equal.length / closed.length;
  if (share < thresholds.lengthShare) {
    return clear("sessions end at different lengths");
  }
  const named = [hourMs, 4 * hourMs].find((timeout) => Math.abs(timeout - medianMs) <= bandMs);
  const pattern = found({
    severity: "info",
    confidence: named === undefined ? "possible" : "probable",
    title: "Sessions end at the same length",
    summary: [
      count(equal.length, "session"),
      ` of ${closed.length} ended after about `,
      duration(named ?? medianMs),
      ": probably the network's idle timeout.",
    ],
    evidence: [
      measured("median_length", "typical length", duration(medianMs)),
      measured("equal_sessions", "sessions about that long", count(equal.length, "session")),
      measured("closed_sessions", "closed sessions in all", count(closed.length, "session")),
      measured("equal_share", "share", { kind: "share", value: share }),
    ],
    meaning: [
      "The network ends a session that carries nothing for a while. Harmless if the device reconnects when it needs to.",
    ],
    nextStep: [
      "Nothing to do, unless the device must stay reachable. Then let it send something small before that time (a keep-alive), at most every 5 min.",
    ],
    since: null,
    sessionKeys: equal.map(({ session }) => sessionKey(session)),
    basis: stretch,
  });
  return restingOn(stretch, pattern);
}

function closedAmong(sessions: readonly Placed[]) {
  return sessions.flatMap(({ session }) => {
    const length = isOpen(session) ? null : lengthMs(session);
    return length === null ? [] : [{ session, length }];
  });
}
