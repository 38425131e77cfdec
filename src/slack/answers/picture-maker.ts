import type { Audience } from "../../core/private-numbers.ts";
import type {
  PicturedReports,
  PictureFiles,
  TimelinePicture,
  TimelinePictures,
} from "../../ports/pictures.ts";
import type { Reply } from "../delivery/answering.ts";
import type { ZoneOf } from "../delivery/time-zones.ts";
import type { Asked } from "../intake/asker.ts";
import type { Message } from "../kit/blocks.ts";
import type { PictureView } from "../views/timeline-picture.ts";

export interface PictureMakerParts {
  /** `null`: pictures are switched off. */
  readonly pictures: TimelinePictures | null;
  readonly placeOf: (asked: Asked) => PicturePlace;
}

/** Where the app is installed, as far as pictures need it. */
export interface PicturePlace {
  /** Of the workspace or organisation. */
  readonly id: string;
  readonly files: PictureFiles;
  readonly zoneOf: ZoneOf;
}

/**
 * To be told who asks before anything is read: what a picture needs to know of that person is asked
 * of Slack beside the read.
 */
export type PictureMaker = (asked: Asked) => WithPicture;

/**
 * Makes the picture of one SIM or two and has the message written with it; `null` in its place
 * where pictures are switched off. The reply says what to do should Slack refuse the picture.
 */
export type WithPicture = (
  reports: PicturedReports,
  audience: Audience,
  messageWith: (picture: PictureView | null) => Message,
) => Promise<Pick<Reply, "message" | "withoutPicture" | "forgetPicture">>;

export function createPictureMaker({ pictures, placeOf }: PictureMakerParts): PictureMaker {
  if (pictures === null)
    return () => async (_, __, messageWith) => ({ message: messageWith(null) });
  return (asked) => {
    const { id, files, zoneOf } = placeOf(asked);
    // Of an organisation's workspaces each has files of its own.
    const workspace = { id: `${id} ${asked.teamId ?? ""}`, files };
    const zoneKnown = zoneOf(asked.userId);
    return async (reports, audience, messageWith) => {
      const zone = await zoneKnown;
      const picture = await pictures.pictureOf({ reports, audience, zone, workspace });
      const message = messageWith(picture);
      if (picture.image.kind === "missing") return { message };
      return {
        message,
        withoutPicture: messageWith(notShown(picture)),
        forgetPicture: () => pictures.forget(picture),
      };
    };
  };
}

/** Slack sometimes refuses a file that it has just called processed, or cannot fetch a link. */
function notShown({ altText, textTwin }: TimelinePicture): PictureView {
  return { image: { kind: "missing", reason: "not_shown" }, altText, textTwin };
}
