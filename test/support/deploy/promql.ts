import { parser } from "@prometheus-io/lezer-promql";

/** One selection of series in an expression: `name{label="value"}`. */
export interface Selector {
  readonly metric: string;
  readonly matchers: readonly { readonly label: string; readonly value: string }[];
}

/** What an expression speaks of. */
export interface Expression {
  readonly selectors: readonly Selector[];
  /** The labels of `by (…)`. */
  readonly groupedBy: readonly string[];
}

/** What Grafana puts in the place of its variables. */
const grafanaVariables: Readonly<Record<string, string>> = {
  $__rate_interval: "1m",
  $job: "simscope",
};

/** Reads PromQL by Prometheus' own grammar. Throws when it is none, with the place. */
export function parsePromql(written: string): Expression {
  const text = written.replaceAll(/\$\w+/g, (name) => grafanaVariables[name] ?? name);
  const selectors: { metric: string; matchers: { label: string; value: string }[] }[] = [];
  const groupedBy: string[] = [];
  let label = "";
  let inGrouping = false;
  parser.parse(text).iterate({
    enter: ({ name, type, from, to }) => {
      const part = text.slice(from, to);
      if (type.isError) throw new Error(`no PromQL at ${from}: ${text}`);
      if (name === "VectorSelector") selectors.push({ metric: "", matchers: [] });
      if (name === "GroupingLabels") inGrouping = true;
      const selector = selectors.at(-1);
      if (name === "Identifier" && selector !== undefined) selector.metric = part;
      if (name === "LabelName" && inGrouping) groupedBy.push(part);
      else if (name === "LabelName") label = part;
      if (name === "StringLiteral") selector?.matchers.push({ label, value: part.slice(1, -1) });
    },
    leave: ({ name }) => {
      if (name === "GroupingLabels") inGrouping = false;
    },
  });
  return { selectors, groupedBy };
}
