import type { Page } from "playwright-core";

/** What one answer takes of a phone's screen, in CSS pixels from its own top, and in words. */
export interface MeasuredAnswer {
  /** Whether something is wrong, so that there is a first step to read. */
  readonly isAlarm: boolean;
  /** Down to the end of each; `null` where an answer has none. */
  readonly stepPx: number;
  readonly picturePx: number | null;
  readonly factsPx: number;
  readonly wholePx: number;
  /** As a person reads it, buttons included; a menu shows what is chosen in it. */
  readonly words: number;
  /** What the page leaves for messages. */
  readonly screenPx: number;
}

/** Within the page: the words of a message. */
const wordsInPage = `(body) => {
  const read = body.cloneNode(true);
  for (const chrome of read.querySelectorAll(".only-you, :scope > header")) chrome.remove();
  for (const select of read.querySelectorAll("select")) {
    select.replaceWith(" " + (select.selectedOptions[0]?.textContent ?? "") + " ");
  }
  for (const button of read.querySelectorAll("button")) button.append(" ");
  const text = [...read.children].map((block) => block.textContent).join("\\n");
  return text.split(/\\s+/).filter((word) => /[\\p{L}\\p{N}]/u.test(word)).length;
}`;

export type MeasuredMessage = Pick<MeasuredAnswer, "wholePx" | "words" | "screenPx">;

/** All messages of the channel that the page shows, from the top. */
export function measuredMessages(page: Page): Promise<MeasuredMessage[]> {
  return page.evaluate(`[...document.querySelectorAll("#messages .message")].map((message) => ({
    wholePx: Math.ceil(message.getBoundingClientRect().height),
    words: (${wordsInPage})(message.querySelector(".message-body")),
    screenPx: document.querySelector("#messages").clientHeight,
  }))`);
}

/** The same; each must be an answer. */
export async function measuredAnswers(page: Page): Promise<MeasuredAnswer[]> {
  await page.evaluate(`Promise.all([...document.querySelectorAll("#messages .block-picture")].map(
    (picture) => { picture.loading = "eager"; return picture.decode(); }))`);
  return page.evaluate(`(() => {
    const screenPx = document.querySelector("#messages").clientHeight;
    return [...document.querySelectorAll("#messages .message")].map((message) => {
      const { top, height } = message.getBoundingClientRect();
      const down = (part) => (part ? Math.ceil(part.getBoundingClientRect().bottom - top) : null);
      const body = message.querySelector(".message-body");
      const sections = [...body.querySelectorAll(":scope > .section")];
      const verdict = sections.find((one) => /[As] of /.test(one.textContent));
      const facts = sections.find((one) => one.textContent.includes("Last seen"));
      return {
        isAlarm: /Critical|Warning/.test(verdict.textContent),
        stepPx: down(verdict),
        picturePx: down(body.querySelector("figure")),
        factsPx: down(facts),
        wholePx: Math.ceil(height),
        words: (${wordsInPage})(body),
        screenPx,
      };
    });
  })()`);
}

const screens = 2.2;
const wordsOf = { calm: 160, alarm: 240 };

/** What is not on the screen that it belongs on, or too long; empty: all is as it should be. */
export function overBudget(answer: MeasuredAnswer): string[] {
  const { isAlarm, stepPx, picturePx, factsPx, wholePx, words, screenPx } = answer;
  const first = Math.max(stepPx, picturePx ?? 0, isAlarm ? 0 : factsPx);
  const mostWords = isAlarm ? wordsOf.alarm : wordsOf.calm;
  return [
    first > screenPx ? `what must be seen first ends ${first} px down, of ${screenPx}` : null,
    wholePx > screens * screenPx ? `${wholePx} px are more than ${screens} screens` : null,
    words > mostWords ? `${words} words, of ${mostWords}` : null,
  ].filter((fault) => fault !== null);
}

/** In screens and words: of one SIM, a page of a list, and all of up to twenty SIMs. */
const fleetBudgets = {
  one: { screens: 1, words: wordsOf.calm },
  list: { screens: 1, words: wordsOf.alarm },
  all: { screens, words: wordsOf.alarm },
} as const;

/** What is longer than a message about the fleet may be; empty: all is as it should be. */
export function overFleetBudget(
  { wholePx, words, screenPx }: MeasuredMessage,
  kind: keyof typeof fleetBudgets,
): string[] {
  const most = fleetBudgets[kind];
  return [
    wholePx > most.screens * screenPx
      ? `${wholePx} px are more than ${most.screens} screens of ${screenPx}`
      : null,
    words > most.words ? `${words} words, of ${most.words}` : null,
  ].filter((fault) => fault !== null);
}
