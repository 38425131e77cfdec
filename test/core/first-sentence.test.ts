import { expect, it } from "vitest";
import { duration, firstSentence, plainText } from "../../src/core/words.ts";

it.each([
  [["Check the antenna. Then wait."], "Check the antenna."],
  [["Nothing to do."], "Nothing to do."],
  [["Ask in ", duration(3_600_000), ". If it stays so, call."], "Ask in 1 h."],
  [["Allow 2.5 MB, e.g. for updates. Then ask."], "Allow 2.5 MB, e.g. for updates."],
  [["No full stop"], "No full stop"],
  [[], ""],
])("of %j is %j", (sentence, first) => {
  expect(plainText(firstSentence(sentence))).toBe(first);
});
