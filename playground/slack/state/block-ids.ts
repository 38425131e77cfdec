import { isObject, type JsonObject } from "../validate/shape.ts";
import type { Ids } from "./ids.ts";

/**
 * Slack gives every block a block_id and every interactive element an action_id when the app
 * left them out; a click reports them.
 */
export function withIds(blocks: readonly unknown[], ids: Ids): readonly JsonObject[] {
  return blocks.filter(isObject).map((block) => {
    const result: Record<string, unknown> = { block_id: ids.next("b"), ...block };
    if (block["type"] === "actions" && Array.isArray(block["elements"])) {
      result["elements"] = block["elements"].map((element) => withActionId(element, ids));
    }
    for (const name of ["accessory", "element"]) {
      if (block[name] !== undefined) result[name] = withActionId(block[name], ids);
    }
    if (Array.isArray(block["child_blocks"])) {
      result["child_blocks"] = withIds(block["child_blocks"], ids);
    }
    return result;
  });
}

function withActionId(element: unknown, ids: Ids): unknown {
  if (!isObject(element) || element["type"] === "image") return element;
  return { action_id: ids.next("a"), ...element };
}

/** One interactive element and the block that holds it. */
export interface PlacedElement {
  readonly blockId: string;
  readonly element: JsonObject;
}

/** Every interactive element of a message or view, in reading order. */
export function elementsIn(blocks: readonly unknown[]): PlacedElement[] {
  return blocks.filter(isObject).flatMap((block) => {
    const blockId = String(block["block_id"] ?? "");
    const own = [
      block["accessory"],
      block["element"],
      ...(Array.isArray(block["elements"]) ? block["elements"] : []),
    ];
    const inner = Array.isArray(block["child_blocks"]) ? elementsIn(block["child_blocks"]) : [];
    const interactive = own.filter(isObject).filter((one) => one["action_id"] !== undefined);
    return [...interactive.map((element) => ({ blockId, element })), ...inner];
  });
}
