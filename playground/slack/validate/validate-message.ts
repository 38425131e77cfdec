import { blockShapes, type Surface } from "./blocks.ts";
import { type FileGate, withinTotal } from "./composition.ts";
import { type LimitName, limits } from "./limits.ts";
import { collectProblems, type Problem, type Report, reportTooMany } from "./problem.ts";
import { byType, isObject, type JsonObject } from "./shape.ts";

export interface MessageToCheck {
  readonly text?: unknown;
  readonly blocks?: unknown;
}

export interface MessageRules {
  /**
   * How the message is sent. Slack's undocumented limit on all texts together was seen in
   * `chat.postMessage` only; through a response_url the same blocks passed.
   */
  readonly via?: "chat.postMessage" | "chat.update" | "response_url";
  /** Whether a `slack_file` can be shown already. Left out: every well-formed file can. */
  readonly fileIsReady?: FileGate;
}

/**
 * What Slack would refuse about a message; an empty list means that Slack takes it. Problems come
 * in the order of the blocks.
 */
export function validateMessage(message: MessageToCheck, rules: MessageRules = {}): Problem[] {
  const via = rules.via ?? "chat.postMessage";
  return collectProblems((report) => {
    const { text, blocks } = message;
    if (text !== undefined && typeof text !== "string") {
      report.add({
        error: "invalid_arguments",
        pointer: "/text",
        code: "wrong_type",
        message: "must be a valid string",
      });
    }
    const hasBlocks = Array.isArray(blocks) && blocks.length > 0;
    if (!hasBlocks && (typeof text !== "string" || text === "")) {
      report.add({ error: "no_text", pointer: "", code: "no_text", message: "no text provided" });
    }
    if (via === "chat.update" && typeof text === "string") {
      if (text.length > limits["message.text_in_update"]) {
        report.add({
          error: "msg_too_long",
          pointer: "/text",
          code: "too_long",
          message: "message is too long",
          limit: "message.text_in_update",
          got: String(text.length),
        });
      }
    }
    if (blocks === undefined || blocks === null) return;
    if (!Array.isArray(blocks)) {
      report.add({
        error: "invalid_blocks_format",
        pointer: "/blocks",
        code: "wrong_type",
        message: "must be a valid array",
      });
      return;
    }
    checkBlocks(blocks, "message", "message.blocks", rules.fileIsReady ?? (() => true), report);
    checkTotals(blocks, via, report);
  });
}

/** Checks the list of blocks of a message or view: each block, their number, their ids. */
export function checkBlocks(
  blocks: readonly unknown[],
  surface: Surface,
  most: LimitName,
  fileIsReady: FileGate,
  report: Report,
): void {
  if (blocks.length > limits[most]) reportTooMany(report, "/blocks", blocks.length, most);
  const shape = byType(() => shapes);
  const shapes = blockShapes(surface, fileIsReady);
  const seen = new Set<string>();
  blocks.forEach((block, index) => {
    shape(block, `/blocks/${index}`, report);
    for (const { id, pointer } of blockIds(block, `/blocks/${index}`)) {
      if (seen.has(id)) {
        report.add({
          pointer: `${pointer}/block_id`,
          code: "duplicate_block_id",
          message: "block_id already exists in this message",
        });
      }
      seen.add(id);
    }
  });
}

function* blockIds(block: unknown, pointer: string): Generator<{ id: string; pointer: string }> {
  if (!isObject(block)) return;
  if (typeof block["block_id"] === "string") yield { id: block["block_id"], pointer };
  const children = block["child_blocks"];
  if (!Array.isArray(children)) return;
  for (const [index, child] of children.entries()) {
    yield* blockIds(child, `${pointer}/child_blocks/${index}`);
  }
}

function checkTotals(blocks: readonly unknown[], via: string, report: Report): void {
  const known = flatten(blocks);
  const ofType = (type: string) => known.filter(({ block }) => block["type"] === type);

  const tables = ofType("table");
  const extra = tables[limits["message.tables"]];
  if (extra !== undefined) {
    report.add({
      pointer: extra.pointer,
      code: "too_many",
      message: "only one table allowed in a message",
      limit: "message.tables",
      got: String(tables.length),
    });
  }
  for (const { block, pointer } of tables) {
    withinTotal(textLength(block["rows"]), "table.text", `${pointer}/rows`, report);
  }
  for (const { block, pointer } of ofType("data_table")) {
    withinTotal(textLength(block["rows"]), "data_table.text", `${pointer}/rows`, report);
  }
  const markdown = ofType("markdown").reduce((sum, { block }) => sum + textLength(block), 0);
  withinTotal(markdown, "message.markdown", "/blocks", report);

  const total = textLength(blocks);
  if (via !== "response_url" && total > limits["message.block_text"]) {
    report.add({
      error: "msg_blocks_too_long",
      pointer: "/blocks",
      code: "too_long",
      message: "message blocks are too long",
      limit: "message.block_text",
      got: String(total),
    });
  }
}

function flatten(
  blocks: readonly unknown[],
  pointer = "/blocks",
): { block: JsonObject; pointer: string }[] {
  return blocks.flatMap((block, index) => {
    if (!isObject(block)) return [];
    const own = `${pointer}/${index}`;
    const children = block["child_blocks"];
    const inner = Array.isArray(children) ? flatten(children, `${own}/child_blocks`) : [];
    return [{ block, pointer: own }, ...inner];
  });
}

/** The names under which Block Kit keeps words that a reader sees. */
const readableFields = new Set(["text", "alt_text", "caption", "fallback"]);

/** Characters of all readable words in a value. */
function textLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + textLength(item), 0);
  if (!isObject(value)) return 0;
  return Object.entries(value).reduce((sum, [name, inner]) => {
    if (typeof inner === "string") return readableFields.has(name) ? sum + inner.length : sum;
    return sum + textLength(inner);
  }, 0);
}
