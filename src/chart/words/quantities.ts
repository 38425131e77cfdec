import { dayMs, hourMs, minuteMs } from "../../core/instant.ts";

/** `41 min`, `3 h 41 min`, `31 h`, `2 d 5 h`. Whole units, never rounded up: not a minute too much is claimed. */
export function durationWords(ms: number): string {
  if (ms < minuteMs) return "<1 min";
  if (ms < hourMs) return `${Math.floor(ms / minuteMs)} min`;
  if (ms < 2 * dayMs) {
    const hours = Math.floor(ms / hourMs);
    const minutes = Math.floor((ms % hourMs) / minuteMs);
    return minutes === 0 || hours >= 24 ? `${hours} h` : `${hours} h ${minutes} min`;
  }
  const days = Math.floor(ms / dayMs);
  const hours = Math.floor((ms % dayMs) / hourMs);
  return hours === 0 ? `${days} d` : `${days} d ${hours} h`;
}

/** `3 h`, `10 min`, `1 d`: the length of a bin. */
export function binWords(ms: number): string {
  if (ms < hourMs) return `${Math.round(ms / minuteMs)} min`;
  return ms < dayMs ? `${Math.round(ms / hourMs)} h` : `${Math.round(ms / dayMs)} d`;
}

/** `246`, `7.9k`, `352k`, `1.2M`. */
export function countWords(count: number): string {
  for (const [unit, size] of [
    ["T", 1e12],
    ["G", 1e9],
    ["M", 1e6],
    ["k", 1e3],
  ] as const) {
    // From 999.5 of a unit on, rounding would show four digits.
    if (count >= size * 0.9995) {
      const value = count / size;
      return `${value < 9.95 ? value.toFixed(1).replace(/\.0$/, "") : Math.round(value)}${unit}`;
    }
  }
  return String(Math.round(count));
}

/** `48 %`, `8.6 %`, `<1 %` for what is there but small, `100 %` from 99.5 %. `share` is 0 to 1. */
export function shareWords(share: number): string {
  const percent = share * 100;
  if (percent <= 0) return "0 %";
  if (percent < 1) return "<1 %";
  return percent < 9.95
    ? `${percent.toFixed(1).replace(/\.0$/, "")} %`
    : `${Math.round(percent)} %`;
}

/** One decimal, and 0 % or 100 % only when it is exactly so. `share` is 0 to 1. */
export function exactShareWords(share: number): string {
  if (share <= 0) return "0 %";
  if (share >= 1) return "100 %";
  const percent = Math.min(99.9, Math.max(0.1, share * 100));
  return `${percent.toFixed(1)} %`;
}

/** `1 session`, `357 sessions`, `12,400 sessions`. */
export function plural(count: number, one: string, many: string): string {
  return `${count.toLocaleString("en-US")} ${count === 1 ? one : many}`;
}
