import { type LimitName, limits } from "./limits.ts";
import { type Report, reportTooLong } from "./problem.ts";
import {
  byType,
  flag,
  isObject,
  list,
  needed,
  object,
  optional,
  type Shape,
  text,
  webAddress,
  word,
} from "./shape.ts";

/** Slack names the pointer of a text object's own `text`, so the limit is checked there. */
function textObject(limit: LimitName, kinds: readonly string[]): Shape {
  const shapes: Record<string, Shape> = {
    plain_text: object({
      type: needed(word("plain_text")),
      text: needed(text(limit, 1)),
      emoji: optional(flag),
    }),
    mrkdwn: object({
      type: needed(word("mrkdwn")),
      text: needed(text(limit, 1)),
      verbatim: optional(flag),
    }),
  };
  const allowed = Object.fromEntries(
    Object.entries(shapes).filter(([kind]) => kinds.includes(kind)),
  );
  return byType(() => allowed);
}

export function plainText(limit: LimitName): Shape {
  return textObject(limit, ["plain_text"]);
}

export function markdownText(limit: LimitName): Shape {
  return textObject(limit, ["mrkdwn"]);
}

export function anyText(limit: LimitName): Shape {
  return textObject(limit, ["plain_text", "mrkdwn"]);
}

export const confirm = object({
  title: optional(plainText("confirm.title")),
  text: needed(anyText("confirm.text")),
  confirm: optional(plainText("confirm.button")),
  deny: optional(plainText("confirm.button")),
  style: optional(word("primary", "danger")),
});

function optionWith(optionText: Shape): Shape {
  return object({
    text: needed(optionText),
    value: optional(text("option.value")),
    description: optional(anyText("option.description")),
    url: optional(webAddress("option.url")),
  });
}

export const plainOption = optionWith(plainText("option.text"));
export const anyOption = optionWith(anyText("option.text"));

export const optionGroup = object({
  label: needed(plainText("option_group.label")),
  options: needed(list(plainOption, "select.options")),
});

/** `initial_option(s)` must repeat one of the options word for word. */
export const initialAmongOptions: Shape = (value, pointer, report) => {
  if (!isObject(value)) return;
  const groups = Array.isArray(value["option_groups"]) ? value["option_groups"] : [];
  const options = [value["options"], ...groups.map((group) => group?.options)].flat();
  const offered = new Set(options.map((option) => JSON.stringify(option)));
  const initial = value["initial_options"] ?? value["initial_option"];
  if (initial === undefined || offered.size === 0) return;
  for (const chosen of Array.isArray(initial) ? initial : [initial]) {
    if (offered.has(JSON.stringify(chosen))) continue;
    report.add({
      pointer,
      code: "initial_option",
      message: "initial option must match one of the options",
    });
  }
};

/** Whether an uploaded file may be shown already: processed, and an image. */
export type FileGate = (file: { readonly id?: string; readonly url?: string }) => boolean;

/**
 * The two ways to name a picture, of which exactly one must be used. Slack answers "invalid slack
 * file" for a file that it has not processed yet.
 */
export function pictureSource(fileIsReady: FileGate): Shape {
  return (value, pointer, report) => {
    if (!isObject(value)) return;
    const hasUrl = value["image_url"] !== undefined;
    const hasFile = value["slack_file"] !== undefined;
    if (hasUrl === hasFile) {
      return report.add({
        pointer,
        code: hasUrl ? "ambiguous" : "missing",
        message: hasUrl
          ? "only one of image_url and slack_file is allowed"
          : "missing required field: image_url",
      });
    }
    if (hasFile) slackFile(value["slack_file"], `${pointer}/slack_file`, report, fileIsReady);
  };
}

const fileId = /^F[A-Z0-9]{8,}$/;

function slackFile(value: unknown, pointer: string, report: Report, isReady: FileGate): void {
  if (isObject(value)) {
    const { id, url, ...others } = value;
    const only = Object.keys(others).length === 0;
    const byId = typeof id === "string" && url === undefined && fileId.test(id) && isReady({ id });
    const byUrl = typeof url === "string" && id === undefined && isReady({ url });
    if (only && (byId || byUrl)) return;
  }
  report.add({ pointer, code: "slack_file", message: "invalid slack file" });
}

/** Checks a total, such as the characters of all markdown blocks of one message. */
export function withinTotal(total: number, limit: LimitName, pointer: string, report: Report) {
  if (total > limits[limit]) reportTooLong(report, pointer, total, limit);
}
