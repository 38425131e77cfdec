import type { HeaderWords } from "../decorations.ts";
import type { Pen } from "./pen.ts";
import type { Sheet } from "./sheet.ts";

/** What stands above the lanes. */
export interface Title {
  /** One slim line: the SIM, and the time shown. */
  drawTitle(sheet: Sheet): void;
  /** The full header, for a picture that travels alone. */
  drawHeader(sheet: Sheet, header: HeaderWords): void;
  /** The state, at the right. Returns its left edge. */
  drawPill(sheet: Sheet, pill: HeaderWords["pill"]): number;
  /** Side by side, as far apart as there is room. */
  drawFigures(sheet: Sheet, figures: HeaderWords["figures"]): void;
}

export const title: Title & ThisType<Title & Pen> = {
  drawTitle(sheet) {
    const { text, measures, range, title: name } = sheet.shown;
    const { margin } = measures;
    const { baseLine: y, rangePart, between } = measures.title;
    const right = sheet.plot.width - margin;
    const whole = right - margin;
    const rangeRoom = whole * rangePart;
    const rangeWidth = Math.min(this.widthOf(sheet, text.range, range), rangeRoom);
    this.write(sheet, text.range, range, { x: right, y, room: rangeRoom });
    this.write(sheet, text.title, name, { x: margin, y, room: whole - rangeWidth - between });
  },

  drawHeader(sheet, { pill, figures }) {
    const { text, measures, range, title: name } = sheet.shown;
    const { margin: x, header } = measures;
    const nameRoom = this.drawPill(sheet, pill) - x - measures.pill.beforeIt;
    this.write(sheet, text.headline, name, { x, y: header.baseLine, room: nameRoom });
    const room = sheet.plot.width - 2 * x;
    this.write(sheet, text.headlineRange, range, { x, y: header.rangeBaseLine, room });
    this.drawFigures(sheet, figures);
  },

  drawPill(sheet, { text: words, ink, fill, dotted }) {
    const { text, measures } = sheet.shown;
    const { top, height, padding } = measures.pill;
    const width = this.widthOf(sheet, text.pill, words) + 2 * padding;
    const left = sheet.plot.width - measures.margin - width;
    this.roundBox(sheet, { left, top, width, height }, height / 2);
    sheet.ctx.fillStyle = fill;
    sheet.ctx.fill();
    this.strokePath(sheet, dotted ? measures.strokes.dottedPill : measures.strokes.pill, ink);
    const y = this.middleOf(sheet, text.pill, top + height / 2);
    this.write(sheet, { ...text.pill, color: ink }, words, { x: left + padding, y });
    return left;
  },

  drawFigures(sheet, figures) {
    const { text, measures } = sheet.shown;
    const { baseLine, captionBaseLine, room, leastBetween, mostBetween } = measures.figure;
    const widths = figures.map(({ value, caption }) =>
      Math.max(this.widthOf(sheet, text.figure, value), this.widthOf(sheet, text.note, caption)),
    );
    const used = widths.reduce((sum, width) => sum + width, 0);
    const spare = sheet.plot.width - 2 * measures.margin - used;
    const even = spare / Math.max(1, figures.length - 1);
    const between = Math.max(leastBetween, Math.min(mostBetween, even));
    let x = measures.margin;
    for (const [index, { value, caption, ink }] of figures.entries()) {
      this.write(sheet, { ...text.figure, color: ink }, value, { x, y: baseLine, room });
      this.write(sheet, text.note, caption, { x, y: captionBaseLine, room });
      x += (widths[index] ?? 0) + between;
    }
  },
};
