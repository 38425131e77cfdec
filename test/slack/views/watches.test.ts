import { describe, expect, it } from "vitest";
import { validateMessage } from "../../../playground/slack/validate/validate-message.ts";
import type { Watch } from "../../../src/core/fleet/watch.ts";
import { hourMs, minuteMs } from "../../../src/core/instant.ts";
import { reportOf, type SimReport } from "../../../src/core/report.ts";
import type { Sim } from "../../../src/core/sim.ts";
import type { Message } from "../../../src/slack/kit/blocks.ts";
import {
  quietEndedMessage,
  quietEndMessage,
  quietNotKeptMessage,
  quietSetMessage,
} from "../../../src/slack/views/quiet.ts";
import {
  type ToldWatch,
  watchNotAllowedMessage,
  watchToldMessage,
} from "../../../src/slack/views/watch-told.ts";
import {
  heardSinceMessage,
  tooManyWatchesMessage,
  watchBegunMessage,
  watchesAwayMessage,
  watchesMessage,
  watchThereMessage,
} from "../../../src/slack/views/watches.ts";
import { watchOf } from "../../support/fleet/watches.ts";
import { ago, asOf, readOf, session, sessionSid, sim } from "../../support/sessions.ts";

/** Reported every half hour until five hours ago, and again for some minutes before `at`. */
function reportAt(
  at: number,
  { isBack = true, ...over }: Partial<Sim> & { isBack?: boolean } = {},
) {
  const before = Array.from({ length: 40 }, (_, index) => {
    const start = ago(5 * hourMs + index * 30 * minuteMs);
    return session({ sid: sessionSid(index), start, end: start + minuteMs, lastUpdated: start });
  });
  const [start, end] = [ago(4 * minuteMs), ago(3 * minuteMs)];
  const again = session({ sid: sessionSid(99), start, end, lastUpdated: end });
  const read = readOf(isBack ? [again, ...before] : before);
  return reportOf({ sim: sim(over), read, windowName: "7d", asOf: at });
}

const silent = reportAt(asOf, { isBack: false });
const sign = ago(4 * minuteMs);
const lastSign = ago(5 * hourMs) + minuteMs;
const pressedAt = ago(hourMs);
const back: Watch = watchOf({
  ...{ pressedAt, lastSign, lookedAt: asOf },
  state: { kind: "back", sign, decidedAt: asOf },
});
const over = (because: "time" | "gone"): Watch => ({
  ...back,
  state: { kind: "over", because, decidedAt: asOf },
});

function told(
  name = "Cargo camera 7",
  watch = back,
  now: SimReport | null = reportAt(asOf),
): ToldWatch {
  return { watch, name, now, before: now === null ? null : reportAt(sign - 1), quiet: null };
}
const quiet = {
  ...{ until: asOf + 7 * 24 * hourMs, setBy: "U0BEN00001", setAt: ago(hourMs) },
  reason: "<!channel> *new* antenna `x` https://evil.example",
};
const directly = { to: null, mayBeThere: false };
const several = Array.from({ length: 9 }, (_, index) => told(`Cargo camera ${index + 1}`));

const messages: Record<string, Message> = {
  begun: watchBegunMessage({
    report: silent,
    pressedAt: asOf,
    everyMs: 5 * minuteMs,
    isInThread: false,
    quiet: null,
  }),
  "begun-in-thread": watchBegunMessage({
    ...{ report: silent, pressedAt: asOf, everyMs: 5_000, isInThread: true, quiet },
  }),
  there: watchThereMessage(silent, watchOf({ pressedAt })),
  "there-already-back": watchThereMessage(silent, back),
  "there-already-over": watchThereMessage(silent, over("time")),
  "heard-since": heardSinceMessage(reportAt(asOf)),
  "too-many-of-person": tooManyWatchesMessage("person", 20),
  "too-many-of-account": tooManyWatchesMessage("account", 50),
  away: watchesAwayMessage(),
  list: watchesMessage({
    ...{ asOf, elsewhere: 2, ended: "ended" },
    watches: [
      { watch: watchOf({ pressedAt }), name: "Cargo camera 7", quiet: null },
      {
        watch: watchOf({ id: "w2", lastSign: null, account: "emea" }),
        name: "<!channel> *x*",
        quiet,
      },
      { watch: { ...back, state: { kind: "seen", sign } }, name: "Truck 12 camera", quiet: null },
    ],
  }),
  "list-of-twenty": watchesMessage({
    ...{ asOf, elsewhere: 0 },
    watches: Array.from({ length: 20 }, (_, index) => ({
      watch: watchOf({ id: `w${index}`, pressedAt, lookedAt: ago((index + 1) * minuteMs) }),
      ...{ name: `Cargo camera ${index + 1}`, quiet: index === 3 ? quiet : null },
    })),
  }),
  "list-empty": watchesMessage({ asOf, elsewhere: 0, watches: [] }),
  told: watchToldMessage({ told: [told()], ...directly }),
  "told-in-thread": watchToldMessage({ told: [told()], to: "U0ADA00001", mayBeThere: true }),
  "told-silent-again": watchToldMessage({
    told: [told("Cargo camera 7", back, silent)],
    ...directly,
  }),
  "told-unread": watchToldMessage({ told: [told("Cargo camera 7", back, null)], ...directly }),
  "told-several": watchToldMessage({ told: several, ...directly }),
  "told-mixed": watchToldMessage({
    told: [told(), told("<!channel> *x*", over("gone"), null)],
    ...directly,
  }),
  "over-time": watchToldMessage({
    told: [told("Cargo camera 7", over("time"), silent)],
    ...directly,
  }),
  "over-gone": watchToldMessage({
    told: [told("Cargo camera 7", over("gone"), null)],
    ...directly,
  }),
  "told-quiet": watchToldMessage({ told: [{ ...told(), quiet }], ...directly }),
  "quiet-set": quietSetMessage(silent, quiet),
  "quiet-ended": quietEndedMessage(silent, true, asOf),
  "quiet-was-not": quietEndedMessage(silent, false, asOf),
  "quiet-past": quietEndMessage("past"),
  "quiet-too-long": quietEndMessage("too_long"),
  "quiet-not-kept": quietNotKeptMessage(),
  "not-allowed": watchNotAllowedMessage("channel", ["U0ADMIN01"], 1),
};

describe("what people wait for, in words", () => {
  it.each(Object.entries(messages))("%s", async (name, message) => {
    expect(validateMessage(message)).toEqual([]);
    await expect(`${JSON.stringify(message, null, 2)}\n`).toMatchFileSnapshot(
      `../../fixtures/golden/watches/${name}.json`,
    );
  });

  it("what was missed is counted in the silence, up to the first sign", () => {
    expect(JSON.stringify(messages["told"]?.blocks[0])).toContain(
      "after 4 h 55 min, silent since <!date^1795410360^{date_short_pretty} {time}|23 Nov 05:06 UTC>; about 9 reports missed.",
    );
  });
});
