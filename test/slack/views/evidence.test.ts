import { describe, expect, it } from "vitest";
import { validateMessage } from "../../../playground/slack/validate/validate-message.ts";
import type { EvidenceKeep, Recorded } from "../../../src/core/evidence.ts";
import { dayMs, hourMs, minuteMs } from "../../../src/core/instant.ts";
import { reportOf } from "../../../src/core/report.ts";
import { type Message, message, section } from "../../../src/slack/kit/blocks.ts";
import {
  type EvidenceView,
  evidenceChangedMessage,
  evidenceFileComment,
  evidenceGoneMessage,
  evidenceMessage,
  evidenceSentMessage,
  evidenceUnreadMessage,
} from "../../../src/slack/views/evidence.ts";
import {
  type KeptView,
  keptAnswerMessage,
  keptFileComment,
  keptMessage,
  notKeptMessage,
} from "../../../src/slack/views/kept.ts";
import { forbiddenIn } from "../../support/fleet/forbidden-claims.ts";
import { goldenPicture } from "../../support/pictures.ts";
import { asOf, readOf, sessionBetween, sessionSid, sim } from "../../support/sessions.ts";

const hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
const otherHash = "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752";

const sessions = Array.from({ length: 12 }, (_, index) =>
  sessionBetween(index * 4 * hourMs + hourMs, index * 4 * hourMs, { sid: sessionSid(index) }),
);
const report = reportOf({ sim: sim(), read: readOf(sessions), windowName: "7d", asOf });
const anew = { ...report, readFrom: asOf + hourMs, readAt: asOf + hourMs + 400 };

const keep: EvidenceKeep = {
  ...{ account: null, simSid: report.sim.sid, sha256: hash, windowName: "7d", asOf, rows: 12 },
  ...{ readAt: report.readAt, keptBy: "U0ADA00001", keptAt: asOf + 2 * minuteMs },
  ...{ channelId: "C0INCIDENTS", maskedSha256: otherHash },
};
const whole = { ...keep, maskedSha256: null, channelId: null };
const ben = { ...whole, keptBy: "U0BEN00001", keptAt: asOf + hourMs };
const stored: Recorded = { kind: "stored", until: null, before: [], otherBytes: [] };
const viewOf = (over: Partial<KeptView> = {}): KeptView => ({
  ...{ report, keep, recorded: stored, ...over },
});
const inThread = { place: "thread", refused: null, isPictureSent: true, text: "done" } as const;
const evidence = {
  ...{ account: null, simSid: report.sim.sid, sha256: hash, storedUntil: null, keeps: [keep] },
};
const list: Omit<EvidenceView, "total" | "evidence"> = {
  name: "Cargo camera 7",
  audience: "asker",
  pageCount: 1,
  place: { simSid: report.sim.sid, account: null, page: 1 },
};
const many = ["U0EVE00001", "U0CAL00001"].map((keptBy, index) => ({
  ...{ ...ben, keptBy, keptAt: ben.keptAt + index * dayMs },
}));

const messages: Record<string, Message> = {
  "kept-answer": keptAnswerMessage(viewOf(), goldenPicture),
  "kept-answer-stored": keptAnswerMessage(
    viewOf({ recorded: { ...stored, until: asOf + 30 * dayMs, before: [keep, ben] } }),
    null,
  ),
  "kept-in-thread": keptMessage(viewOf(), inThread),
  "kept-directly": keptMessage(viewOf({ keep: whole }), {
    ...{ place: "direct", refused: "not_in_channel", isPictureSent: false, text: "refused" },
  }),
  "kept-anew": keptMessage(viewOf({ report: anew }), inThread),
  "kept-anew-other-bytes": keptMessage(
    viewOf({ report: anew, recorded: { ...stored, otherBytes: [{ ...keep, sha256: otherHash }] } }),
    inThread,
  ),
  "kept-anew-same-bytes": keptMessage(
    viewOf({ report: anew, recorded: { ...stored, before: [keep] } }),
    inThread,
  ),
  "kept-not-stored": keptMessage(viewOf({ recorded: { kind: "not_stored" } }), inThread),
  "kept-not-known": keptMessage(viewOf({ recorded: { kind: "unknown" } }), {
    ...{ ...inThread, text: "unconfirmed" },
  }),
  "not-kept": notKeptMessage("internal_error"),
  "not-kept-unconfirmed": notKeptMessage(null),
  list: evidenceMessage({
    ...list,
    total: 12,
    pageCount: 3,
    place: { ...list.place, page: 2 },
    evidence: [
      { ...evidence, storedUntil: asOf + 30 * dayMs, keeps: [keep, ben, ...many] },
      { ...evidence, sha256: otherHash, keeps: [{ ...keep, sha256: otherHash }] },
    ],
  }),
  "list-in-channel": evidenceMessage({
    ...list,
    audience: "channel",
    total: 1,
    evidence: [evidence],
  }),
  "list-hostile": evidenceMessage({
    ...list,
    name: "<!channel> *x* `",
    total: 1,
    evidence: [{ ...evidence, account: "emea", keeps: [{ ...keep, keptBy: "<!here>" }] }],
  }),
  "list-named-by-number": evidenceMessage({
    ...list,
    name: "8988307000000001234",
    audience: "channel",
    total: 1,
    evidence: [evidence],
  }),
  "list-empty": evidenceMessage({ ...list, total: 0, evidence: [] }),
  unread: evidenceUnreadMessage(),
  sent: evidenceSentMessage(evidence),
  changed: evidenceChangedMessage(hash, otherHash),
  gone: evidenceGoneMessage(),
};

const comments = {
  masked: keptFileComment(report, keep, (text) => text),
  whole: keptFileComment(report, whole, (text) => text),
  again: evidenceFileComment(evidence, "Cargo camera 7"),
};

describe("what is kept", () => {
  const all = Object.entries({
    ...messages,
    ...Object.fromEntries(
      Object.entries(comments).map(([name, text]) => [
        `comment-${name}`,
        message(text, [section(text)]),
      ]),
    ),
  });

  it.each(all)("%s", async (name, shown) => {
    expect(validateMessage(shown)).toEqual([]);
    await expect(`${JSON.stringify(shown, null, 2)}\n`).toMatchFileSnapshot(
      `../../fixtures/golden/evidence/${name}.json`,
    );
  });

  it("claims nothing that the store did not confirm, or that records can't tell", () => {
    expect(all.flatMap(([, shown]) => forbiddenIn(shown))).toEqual([]);
    for (const recorded of [{ kind: "not_stored" }, { kind: "unknown" }] as const) {
      const { text } = keptMessage(viewOf({ recorded }), inThread);
      expect(text).not.toMatch(/hash is stored;|hash is stored, |until/);
    }
  });
});
