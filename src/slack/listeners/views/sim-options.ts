import type { App, BlockSuggestion } from "@slack/bolt";
import type { Option } from "@slack/types";
import type { Scope } from "../../../accounts/accounts.ts";
import { soughtBy } from "../../../core/reading/given.ts";
import { mostSuggestions, suggestSims } from "../../../questions/find.ts";
import { askedBy } from "../../intake/asker.ts";
import { asTypedOption, pickerFields, simOption } from "../../views/picker.ts";
import type { ListenerParts } from "../parts.ts";

/**
 * The type-ahead of the window. From memory, as Slack waits 3 seconds and shows "no result" for
 * everything late. Names are for those who may ask: decided anew with every letter.
 */
export function listenToSimOptions(app: App, { access, record }: ListenerParts): void {
  app.options<"block_suggestion">(
    { type: "block_suggestion", action_id: pickerFields.sim },
    async ({ ack, body }) => {
      const asked = { ...askedBy(body, "sim_options"), channelId: openedFrom(body) };
      const decision = await access.decide(asked);
      const isAllowed = decision.kind === "allowed";
      await ack({ options: isAllowed ? simOptions(decision.scope, body.value) : [] });
      // What is offered is not recorded, letter by letter; that somebody was refused is.
      if (!isAllowed) {
        const { because: reason } = decision;
        await record(asked, { outcome: "not_allowed", sims: [], shown: "nothing", reason });
      }
    },
  );
}

/** What the type-ahead offers for a text; the last one asks for exactly that text. */
export function simOptions(scope: Scope, typed: string): Option[] {
  const text = soughtBy(typed);
  const { matches } = suggestSims(scope, typed, mostSuggestions - 1);
  const found = matches.map(({ sim }) => simOption(sim));
  const isThere = matches.some(({ sim }) => sim.sid === text || sim.uniqueName === text);
  const asTyped = isThere ? null : asTypedOption(text);
  return asTyped === null ? found : [...found, asTyped];
}

/** The channel that the window was opened from; only we and Slack can write it there. */
function openedFrom({ view }: BlockSuggestion): string | null {
  return view?.private_metadata ? view.private_metadata : null;
}
