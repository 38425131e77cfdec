import { describe, expect, it } from "vitest";
import { titleOf, titleOfKind } from "../../../src/core/findings/finding-titles.ts";
import { triage } from "../../../src/core/findings/triage.ts";
import { plainText, type Sentence } from "../../../src/core/words.ts";
import { historiesOf } from "../../support/histories/all.ts";

const judged = historiesOf(11).map(({ name, input }) => ({ name, ...triage(input) }));

/** Everything that is said about the labelled histories, with the name of the history. */
const said = judged.flatMap(({ name, verdict, findings, checked, cannotJudge, changed }) => {
  const sentences: Sentence[] = [
    verdict.sentence,
    ...findings.flatMap(({ summary, meaning, nextStep }) => [summary, meaning, nextStep]),
  ];
  const fragments: Sentence[] = [
    ...checked.map(({ seen }) => seen),
    ...cannotJudge.map(({ reason }) => reason),
    ...findings.flatMap(({ title, evidence }) => [
      [title],
      ...evidence.map(({ label }) => [label]),
    ]),
    ...(changed?.changes ?? []).flatMap(({ before, now }) => [before, now]),
  ];
  return [
    ...sentences.map((sentence) => ({ name, text: plainText(sentence), isSentence: true })),
    ...fragments.map((sentence) => ({ name, text: plainText(sentence), isSentence: false })),
  ];
});

describe("what the rules say", () => {
  it("says a lot", () => {
    expect(said.length).toBeGreaterThan(1_000);
  });

  it("calls a finding of which only its kind is known by its title, where it has but one", () => {
    const several = /^(?:sim_not|no_sess|overdue|reconnect|radio_f|device_|open_but)/;
    const findings = judged
      .flatMap((one) => one.findings)
      .filter(({ kind }) => !several.test(kind));
    expect(new Set(findings.map(({ kind }) => kind)).size).toBeGreaterThan(5);
    for (const { kind, title } of findings) expect(titleOfKind[kind]).toBe(title);
    const overdue = judged.flatMap((one) => one.findings).filter(({ kind }) => kind === "overdue");
    for (const { kind, severity, title } of overdue) expect(titleOf(kind, severity)).toBe(title);
  });

  it.each([
    ["a state that records do not show", /\b(online|offline|dead|broken|handover)\b/i],
    ["what these records do not hold", /\b(IP address|signal strength|reject cause|end reason)\b/i],
    ["that the operator is at fault", /\boperator (is|was) down\b/i],
    ["a value that is missing", /undefined|null|NaN|\[object|Infinity|unknown (time|number)/],
    [
      "a count with the wrong noun",
      /\b1 (sessions|packets|changes|starts|silences|operators|kilometres)\b|\b(?!1\b)\d+ (packet|change|session(?! start))\b/,
    ],
    [
      "'at' before a moment, which Slack shows as 'Yesterday 5:53 AM'",
      /\b(at|back at about) \d+ [A-Z][a-z]{2} \d\d:\d\d UTC/,
    ],
    ["spaces or full stops twice", / {2}|\.\./],
  ])("never says %s", (_what, forbidden) => {
    const wrong = said.filter(({ text }) => forbidden.test(text));
    expect(wrong.map(({ name, text }) => `${name}: ${text}`)).toEqual([]);
  });

  it("speaks of bytes only to send people to the usage records", () => {
    const withBytes = said.filter(({ text }) => /byte/i.test(text));
    expect(withBytes.length).toBeGreaterThan(0);
    expect(withBytes.filter(({ text }) => !text.includes("usage records"))).toEqual([]);
  });

  it("names the APN only as something to check or as one possible cause", () => {
    const withApn = said.filter(({ text }) => /\bAPN\b/.test(text));
    expect(withApn.length).toBeGreaterThan(0);
    expect(withApn.filter(({ text }) => !/\bmay\b|[Cc]heck/.test(text))).toEqual([]);
  });

  it("begins sentences with a capital letter or a number and ends them with a full stop", () => {
    const wrong = said.filter(({ text, isSentence }) => isSentence && !/^[A-Z0-9].*\.$/.test(text));
    expect(wrong).toEqual([]);
  });

  it("keeps verdicts to one sentence that a phone shows in a few lines", () => {
    for (const { verdict } of judged) {
      const text = plainText(verdict.sentence);
      expect(text.length).toBeLessThan(200);
      expect(text.slice(0, -1)).not.toMatch(/\. [A-Z]/);
    }
  });

  it("never spells an IMEI out in a string: it is a word that views mask", () => {
    const strings = judged.flatMap(({ findings }) =>
      findings.flatMap(({ title, summary, meaning, nextStep }) =>
        [title, ...summary, ...meaning, ...nextStep].filter((word) => typeof word === "string"),
      ),
    );
    expect(strings.filter((text) => /\d{8}/.test(text))).toEqual([]);
  });
});
