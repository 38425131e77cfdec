import { type FileGate, plainText } from "./composition.ts";
import { collectProblems, type Problem, type Report } from "./problem.ts";
import { flag, isObject, needed, object, optional, type Shape, text, word } from "./shape.ts";
import { checkBlocks } from "./validate-message.ts";

const callback = {
  callback_id: optional(text("view.callback_id")),
  external_id: optional(text("view.external_id")),
  private_metadata: optional(text("view.private_metadata")),
};

function viewShape(surface: "modal" | "home", fileIsReady: FileGate): Shape {
  const blocks: Shape = (value, pointer, report) => {
    if (Array.isArray(value)) {
      checkBlocks(value, surface, "view.blocks", fileIsReady, report);
    } else report.add({ pointer, code: "wrong_type", message: "must be a valid array" });
  };
  const common = { type: needed(word(surface)), blocks: needed(blocks), ...callback };
  if (surface === "home") return object(common);
  return object(
    {
      ...common,
      title: needed(plainText("view.title")),
      submit: optional(plainText("view.submit")),
      close: optional(plainText("view.close")),
      clear_on_close: optional(flag),
      notify_on_close: optional(flag),
      submit_disabled: optional(flag),
    },
    submitWithInputs,
  );
}

/** A modal with an input block and no submit button is refused. */
const submitWithInputs: Shape = (value, pointer, report) => {
  if (!isObject(value) || !Array.isArray(value["blocks"]) || value["submit"] !== undefined) return;
  if (value["blocks"].some((block) => isObject(block) && block["type"] === "input")) {
    report.add({ pointer, code: "missing", message: "missing required field: submit" });
  }
};

/**
 * What Slack would refuse about a modal or home view; all of it is `invalid_arguments` there. An
 * empty list means that Slack takes it.
 */
export function validateView(view: unknown, fileIsReady: FileGate = () => true): Problem[] {
  return collectProblems((inner) => {
    const report: Report = {
      add: (problem) => inner.add({ ...problem, error: "invalid_arguments" }),
    };
    const type = isObject(view) ? view["type"] : undefined;
    if (type !== "modal" && type !== "home") {
      report.add({ pointer: "/type", code: "unsupported_type", message: "unsupported view type" });
      return;
    }
    viewShape(type, fileIsReady)(view, "", report);
  });
}
