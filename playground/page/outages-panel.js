import { accountMark } from "./accounts.js";
import { api } from "./api.js";
import { h } from "./dom.js";

const shares = [
  { value: 0.3, label: "30 %" },
  { value: 0.5, label: "50 %" },
  { value: 0.8, label: "80 %" },
  { value: 1, label: "All" },
];
const usualShare = 0.8;
const beginnings = [
  { minutesAgo: 0, label: "Now" },
  { minutesAgo: 10, label: "10 minutes ago" },
  { minutesAgo: 60, label: "1 hour ago" },
  { minutesAgo: 360, label: "6 hours ago" },
  { minutesAgo: 1_440, label: "1 day ago" },
];
const usualBeginning = 60;

/** Their silence is beyond their own rhythm soonest. */
const talkative = /^(power-meter|kiosk|charge-point)-/;

const shownTime = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

/** Silences some of the everyday SIMs at once, and lets them come back. */
export function createOutagesPanel(store, ask) {
  const words = h("p", { class: "context", role: "status" });
  const about = h("p", { class: "context" });
  const where = h("select", { class: "select" });
  const since = h(
    "select",
    { class: "select" },
    beginnings.map(({ minutesAgo, label }) =>
      h("option", { value: minutesAgo, selected: minutesAgo === usualBeginning }, label),
    ),
  );
  const share = shares.map(({ value }) =>
    h("input", { type: "radio", name: "outage-share", value, checked: value === usualShare }),
  );
  const list = h("ul", { class: "outages" });
  const start = h("button", { type: "submit", class: "button" }, "Start the outage");
  const node = h(
    "section",
    { class: "tool", "aria-labelledby": "outages-title", hidden: true },
    h("h2", { id: "outages-title" }, "Outages"),
    about,
    h(
      "form",
      {
        class: "outage-form",
        onsubmit: (event) => {
          event.preventDefault();
          run(begin);
        },
      },
      h("label", {}, "Where", where),
      h(
        "fieldset",
        { class: "choices" },
        h("legend", {}, "SIMs there"),
        shares.map(({ label }, index) => h("label", {}, share[index], label)),
      ),
      h("label", {}, "Since", since),
      h("div", { class: "actions" }, start),
    ),
    words,
    list,
  );
  /** What can be chosen, in the order of the options: an account, and a place there. */
  let places = [];

  let last = Promise.resolve();
  /** One change after the other. */
  function run(act) {
    last = last.then(act).catch((error) => {
      words.textContent = error.message;
    });
  }

  async function begin() {
    const { account, place } = places[where.selectedIndex];
    const outage = await api.startOutage(account, {
      where: place,
      share: Number(share.find(({ checked }) => checked).value),
      minutesAgo: Number(since.value),
    });
    words.textContent = `Begun: ${howMany(outage)} have no sessions until it is ended.`;
    await drawOutages();
  }

  async function end({ account, outage }) {
    await api.endOutage(account, outage.id);
    words.textContent = `Ended: ${outage.label}. Each SIM comes back within five minutes, or with its next report.`;
    await drawOutages();
    // The button that was pressed is no more.
    start.focus();
  }

  async function drawOutages() {
    const answers = await Promise.all(accountNames().map(api.outages));
    const lasting = answers.flatMap(({ outages }, index) =>
      outages
        .filter(({ to }) => to === null)
        .map((outage) => ({ account: accountNames()[index], outage })),
    );
    list.replaceChildren(...lasting.map(outageView));
    store.tell(
      "outages",
      lasting.map(({ outage }) => `Outage: ${outage.label.split(",")[0]}`),
    );
  }

  function outageView(lasting) {
    const { account, outage } = lasting;
    const example = outage.sims.find((name) => talkative.test(name)) ?? outage.sims[0];
    const question = `/sim sessions ${example}`;
    return h(
      "li",
      {},
      h("strong", {}, outage.label),
      accountMark(account),
      h("p", {}, `${howMany(outage)} silent since ${shownTime.format(new Date(outage.from))}`),
      h(
        "div",
        { class: "actions" },
        h(
          "button",
          { type: "button", class: "button", title: question, onclick: () => ask(question) },
          "Ask about one",
        ),
        h(
          "button",
          {
            type: "button",
            class: "button",
            "aria-label": `End the outage: ${outage.label}`,
            onclick: () => run(() => end(lasting)),
          },
          "End",
        ),
      ),
    );
  }

  const accountNames = () => store.state.about.accounts.map(({ name }) => name);

  async function load() {
    const accounts = accountNames();
    const fleets = await Promise.all(accounts.map(api.everyday));
    const groups = accounts.flatMap((account, index) => groupsOf(account, fleets[index]));
    places = groups.flatMap(({ options }) => options);
    where.replaceChildren(
      ...groups.map(({ label, options }) =>
        h(
          "optgroup",
          { label },
          options.map((option) => h("option", {}, option.words)),
        ),
      ),
    );
    const inUse = fleets.reduce((sum, fleet) => sum + fleet.inUse, 0);
    about.textContent = `Silences some of the ${inUse} everyday SIMs in use. Those with a story keep it.`;
    node.hidden = inUse === 0;
    await drawOutages();
  }

  store.listen((kind) => {
    if (kind === "workspace" && places.length === 0) run(load);
    // Starting over ends them.
    if (kind === "channel" && places.length > 0) run(drawOutages);
  });
  return node;
}

function howMany({ sims, ofSims }) {
  return `${sims.length} of ${ofSims} SIMs`;
}

/** The choices of one account: its operators, its cells, and no place at all. */
function groupsOf(account, { operators, cells, inUse }) {
  if (inUse === 0) return [];
  const named = (label) => (account === null ? label : `${label} in ${account}`);
  const option = (label, sims, place) => ({ account, place, words: `${label} (${sims} SIMs)` });
  return [
    {
      label: named("Operators"),
      options: operators.map(({ id, label, sims }) =>
        option(label, sims, { kind: "operator", operator: id }),
      ),
    },
    {
      label: named("Anywhere"),
      options: [option("At random", inUse, { kind: "random" })],
    },
    {
      label: named("Cells"),
      options: cells.map(({ id, label, sims }) => option(label, sims, { kind: "cell", cell: id })),
    },
  ];
}
