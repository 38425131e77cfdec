const slack = "/_control/slack/";
const fleet = "/_control/fleet/";

/** Calls a control plane; rejects with the words of a refusal. */
async function call(path, body) {
  const response = await fetch(
    path,
    body === undefined ? {} : { method: "POST", body: JSON.stringify(body) },
  );
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error ?? `no answer (status ${response.status})`);
  return answer;
}

const query = (values) => new URLSearchParams(values).toString();

export const api = {
  workspace: () => call(`${slack}workspace`),
  messages: (channel, viewer) => call(`${slack}messages?${query({ channel, viewer })}`),
  views: (user) => call(`${slack}views?${query({ user })}`),
  command: (typed) => call(`${slack}command`, typed),
  write: (written) => call(`${slack}write`, written),
  click: (click) => call(`${slack}click`, click),
  clickInView: (click) => call(`${slack}click-in-view`, click),
  suggest: (typed) => call(`${slack}suggest`, typed),
  submit: (submission) => call(`${slack}submit`, submission),
  closeView: (view) => call(`${slack}close-view`, view),
  scenarios: () => call(`${fleet}scenarios`),
  file: (id) => call(`${slack}file?${query({ id })}`),
  fileAddress: (id) => `${slack}files/${encodeURIComponent(id)}`,

  /** Live changes for one person, from `since` on; the browser itself connects again. */
  changes(viewer, onChange, onState) {
    const source = new EventSource(`${slack}events?${query({ viewer })}`);
    source.addEventListener("message", ({ data }) => onChange(JSON.parse(data)));
    source.addEventListener("open", () => onState("live"));
    source.addEventListener("error", () => onState("lost"));
    return () => source.close();
  },
};
