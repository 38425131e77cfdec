import { maskingOf } from "../../core/private-numbers.ts";
import type { Message } from "./blocks.ts";
import { withTexts } from "./message-texts.ts";

/**
 * The message as others may read it: no complete IMEI, ICCID or coordinate, wherever it stands,
 * also where somebody made it the name of a SIM. `numbers` are those known of the SIM; whatever
 * looks like one is masked besides. Buttons keep their values: they carry none.
 */
export function maskedMessage(message: Message, numbers: readonly (string | null)[]): Message {
  return withTexts(message, maskingOf(numbers));
}
