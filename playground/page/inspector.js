import { accountMark } from "./accounts.js";
import { h } from "./dom.js";
import { copyButton } from "./json-dialog.js";

const parties = { slack: "Slack", bot: "bot", sim_platform: "SIM platform" };
const mostRows = 300;

function timeOf(atMs) {
  const at = new Date(atMs);
  const two = (number) => String(number).padStart(2, "0");
  const seconds = `${two(at.getSeconds())}.${String(at.getMilliseconds()).padStart(3, "0")}`;
  return `${two(at.getHours())}:${two(at.getMinutes())}:${seconds}`;
}

/** Every request between Slack, bot and SIM platform, newest first. */
export function createInspector(store) {
  const list = h("ol", { class: "exchanges" });
  const empty = h("p", { class: "context" }, "Nothing yet. Ask something.");
  const probes = h("input", { type: "checkbox", onchange: redraw });
  const platforms = h("input", { type: "checkbox", checked: true, onchange: redraw });
  let hiddenUpTo = 0;

  const isShown = ({ id, isProbe, to }) =>
    id > hiddenUpTo && (probes.checked || !isProbe) && (platforms.checked || to !== "sim_platform");

  function redraw() {
    list.replaceChildren(...store.state.traffic.filter(isShown).map(exchangeView).toReversed());
    empty.hidden = list.childElementCount > 0;
  }

  store.listen((kind, exchange) => {
    if (kind === "traffic") redraw();
    if (kind !== "exchange" || !isShown(exchange)) return;
    list.prepend(exchangeView(exchange));
    if (list.childElementCount > mostRows) list.lastElementChild.remove();
    empty.hidden = true;
  });

  const clear = h(
    "button",
    {
      type: "button",
      class: "button",
      onclick: () => {
        hiddenUpTo = store.state.traffic.at(-1)?.id ?? 0;
        redraw();
      },
    },
    "Clear",
  );
  return h(
    "section",
    {},
    h("p", { class: "context" }, "Every request between Slack, the bot and the SIM platform."),
    h(
      "div",
      { class: "inspector-head" },
      h("label", { class: "inspector-choice" }, probes, "Health checks"),
      h("label", { class: "inspector-choice" }, platforms, "SIM platform"),
      clear,
    ),
    empty,
    list,
  );
}

function exchangeView({ atMs, tookMs, from, to, account, what, outcome, isFailure, content }) {
  const way = `${parties[from]} → ${parties[to]}`;
  const holder = h("details", { class: `exchange ${isFailure ? "failure" : ""}` });
  const summary = h(
    "summary",
    {},
    h("span", { class: "way" }, way, accountMark(account)),
    h("time", { datetime: new Date(atMs).toISOString() }, timeOf(atMs)),
    h("span", { class: "what" }, what),
    h("span", { class: "outcome" }, outcome),
    h("span", { class: "took" }, `${Math.max(0, Math.round(tookMs))} ms`),
  );
  // Drawn when it is opened: hundreds of payloads would only weigh on the page.
  const draw = () => {
    const text = JSON.stringify(content, null, 2);
    holder.append(
      h(
        "pre",
        { class: "json", tabindex: "0", role: "region", "aria-label": `Content of ${what}` },
        text,
      ),
      copyButton(() => text),
    );
  };
  holder.addEventListener("toggle", draw, { once: true });
  holder.append(summary);
  return h("li", {}, holder);
}
