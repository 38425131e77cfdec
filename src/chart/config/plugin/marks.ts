import type { Box, pen, Sheet } from "./pen.ts";

/** A part of the plugin: by `this` its methods call one another, the pen and the marks. */
export function part<Own>(own: Own & ThisType<Own & typeof pen & typeof marks>): Own {
  return own;
}

/** Each mark fills its box, in the plot and in the legend alike. */
export const marks = {
  /** Time of which the platform's answer says nothing: neither session nor gap. */
  markUnknown(sheet: Sheet, box: Box) {
    sheet.ctx.fillStyle = sheet.shown.colors.unknownTint;
    sheet.ctx.fillRect(box.left, box.top, box.width, box.height);
    this.outline(sheet, box, sheet.shown.colors.dim, 1.2, [2, 3]);
  },

  /** Sessions of 0 packets: hollow with a dashed outline. */
  markSilent(sheet: Sheet, box: Box, outline: string) {
    this.outline(sheet, box, outline, sheet.shown.measures.silentLine, [3, 2.2]);
  },

  /**
   * Many short sessions never look like one long session: a comb instead of a solid bar. On a
   * fixed raster, so that neighbouring columns of one comb fit together.
   */
  markComb({ ctx, shown }: Sheet, { left, top, width, height }: Box) {
    const border = shown.measures.combBorder;
    const every = 4;
    const tooth = 1;
    // Lets a last tooth in that rounding would push out.
    const end = left + width + 0.01;
    ctx.fillStyle = shown.colors.tooth;
    for (let x = Math.ceil(left / every) * every; x + tooth <= end; x += every) {
      ctx.fillRect(x, top + border, tooth, height - 2 * border);
    }
  },

  /** Open but without an update: the bar goes on as a dotted outline with question marks. */
  markUncertain(sheet: Sheet, box: Box, { fill, outline }: { fill: string; outline: string }) {
    const { ctx, shown } = sheet;
    const { left, top, width, height } = box;
    // 2E: 18 %, as the hexadecimal digits after a colour.
    for (const color of [shown.colors.ground, `${fill}2E`]) {
      ctx.fillStyle = color;
      ctx.fillRect(left, top, width, height);
    }
    this.outline(sheet, box, outline, 1.6, [1.6, 2.6]);
    const [narrowest, lowest] = [14, 16];
    if (width < narrowest || height < lowest) return;
    const lettering = shown.text.question;
    const y = this.middleOf(lettering, top + height / 2);
    const count = Math.min(24, Math.max(1, Math.floor(width / 48)));
    for (let index = 0; index < count; index += 1) {
      const x = left + (width * (index + 0.5)) / count;
      this.write(sheet, { ...lettering, color: outline }, "?", { x, y });
    }
  },

  /** No session. Lines hang on a fixed raster, so that neighbouring gaps continue one another. */
  markGap({ ctx, shown }: Sheet, { left, top, width, height }: Box) {
    // Far enough apart to be seen as hatching, not as a tint, on a phone.
    const every = 8;
    ctx.save();
    ctx.fillStyle = shown.colors.gapFill;
    ctx.fillRect(left, top, width, height);
    ctx.beginPath();
    ctx.rect(left, top, width, height);
    ctx.clip();
    ctx.strokeStyle = shown.colors.gap;
    ctx.lineWidth = 2;
    ctx.globalAlpha = 0.85;
    ctx.beginPath();
    const end = left + width + top + height;
    for (let start = Math.floor((left + top) / every) * every; start < end; start += every) {
      ctx.moveTo(start - top, top);
      ctx.lineTo(start - top - height, top + height);
    }
    ctx.stroke();
    ctx.restore();
    const edge = 1.2;
    ctx.fillStyle = shown.colors.gap;
    ctx.fillRect(left, top, edge, height);
    ctx.fillRect(left + width - edge, top, edge, height);
  },

  markShortGap({ ctx, shown }: Sheet, middle: number, top: number) {
    const width = 2.2;
    ctx.fillStyle = shown.colors.gap;
    ctx.fillRect(middle - width / 2, top, width, 11);
  },

  /** Crowded operator changes: a band over the lanes involved. */
  markBurst({ ctx, shown }: Sheet, { left, top, width, height }: Box) {
    ctx.fillStyle = shown.colors.violetTint;
    ctx.fillRect(left, top, width, height);
    ctx.strokeStyle = shown.colors.violet;
    ctx.lineWidth = 1.5;
    ctx.strokeRect(left, top, width, height);
  },
} satisfies ThisType<typeof pen>;
