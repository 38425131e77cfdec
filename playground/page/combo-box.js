import { h } from "./dom.js";

const typingPauseMs = 150;
let count = 0;

/**
 * A text field that asks for options while one types (ARIA combobox).
 *
 * @param {{
 *   label: string, placeholder: string, initial: object | null, minimum: number, autofocus: boolean,
 *   suggest: (typed: string) => Promise<object[]>, choose: (option: object) => void
 * }} settings
 */
export function comboBox({ label, placeholder, initial, minimum, autofocus, suggest, choose }) {
  count += 1;
  const listId = `options-${count}`;
  let options = [];
  let active = -1;
  let latest = 0;
  let pause;

  const list = h("div", {
    class: "combo-list",
    role: "listbox",
    id: listId,
    "aria-label": label,
    hidden: true,
  });
  const input = h("input", {
    type: "text",
    class: "combo-input",
    role: "combobox",
    autocomplete: "off",
    placeholder,
    autofocus,
    "aria-label": label,
    "aria-controls": listId,
    "aria-expanded": "false",
    "aria-autocomplete": "list",
    value: initial?.text?.text ?? "",
  });
  const node = h("div", { class: "combo" }, input, list);

  function show(words) {
    list.replaceChildren(
      ...(words === null
        ? options.map((option, index) =>
            h(
              "div",
              {
                role: "option",
                id: `${listId}-${index}`,
                "aria-selected": String(index === active),
                onmousedown: (event) => {
                  event.preventDefault();
                  pick(index);
                },
              },
              String(option.text?.text ?? ""),
              option.description ? h("small", {}, String(option.description.text ?? "")) : "",
            ),
          )
        : [h("div", { class: "combo-note" }, words)]),
    );
    // A list of options has options; words in their place are said.
    list.setAttribute("role", words === null ? "listbox" : "status");
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    if (active >= 0) input.setAttribute("aria-activedescendant", `${listId}-${active}`);
    else input.removeAttribute("aria-activedescendant");
  }

  function hide() {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function pick(index) {
    const option = options[index];
    if (option === undefined) return;
    input.value = String(option.text?.text ?? "");
    hide();
    choose(option);
  }

  async function ask() {
    latest += 1;
    const mine = latest;
    if (input.value.length < minimum) {
      show(`Type ${minimum} or more characters`);
      return;
    }
    show("Searching…");
    const found = await suggest(input.value).catch(() => []);
    // An answer to what was typed before must not replace a newer one.
    if (mine !== latest) return;
    options = found;
    active = -1;
    show(found.length === 0 ? "No result" : null);
  }

  input.addEventListener("input", () => {
    // What was found for other words must not be chosen for these.
    latest += 1;
    options = [];
    active = -1;
    show("Searching…");
    clearTimeout(pause);
    pause = setTimeout(ask, typingPauseMs);
  });
  input.addEventListener("focus", ask);
  input.addEventListener("blur", hide);
  input.addEventListener("keydown", (event) => {
    if (list.hidden || options.length === 0) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      active = (active + step + options.length) % options.length;
      show(null);
    } else if (event.key === "Enter" && active >= 0) pick(active);
    else if (event.key === "Escape") hide();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return { node, input };
}
