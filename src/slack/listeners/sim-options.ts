import type { App, BlockSuggestion } from "@slack/bolt";
import type { Option } from "@slack/types";
import { readIdentifier } from "../../core/identifiers.ts";
import { type AccessRules, decideAccess } from "../../usecases/access.ts";
import { type FindSims, mostSuggestions } from "../../usecases/find-sims.ts";
import { asTypedOption, pickerFields, simOption } from "../views/picker.ts";

export interface SimOptionsParts {
  readonly access: AccessRules;
  readonly findSims: FindSims;
}

/**
 * The type-ahead of the window. From memory, as Slack waits 3 seconds and shows "no result" for
 * everything late. Names are for those who may ask: decided anew with every letter.
 */
export function listenToSimOptions(app: App, { access, findSims }: SimOptionsParts): void {
  app.options<"block_suggestion">(
    { type: "block_suggestion", action_id: pickerFields.sim },
    async ({ ack, body }) => {
      const asker = { userId: body.user.id, channelId: openedFrom(body) };
      const isAllowed = decideAccess(access, asker).kind === "allowed";
      await ack({ options: isAllowed ? optionsFor(findSims, body.value) : [] });
    },
  );
}

function optionsFor(findSims: FindSims, typed: string): Option[] {
  const identifier = readIdentifier(typed);
  const text = identifier.kind === "sid" ? identifier.sid : typed.trim();
  const { matches } = findSims.suggest(typed, mostSuggestions - 1);
  const found = matches.map(({ sim }) => simOption(sim));
  const isThere = matches.some(({ sim }) => sim.sid === text || sim.uniqueName === text);
  const asTyped = isThere ? null : asTypedOption(text);
  return asTyped === null ? found : [...found, asTyped];
}

/** The channel that the window was opened from; only we and Slack can write it there. */
function openedFrom({ view }: BlockSuggestion): string | null {
  return view?.private_metadata ? view.private_metadata : null;
}
