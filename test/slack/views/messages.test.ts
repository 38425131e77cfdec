import { describe, expect, it } from "vitest";
import { BotError, type ErrorDetail, errorCodes } from "../../../src/core/errors.ts";
import { dayMs, hourMs } from "../../../src/core/instant.ts";
import type { Message } from "../../../src/slack/kit/blocks.ts";
import { saidInThread } from "../../../src/slack/kit/message-texts.ts";
import {
  auditNotSentMessage,
  auditSentMessage,
  auditSinceMessage,
  auditTooLongMessage,
  auditUnreadMessage,
  nobodyAskedMessage,
  notAnAdminMessage,
} from "../../../src/slack/views/audit.ts";
import { healthMessage } from "../../../src/slack/views/health.ts";
import { helpMessage } from "../../../src/slack/views/help.ts";
import {
  askedTooFastMessage,
  invalidCommandMessage,
  notAllowedMessage,
  simNotFoundMessage,
  staleButtonMessage,
  superSimMessage,
  tooManyQuestionsMessage,
  unknownCommandMessage,
} from "../../../src/slack/views/outcomes.ts";
import { presentError } from "../../../src/slack/views/present-error.ts";
import { coverage } from "../../support/fleet/coverage.ts";
import { ago, asOf } from "../../support/sessions.ts";

const inNorth = [
  { sim: "cargo-cam-07", account: "north" },
  { sim: "buoy-3", account: "south" },
];

const messages: Record<string, Message> = {
  help: helpMessage([], "asker", [
    { sim: "cargo-cam-07", account: null },
    { sim: "Truck 12 camera", account: null },
  ]),
  "help-no-list": helpMessage([], "asker", []),
  "help-accounts": helpMessage(["north", "south"], "asker", inNorth),
  "help-in-thread": saidInThread(helpMessage(["north", "south"], "channel", inNorth)),
  "sim-not-found": simNotFoundMessage({ wanted: "cargo-cam-70", accounts: [null], unasked: [] }),
  "sim-not-found-hostile": simNotFoundMessage({
    wanted: "<!channel> *x* https://evil.example `",
    accounts: [null],
    unasked: [],
  }),
  "super-sim": superSimMessage(`HS${"0".repeat(32)}`),
  "sim-missing": invalidCommandMessage("sim_missing", "/sim sessions cargo-cam-07"),
  "window-too-long": invalidCommandMessage("window_too_long", "/sim sessions x 30d"),
  "unknown-command": unknownCommandMessage("sesions", "/sim sessions cargo-cam-07"),
  "not-allowed-user": notAllowedMessage("user"),
  "not-allowed-channel": notAllowedMessage("channel"),
  "not-allowed-user-admins": notAllowedMessage("user", ["U0ADMIN01", "U0ADMIN02"]),
  "not-allowed-group": notAllowedMessage("group"),
  "not-allowed-groups-untold": notAllowedMessage("groups_untold", ["U0ADMIN01"]),
  "asked-too-fast": askedTooFastMessage(3_400),
  "audit-sent": auditSentMessage({
    ...{ name: "audit-20261116T1005Z-20261123T1005Z.jsonl", questions: 1_203 },
    ...{ from: asOf - 7 * 86_400_000, to: asOf },
  }),
  "audit-sent-in-part": auditSentMessage(
    {
      ...{ name: "audit-20261116T1005Z-20261123T1005Z.jsonl", questions: 1_203 },
      ...{ from: asOf - 7 * 86_400_000, to: asOf },
    },
    2,
  ),
  "audit-unread": auditUnreadMessage(),
  "audit-nobody-asked": nobodyAskedMessage(),
  "audit-too-long": auditTooLongMessage(50_000),
  "audit-since": auditSinceMessage(),
  "audit-not-an-admin": notAnAdminMessage(["U0ADMIN01"]),
  "audit-no-admins": notAnAdminMessage([]),
  "audit-not-sent": auditNotSentMessage("missing_scope"),
  "not-allowed-outside": notAllowedMessage("outside"),
  "not-allowed-unplaced": notAllowedMessage("unplaced"),
  "not-allowed-not-installed": notAllowedMessage("not_installed", ["U0ADMIN01"]),
  "not-allowed-workspace": notAllowedMessage("workspace", ["U0ADMIN01"]),
  "not-allowed-installations-untold": notAllowedMessage("installations_untold", ["U0ADMIN01"]),
  "too-many-questions": tooManyQuestionsMessage(30),
  "button-of-other-version": staleButtonMessage("other_version"),
  "button-unreadable": staleButtonMessage("unreadable"),
  "health-fleet": healthMessage({
    asOf,
    slack: { kind: "reachable" },
    simPlatforms: ["us", "emea", "apac"].map((account) => ({
      ...{ account, reach: { kind: "reachable" } },
    })),
    fleet: [
      coverage({ account: "us", active: 2_400, known: 2_400, lookedAt: 2_400 }),
      // 60,000 calls a day: what was read in the 12 h before these is older than a day.
      coverage({
        ...{ account: "emea", active: 90_000, known: 90_000, lookedAt: 60_000 },
        oldestReadAt: ago(36 * hourMs),
        sweep: { kind: "runs", passMs: 1.5 * dayMs, aimMs: dayMs },
      }),
      coverage({ account: "apac", active: null, known: 0, lookedAt: 0, oldestReadAt: null }),
    ],
    answers: 40,
    p50Ms: 412,
    p95Ms: 1_900,
    lastSuccessAt: ago(90_000),
  }),
  "health-good": healthMessage({
    asOf,
    slack: { kind: "reachable" },
    simPlatforms: [{ account: null, reach: { kind: "reachable" } }],
    answers: 40,
    p50Ms: 412,
    p95Ms: 1_900,
    lastSuccessAt: ago(90_000),
  }),
  "health-database-away": healthMessage({
    asOf,
    slack: { kind: "reachable" },
    simPlatforms: [{ account: null, reach: { kind: "reachable" } }],
    database: { reach: { kind: "unreachable", reason: "ECONNREFUSED" }, waiting: 12 },
    answers: 40,
    p50Ms: 620,
    p95Ms: 1_900,
    lastSuccessAt: asOf - 4_000,
  }),
  "health-bad": healthMessage({
    asOf,
    slack: { kind: "unknown" },
    simPlatforms: [{ account: null, reach: { kind: "unreachable", reason: "sim_api_timeout" } }],
    answers: 0,
    p50Ms: null,
    p95Ms: null,
    lastSuccessAt: null,
  }),
};

describe("messages", () => {
  it.each(Object.entries(messages))("%s", async (name, message) => {
    await expect(`${JSON.stringify(message, null, 2)}\n`).toMatchFileSnapshot(
      `../../fixtures/golden/messages/${name}.json`,
    );
  });
});

describe("failures in words", () => {
  const wordsFor = (error: unknown): string => presentError(error, "abcd1234").text;
  const failure = (code: (typeof errorCodes)[number], status?: number, detail?: ErrorDetail) =>
    new BotError(code, "secret message for the log", {
      retryable: false,
      ...(status !== undefined && { status }),
      ...(detail !== undefined && { detail }),
    });

  it("are different for each kind, say what to do, and never repeat the log's message", () => {
    const failures = [
      ...errorCodes.map((code) => failure(code)),
      failure("sim_api_failed", 503, "overloaded"),
      failure("sim_api_unreachable", undefined, "cut_body"),
      failure("sim_api_unreadable", 200, "html"),
      failure("sim_api_unreadable", 200, "not_json"),
      failure("sim_api_unreadable", 302, "redirect"),
      failure("sim_api_unreadable", 200, "too_large"),
      new TypeError("x is not a function"),
    ];
    const words = failures.map(wordsFor);
    expect(new Set(words).size).toBe(words.length);
    for (const text of words) {
      expect(text).toMatch(/try again|ask the person|then try again/i);
      expect(text).not.toContain("secret message");
      expect(text).not.toContain("not a function");
    }
  });

  it("an outage of the platform is never a statement about the SIM", () => {
    for (const code of errorCodes.filter((each) => each.startsWith("sim_api_"))) {
      expect(wordsFor(failure(code))).toContain("Nothing is known to be wrong with your SIM.");
    }
  });

  it("tells how long the platform asks us to wait", () => {
    const limited = new BotError("sim_api_rate_limited", "429", {
      retryable: true,
      retryAfterMs: 4_000,
    });
    expect(wordsFor(limited)).toContain("pause of 4 seconds");
  });

  it("carries the reference that is also in the log", () => {
    expect(JSON.stringify(presentError(new Error("x"), "abcd1234").blocks)).toContain("abcd1234");
    const odd = new BotError("sim_api_rejected", "x", { retryable: false, platformCode: 33_999 });
    expect(JSON.stringify(presentError(odd, "abcd1234").blocks)).toContain(
      "sim_api_rejected · platform error 33999",
    );
    const worded = new BotError("sim_api_rejected", "x", {
      retryable: false,
      platformWord: "unsupported_grant",
    });
    expect(JSON.stringify(presentError(worded, "abcd1234").blocks)).toContain(
      "sim_api_rejected · platform error unsupported_grant",
    );
  });
});
