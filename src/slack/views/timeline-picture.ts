import type { KnownBlock } from "@slack/types";
import { context, imageFromFile, imageFromUrl } from "../kit/blocks.ts";
import { joined, ours, quoting } from "../kit/mrkdwn.ts";

/** The timeline as the view needs it: where the image is, and its words. */
export interface PictureView {
  readonly image:
    | { readonly kind: "link"; readonly url: string }
    | { readonly kind: "file"; readonly fileId: string }
    | { readonly kind: "missing"; readonly reason: string };
  /** What the picture says, up to 2,000 characters. Untrusted. */
  readonly altText: string;
  /** The same in one line for each SIM. Untrusted. */
  readonly textTwin: string;
}

const missingWords: Record<string, string> = {
  not_drawn: "it could not be drawn in time",
  upload_url_refused: "Slack did not take it",
  bytes_refused: "Slack did not take it",
  completion_refused: "Slack did not take it",
  not_processed: "Slack is still processing it",
  right_missing: "simscope lacks the Slack permission files:read",
  not_shown: "Slack did not show it",
};

const twinCharacters = 400;

/**
 * The timelines. Whoever cannot see them hears the alternative text; a missing picture is said, and
 * its words stand in its place.
 */
export function pictureBlocks(picture: PictureView | null): (KnownBlock | null)[] {
  if (picture === null) return [];
  const { image, altText } = picture;
  switch (image.kind) {
    case "link":
      return [imageFromUrl(image.url, altText)];
    case "file":
      return [imageFromFile(image.fileId, altText)];
    case "missing": {
      const why = missingWords[image.reason] ?? "it could not be made";
      const line = `The timeline picture is missing: ${why}. All figures are right without it.`;
      const twins = picture.textTwin.split("\n").map((twin) => quoting(twin, twinCharacters));
      return [context([joined([ours(line), ...twins], "\n")])];
    }
  }
}

/** Whether the answer goes out without a picture that another try may bring. */
export function isPictureMissing(picture: PictureView | null): boolean {
  return picture?.image.kind === "missing";
}
