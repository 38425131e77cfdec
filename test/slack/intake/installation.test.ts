import { WebClient } from "@slack/web-api";
import { describe, expect, it } from "vitest";
import { slackFault } from "../../../src/bot/start-failure.ts";
import { readInstallation } from "../../../src/slack/intake/installation.ts";

/** What comes of the start when Slack says that about the token. */
const installedAt = (told: object) =>
  readInstallation(
    new WebClient("xoxb-x", {
      retryConfig: { retries: 0 },
      fetch: async () => Response.json({ ok: true, ...told }),
    }),
  );

describe("where the app is installed", () => {
  it.each([
    [{ team_id: "T1" }, { teamId: "T1", enterpriseId: null }],
    [
      { team_id: "T1", enterprise_id: "E1" },
      { teamId: "T1", enterpriseId: "E1" },
    ],
    [
      { team_id: "T1", enterprise_id: "E1", is_enterprise_install: true },
      { teamId: null, enterpriseId: "E1" },
    ],
    [{ team_id: "E1" }, { teamId: null, enterpriseId: "E1" }],
    [
      { team_id: null, enterprise_id: "E1", is_enterprise_install: true },
      { teamId: null, enterpriseId: "E1" },
    ],
    [
      { team_id: "T1", enterprise_id: null },
      { teamId: "T1", enterpriseId: null },
    ],
  ])("Slack says %j: %j", async (told, expected) => {
    expect(await installedAt(told)).toEqual(expected);
  });

  it.each([{}, { team_id: "" }, { team_id: null }, { team_id: "T1", is_enterprise_install: true }])(
    "and where Slack says %j, nobody could be told from a stranger: no start, with words",
    async (told) => {
      const error = await installedAt(told).catch((reason: unknown) => reason);
      const { reason, mend } = slackFault("SLACK_BOT_TOKEN")(error);
      expect(reason).toBe("Slack does not say which workspace SLACK_BOT_TOKEN belongs to");
      expect(mend).toContain("SLACK_API_URL");
    },
  );
});
