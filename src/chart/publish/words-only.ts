import type { TimelinePictures } from "../../usecases/pictures.ts";
import { timelineModelInTurns } from "../model/in-turns.ts";
import { timelineInputOf } from "../report-timeline.ts";
import { timelineAltText, timelineTextTwin } from "../words/alt-text.ts";

/** For operators who switched pictures off: the words that would stand beside one. */
export function createWordsOnly(): TimelinePictures {
  return {
    async pictureOf({ report, zone }) {
      const model = await timelineModelInTurns(timelineInputOf(report, zone));
      return {
        image: { kind: "missing", reason: "off" },
        altText: timelineAltText(model),
        textTwin: timelineTextTwin(model),
      };
    },
  };
}
