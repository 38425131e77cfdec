import { describe, expect, it } from "vitest";
import type { PictureFiles, TimelinePictures } from "../../../src/ports/pictures.ts";
import { createPictureMaker } from "../../../src/slack/answers/picture-maker.ts";
import { createReportAnswers, firstPage } from "../../../src/slack/answers/report-answers.ts";
import { askedByColleague } from "../../support/colleagues.ts";
import { scopeOf } from "../../support/one-account.ts";

const question = {
  sim: "cargo-cam-07",
  scope: scopeOf([]),
  windowName: "7d",
  moment: "now",
} as const;

/** What is asked, in its order, when the read never ends. */
function askedWhileReading(pictures: TimelinePictures | null): readonly string[] {
  const calls: string[] = [];
  const answers = createReportAnswers({
    reports: {
      answer: () => {
        calls.push("read");
        return new Promise(() => undefined);
      },
      look: async () => null,
      waitOf: () => null,
    },
    pictures: createPictureMaker({
      pictures,
      placeOf: () => ({
        id: "T0",
        files: {} as PictureFiles,
        zoneOf: async (userId) => {
          calls.push(`zone of ${userId}`);
          return "UTC";
        },
      }),
    }),
  });
  void answers(question, { position: firstPage, audience: "asker" }, askedByColleague());
  return calls;
}

describe("while the sessions are read", () => {
  it("Slack is asked beside it in which zone the person reads the picture", () => {
    const pictures: TimelinePictures = {
      pictureOf: () => new Promise(() => undefined),
      forget: () => undefined,
    };
    expect(askedWhileReading(pictures)).toEqual(["zone of U0ADA00001", "read"]);
  });

  it("nothing is asked of Slack where there are no pictures", () => {
    expect(askedWhileReading(null)).toEqual(["read"]);
  });
});
