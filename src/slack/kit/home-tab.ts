import type { HomeView, KnownBlock } from "@slack/types";
import { limits } from "./limits.ts";

/** The bot's own tab as one person sees it, within Slack's limits. */
export function homeTab(blocks: readonly (KnownBlock | null)[]): HomeView {
  const present = blocks.filter((block) => block !== null);
  return { type: "home", blocks: present.slice(0, limits.blocksInHome) };
}
