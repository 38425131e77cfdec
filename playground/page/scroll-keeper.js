/** How near to the end one must be for new messages to be followed. */
const followPixels = 160;

/**
 * Keeps what was last shown in view while pictures load and windows change, until the reader
 * scrolls: a message that fits is shown at the end, a taller one from its top, where its verdict
 * stands.
 */
export function keepScroll(root, list) {
  let shown = null;

  function settle() {
    if (shown === null || !shown.isConnected) return;
    const isTall = shown.offsetHeight > root.clientHeight;
    root.scrollTop = isTall ? shown.offsetTop : root.scrollHeight;
  }

  const observer = new ResizeObserver(settle);
  observer.observe(list);
  observer.observe(root);
  for (const kind of ["wheel", "touchmove", "pointerdown", "keydown"]) {
    root.addEventListener(
      kind,
      () => {
        shown = null;
      },
      { passive: true },
    );
  }

  return {
    /** Whether something new should come into view by itself. */
    follows: () =>
      shown !== null || root.scrollHeight - root.scrollTop - root.clientHeight < followPixels,
    show(element) {
      shown = element;
      settle();
    },
    /** The same place goes on with a redrawn message. */
    replace(old, element) {
      if (shown === old) shown = element;
    },
  };
}
