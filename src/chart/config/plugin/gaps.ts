import type { HourSpan } from "../decorations.ts";
import type { Marks } from "./marks.ts";
import type { Pen } from "./pen.ts";
import type { Sheet } from "./sheet.ts";

/** Time without a session. */
export interface Gaps {
  drawGaps(sheet: Sheet): void;
  drawShortGaps(sheet: Sheet): void;
  /** Longest first; one that would touch another or the now line is left out. */
  drawGapLengths(sheet: Sheet): void;
}

export const gaps: Gaps & ThisType<Marks & Pen> = {
  drawGaps(sheet) {
    const { lanesTop: top, lanesBottom } = sheet.shown.layout;
    for (const { from, to } of sheet.shown.gaps) {
      const left = sheet.x(from);
      this.markGap(sheet, { left, top, width: sheet.x(to) - left, height: lanesBottom - top });
    }
  },

  drawShortGaps(sheet) {
    const { rug, layout } = sheet.shown;
    if (layout.rugTop === null) return;
    for (const at of rug) this.markShortGap(sheet, sheet.x(at), layout.rugTop);
  },

  drawGapLengths(sheet) {
    const { shown, x } = sheet;
    const { most, aboveLanes, beside, beforeNow } = shown.measures.gapLength;
    const { left, lanesTop } = shown.layout;
    const now = x(shown.nowAt);
    const placed: HourSpan[] = [];
    for (const { at, text } of shown.gapLabels) {
      if (placed.length === most) break;
      const half = this.widthOf(sheet, shown.text.gapLength, text) / 2;
      const middle = Math.max(left + half, Math.min(x(at), now - beforeNow - half));
      const from = middle - half - beside;
      const to = middle + half + beside;
      if (placed.some((other) => from < other.to && to > other.from)) continue;
      placed.push({ from, to });
      this.write(sheet, shown.text.gapLength, text, { x: middle, y: lanesTop - aboveLanes });
    }
  },
};
