const slack = "/_control/slack/";
/** `null`: the only account. */
const fleet = (account) =>
  account === null ? "/_control/fleet/" : `/_control/fleet-of/${account}/`;
const playground = "/_control/playground/";

/** Calls a control plane; rejects with the words of a refusal. */
async function call(path, body, method = body === undefined ? "GET" : "POST") {
  const response = await fetch(path, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error ?? `no answer (status ${response.status})`);
  return answer;
}

const query = (values) => new URLSearchParams(values).toString();

export const api = {
  about: () => call(`${playground}about`),
  advance: (byMs) => call(`${playground}advance`, { byMs }),
  startOver: () => call(`${playground}start-over`, {}),
  workspace: () => call(`${slack}workspace`),
  messages: (channel, viewer) => call(`${slack}messages?${query({ channel, viewer })}`),
  views: (user) => call(`${slack}views?${query({ user })}`),
  command: (typed) => call(`${slack}command`, typed),
  write: (written) => call(`${slack}write`, written),
  shortcut: (shortcut) => call(`${slack}shortcut`, shortcut),
  click: (click) => call(`${slack}click`, click),
  clickInView: (click) => call(`${slack}click-in-view`, click),
  suggest: (typed) => call(`${slack}suggest`, typed),
  submit: (submission) => call(`${slack}submit`, submission),
  openHome: (user) => call(`${slack}open-home`, { user }),
  closeView: (view) => call(`${slack}close-view`, view),
  everyday: (account) => call(`${fleet(account)}everyday`),
  outages: (account) => call(`${fleet(account)}outages`),
  startOutage: (account, outage) => call(`${fleet(account)}outages`, outage),
  endOutage: (account, id) => call(`${fleet(account)}outages/${id}`, undefined, "DELETE"),
  scenarios: (account) => call(`${fleet(account)}scenarios`),
  file: (id) => call(`${slack}file?${query({ id })}`),
  fileAddress: (id) => `${slack}files/${encodeURIComponent(id)}`,

  slackFaults: () => call(`${slack}faults`),
  planSlackFault: (planned) => call(`${slack}faults`, planned),
  clearSlackFaults: () => call(`${slack}faults`, undefined, "DELETE"),
  fleetFaults: (account) => call(`${fleet(account)}faults`),
  injectFleetFault: (account, injection) => call(`${fleet(account)}faults`, injection),
  clearFleetFaults: (account) => call(`${fleet(account)}faults`, undefined, "DELETE"),

  /**
   * What happens, live, as one person sees it; the browser itself connects again.
   *
   * @param {{ change: Function, clock: Function, traffic: Function, exchange: Function, connection: Function }} on
   */
  follow(viewer, on) {
    const source = new EventSource(`${playground}events?${query({ viewer })}`);
    source.addEventListener("message", ({ data }) => on.change(JSON.parse(data)));
    for (const kind of ["clock", "traffic", "exchange"]) {
      source.addEventListener(kind, ({ data }) => on[kind](JSON.parse(data)));
    }
    source.addEventListener("open", () => on.connection("live"));
    source.addEventListener("error", () => on.connection("lost"));
    return () => source.close();
  },
};
