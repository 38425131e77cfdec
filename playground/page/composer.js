import { namedAccounts } from "./accounts.js";
import { completionsOf } from "./completion.js";
import { h } from "./dom.js";

const tallestPixels = 160;
let count = 0;

/**
 * A field to type in: Enter sends, Up and Down bring back what was sent, and slash commands are
 * completed (ARIA combobox).
 *
 * @param {HTMLFormElement} root
 * @param {{
 *   label: string, placeholder: () => string, completes: boolean,
 *   say: (text: string) => Promise<unknown>, failed: (words: string) => void
 * }} settings
 */
export function createComposer(root, store, { label, placeholder, completes, say, failed }) {
  count += 1;
  const listId = `completions-${count}`;
  const list = h("div", { class: "completions", role: "listbox", id: listId, hidden: true });
  list.setAttribute("aria-label", "Completions");
  const field = h("textarea", {
    rows: "1",
    "aria-label": label,
    autocomplete: "off",
    spellcheck: "false",
    enterkeyhint: "send",
    ...(completes
      ? {
          role: "combobox",
          "aria-autocomplete": "list",
          "aria-controls": listId,
          "aria-expanded": "false",
        }
      : {}),
  });
  const send = h(
    "button",
    { type: "submit", class: "send", "aria-label": "Send", disabled: true },
    h("span", { "aria-hidden": "true" }, "➤"),
  );
  const remembered = [];
  let back = 0;
  let options = [];
  let active = -1;

  async function sayAndTell(text) {
    if (text.trim() === "") return;
    remembered.push(text);
    back = 0;
    try {
      await say(text.trim());
    } catch (error) {
      failed(error.message);
    }
  }

  function take() {
    const text = field.value;
    put("");
    void sayAndTell(text);
  }

  function put(text) {
    field.value = text;
    grow();
    complete();
  }

  function grow() {
    send.disabled = field.value.trim() === "";
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight, tallestPixels)}px`;
  }

  function complete() {
    if (!completes) return;
    const known = {
      commands: store.state.about?.commands ?? [],
      sims: store.state.sims,
      accounts: namedAccounts(store),
    };
    options = completionsOf(field.value, known);
    active = -1;
    showOptions();
  }

  function showOptions() {
    const isOpen = options.length > 0 && document.activeElement === field;
    list.hidden = !isOpen;
    field.setAttribute("aria-expanded", String(isOpen));
    list.replaceChildren(
      ...options.map(({ words, description }, index) =>
        h(
          "div",
          {
            role: "option",
            id: `${listId}-${index}`,
            "aria-selected": String(index === active),
            onmousedown: (event) => {
              event.preventDefault();
              put(options[index].text);
            },
          },
          h("code", {}, words),
          description ? h("span", {}, description) : null,
        ),
      ),
    );
    if (active >= 0) field.setAttribute("aria-activedescendant", `${listId}-${active}`);
    else field.removeAttribute("aria-activedescendant");
  }

  function hideOptions() {
    options = [];
    active = -1;
    if (completes) showOptions();
  }

  /** Up and down bring back what was typed before. */
  function recall(step) {
    const next = Math.min(Math.max(back + step, 0), remembered.length);
    if (next === back) return;
    back = next;
    field.value = back === 0 ? "" : remembered[remembered.length - back];
    grow();
  }

  /** Whether the key was for the list of completions. */
  function movesInOptions(key) {
    if (options.length === 0) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (step !== undefined) {
      active = (Math.max(active, step === 1 ? -1 : 0) + step + options.length) % options.length;
      showOptions();
      return true;
    }
    const chosen = key === "Tab" ? options[Math.max(active, 0)] : options[active];
    if ((key === "Tab" || key === "Enter") && chosen !== undefined) {
      put(chosen.text);
      return true;
    }
    if (key === "Escape") {
      hideOptions();
      return true;
    }
    return false;
  }

  field.addEventListener("input", () => {
    grow();
    complete();
  });
  field.addEventListener("focus", complete);
  field.addEventListener("blur", hideOptions);
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const { key, shiftKey } = event;
    const isForward = key !== "Tab" || !shiftKey;
    if (isForward && movesInOptions(key)) event.preventDefault();
    else if (key === "Enter" && !shiftKey) {
      event.preventDefault();
      take();
    } else if (key === "ArrowUp" && (field.value === "" || back > 0)) recall(1);
    else if (key === "ArrowDown" && back > 0) recall(-1);
  });
  root.addEventListener("submit", (event) => {
    event.preventDefault();
    take();
  });
  const row = h("div", { class: "field-row" }, field, send);
  root.append(list, row);
  store.listen((kind) => {
    if (kind === "workspace") field.placeholder = placeholder();
  });
  return { say: sayAndTell, focus: () => field.focus(), prepend: (node) => row.prepend(node) };
}
