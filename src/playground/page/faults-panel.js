import { api } from "./api.js";
import { h } from "./dom.js";

/** How the SIM platform can fail; `fault` is what its simulator takes. */
const platformFaults = [
  { id: "well", label: "Works", fault: null },
  {
    id: "slow",
    label: "Slow: every call takes 4 seconds",
    fault: { kind: "delay", delayMs: 4_000 },
  },
  { id: "429", label: "429: too many requests", fault: { kind: "status", status: 429 } },
  { id: "503", label: "503: unavailable", fault: { kind: "status", status: 503 } },
  { id: "cut", label: "Cut: answers break off", fault: { kind: "cut_body" } },
];

/** The address that takes the bytes of pictures and exports. */
const uploadFault = { target: "upload", fault: { kind: "status", status: 500 } };

/** Switches that break things, and mend them again. */
export function createFaultsPanel(store) {
  const words = h("p", { class: "context", role: "status" });
  const choices = platformFaults.map(({ id }) =>
    h("input", { type: "radio", name: "platform-fault", value: id, onchange: apply }),
  );
  const upload = h("input", { type: "checkbox", onchange: apply });

  const chosen = () =>
    platformFaults[choices.findIndex(({ checked }) => checked)] ?? platformFaults[0];

  let last = Promise.resolve();
  /** One change after the other, however fast one chooses. */
  function apply() {
    last = last.then(change).catch((error) => {
      words.textContent = error.message;
    });
  }

  async function change() {
    const { fault } = chosen();
    await Promise.all([api.clearFleetFaults(), api.clearSlackFaults()]);
    if (fault !== null) await api.injectFleetFault({ fault });
    if (upload.checked) await api.planSlackFault(uploadFault);
    tell();
  }

  function tell() {
    const { id, label } = chosen();
    const broken = [
      ...(id === "well" ? [] : [`SIM platform: ${id}`]),
      ...(upload.checked ? ["Slack: no uploads"] : []),
    ];
    words.textContent = broken.length === 0 ? "Nothing is broken." : `${label}. Ask, and watch.`;
    if (id === "well" && upload.checked) words.textContent = "Pictures and exports fail.";
    store.tell("faults", broken);
  }

  /** What is broken already, for example before the page was loaded again. */
  async function load() {
    const [fleet, slack] = await Promise.all([api.fleetFaults(), api.slackFaults()]);
    const kind = (fault) => `${fault.kind} ${fault.status ?? ""}`;
    const active = fleet.faults[0]?.fault;
    const found = platformFaults.findIndex(
      ({ fault }) => fault !== null && active !== undefined && kind(fault) === kind(active),
    );
    choices[Math.max(found, 0)].checked = true;
    upload.checked = slack.faults.some(({ target }) => target === uploadFault.target);
    tell();
  }

  // Starting over clears them.
  store.listen((kind) => kind === "channel" && void load().catch(() => {}));
  choices[0].checked = true;
  return h(
    "section",
    { class: "tool", "aria-labelledby": "faults-title" },
    h("h2", { id: "faults-title" }, "Break things"),
    h(
      "fieldset",
      { class: "choices" },
      h("legend", {}, "SIM platform"),
      platformFaults.map(({ label }, index) => h("label", {}, choices[index], label)),
    ),
    h(
      "fieldset",
      { class: "choices" },
      h("legend", {}, "Slack"),
      h("label", {}, upload, "Refuses uploads (pictures, exports)"),
    ),
    words,
  );
}
