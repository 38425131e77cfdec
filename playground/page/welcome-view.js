import { accountWithProvider, namedAccounts } from "./accounts.js";
import { h } from "./dom.js";

/** What this is, in few lines, and questions to begin with. */
export function welcomeView(store, ask) {
  const channel = store.currentChannel();
  const accounts = namedAccounts(store).map(accountWithProvider);
  const mark = channel?.kind === "im" ? "" : "#";
  return h(
    "section",
    { class: "welcome", "aria-label": "Welcome" },
    h("h2", {}, `Welcome to ${mark}${channel?.name ?? ""}`),
    h("p", {}, "This is a small Slack on your own machine, with the real simscope bot behind it."),
    h("p", {}, "Ask about a SIM of the fleet: press a question, pick a device, or type /sim."),
    accounts.length === 0
      ? null
      : h("p", {}, `The SIMs are in ${accounts.length} accounts: ${accounts.join(" and ")}.`),
    h(
      "p",
      {},
      "All buttons work, you can let time pass and break things, and nothing leaves here.",
    ),
    h(
      "div",
      { class: "questions", role: "group", "aria-label": "Questions to begin with" },
      (store.state.about?.questions ?? []).map(({ text, why }) =>
        h(
          "button",
          { type: "button", class: "question", onclick: () => ask(text) },
          h("strong", {}, why),
          h("code", {}, text),
        ),
      ),
    ),
  );
}
