/** Widths of Inter at 13 px, measured once: enough to wrap the legend before anything is drawn. */
const narrow = new Set("iljI.,:;|'! ()[]·");
const wide = new Set("mwMW@%≥");

/** About how wide the text will be; on the generous side, because other fonts are wider. */
export function estimatedWidthPx(text: string, sizePx: number): number {
  let width = 0;
  for (const character of text) {
    if (narrow.has(character)) width += 4;
    else if (wide.has(character)) width += 11.4;
    else if (character >= "A" && character <= "Z") width += 9.2;
    else width += 7.4;
  }
  return (width * sizePx) / 13;
}
