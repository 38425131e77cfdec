import { blockViews } from "./blocks-view.js";
import { comboBox } from "./combo-box.js";
import { h } from "./dom.js";
import { elementView } from "./elements-view.js";
import { showJson } from "./json-dialog.js";
import { textNodes } from "./mrkdwn-view.js";
import { placesOf } from "./store.js";

/** Shows the top modal of the viewer, or the bot's own tab, and keeps it in step with the bot. */
export function mountModals(root, store, session) {
  let dialog = null;

  function close() {
    dialog?.remove();
    dialog = null;
  }

  store.listen((kind) => {
    if (kind !== "views") return;
    const view = store.state.views.at(-1);
    const isSame = dialog?.dataset.hash === view?.hash;
    if (isSame) return;
    close();
    if (view === undefined) return;
    dialog = modalView(view, store, session);
    root.append(dialog);
    dialog.showModal();
  });
}

function modalView(view, store, session) {
  const { content } = view;
  const nameOf = (id) => store.nameOf(id);
  // The bot's own tab has none.
  const title = content.title ?? { type: "plain_text", text: store.state.workspace.bot.name };
  const values = {};
  const problems = h("p", { class: "modal-problem", role: "alert", hidden: true });
  const actions = {
    nameOf,
    places: () => placesOf(store),
    press: (target) => session.clickInView(view, target),
    suggest: async (target) => (await session.suggest({ viewId: view.id }, target)).options,
  };
  const inputs = new Map();
  const body = content.blocks.map((block) => {
    if (block.type !== "input") return blockViews([block], actions)[0];
    const input = inputView(block, values, actions);
    inputs.set(block.block_id, input);
    return input;
  });
  const submit = content.submit
    ? h("button", { class: "button primary" }, textNodes(content.submit, nameOf))
    : null;

  async function onsubmit(event) {
    event.preventDefault();
    submit.disabled = true;
    for (const input of inputs.values()) input.querySelector(".input-error").textContent = "";
    try {
      const result = await session.submit(view, values);
      for (const [blockId, words] of Object.entries(result.errors)) {
        const input = inputs.get(blockId);
        if (input !== undefined) input.querySelector(".input-error").textContent = words;
      }
      const failure =
        result.refused ?? (result.ack.kind === "acknowledged" ? null : result.ack.kind);
      problems.hidden = failure === null;
      problems.textContent = failure === null ? "" : `We had some trouble: ${failure}`;
    } finally {
      submit.disabled = false;
    }
  }

  const dialog = h(
    "dialog",
    { class: "modal", "data-hash": view.hash, "aria-label": String(title.text) },
    h(
      "form",
      { onsubmit },
      h(
        "header",
        {},
        h("h2", {}, textNodes(title, nameOf)),
        h(
          "button",
          {
            type: "button",
            class: "icon-button json-button",
            "aria-label": "Show Block Kit JSON",
            title: "Show Block Kit JSON",
            onclick: () => showJson("Block Kit JSON", content),
          },
          "{ }",
        ),
        h(
          "button",
          { type: "button", class: "icon-button", "aria-label": "Close", onclick: leave },
          "✕",
        ),
      ),
      h(
        "div",
        { class: "modal-body", tabindex: "0", role: "region", "aria-label": "Content" },
        body,
        problems,
      ),
      h(
        "footer",
        { class: "modal-foot" },
        h(
          "button",
          { type: "button", class: "button", onclick: leave },
          content.close ? textNodes(content.close, nameOf) : submit === null ? "Close" : "Cancel",
        ),
        submit,
      ),
    ),
  );
  function leave() {
    void session.closeView(view);
  }
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    leave();
  });
  // A browser may close it without asking.
  dialog.addEventListener("close", leave);
  return dialog;
}

const textTypes = {
  plain_text_input: "text",
  number_input: "number",
  email_text_input: "email",
  url_text_input: "url",
  datepicker: "date",
  timepicker: "time",
};

/** A labelled input; what it holds goes into `values` under its action_id. */
function inputView(block, values, actions) {
  const { element } = block;
  const name = element.action_id;
  const hold = (value) => {
    values[name] = value;
  };
  return h(
    "div",
    { class: "input" },
    h(
      // A group of choices has a label for each.
      ["radio_buttons", "checkboxes"].includes(element.type) ? "div" : "label",
      {},
      h(
        "span",
        { class: "input-label" },
        textNodes(block.label, actions.nameOf),
        block.optional ? h("em", {}, " (optional)") : null,
      ),
      inputElement(element, block, hold, actions),
    ),
    block.hint ? h("p", { class: "hint" }, textNodes(block.hint, actions.nameOf)) : null,
    h("p", { class: "input-error", role: "alert" }),
  );
}

function inputElement(element, block, hold, actions) {
  const placeholder = element.placeholder?.text ?? null;
  if (element.type === "external_select") {
    return comboBox({
      label: String(block.label?.text ?? "Search"),
      placeholder: placeholder ?? "Search",
      autofocus: element.focus_on_load === true,
      initial: element.initial_option ?? null,
      minimum: element.min_query_length ?? 3,
      suggest: (value) =>
        actions.suggest({ actionId: element.action_id, blockId: block.block_id, value }),
      choose: hold,
    }).node;
  }
  const type = textTypes[element.type];
  if (type !== undefined) {
    const tag = element.multiline === true ? "textarea" : "input";
    const input = h(tag, {
      type: tag === "input" ? type : null,
      placeholder,
      required: block.optional !== true,
      minlength: element.min_length ?? null,
      maxlength: element.max_length ?? null,
      autofocus: element.focus_on_load === true,
      oninput: () => hold(input.value),
    });
    input.value = element.initial_value ?? element.initial_date ?? element.initial_time ?? "";
    return input;
  }
  // Selects and choices only report to the bot when they are pressed outside of inputs.
  const press = ({ selectedOption }) => hold(selectedOption);
  return elementView(element, block, { ...actions, press, prefill: hold });
}
