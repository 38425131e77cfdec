import { expect, it } from "vitest";
import { createWordsOnly } from "../../../src/chart/publish/words-only.ts";
import type { PictureFiles } from "../../../src/usecases/pictures.ts";
import { reportFor } from "../support/reports.ts";

it("switched off, a picture leaves its words", async () => {
  const files = {} as PictureFiles;
  const question = { report: reportFor(), zone: "UTC", workspace: { id: "T1", files } };
  const { image, altText, textTwin } = await createWordsOnly().pictureOf(question);
  expect(image).toEqual({ kind: "missing", reason: "off" });
  expect(altText).toContain("No session now, for 3 h 41 min.");
  expect(textTwin).toContain("of 7 days");
});
