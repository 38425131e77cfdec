let aheadMs = 0;

/** The playground's time: it can run ahead of this machine's. */
export const clock = {
  get aheadMs() {
    return aheadMs;
  },
  now: () => Date.now() + aheadMs,
  setAhead(milliseconds) {
    aheadMs = milliseconds;
  },
};

/** `+1 day 2 h`; empty at the machine's own time. */
export function aheadWords(milliseconds) {
  const hours = Math.round(milliseconds / 3_600_000);
  if (hours === 0) return "";
  const days = Math.floor(hours / 24);
  const parts = [
    days === 0 ? "" : `${days} ${days === 1 ? "day" : "days"}`,
    hours % 24 === 0 ? "" : `${hours % 24} h`,
  ];
  return `+${parts.filter(Boolean).join(" ")}`;
}
