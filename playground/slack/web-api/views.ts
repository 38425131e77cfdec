import type { World } from "../state/world.ts";
import { validateView } from "../validate/validate-view.ts";
import {
  type Answer,
  type Arguments,
  type Method,
  objectOf,
  problemsAnswer,
  refusal,
  words,
} from "./method.ts";
import { viewJson } from "./payloads.ts";

/** What is wrong with a view, as an answer; `null`: nothing. */
export function viewRefusal(view: unknown, kind: "modal" | "home", world: World): Answer | null {
  const problems = validateView(view, world.fileIsShowable.bind(world));
  if (problems.length > 0) return problemsAnswer(problems);
  return objectOf(view)["type"] === kind ? null : refusal("invalid_arguments");
}

/** Shows a modal to the person who pressed, as long as the trigger_id is fresh. */
function openWith(args: Arguments, world: World, mode: "open" | "push"): Answer {
  const refused = viewRefusal(args["view"], "modal", world);
  if (refused !== null) return refused;
  const exchanged = world.triggers.exchange(words(args, "trigger_id"));
  if ("error" in exchanged) return refusal(exchanged.error);
  const view = world.views.open(exchanged.user, objectOf(args["view"]), mode);
  return view === null ? refusal("push_limit_reached") : { ok: true, view: viewJson(view, world) };
}

const update: Method = (args, world) => {
  const byId = world.views.find(words(args, "view_id"));
  const view = byId ?? world.views.findByExternalId(words(args, "external_id"));
  if (view === null) return refusal("not_found");
  const hash = words(args, "hash");
  if (hash !== "" && hash !== view.hash) return refusal("hash_conflict");
  const refused = viewRefusal(args["view"], "modal", world);
  if (refused !== null) return refused;
  const changed = world.views.update(view, objectOf(args["view"]));
  return { ok: true, view: viewJson(changed, world) };
};

const publish: Method = (args, world) => {
  const user = world.user(words(args, "user_id"));
  if (user === null) return refusal("user_not_found");
  const hash = words(args, "hash");
  const current = world.views.homeOf(user.id);
  if (hash !== "" && current !== null && hash !== current.hash) return refusal("hash_conflict");
  const refused = viewRefusal(args["view"], "home", world);
  if (refused !== null) return refused;
  const view = world.views.publishHome(user.id, objectOf(args["view"]));
  return { ok: true, view: viewJson(view, world) };
};

export const viewMethods: Readonly<Record<string, Method>> = {
  "views.open": (args, world) => openWith(args, world, "open"),
  "views.push": (args, world) => openWith(args, world, "push"),
  "views.update": update,
  "views.publish": publish,
};
