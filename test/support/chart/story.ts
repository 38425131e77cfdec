import { dayMs, hourMs, type Instant, minuteMs } from "../../../src/core/instant.ts";
import type { DataSession, Operator } from "../../../src/core/session.ts";
import { atAndT, seeded, session, telcel, tMobile, verizon } from "./sessions.ts";

/** The moment at which all pictures of the tests are asked for. */
export const storyNow: Instant = Date.UTC(2026, 10, 23, 5, 20);

interface Chapter {
  readonly days: number;
  readonly operator: Operator;
  readonly radioLink: string;
  /** Sessions in the chapter; they follow one another with short pauses. */
  readonly sessions: number;
  readonly packetsPerHour: number;
  readonly gap?: boolean;
}

const chapter = (
  days: number,
  operator: Operator,
  radioLink: string,
  sessions: number,
  packetsPerHour: number,
): Chapter => ({ days, operator, radioLink, sessions, packetsPerHour });
const silence = (days: number): Chapter => ({ ...chapter(days, tMobile, "", 0, 0), gap: true });

/** Thirty days of a truck: outages, roaming in Mexico, a reconnect storm, a day without packets. */
const chapters: readonly Chapter[] = [
  chapter(0.9, tMobile, "LTE", 8, 420),
  chapter(0.4, tMobile, "3G", 3, 300),
  chapter(2.9, tMobile, "LTE", 22, 700),
  chapter(0.9, atAndT, "LTE", 7, 520),
  chapter(0.8, tMobile, "LTE", 6, 500),
  chapter(0.35, tMobile, "LTE-M", 3, 260),
  silence(7.5 / 24),
  chapter(0.4, tMobile, "LTE", 2, 410),
  chapter(0.5, tMobile, "3G", 4, 130),
  chapter(2.05, tMobile, "LTE", 15, 560),
  chapter(0.5, atAndT, "LTE-M", 4, 220),
  chapter(1.35, atAndT, "LTE", 10, 480),
  chapter(0.1, telcel, "2G", 4, 90),
  chapter(0.8, telcel, "3G", 2, 300),
  chapter(1.65, telcel, "mixed", 44, 140),
  chapter(1.75, atAndT, "LTE", 12, 620),
  chapter(0.25, atAndT, "LTE-M", 2, 210),
  chapter(0.12, atAndT, "LTE", 2, 330),
  chapter(0.14, verizon, "3G", 3, 90),
  chapter(0.55, verizon, "LTE", 4, 280),
  chapter(0.9, tMobile, "LTE", 6, 650),
  silence(31 / 24),
  chapter(1.25, tMobile, "LTE", 8, 440),
  chapter(1.4, tMobile, "storm", 130, 90),
  chapter(1.2, atAndT, "LTE", 8, 380),
  chapter(0.4, atAndT, "3G", 3, 150),
  chapter(1.5, atAndT, "LTE", 9, 470),
  chapter(1.3, tMobile, "LTE", 8, 420),
  chapter(0.85, tMobile, "LTE", 1, 0),
  chapter(1.3, atAndT, "LTE", 8, 600),
  chapter(1.2, tMobile, "LTE", 16, 340),
  chapter(0.55, atAndT, "3G", 9, 700),
  silence(221 / 60 / 24),
];

/** The story's sessions, newest first, as the report holds them; they end at `storyNow`. */
export function storySessions(now: Instant = storyNow): DataSession[] {
  const random = seeded(417);
  const totalMs = chapters.reduce((sum, { days }) => sum + days * dayMs, 0);
  const sessions: DataSession[] = [];
  let at = now - totalMs;
  for (const { days, operator, radioLink, sessions: count, packetsPerHour, gap } of chapters) {
    const until = at + days * dayMs;
    for (let index = 0; index < count && gap !== true; index += 1) {
      const slot = (until - at) / count;
      const start =
        at + index * slot + (index === 0 ? 0 : random() * Math.min(slot * 0.1, minuteMs));
      const stormy = radioLink === "storm";
      const last = index === count - 1;
      const length = stormy ? slot * (0.3 + 0.6 * random()) : at + (index + 1) * slot - start;
      const end = Math.min(until, start + length - (last || stormy ? 0 : 2_000));
      const hours = (end - start) / hourMs;
      const busy = packetsPerHour * hours * (0.3 + 1.7 * random());
      sessions.push(
        session({
          start,
          end,
          operator: stormy && index % 3 !== 0 ? atAndT : operator,
          radioLink: stormy
            ? random() < 0.3
              ? "2G"
              : "LTE"
            : radioLink === "mixed"
              ? index % 6 < 3
                ? "2G"
                : "3G"
              : radioLink,
          packetsUp: Math.round(busy),
          packetsDown: Math.round(busy * (0.5 + 0.5 * random())),
        }),
      );
    }
    at = until;
  }
  return sessions.reverse();
}

/** Eight sessions in a day: two short outages, a slow radio, two sessions that overlap, silence. */
export function daySessions(now: Instant = storyNow): DataSession[] {
  const at = (hours: number): Instant => now - 24 * hourMs + hours * hourMs;
  return [
    session({ start: at(-2), end: at(1.6), packetsUp: 300, packetsDown: 120 }),
    session({ start: at(1.95), end: at(6), packetsUp: 2_400, packetsDown: 1_900 }),
    session({ start: at(6.45), end: at(11), packetsUp: 4_300, packetsDown: 2_500 }),
    session({
      start: at(7.3),
      end: at(9.5),
      packetsUp: 900,
      packetsDown: 700,
      operator: atAndT,
      radioLink: "3G",
    }),
    session({
      start: at(9.5),
      end: at(13),
      packetsUp: 2_000,
      packetsDown: 1_200,
      operator: atAndT,
      radioLink: "3G",
    }),
    session({
      start: at(13),
      end: at(15.6),
      packetsUp: 0,
      packetsDown: 0,
      operator: atAndT,
      radioLink: "3G",
    }),
    session({
      start: at(15.6),
      end: at(18),
      packetsUp: 120,
      packetsDown: 60,
      operator: atAndT,
      radioLink: "2G",
    }),
    session({
      start: at(18),
      end: at(20.3),
      packetsUp: 60,
      packetsDown: 40,
      operator: atAndT,
      radioLink: "3G",
    }),
  ].reverse();
}

/** `count` sessions spread evenly over the window, like those of a device that reconnects by design. */
export function evenSessions(
  count: number,
  windowMs: number,
  now: Instant = storyNow,
): DataSession[] {
  const slot = windowMs / Math.max(1, count);
  return Array.from({ length: count }, (_, index) => {
    const start = now - (index + 1) * slot;
    return session({
      start,
      end: start + slot * 0.9,
      operator: Math.floor((index * 20) / Math.max(1, count)) % 2 === 0 ? tMobile : atAndT,
      radioLink: index % 9 === 4 ? "3G" : "LTE",
    });
  });
}
