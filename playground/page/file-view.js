import { api } from "./api.js";
import { h } from "./dom.js";
import { pictureView } from "./picture-view.js";

const kilobyte = 1_024;

/** A file shared with a message: a picture is shown, anything else can be saved. */
export function fileView(id) {
  const holder = h("div", {}, h("span", { class: "context" }, "File…"));
  api.file(id).then(
    (file) => holder.replaceChildren(contentOf(file)),
    (error) => holder.replaceChildren(h("span", { class: "unknown" }, error.message)),
  );
  return holder;
}

function contentOf({ id, name, title, size, isPicture }) {
  if (isPicture) return pictureView({ slack_file: { id }, alt_text: title }, "block-picture");
  return h(
    "a",
    { class: "file", href: api.fileAddress(id), download: name },
    h("strong", {}, title),
    h("small", { class: "context" }, `${name} · ${Math.ceil(size / kilobyte)} KB`),
  );
}
