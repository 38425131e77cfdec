import type { Config } from "../config/config.ts";
import { type CheckResult, ok, warning } from "./check-result.ts";
import { callSlack, type Fetch } from "./slack-call.ts";

/** So many calls at once is no burden for Slack. */
const mostAsked = 30;

/** Whether Slack knows the people whom settings name; nothing without `users:read`, which is optional. */
export async function peopleResults(
  config: Pick<Config, "access" | "accountRules" | "admins" | "slack">,
  fetch: Fetch,
  tokens: readonly string[],
): Promise<CheckResult[]> {
  const named = peopleIn(config);
  const asked = [...named.keys()].slice(0, mostAsked);
  const { apiUrl } = config.slack;
  const words = await Promise.all(
    asked.map((user) =>
      Promise.all(
        tokens.map(async (token) => {
          const answer = await callSlack(fetch, apiUrl, "users.info", token, { user });
          if (answer.kind !== "answered") return "untold";
          return answer.ok ? "known" : (answer.error ?? "untold");
        }),
      ),
    ),
  );
  const unknown = asked.filter((_, at) => words[at]?.every((word) => word === "user_not_found"));
  if (unknown.length > 0)
    return unknown.map((id) =>
      warning(
        `Slack user ${id}`,
        `is named in ${named.get(id)}, and Slack knows nobody of that id`,
        "Copy the member ID again from the person's profile, or remove it.",
      ),
    );
  const areKnown = words.length > 0 && words.every((of) => of.includes("known"));
  const some = named.size > asked.length ? `the first ${asked.length} of the` : "all";
  return areKnown ? [ok("Slack users", `Slack knows ${some} people whom settings name`)] : [];
}

/** Each with the setting that names them. */
function peopleIn({ access, accountRules, admins }: Parameters<typeof peopleResults>[0]) {
  const places = [
    ["users of SIMSCOPE_CONFIG", [...accountRules.users.keys()]],
    ["ADMIN_USERS", admins],
    ["ALLOWED_USERS", [...(access.users ?? [])]],
  ] as const;
  return new Map(places.flatMap(([place, ids]) => ids.map((id) => [id, place] as const)));
}
