/** Who reads an answer. For a channel names are masked: one may be the number of a card or a device. */
export type Audience = "asker" | "channel";
