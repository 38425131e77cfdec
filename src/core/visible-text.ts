/**
 * What leaves no mark of its own on a screen: spaces, control and format characters, marks that
 * need a letter below them, fillers of scripts that are letters by name (Unicode's
 * Default_Ignorable_Code_Point holds those of Hangul, variation selectors and tags), and the blanks
 * that Unicode counts among symbols or letters: Braille, the object replacement, the musical null
 * notehead, two of the Egyptian script. What is left of broken characters tells nobody anything.
 */
const unseen =
  /^[\s\p{Z}\p{Cc}\p{Cf}\p{Cs}\p{M}\p{Default_Ignorable_Code_Point}\u2800\uFFFC\uFFFD\u{1D159}\u{13441}\u{13442}]*$/u;

/** Whether a reader sees anything of the text. */
function isVisible(text: string): boolean {
  return !unseen.test(text);
}

/** The text without spaces around it; `null` where a reader would see nothing, as of zero-width spaces. */
export function visibleOrNull(name: string | null): string | null {
  return name !== null && isVisible(name) ? name.trim() : null;
}
