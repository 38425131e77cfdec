import type { ModalView } from "@slack/types";
import { section } from "../kit/blocks.ts";
import { modal } from "../kit/modal.ts";
import { mrkdwn } from "../kit/mrkdwn.ts";

/** Stands in the window while the SIM platform is asked. */
export function readingModal(title: string): ModalView {
  return modal({ title, blocks: [section(mrkdwn`Reading from the SIM platform …`)] });
}
