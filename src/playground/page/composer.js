import { h } from "./dom.js";

const examples = [
  ["/sim sessions cargo-cam-07", "A camera on the road"],
  ["/sim sessions cargo-cam-07 30d", "The same, a whole month"],
  ["/sim help", "What can I ask?"],
];

/** The field to type in, with three questions to press. */
export function mountComposer(root, store, session) {
  const field = h("textarea", {
    rows: "1",
    "aria-label": "Message or command",
    autocomplete: "off",
    spellcheck: "false",
    enterkeyhint: "send",
  });
  const send = h(
    "button",
    { type: "submit", class: "send", "aria-label": "Send", disabled: true },
    h("span", { "aria-hidden": "true" }, "➤"),
  );
  const remembered = [];
  let back = 0;

  async function say(text) {
    if (text.trim() === "") return;
    remembered.push(text);
    back = 0;
    try {
      await session.say(text.trim());
    } catch (error) {
      store.tell("failed", error.message);
    }
  }

  function take() {
    const text = field.value;
    field.value = "";
    grow();
    void say(text);
  }

  function grow() {
    send.disabled = field.value.trim() === "";
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight, 160)}px`;
  }

  /** Up and down bring back what was typed before. */
  function recall(step) {
    const next = Math.min(Math.max(back + step, 0), remembered.length);
    if (next === back) return;
    back = next;
    field.value = back === 0 ? "" : remembered[remembered.length - back];
    grow();
  }

  field.addEventListener("input", grow);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      take();
    } else if (event.key === "ArrowUp" && (field.value === "" || back > 0)) recall(1);
    else if (event.key === "ArrowDown" && back > 0) recall(-1);
  });
  root.addEventListener("submit", (event) => {
    event.preventDefault();
    take();
  });
  root.append(
    h(
      "div",
      { class: "chips", role: "group", "aria-label": "Questions to try" },
      examples.map(([text, meaning]) =>
        h(
          "button",
          { type: "button", class: "chip", title: meaning, onclick: () => say(text) },
          text,
        ),
      ),
    ),
    h("div", { class: "field-row" }, field, send),
  );
  store.listen((kind) => {
    if (kind !== "workspace") return;
    const channel = store.currentChannel();
    const mark = channel?.kind === "im" ? "" : "#";
    field.placeholder = `Message ${mark}${channel?.name ?? ""} or /sim …`;
  });
  return { say, focus: () => field.focus() };
}
