import type { HeaderWords } from "../decorations.ts";
import { part } from "./marks.ts";
import type { Sheet } from "./pen.ts";

/** What stands above the lanes. */
export const title = part({
  /** One slim line: the SIM, and the time shown, which may take three quarters of it. */
  drawTitle(sheet: Sheet) {
    const { text, measures, range, title: name } = sheet.shown;
    const { margin } = measures;
    const y = 22;
    const right = sheet.plot.width - margin;
    const whole = right - margin;
    const rangeRoom = whole * 0.75;
    const rangeWidth = Math.min(this.widthOf(sheet, text.range, range), rangeRoom);
    this.write(sheet, text.range, range, { x: right, y, room: rangeRoom });
    this.write(sheet, text.title, name, { x: margin, y, room: whole - rangeWidth - 14 });
  },

  /** The full header, for a picture that travels alone. */
  drawHeader(sheet: Sheet, { pill, figures }: HeaderWords) {
    const { text, measures, range, title: name } = sheet.shown;
    const x = measures.margin;
    const nameRoom = this.drawPill(sheet, pill) - x - 14;
    this.write(sheet, text.headline, name, { x, y: 33, room: nameRoom });
    this.write(sheet, text.headlineRange, range, { x, y: 55, room: sheet.plot.width - 2 * x });
    this.drawFigures(sheet, figures);
  },

  /** The state, at the right; dotted like the stretch it stands for. Returns its left edge. */
  drawPill(sheet: Sheet, { text: words, ink, fill, dotted }: HeaderWords["pill"]): number {
    const { text, measures } = sheet.shown;
    const [top, height, padding] = [13, 28, 20];
    const width = this.widthOf(sheet, text.pill, words) + 2 * padding;
    const left = sheet.plot.width - measures.margin - width;
    this.fillRound(sheet, { left, top, width, height }, height / 2, fill);
    this.strokePath(sheet, ink, 1.4, dotted ? [1.6, 2.6] : []);
    const y = this.middleOf(text.pill, top + height / 2);
    this.write(sheet, { ...text.pill, color: ink }, words, { x: left + padding, y });
    return left;
  },

  /** Side by side, as far apart as there is room. */
  drawFigures(sheet: Sheet, figures: HeaderWords["figures"]) {
    const { text, measures } = sheet.shown;
    const widths = figures.map(({ value, caption }) =>
      Math.max(this.widthOf(sheet, text.figure, value), this.widthOf(sheet, text.note, caption)),
    );
    const used = widths.reduce((sum, width) => sum + width, 0);
    const spare = sheet.plot.width - 2 * measures.margin - used;
    const even = spare / Math.max(1, figures.length - 1);
    const between = Math.max(14, Math.min(56, even));
    let x = measures.margin;
    for (const [index, { value, caption, ink }] of figures.entries()) {
      this.write(sheet, { ...text.figure, color: ink }, value, { x, y: 87, room: 260 });
      this.write(sheet, text.note, caption, { x, y: 106, room: 260 });
      x += (widths[index] ?? 0) + between;
    }
  },
});
