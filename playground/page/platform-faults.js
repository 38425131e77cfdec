import { accountWithProvider } from "./accounts.js";
import { api } from "./api.js";
import { h } from "./dom.js";

/** How a SIM platform can fail; `fault` is what its simulator takes. */
const faults = [
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

/** Breaks the platform of one account, and mends it again; the others go on. */
export function createPlatformFaults(account, onChange) {
  const { name } = account;
  const choices = faults.map(({ id }) =>
    h("input", {
      type: "radio",
      name: name === null ? "platform-fault" : `platform-fault-${name}`,
      value: id,
      onchange: onChange,
    }),
  );
  const chosen = () => faults[choices.findIndex(({ checked }) => checked)] ?? faults[0];
  choices[0].checked = true;
  return {
    name,
    chosen,
    node: h(
      "fieldset",
      { class: "choices" },
      h(
        "legend",
        {},
        name === null ? "SIM platform" : `SIM platform of ${accountWithProvider(account)}`,
      ),
      faults.map(({ label }, index) => h("label", {}, choices[index], label)),
    ),

    async apply() {
      const { fault } = chosen();
      await api.clearFleetFaults(name);
      if (fault !== null) await api.injectFleetFault(name, { fault });
    },

    /** What is broken already, for example before the page was loaded again. */
    async load() {
      const active = (await api.fleetFaults(name)).faults[0]?.fault;
      const kind = (fault) => `${fault.kind} ${fault.status ?? ""}`;
      const found = faults.findIndex(
        ({ fault }) => fault !== null && active !== undefined && kind(fault) === kind(active),
      );
      choices[Math.max(found, 0)].checked = true;
    },
  };
}
