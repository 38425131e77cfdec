/**
 * The few of Slack's emoji names that a status message is likely to use. A name that is missing
 * here is shown as `:name:`, as Slack shows a name it does not know.
 */
const characters: Readonly<Record<string, string>> = {
  "+1": "👍",
  "-1": "👎",
  antenna_bars: "📶",
  arrow_down: "⬇️",
  arrow_left: "⬅️",
  arrow_right: "➡️",
  arrow_up: "⬆️",
  arrows_counterclockwise: "🔄",
  bar_chart: "📊",
  bell: "🔔",
  black_circle: "⚫",
  bulb: "💡",
  calendar: "📅",
  chart_with_upwards_trend: "📈",
  clock3: "🕒",
  eyes: "👀",
  globe_with_meridians: "🌐",
  heavy_check_mark: "✔️",
  hourglass: "⌛",
  hourglass_flowing_sand: "⏳",
  information_source: "ℹ️",
  large_blue_circle: "🔵",
  large_green_circle: "🟢",
  large_orange_circle: "🟠",
  large_yellow_circle: "🟡",
  link: "🔗",
  lock: "🔒",
  mag: "🔍",
  memo: "📝",
  mute: "🔇",
  no_entry: "⛔",
  package: "📦",
  pushpin: "📌",
  question: "❓",
  red_circle: "🔴",
  repeat: "🔁",
  rocket: "🚀",
  round_pushpin: "📍",
  satellite: "📡",
  satellite_antenna: "📡",
  seedling: "🌱",
  signal_strength: "📶",
  small_blue_diamond: "🔹",
  stopwatch: "⏱️",
  tada: "🎉",
  thumbsup: "👍",
  truck: "🚚",
  wave: "👋",
  warning: "⚠️",
  white_check_mark: "✅",
  white_circle: "⚪",
  wrench: "🔧",
  x: "❌",
  zap: "⚡",
};

/** The character for an emoji name without its colons, or `:name:` when it is not known. */
export function emojiCharacter(name: string): string {
  const country = /^flag-([a-z])([a-z])$/.exec(name);
  if (country !== null) {
    const letter = (which: number) =>
      String.fromCodePoint(0x1f1e6 + (country[which] ?? "a").charCodeAt(0) - 97);
    return letter(1) + letter(2);
  }
  return Object.hasOwn(characters, name) ? (characters[name] ?? `:${name}:`) : `:${name}:`;
}

/** Plain text as Slack shows it: emoji names become characters unless `emoji` is off. */
export function withEmoji(text: string): string {
  return text.replace(/:([a-z0-9_+-]*[a-z+-][a-z0-9_+-]*):/g, (_, name: string) =>
    emojiCharacter(name),
  );
}
