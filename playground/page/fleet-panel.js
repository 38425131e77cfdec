import { accountMark, namedAccounts } from "./accounts.js";
import { api } from "./api.js";
import { h } from "./dom.js";

const mostSims = 4;

/** What one types to ask for a SIM. */
function askedName(sim) {
  return sim.uniqueName ?? sim.sid;
}

function shownName(sim) {
  return sim.friendlyName ?? sim.uniqueName ?? sim.sid;
}

/** The fleets' scenarios: what is wrong with each device, to press and ask. */
export function createFleet(store, ask) {
  const list = h("ul", { class: "scenarios" });
  const filter = h("input", {
    type: "search",
    placeholder: "Filter the fleet",
    "aria-label": "Filter the fleet",
  });
  const choice = h("div", {});
  let scenarios = [];
  /** The only account that is shown; `null`: all. */
  let shownAccount = null;

  function draw() {
    const words = filter.value.toLowerCase();
    const fits = ({ name, description, sims }) =>
      [name, description, ...sims.map(shownName)].join(" ").toLowerCase().includes(words);
    const isShown = ({ account }) => shownAccount === null || account === shownAccount;
    const found = scenarios.filter((scenario) => isShown(scenario) && fits(scenario));
    list.replaceChildren(...found.map((scenario) => scenarioView(scenario, question, ask)));
    if (found.length === 0) list.append(h("li", { class: "context" }, "Nothing fits."));
  }

  /** Where a name is in several accounts, the question says which one is meant. */
  function question(sim, account) {
    const name = askedName(sim);
    const known = store.state.sims.find((one) => one.name === name);
    const isTold = account !== null && (known?.accounts.length ?? 0) > 1;
    return `/sim sessions ${name}${isTold ? ` in ${account}` : ""}`;
  }

  function drawChoice() {
    const named = namedAccounts(store);
    if (named.length === 0) return;
    const option = (name, label) =>
      h(
        "label",
        {},
        h("input", {
          type: "radio",
          name: "fleet-account",
          value: name ?? "",
          checked: name === shownAccount,
          onchange: () => {
            shownAccount = name;
            draw();
          },
        }),
        label,
      );
    choice.replaceChildren(
      h(
        "fieldset",
        { class: "choices in-a-row" },
        h("legend", {}, "Account"),
        option(null, "All"),
        named.map(({ name }) => option(name, name)),
      ),
    );
  }

  filter.addEventListener("input", draw);
  return {
    body: h(
      "section",
      {},
      h("p", { class: "context" }, "Every device has a story. Press one to ask about it."),
      choice,
      filter,
      list,
    ),
    /** The accounts are known by then. */
    async load() {
      try {
        const accounts = store.state.about.accounts.map(({ name }) => name);
        const fleets = await Promise.all(accounts.map(api.scenarios));
        scenarios = accounts.flatMap((account, index) =>
          fleets[index].scenarios.map((scenario) => ({ ...scenario, account })),
        );
        const everyday = await Promise.all(accounts.map(api.everyday));
        store.state.sims = simsOf([
          ...scenarios,
          ...accounts.map((account, index) => ({ account, sims: everyday[index].sims })),
        ]);
        drawChoice();
        draw();
      } catch (error) {
        list.replaceChildren(
          h("li", { class: "notice", role: "alert" }, `No fleet: ${error.message}`),
        );
      }
    },
  };
}

/** What completion knows of the SIMs: a name that is in two accounts is offered once. */
function simsOf(scenarios) {
  const byName = new Map();
  for (const { account, sims } of scenarios) {
    for (const sim of sims) {
      const name = askedName(sim);
      const known = byName.get(name) ?? { name, label: shownName(sim), accounts: [] };
      if (account !== null) known.accounts.push(account);
      byName.set(name, known);
    }
  }
  return [...byName.values()].map(({ name, label, accounts }) => ({
    name,
    accounts,
    description: accounts.length === 0 ? label : `${label} · in ${accounts.join(" and ")}`,
  }));
}

function scenarioView({ description, sims, account }, question, ask) {
  const [first] = sims;
  return h(
    "li",
    { class: "scenario" },
    sims.slice(0, mostSims).map((sim) =>
      h(
        "button",
        {
          type: "button",
          class: "scenario-ask",
          title: question(sim, account),
          onclick: () => ask(question(sim, account)),
        },
        h("strong", {}, shownName(sim)),
        sim.uniqueName && sim.uniqueName !== shownName(sim) ? h("code", {}, sim.uniqueName) : null,
        accountMark(account),
      ),
    ),
    sims.length > mostSims
      ? h("p", { class: "context" }, `and ${sims.length - mostSims} more`)
      : null,
    h("p", {}, first === undefined ? `${description} (no device)` : description),
  );
}
