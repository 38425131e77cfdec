import { expect, it, onTestFinished } from "vitest";
import { hourMs, minuteMs } from "../../../src/core/instant.ts";
import { createWorkInProgress } from "../../../src/ops/drain.ts";
import { createLogger } from "../../../src/ops/logger.ts";
import { createMetrics } from "../../../src/ops/metrics.ts";
import type { AuditEntry } from "../../../src/ports/audit-log.ts";
import type { Directory } from "../../../src/ports/directory.ts";
import { noQuietSims } from "../../../src/ports/quiet-sims.ts";
import { createDarkSims } from "../../../src/questions/dark.ts";
import { createFleetMemory } from "../../../src/reads/fleet/fleet-memory.ts";
import { createDarkAnswers } from "../../../src/slack/answers/dark-answers.ts";
import { createQuestionFrame } from "../../../src/slack/delivery/question-frame.ts";
import type { FileToSend, SlackCalls } from "../../../src/slack/delivery/slack-calls.ts";
import { accessForColleagues, askedByColleague } from "../../support/colleagues.ts";
import { testClock } from "../../support/fake-sim-source.ts";
import { simFacts, simSid } from "../../support/fleet/sim-facts.ts";
import { watchLoop } from "../../support/loop-watch.ts";
import { noLimit } from "../../support/no-limit.ts";
import { accountOf, scopeOf } from "../../support/one-account.ts";
import { heldDirectory } from "../../support/questions/held-directory.ts";
import { ago, sim } from "../../support/sessions.ts";

const count = 10_000;

/** All were read just now, and are silent: half in cells of twenty, all on one operator. */
function tenThousandSilent() {
  const clock = testClock();
  const memory = createFleetMemory({ accounts: [null], clock });
  for (let index = 0; index < count; index += 1) {
    const silentMs = 48 * hourMs + ((index * 7_919) % 3_000) * minuteMs;
    const since = { lastSign: ago(silentMs), overdueAfter: ago(silentMs - hourMs) };
    const cell = index % 2 === 0 ? `${index % 500}` : null;
    memory.remember(simFacts({ sid: simSid(index), readAt: ago(0), cell, ...since }));
  }
  const bySid = (sid: string) => sim({ sid, friendlyName: null, uniqueName: `load ${sid}` });
  const directory: Directory = { ...heldDirectory([]), bySid };
  const source = {} as Parameters<typeof accountOf>[0]["source"];
  const simReports = { look: async () => Promise.reject(new Error("nothing is read anew")) };
  const darkSims = createDarkSims({ memory, quiet: noQuietSims, clock, simReports });
  return { clock, darkSims, scope: scopeOf([accountOf({ source, directory })]) };
}

it("ten thousand silent SIMs, and all of them as a file, hold up nobody else", async () => {
  const { clock, darkSims, scope } = tenThousandSilent();
  const answers = createDarkAnswers(darkSims);
  const entries: AuditEntry[] = [];
  const lines: string[] = [];
  const frame = createQuestionFrame({
    ...{ admins: [], limit: noLimit, access: accessForColleagues(clock), clock },
    metrics: createMetrics({ clock, withProcess: false }),
    logger: createLogger({
      level: "info",
      destination: { write: (line) => void lines.push(line) },
    }),
    work: createWorkInProgress(),
    audit: { record: async (entry) => void entries.push(entry) },
  });
  const files: FileToSend[] = [];
  const slack = {
    sendFile: async (_: string, file: FileToSend) => {
      files.push(file);
      return { kind: "done", value: { permalink: null } };
    },
  } as unknown as SlackCalls;
  const state = { page: 1, account: null, atLeastMs: null };
  const ask = (produce: Parameters<typeof frame>[1]["produce"]) =>
    frame(askedByColleague({ command: "dark" }), {
      produce,
      instead: (outcome) => ({ outcome }),
      send: async () => ({ kind: "delivered" }),
    });

  const loop = watchLoop();
  onTestFinished(loop.stop);
  const longestTurnMs = async () => {
    // The turn that this is in is over.
    await new Promise((resolve) => setImmediate(resolve));
    return loop.longestTurnMs();
  };
  const longest = { list: Number.POSITIVE_INFINITY, file: Number.POSITIVE_INFINITY };
  // The first time code is compiled, and now and then memory is tidied up.
  for (let round = 0; round < 3; round += 1) {
    await longestTurnMs();
    await ask(() => answers.page(scope, state, "asker"));
    longest.list = Math.min(longest.list, await longestTurnMs());
    await ask(() => answers.file(scope, state, "U0ASKER", slack));
    longest.file = Math.min(longest.file, await longestTurnMs());
  }
  expect(longest.list).toBeLessThan(50);
  expect(longest.file).toBeLessThan(50);

  expect(new TextDecoder().decode(files[0]?.bytes).split("\r\n")).toHaveLength(count + 2);
  const answered = lines.filter((line) => line.includes("question answered"));
  expect(answered).toHaveLength(3 * (4 + count));
  const [ofList, ofFile] = entries;
  expect(ofList?.otherSims).toHaveLength(3);
  expect(ofFile?.otherSims).toHaveLength(count - 1);
  const shown = { account: null, verdict: null, severity: null };
  expect(ofFile?.otherSims?.[0]).toEqual({ simSid: expect.stringMatching(/^DE/), ...shown });
});
