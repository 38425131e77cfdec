import { api } from "./api.js";
import { h } from "./dom.js";

/** Where a picture comes from: a public address, or a file that was uploaded to Slack. */
function addressOf(image) {
  const { slack_file: file, image_url: url } = image;
  if (file !== undefined) {
    const id = file.id ?? /\/files\/(F[A-Z0-9]+)\//.exec(file.url ?? "")?.[1] ?? "";
    return api.fileAddress(id);
  }
  return /^https?:\/\//.test(url ?? "") ? url : "";
}

/** A picture that opens large; when it cannot be loaded, its description stands in its place. */
export function pictureView(image, className) {
  const words = String(image.alt_text ?? "");
  const picture = h("img", {
    src: addressOf(image),
    alt: words,
    loading: "lazy",
    class: className,
  });
  const holder = h(
    "button",
    {
      type: "button",
      class: "picture",
      "aria-label": `Enlarge: ${words}`,
      onclick: () => showLarge(picture.src, words),
    },
    picture,
  );
  picture.addEventListener("error", () => {
    holder.replaceWith(h("div", { class: "unknown" }, `Picture not available: ${words}`));
  });
  return holder;
}

function showLarge(address, words) {
  const dialog = h(
    "dialog",
    { class: "lightbox", "aria-label": "Picture", onclick: () => dialog.close() },
    h("img", { src: address, alt: words }),
    h("p", {}, words),
    h("button", { type: "button", class: "button", autofocus: true }, "Close"),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.querySelector("#dialogs").append(dialog);
  dialog.showModal();
}
