import { setTimeout as wait } from "node:timers/promises";
import { type SlackSimulator, startSlackSimulator } from "../../playground/slack/simulator.ts";
import { defaultWorkspace } from "../../playground/slack/state/workspace.ts";

export const secrets = {
  signingSecret: "0123456789abcdef0123456789abcdef",
  botToken: "xoxb-load-0000",
  appToken: "xapp-load-0000",
} as const;

const channelId = "C0LOAD0001";

/** A workspace of so many people, all in one channel. */
export function startCrowdedSlack(people: number, botUrl: string): Promise<SlackSimulator> {
  const users = Array.from({ length: people }, (_, index) => ({
    id: `U0LOAD${String(index).padStart(4, "0")}`,
    name: `load-${index}`,
    realName: `Load ${index}`,
    timeZone: "Europe/Berlin",
  }));
  const channel = {
    id: channelId,
    name: "load",
    kind: "public",
    members: users.map(({ id }) => id),
    botIsMember: true,
  } as const;
  return startSlackSimulator({
    clock: { now: () => Date.now() },
    ...secrets,
    workspace: { ...defaultWorkspace, users, channels: [channel] },
    commands: ["/sim"],
    bot: { kind: "http", url: botUrl },
  });
}

/** How one question went, in milliseconds since it was asked; `null`: never. */
export interface Heard {
  readonly ackMs: number | null;
  /** Anything: the answer, or that it has to wait. */
  readonly firstMs: number | null;
  /** The answer itself, be it that there is none. */
  readonly answerMs: number | null;
  readonly kind: "report" | "told" | "nothing";
  /** The first words of what was told in place of an answer. */
  readonly words: string;
}

export interface Asking {
  readonly person: number;
  readonly sim: number;
  /** When, after the beginning. */
  readonly afterMs: number;
}

/** Long enough for the longest question and its delivery. */
const patienceMs = 60_000;

/** Everybody asks when it is their time. Resolves when the last has heard, or has given up. */
export function askAll(slack: SlackSimulator, askings: readonly Asking[]): Promise<Heard[]> {
  const people = slack.world.settings.seed.users;
  return Promise.all(
    askings.map(async ({ person, sim, afterMs }) => {
      await wait(afterMs);
      return askOne(slack, people[person]?.id ?? "", sim);
    }),
  );
}

async function askOne(slack: SlackSimulator, user: string, sim: number): Promise<Heard> {
  const startedAt = performance.now();
  const sinceMs = () => Math.round(performance.now() - startedAt);
  const text = `/sim sessions load-${String(sim).padStart(4, "0")} 30d`;
  const asked = await slack.command({ user, channel: channelId, text });
  const ackMs = asked.ack.kind === "acknowledged" ? sinceMs() : null;
  let firstMs: number | null = null;
  let { since } = asked;
  const signal = AbortSignal.timeout(patienceMs);
  try {
    for (;;) {
      const { words, next } = await slack.world.changes.next(
        since,
        (change) => {
          const isMine = "message" in change && change.cause.token === asked.responseToken;
          return isMine ? { words: change.message.text, next: change.sequence } : undefined;
        },
        signal,
      );
      since = next;
      firstMs ??= sinceMs();
      if (words.includes("Your answer follows")) continue;
      const kind = /load-\d{4}/.test(words) && !words.includes("at once") ? "report" : "told";
      return { ackMs, firstMs, answerMs: sinceMs(), kind, words: words.slice(0, 70) };
    }
  } catch {
    return { ackMs, firstMs, answerMs: null, kind: "nothing", words: "" };
  }
}
