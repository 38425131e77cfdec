import { isObject } from "../validate/shape.ts";
import { withEmoji } from "./emoji.ts";
import { mrkdwnToText, type TextReader } from "./render-inline.ts";

/** The words of a text object; empty for anything else. */
export function textObjectToText(value: unknown, reader: TextReader): string {
  if (!isObject(value) || typeof value["text"] !== "string") return "";
  if (value["type"] === "mrkdwn") return mrkdwnToText(value["text"], reader);
  return value["emoji"] === false ? value["text"] : withEmoji(value["text"]);
}

/** An interactive element as it reads in a terminal: `[Older]`, `[7 days ▾]`. */
export function elementToText(element: unknown, reader: TextReader): string {
  if (!isObject(element)) return "";
  const type = String(element["type"]);
  const words = (value: unknown) => textObjectToText(value, reader);
  const optionWords = (value: unknown) => (isObject(value) ? words(value["text"]) : "");
  const optionsOf = (name: string) => (Array.isArray(element[name]) ? element[name] : []);
  if (type === "image") return `[picture: ${String(element["alt_text"])}]`;
  if (type === "overflow") return `[⋯ ${optionsOf("options").map(optionWords).join(" | ")}]`;
  if (type === "button" || type === "workflow_button" || type === "icon_button") {
    const address = typeof element["url"] === "string" ? ` → ${element["url"]}` : "";
    return `[${words(element["text"])}${address}]`;
  }
  if (type === "checkboxes" || type === "radio_buttons") {
    const mark = type === "checkboxes" ? "☐" : "○";
    return optionsOf("options")
      .map((option) => `${mark} ${optionWords(option)}`)
      .join("  ");
  }
  if (type.endsWith("_select")) {
    const chosen = [element["initial_option"], ...optionsOf("initial_options")].map(optionWords);
    const shown = chosen.filter((text) => text !== "").join(", ");
    return `[${shown === "" ? words(element["placeholder"]) || "Choose" : shown} ▾]`;
  }
  if (type.endsWith("_input") || type.endsWith("picker")) {
    const initial = typeof element["initial_value"] === "string" ? element["initial_value"] : "";
    return `[${initial || words(element["placeholder"]) || "…"}]`;
  }
  if (type === "feedback_buttons") return "[👍] [👎]";
  return `[unknown element: ${type}]`;
}
