export type Fields = Readonly<Record<string, unknown>>;

/** A part of what Slack sent, to look fields up in; without any when it is no object. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null ? (value as Fields) : {};
}
