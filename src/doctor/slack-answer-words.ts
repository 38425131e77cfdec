import { laterMend } from "../bot/start-failure.ts";
import { type CheckResult, fault } from "./check-result.ts";
import type { SlackAnswer } from "./slack-call.ts";

/** Slack answered with a refusal; `mends` by its word, `otherwise` for any other. */
export function refusedResult(
  what: string,
  error: string | null,
  mends: Readonly<Record<string, string>>,
  otherwise: string,
): CheckResult {
  const word = error ?? "no reason";
  const mend = Object.hasOwn(mends, word) ? mends[word] : undefined;
  return mend === undefined
    ? fault(what, `Slack did not do it (${word})`, otherwise)
    : fault(what, `Slack refused it (${word})`, mend);
}

/** No answer of Slack came. */
export function notAnswered(
  what: string,
  answer: Exclude<SlackAnswer, { kind: "answered" }>,
): CheckResult {
  if (answer.kind === "not_slack")
    return fault(
      what,
      `something answered, but not as Slack does (HTTP ${answer.status})`,
      `Slack may be in trouble, or a proxy answers in its place. ${laterMend}`,
    );
  return fault(
    what,
    `Slack could not be asked (${answer.reason})`,
    "Check that this machine may reach slack.com over https (proxy, firewall, DNS), and SLACK_API_URL where it is set.",
  );
}
