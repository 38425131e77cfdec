import { limits } from "../validate/limits.ts";
import type { JsonObject } from "../validate/shape.ts";
import { withIds } from "./block-ids.ts";
import type { Ids } from "./ids.ts";

/** A modal or a home tab as one person sees it. */
export interface SlackView {
  readonly id: string;
  readonly user: string;
  readonly hash: string;
  readonly rootViewId: string;
  readonly previousViewId: string | null;
  /** What the app sent, with ids filled in. */
  readonly content: JsonObject & { readonly blocks: readonly JsonObject[] };
}

export type ViewChange =
  | { readonly kind: "view_opened" | "view_changed" | "view_closed"; readonly view: SlackView }
  | { readonly kind: "home_published"; readonly view: SlackView };

/** Open modals, three stacked at most for each person, and one home tab each. */
export class Views {
  readonly #byId = new Map<string, SlackView>();
  readonly #homes = new Map<string, SlackView>();
  readonly #ids: Ids;
  readonly #tell: (change: ViewChange) => void;

  constructor(ids: Ids, tell: (change: ViewChange) => void) {
    this.#ids = ids;
    this.#tell = tell;
  }

  /** Opens a first modal, or pushes one over the open ones; `null` when three are open. */
  open(user: string, content: JsonObject, mode: "open" | "push"): SlackView | null {
    const stack = this.stackOf(user);
    if (mode === "push" && stack.length >= limits["view.stack"]) return null;
    if (mode === "open") for (const view of stack.toReversed()) this.close(view);
    const id = this.#ids.next("V");
    const below = mode === "push" ? stack.at(-1) : undefined;
    const view: SlackView = {
      id,
      user,
      hash: this.#ids.next("h"),
      rootViewId: below?.rootViewId ?? id,
      previousViewId: below?.id ?? null,
      content: this.#withIds(content),
    };
    this.#byId.set(id, view);
    this.#tell({ kind: "view_opened", view });
    return view;
  }

  update(old: SlackView, content: JsonObject): SlackView {
    const hash = this.#ids.next("h");
    const view: SlackView = { ...old, hash, content: this.#withIds(content) };
    this.#byId.set(view.id, view);
    this.#tell({ kind: "view_changed", view });
    return view;
  }

  close(view: SlackView): void {
    if (this.#byId.delete(view.id)) this.#tell({ kind: "view_closed", view });
  }

  publishHome(user: string, content: JsonObject): SlackView {
    const id = this.#homes.get(user)?.id ?? this.#ids.next("V");
    const hash = this.#ids.next("h");
    const own = { id, user, hash, rootViewId: id, previousViewId: null };
    const view: SlackView = { ...own, content: this.#withIds(content) };
    this.#homes.set(user, view);
    this.#tell({ kind: "home_published", view });
    return view;
  }

  find(id: string): SlackView | null {
    const homes = [...this.#homes.values()];
    return this.#byId.get(id) ?? homes.find((view) => view.id === id) ?? null;
  }

  findByExternalId(externalId: string): SlackView | null {
    const all = [...this.#byId.values()];
    return all.find((view) => view.content["external_id"] === externalId) ?? null;
  }

  homeOf(user: string): SlackView | null {
    return this.#homes.get(user) ?? null;
  }

  /** The open modals of one person, the top one last. */
  stackOf(user: string): SlackView[] {
    return [...this.#byId.values()].filter((view) => view.user === user);
  }

  #withIds(content: JsonObject) {
    const blocks = Array.isArray(content["blocks"]) ? content["blocks"] : [];
    return { ...content, blocks: withIds(blocks, this.#ids) };
  }
}
