import type { Pen } from "./pen.ts";
import type { Box, Sheet } from "./sheet.ts";

/** Each mark fills its box, in the plot and in the legend alike. */
export interface Marks {
  /** Time of which the platform's answer says nothing: neither session nor gap. */
  markUnknown(sheet: Sheet, box: Box): void;
  /** Sessions of 0 packets: hollow with a dashed outline. */
  markSilent(sheet: Sheet, box: Box, outline: string): void;
  /**
   * Many short sessions never look like one long session: a comb instead of a solid bar. On a
   * fixed raster, so that neighbouring columns of one comb fit together.
   */
  markComb(sheet: Sheet, box: Box): void;
  /** Open but without an update: the bar goes on as a dotted outline with question marks. */
  markUncertain(sheet: Sheet, box: Box, look: { fill: string; outline: string }): void;
  /** No session. Lines hang on a fixed raster, so that neighbouring gaps continue one another. */
  markGap(sheet: Sheet, box: Box): void;
  markShortGap(sheet: Sheet, middle: number, top: number): void;
  /** Crowded operator changes: a band over the lanes involved. */
  markBurst(sheet: Sheet, box: Box): void;
}

export const marks: Marks & ThisType<Marks & Pen> = {
  markUnknown(sheet, box) {
    const { colors, measures } = sheet.shown;
    sheet.ctx.fillStyle = colors.unknownTint;
    sheet.ctx.fillRect(box.left, box.top, box.width, box.height);
    this.outline(sheet, measures.strokes.unknown, colors.dim, box);
  },

  markSilent(sheet, box, outline) {
    this.outline(sheet, sheet.shown.measures.strokes.silent, outline, box);
  },

  markComb({ ctx, shown }, { left, top, width, height }) {
    const { every, tooth, border, slack } = shown.measures.comb;
    ctx.fillStyle = shown.colors.tooth;
    for (let x = Math.ceil(left / every) * every; x + tooth <= left + width + slack; x += every) {
      ctx.fillRect(x, top + border, tooth, height - 2 * border);
    }
  },

  markUncertain(sheet, box, { fill, outline }) {
    const { ctx, shown } = sheet;
    const { left, top, width, height } = box;
    const { fillOpacity, narrowest, low, questionEvery, mostQuestions } = shown.measures.uncertain;
    for (const color of [shown.colors.ground, fill + fillOpacity]) {
      ctx.fillStyle = color;
      ctx.fillRect(left, top, width, height);
    }
    this.outline(sheet, shown.measures.strokes.uncertain, outline, box);
    if (width < narrowest) return;
    const lettering = height < low ? shown.text.lowQuestion : shown.text.question;
    const y = this.middleOf(sheet, lettering, top + height / 2);
    const count = Math.min(mostQuestions, Math.max(1, Math.floor(width / questionEvery)));
    for (let index = 0; index < count; index += 1) {
      const x = left + (width * (index + 0.5)) / count;
      this.write(sheet, { ...lettering, color: outline }, "?", { x, y });
    }
  },

  markGap({ ctx, shown }, { left, top, width, height }) {
    const { every, line, lineOpacity, edge } = shown.measures.hatch;
    ctx.save();
    ctx.fillStyle = shown.colors.gapFill;
    ctx.fillRect(left, top, width, height);
    ctx.beginPath();
    ctx.rect(left, top, width, height);
    ctx.clip();
    ctx.strokeStyle = shown.colors.gap;
    ctx.lineWidth = line;
    ctx.globalAlpha = lineOpacity;
    ctx.beginPath();
    const end = left + width + top + height;
    for (let start = Math.floor((left + top) / every) * every; start < end; start += every) {
      ctx.moveTo(start - top, top);
      ctx.lineTo(start - top - height, top + height);
    }
    ctx.stroke();
    ctx.restore();
    ctx.fillStyle = shown.colors.gap;
    ctx.fillRect(left, top, edge, height);
    ctx.fillRect(left + width - edge, top, edge, height);
  },

  markShortGap({ ctx, shown }, middle, top) {
    const { width, height } = shown.measures.shortGap;
    ctx.fillStyle = shown.colors.gap;
    ctx.fillRect(middle - width / 2, top, width, height);
  },

  markBurst({ ctx, shown }, { left, top, width, height }) {
    ctx.fillStyle = shown.colors.violetTint;
    ctx.fillRect(left, top, width, height);
    ctx.strokeStyle = shown.colors.violet;
    ctx.lineWidth = shown.measures.strokes.burst.width;
    ctx.strokeRect(left, top, width, height);
  },
};
