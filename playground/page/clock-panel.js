import { api } from "./api.js";
import { aheadWords, clock } from "./clock.js";
import { h } from "./dom.js";

const hourMs = 3_600_000;
const shown = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const redrawMs = 10_000;

/** Lets time pass for Slack, the bot and the fleet at once. */
export function createClockPanel(store) {
  const time = h("p", { class: "clock-time" });
  const words = h("p", { class: "context", role: "status" });
  const move = (label, title, act) =>
    h("button", { type: "button", class: "button", title, onclick: () => run(act) }, label);
  const buttons = [
    move("+1 hour", "Let an hour pass", () => api.advance(hourMs)),
    move("+1 day", "Let a day pass", () => api.advance(24 * hourMs)),
    move("Now", "Back to this machine's time; channels and fleet begin anew", api.startOver),
  ];

  async function run(act) {
    for (const button of buttons) button.disabled = true;
    words.textContent = "Moving the clock…";
    try {
      await act();
      draw();
    } catch (error) {
      words.textContent = error.message;
    } finally {
      for (const button of buttons) button.disabled = false;
    }
  }

  function draw() {
    time.textContent = shown.format(clock.now());
    const ahead = aheadWords(clock.aheadMs);
    words.textContent =
      ahead === "" ? "The time of this machine." : `This machine's time ${ahead}.`;
  }

  draw();
  setInterval(() => {
    time.textContent = shown.format(clock.now());
  }, redrawMs);
  store.listen((kind) => kind === "clock" && draw());
  return h(
    "section",
    { class: "tool", "aria-labelledby": "clock-title" },
    h("h2", { id: "clock-title" }, "Clock"),
    time,
    words,
    h("div", { class: "actions" }, buttons),
    h(
      "p",
      { class: "context" },
      "Sessions go on while time passes: Refresh an answer to see. Now begins everything anew.",
    ),
  );
}
