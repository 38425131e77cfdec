import { setTimeout as wait } from "node:timers/promises";
import type { Contender } from "./contender.ts";
import { medianOf } from "./figures.ts";
import type { Heard, SlackSide } from "./slack-side.ts";

/** Names of SIMs that were not asked about before, each once. */
export type NewNames = () => string;

export function newNames(): NewNames {
  let next = 0;
  return () => {
    next += 1;
    return `load-${String(next - 1).padStart(4, "0")}`;
  };
}

/** The median time of so many questions about SIMs that are new to it, one after the other, in ms. */
export async function firstAnswersMs(
  { url }: Contender,
  slack: SlackSide,
  names: NewNames,
  questions: number,
): Promise<{ readonly medianMs: number; readonly last: Heard }> {
  const heard: Heard[] = [];
  for (let asked = 0; asked < questions; asked += 1)
    heard.push(await slack.command(url, `sessions ${names()} 30d`));
  const last = heard.at(-1);
  if (last === undefined) throw new Error("nothing was asked");
  return { medianMs: medianOf(heard.map(({ answerMs }) => answerMs)), last };
}

/** The median time of so many clicks on Older, each on the same answer, in ms. */
export async function clicksMs(
  { url }: Contender,
  slack: SlackSide,
  answer: Heard,
  clicks: number,
): Promise<number> {
  const took: number[] = [];
  for (let click = 0; click < clicks; click += 1)
    took.push((await slack.click(url, answer, "sessions_older")).answerMs);
  return medianOf(took);
}

/** The median time of so many letters typed into the window's search, in ms. */
export async function typeAheadMs(
  { url }: Contender,
  slack: SlackSide,
  letters: number,
): Promise<number> {
  const took: number[] = [];
  for (let letter = 0; letter < letters; letter += 1) {
    const text = `load ${String(letter * 7_919).slice(0, 2 + (letter % 4))}`;
    took.push((await slack.typeAhead(url, text)).answerMs);
  }
  return medianOf(took);
}

/** Waits until the last name of the fleet is offered: then the whole list is known. */
export async function untilNamed(
  { url }: Contender,
  slack: SlackSide,
  name: string,
): Promise<void> {
  // What was typed is offered, too.
  while ((await slack.typeAhead(url, name.slice(0, -1))).options < 2) await wait(20);
}

/** Questions a second of so many people, each asking anew as soon as there is an answer. */
export async function questionsASecond(
  { url }: Contender,
  slack: SlackSide,
  names: NewNames,
  { people, questions }: { readonly people: number; readonly questions: number },
): Promise<number> {
  let left = questions;
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: people }, async (_, person) => {
      while (left > 0) {
        left -= 1;
        await slack.command(url, `sessions ${names()} 30d`, person);
      }
    }),
  );
  return questions / ((performance.now() - startedAt) / 1_000);
}

/** The longest time for which the bot's event loop stood still since this was asked last, in ms. */
export async function longestStallMs({ port }: Contender): Promise<number> {
  const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const seconds = /^nodejs_eventloop_lag_max_seconds (\S+)/m.exec(metrics)?.[1];
  return Number(seconds) * 1_000;
}
