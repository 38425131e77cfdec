/**
 * Slack's date tokens, shown in a reader's own time zone. Pure and without imports: the terminal
 * and the page in the browser share it. Tokens: docs.slack.dev, "Formatting text", date formatting.
 */
export interface Reader {
  /** IANA name, for example `Europe/Berlin`. */
  readonly timeZone: string;
  /** Milliseconds since 1970; decides what "today" means. */
  readonly nowMs: number;
}

/** Replaces every token of `format`; a token that Slack does not know stays as it is. */
export function formatSlackDate(timestamp: number, format: string, reader: Reader): string {
  return format.replace(/\{([a-z_]+)\}/g, (token, name: string, offset: number) => {
    const words = tokenWords(name, timestamp * 1_000, reader);
    if (words === null) return token;
    return offset === 0 ? words : words.replace(/^(Today|Yesterday|Tomorrow)/, lowerFirst);
  });
}

function lowerFirst(words: string): string {
  return words.slice(0, 1).toLowerCase() + words.slice(1);
}

const dateStyles: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  date: { month: "long", day: "numeric", year: "numeric" },
  date_short: { month: "short", day: "numeric", year: "numeric" },
  date_long: { weekday: "long", month: "long", day: "numeric", year: "numeric" },
};

function tokenWords(name: string, atMs: number, reader: Reader): string | null {
  const inZone = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat("en-US", { ...options, timeZone: reader.timeZone })
      .format(atMs)
      .replaceAll("\u202f", " ");
  if (name === "date_num") return dayKey(atMs, reader.timeZone);
  if (name === "time") return inZone({ hour: "numeric", minute: "2-digit" });
  if (name === "time_secs") {
    return inZone({ hour: "numeric", minute: "2-digit", second: "2-digit" });
  }
  if (name === "ago") return agoWords(atMs, reader.nowMs);
  const pretty = name.endsWith("_pretty");
  const style = dateStyles[pretty ? name.slice(0, -"_pretty".length) : name];
  if (style === undefined) return null;
  return (pretty ? relativeDay(atMs, reader) : null) ?? inZone(style);
}

/** The calendar day in a time zone as `2026-11-23`. */
function dayKey(atMs: number, timeZone: string): string {
  const options = { year: "numeric", month: "2-digit", day: "2-digit", timeZone } as const;
  return new Intl.DateTimeFormat("en-CA", options).format(atMs);
}

function relativeDay(atMs: number, { timeZone, nowMs }: Reader): string | null {
  const dayOf = (ms: number) => Date.parse(`${dayKey(ms, timeZone)}T00:00:00Z`) / 86_400_000;
  const difference = dayOf(atMs) - dayOf(nowMs);
  return { "-1": "Yesterday", "0": "Today", "1": "Tomorrow" }[String(difference)] ?? null;
}

function agoWords(atMs: number, nowMs: number): string {
  const seconds = Math.round((nowMs - atMs) / 1_000);
  const steps = [
    [86_400, "day"],
    [3_600, "hour"],
    [60, "minute"],
  ] as const;
  const size = Math.abs(seconds);
  const [length, unit] = steps.find(([step]) => size >= step) ?? [1, "second"];
  const count = Math.floor(size / length);
  const words = `${count} ${unit}${count === 1 ? "" : "s"}`;
  return seconds < 0 ? `in ${words}` : `${words} ago`;
}
