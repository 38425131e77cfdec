import { comboBox } from "./combo-box.js";
import { confirmDialog } from "./confirm-dialog.js";
import { h, safeAddress } from "./dom.js";
import { menuButton } from "./menu.js";
import { textNodes } from "./mrkdwn-view.js";
import { pictureView } from "./picture-view.js";

/**
 * What an element needs to act: `press(target)` tells the bot, `suggest(target)` asks for options,
 * `nameOf` knows the names behind ids, `places` the people and channels of the workspace.
 *
 * @typedef {{ press: Function, suggest: Function, nameOf: Function, places: Function }} Actions
 */

const plainWords = (object) => String(object?.text ?? "");

/** Does something once the person confirmed it, if the element asks for that. */
async function confirmed(element, act) {
  if (element.confirm === undefined || (await confirmDialog(element.confirm))) act();
}

/** What stands beside an element: the label of its input, or its own placeholder. */
function nameFor(element, block) {
  return plainWords(block.label) || plainWords(element.placeholder);
}

/** A name to hear; it begins with the words on the button, so that those can be spoken to press it. */
function spokenName({ accessibility_label: label, text }) {
  if (label === undefined) return null;
  const words = plainWords(text);
  return label.toLowerCase().startsWith(words.toLowerCase()) ? label : `${words}: ${label}`;
}

function buttonView(element, block, actions) {
  const target = { actionId: element.action_id, blockId: block.block_id };
  const common = {
    class: `button ${element.style ?? ""}`,
    "aria-label": spokenName(element),
    "data-action": element.action_id,
  };
  const words = textNodes(element.text, actions.nameOf);
  const href = element.url === undefined ? null : safeAddress(element.url);
  if (href !== null) {
    const press = () => actions.press(target, null);
    return h(
      "a",
      { ...common, href, target: "_blank", rel: "noopener noreferrer", onclick: press },
      words,
      h("span", { class: "outside", "aria-hidden": "true" }, "↗"),
    );
  }
  const button = h(
    "button",
    {
      ...common,
      type: "button",
      onclick: () => confirmed(element, () => actions.press(target, button)),
    },
    words,
  );
  return button;
}

function allOptions(element) {
  return [
    ...(element.options ?? []),
    ...(element.option_groups ?? []).flatMap((group) => group.options),
  ];
}

function optionNode(option, chosen) {
  return h(
    "option",
    { value: option.value, selected: option.value === chosen },
    plainWords(option.text),
  );
}

function selectView(element, block, actions) {
  const chosen = element.initial_option?.value;
  const placeholder = plainWords(element.placeholder) || "Choose";
  const select = h(
    "select",
    {
      class: "select",
      "aria-label": nameFor(element, block) || placeholder,
      "data-action": element.action_id,
      autofocus: element.focus_on_load === true,
      onchange: () => {
        const selectedOption = allOptions(element).find(({ value }) => value === select.value);
        if (selectedOption === undefined) return;
        const target = { actionId: element.action_id, blockId: block.block_id, selectedOption };
        confirmed(element, () => actions.press(target, select));
      },
    },
    chosen === undefined ? h("option", { value: "" }, placeholder) : null,
    (element.options ?? []).map((option) => optionNode(option, chosen)),
    (element.option_groups ?? []).map((group) =>
      h(
        "optgroup",
        { label: plainWords(group.label) },
        group.options.map((option) => optionNode(option, chosen)),
      ),
    ),
  );
  return select;
}

const channelMarks = { public: "#", private: "🔒 ", im: "" };

/** People, channels or conversations to choose from. */
function placesView(element, block, actions) {
  const isPeople = element.type === "users_select";
  const { viewer, channel, users, channels } = actions.places();
  const choices = isPeople
    ? users.map(({ id, realName }) => [id, realName])
    : channels.map(({ id, kind, name }) => [id, `${channelMarks[kind]}${name}`]);
  const current = element.default_to_current_conversation === true ? channel : undefined;
  const own = element.initial_user ?? element.initial_channel ?? element.initial_conversation;
  const initial = own ?? current ?? (isPeople ? viewer : undefined);
  const target = { actionId: element.action_id, blockId: block.block_id };
  const select = h(
    "select",
    {
      class: "select",
      "aria-label": nameFor(element, block) || "Choose",
      "data-action": element.action_id,
      onchange: () =>
        confirmed(element, () =>
          actions.press({ ...target, selectedOption: select.value || undefined }, select),
        ),
    },
    initial === undefined || block.optional === true
      ? h("option", { value: "" }, plainWords(element.placeholder) || "None")
      : null,
    choices.map(([id, words]) => h("option", { value: id, selected: id === initial }, words)),
  );
  // What Slack fills in by itself counts as chosen.
  if (current !== undefined && own === undefined) actions.prefill?.(current);
  return select;
}

function externalSelectView(element, block, actions) {
  const target = { actionId: element.action_id, blockId: block.block_id };
  const box = comboBox({
    label: nameFor(element, block) || "Search",
    placeholder: plainWords(element.placeholder) || "Search",
    autofocus: element.focus_on_load === true,
    initial: element.initial_option ?? null,
    minimum: element.min_query_length ?? 3,
    suggest: (value) => actions.suggest({ ...target, value }),
    choose: (selectedOption) =>
      confirmed(element, () => actions.press({ ...target, selectedOption }, box.node)),
  });
  return box.node;
}

function overflowView(element, block, actions) {
  const target = { actionId: element.action_id, blockId: block.block_id };
  const button = menuButton({
    label: "More actions",
    content: "⋯",
    class: "button",
    "data-action": element.action_id,
    items: () =>
      (element.options ?? []).map((option) => ({
        words: plainWords(option.text),
        description: option.description ? plainWords(option.description) : "",
        choose: () =>
          confirmed(element, () => actions.press({ ...target, selectedOption: option }, button)),
      })),
  });
  return button;
}

function choicesView(element, block, actions) {
  const isRadio = element.type === "radio_buttons";
  const initial = [element.initial_option, ...(element.initial_options ?? [])].map((o) => o?.value);
  const inputs = (element.options ?? []).map((option) =>
    h("input", {
      type: isRadio ? "radio" : "checkbox",
      name: `${block.block_id}-${element.action_id}`,
      value: option.value,
      checked: initial.includes(option.value),
    }),
  );
  const chosen = () => (element.options ?? []).filter((_, index) => inputs[index].checked);
  const group = h(
    "div",
    {
      class: "choices",
      role: "group",
      "aria-label": nameFor(element, block) || "Choices",
      onchange: () =>
        actions.press(
          { actionId: element.action_id, blockId: block.block_id, selectedOption: chosen() },
          group,
        ),
    },
    (element.options ?? []).map((option, index) =>
      h("label", {}, inputs[index], h("span", {}, textNodes(option.text, actions.nameOf))),
    ),
  );
  return group;
}

const views = {
  button: buttonView,
  static_select: selectView,
  external_select: externalSelectView,
  users_select: placesView,
  channels_select: placesView,
  conversations_select: placesView,
  overflow: overflowView,
  checkboxes: choicesView,
  radio_buttons: choicesView,
  image: (element) => pictureView(element, "accessory-picture"),
};

/** The element types that are drawn; all others show as a labelled box. */
export const drawnElements = Object.keys(views);

/** An interactive element or picture of a section or an actions block. */
export function elementView(element, block, actions) {
  const view = Object.hasOwn(views, element?.type) ? views[element.type] : undefined;
  if (view !== undefined) return view(element, block, actions);
  return h("span", { class: "unknown" }, `Unknown element: ${element?.type}`);
}
