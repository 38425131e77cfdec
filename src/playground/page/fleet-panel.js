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

/** The fleet's scenarios: what is wrong with each device, to press and ask. */
export function createFleet(store, ask) {
  const list = h("ul", { class: "scenarios" });
  const filter = h("input", {
    type: "search",
    placeholder: "Filter the fleet",
    "aria-label": "Filter the fleet",
  });
  let scenarios = [];

  function draw() {
    const words = filter.value.toLowerCase();
    const fits = ({ name, description, sims }) =>
      [name, description, ...sims.map(shownName)].join(" ").toLowerCase().includes(words);
    const found = scenarios.filter(fits);
    list.replaceChildren(...found.map((scenario) => scenarioView(scenario, ask)));
    if (found.length === 0) list.append(h("li", { class: "context" }, "Nothing fits."));
  }

  filter.addEventListener("input", draw);
  return {
    body: h(
      "section",
      {},
      h("p", { class: "context" }, "Every device has a story. Press one to ask about it."),
      filter,
      list,
    ),
    async load() {
      try {
        scenarios = (await api.scenarios()).scenarios;
        store.state.sims = scenarios.flatMap(({ sims }) =>
          sims.map((sim) => ({ name: askedName(sim), description: shownName(sim) })),
        );
        draw();
      } catch (error) {
        list.replaceChildren(
          h("li", { class: "notice", role: "alert" }, `No fleet: ${error.message}`),
        );
      }
    },
  };
}

function scenarioView({ description, sims }, ask) {
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
          title: `/sim sessions ${askedName(sim)}`,
          onclick: () => ask(`/sim sessions ${askedName(sim)}`),
        },
        h("strong", {}, shownName(sim)),
        sim.uniqueName && sim.uniqueName !== shownName(sim) ? h("code", {}, sim.uniqueName) : null,
      ),
    ),
    sims.length > mostSims
      ? h("p", { class: "context" }, `and ${sims.length - mostSims} more`)
      : null,
    h("p", {}, first === undefined ? `${description} (no device)` : description),
  );
}
