import { platformName } from "./accounts.js";
import { api } from "./api.js";
import { h } from "./dom.js";
import { createPlatformFaults } from "./platform-faults.js";

/** The address that takes the bytes of pictures and exports. */
const uploadFault = { target: "upload", fault: { kind: "status", status: 500 } };

/** Switches that break things, and mend them again: each account's platform by itself, and Slack. */
export function createFaultsPanel(store) {
  const words = h("p", { class: "context", role: "status" });
  const upload = h("input", { type: "checkbox", onchange: apply });
  const platformsNode = h("div", {});
  let platforms = [];

  let last = Promise.resolve();
  /** One change after the other, however fast one chooses. */
  function apply() {
    last = last.then(change).catch((error) => {
      words.textContent = error.message;
    });
  }

  async function change() {
    await Promise.all([...platforms.map((platform) => platform.apply()), api.clearSlackFaults()]);
    if (upload.checked) await api.planSlackFault(uploadFault);
    tell();
  }

  function tell() {
    const broken = platforms
      .map(({ name, chosen }) => ({ name, ...chosen() }))
      .filter(({ id }) => id !== "well");
    words.textContent = statusWords(broken);
    store.tell("faults", [
      ...broken.map(({ name, id }) => `${platformName(name)}: ${id}`),
      ...(upload.checked ? ["Slack: no uploads"] : []),
    ]);
  }

  function statusWords(broken) {
    if (broken.length === 0) {
      return upload.checked ? "Pictures and exports fail." : "Nothing is broken.";
    }
    const labels = broken.map(({ name, label }) => (name === null ? label : `${name}: ${label}`));
    return `${labels.join("; ")}. Ask, and watch.`;
  }

  async function load() {
    const [slack] = await Promise.all([
      api.slackFaults(),
      ...platforms.map((platform) => platform.load()),
    ]);
    upload.checked = slack.faults.some(({ target }) => target === uploadFault.target);
    tell();
  }

  store.listen((kind) => {
    const accounts = store.state.about?.accounts;
    if (kind === "workspace" && platforms.length === 0 && accounts !== undefined) {
      platforms = accounts.map((account) => createPlatformFaults(account, apply));
      platformsNode.replaceChildren(...platforms.map(({ node }) => node));
    }
    // Starting over clears them.
    if (kind === "channel") void load().catch(() => {});
  });
  return h(
    "section",
    { class: "tool", "aria-labelledby": "faults-title" },
    h("h2", { id: "faults-title" }, "Break things"),
    platformsNode,
    h(
      "fieldset",
      { class: "choices" },
      h("legend", {}, "Slack"),
      h("label", {}, upload, "Refuses uploads (pictures, exports)"),
    ),
    words,
  );
}
