import { LogLevel, WebClient } from "@slack/web-api";
import { describe, expect, it } from "vitest";
import { createSlackCalls } from "../../../src/slack/delivery/slack-calls.ts";
import { message, section } from "../../../src/slack/kit/blocks.ts";
import { mrkdwn } from "../../../src/slack/kit/mrkdwn.ts";
import { refusalKind } from "../../../src/slack/kit/slack-words.ts";
import { exportFailedMessage } from "../../../src/slack/views/exported.ts";
import { notSentToYouMessage } from "../../../src/slack/views/picker.ts";
import { shareRefusedMessage } from "../../../src/slack/views/shared-report.ts";

const hello = message(mrkdwn`hello`, [section(mrkdwn`hello`)]);
const page = "<!DOCTYPE html><html><body>missing_scope: something is wrong</body></html>";

/** Posts once; Slack, or what stands before it, answers with this. */
async function postTo(body: string, status = 200, headers: Record<string, string> = {}) {
  const failures: string[] = [];
  let calls = 0;
  const client = new WebClient("xoxb-1", {
    fetch: async () => {
      calls += 1;
      return new Response(body, { status, headers });
    },
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logLevel: LogLevel.ERROR,
  });
  const slackCalls = createSlackCalls({
    client,
    onFailure: (_operation, reason) => failures.push(reason),
  });
  const outcome = await slackCalls("xoxb-1").post("C0INCIDENT", hello);
  return { outcome, failures, calls };
}

const word = (error: string) => JSON.stringify({ ok: false, error });

describe("what came of a call", () => {
  it.each(["is_archived", "missing_scope", "service_unavailable", "a_word_of_next_year"])(
    "Slack's word %s: nothing happened",
    async (error) => {
      const { outcome, failures, calls } = await postTo(word(error));
      expect(outcome).toMatchObject({ kind: "refused", reason: error });
      expect(failures).toEqual([error]);
      expect(calls).toBe(1);
    },
  );

  it.each([
    ["a web page", page, 200],
    ["an empty answer", "", 200],
    ["half an answer", '{"ok":tr', 200],
    ["a web page of a gateway", page, 502],
    ["a fault of its own", word("internal_error"), 200],
    ["a catastrophe", word("fatal_error"), 200],
  ])("%s: it may have happened, and the page is no word of Slack's", async (_, body, status) => {
    const { outcome, failures } = await postTo(body, status);
    expect(outcome).toMatchObject({ kind: "unconfirmed" });
    expect(failures).toEqual(["unconfirmed"]);
  });

  it("a web page with a refusal: nothing happened, and no right is missing", async () => {
    const { outcome, failures } = await postTo(page, 403);
    expect(outcome).toMatchObject({ kind: "refused", reason: "403" });
    expect(failures).toEqual(["403"]);
    expect(refusalKind("403")).toBe("slack_failed");
  });

  it("a limit: how long Slack asks to wait", async () => {
    const { outcome } = await postTo("", 429, { "retry-after": "3" });
    expect(outcome).toMatchObject({ kind: "refused", reason: "ratelimited", retryAfterMs: 3_000 });
  });
});

it("a picture's words are cut to what Slack takes, between whole characters", async () => {
  const told: (string | null)[] = [];
  const client = new WebClient("xoxb-1", {
    fetch: async (url, init) => {
      if (String(url).endsWith("files.getUploadURLExternal"))
        told.push(new URLSearchParams(String(init?.body)).get("alt_txt"));
      const ids = { upload_url: "http://127.0.0.1:9/", file_id: "F1", channel: { id: "D1" } };
      return Response.json({ ok: true, ...ids });
    },
    retryConfig: { retries: 0 },
    logLevel: LogLevel.ERROR,
  });
  const slackCalls = createSlackCalls({
    ...{ client, fetch: async () => new Response(), onFailure: () => undefined },
  });
  const file = { name: "a", bytes: new Uint8Array(1) };
  for (const before of [997, 998, 999]) {
    const picture = { ...file, altText: `${"x".repeat(before)}🇩🇪🚚` };
    await slackCalls("xoxb-1").sendFile("U1", { ...file, comment: mrkdwn`a`, picture });
  }
  expect(told.filter((words) => words !== null)).toEqual(
    [997, 998, 999].map((before) => `${"x".repeat(before)}…`),
  );
});

describe("words for people", () => {
  const blames = /\brights?\b|\bscopes?\b|only some people|did not let/i;

  it.each(["a_word_of_next_year", "service_unavailable", "request_timeout", "503", "403"])(
    "%s blames nobody's rights: Slack did not do it, try again",
    (reason) => {
      const said = [shareRefusedMessage, exportFailedMessage, notSentToYouMessage].map(
        (failedMessage) => failedMessage(reason).text,
      );
      for (const text of said) {
        expect(text).toMatch(/^Slack did not (post|take|send)/);
        expect(text).toMatch(/again in a minute/);
        expect(text).not.toMatch(blames);
      }
    },
  );

  it.each(["missing_scope", "no_permission", "not_allowed_token_type", "ekm_access_denied"])(
    "%s is a missing right",
    (reason) => {
      expect(exportFailedMessage(reason).text).toContain("lacks a right");
    },
  );

  it.each(["restricted_action", "restricted_action_read_only_channel", "is_archived"])(
    "%s is a matter of the channel",
    (reason) => {
      expect(shareRefusedMessage(reason).text).toContain("did not let simscope post here");
    },
  );
});
