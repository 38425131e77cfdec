/** After this long a control is given back, whatever happened. */
const longestWaitMs = 15_000;

/**
 * Who waits for the bot: controls that were pressed and questions that were typed, by the token of
 * their answer.
 */
export function createPending(store) {
  const waiting = new Map();
  const answered = new Set();

  function releaseAll() {
    for (const release of waiting.values()) release();
    waiting.clear();
  }

  store.listen((kind, detail) => {
    if (kind === "answered") {
      answered.add(detail);
      waiting.get(detail)?.();
      waiting.delete(detail);
    } else if (kind === "views") {
      // A modal is an answer, too, and names no token.
      releaseAll();
    }
  });

  return {
    /** Calls `release` once the interaction is answered, or never will be. Rejects if it failed. */
    async until(interaction, release) {
      const timer = setTimeout(release, longestWaitMs);
      const end = () => {
        clearTimeout(timer);
        release();
      };
      try {
        const { responseToken, ack } = await interaction;
        const isOver = responseToken === null || ack.kind !== "acknowledged";
        if (isOver || answered.has(responseToken)) end();
        else waiting.set(responseToken, end);
      } catch (error) {
        end();
        throw error;
      }
    },
  };
}

/**
 * Shows that a control waits for the bot; the returned function gives it back. It is not disabled
 * for real: a disabled control would lose the focus.
 */
export function hold(control) {
  control.classList.add("pending");
  control.setAttribute("aria-busy", "true");
  control.setAttribute("aria-disabled", "true");
  return () => {
    control.classList.remove("pending");
    control.removeAttribute("aria-busy");
    control.removeAttribute("aria-disabled");
  };
}
