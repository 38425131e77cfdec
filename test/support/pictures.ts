import type { PictureView } from "../../src/slack/views/timeline-picture.ts";

export const goldenPictureUrl = "https://simscope.example/charts/golden.png";

/** A picture in the golden messages: its address leads nowhere, a browser test puts one there. */
export const goldenPicture: PictureView = {
  image: { kind: "link", url: goldenPictureUrl },
  altText: "Cargo camera 7, 16 Nov – 23 Nov 2026. 52 sessions, in session 22 % of the time.",
  textTwin: "In session 22 % of 7 days · 51 gaps ≥ 10 min",
};
