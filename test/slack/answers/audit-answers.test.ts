import { expect, it } from "vitest";
import { dayMs } from "../../../src/core/instant.ts";
import type { AuditPage } from "../../../src/ports/audit-log.ts";
import { createAuditAnswers } from "../../../src/slack/answers/audit-answers.ts";
import type { SlackCalls } from "../../../src/slack/delivery/slack-calls.ts";
import { testClock } from "../../support/fake-sim-source.ts";
import { asOf } from "../../support/sessions.ts";

const entry = {
  ...{ at: asOf, userId: "U1", channelId: null, teamId: "T1", command: "sessions" },
  ...{ simSid: null, account: null, outcome: "ok" },
};

function asking(page: () => Promise<AuditPage>, waiting = 0) {
  const unread: unknown[] = [];
  const sent: string[] = [];
  const sendFile = async (_to: string, { name }: { readonly name: string }) => {
    sent.push(name);
    return { kind: "done", value: { permalink: null } };
  };
  const answers = createAuditAnswers({
    ...{ audit: { page }, waiting: () => waiting, admins: ["U1"], keptMs: 90 * dayMs },
    ...{ clock: testClock(), onUnread: (error) => unread.push(error) },
  });
  const ask = async () => {
    const { message, ...reply } = await answers("7d", "U1", { sendFile } as unknown as SlackCalls);
    return { ...reply, words: JSON.stringify(message) };
  };
  return { ask, unread, sent };
}

it("a database that does not answer is said to be that, and no bug", async () => {
  const away = new Error("made up");
  const { ask, unread, sent } = asking(() => Promise.reject(away));
  expect(await ask()).toMatchObject({
    ...{ kind: "aside", isConfidential: true, outcome: "store_away" },
    words: expect.stringMatching(/database did not answer.+try again in a minute/),
  });
  expect([unread, sent]).toEqual([[away], []]);
});

it("what the database has not taken yet is said to be missing in the file", async () => {
  const page = async () => ({ entries: [entry], next: null });
  expect((await asking(page).ask()).words).not.toContain("ot in the file");
  const { words, outcome } = await asking(page, 3).ask();
  expect(outcome).toBe("ok");
  expect(words).toContain("Not in the file: 3 questions that the database has not taken yet");
});
