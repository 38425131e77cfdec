import type { Pen } from "./pen.ts";
import type { Sheet } from "./sheet.ts";

/** The time axis, and its end. */
export interface Axis {
  /** The line of the moment of the question, with its tip. */
  drawNow(sheet: Sheet): void;
  /**
   * Dates and times, the zone at the left end, "now" or the time of the read at the right; a label
   * that would touch is left out.
   */
  drawAxis(sheet: Sheet): void;
}

export const axis: Axis & ThisType<Pen> = {
  drawNow({ ctx, shown, x }) {
    const { lanesTop, packetsBottom } = shown.layout;
    const { line, beyond, tipHalf, tipHeight } = shown.measures.now;
    const now = x(shown.nowAt);
    ctx.fillStyle = shown.colors.ink;
    ctx.fillRect(now - line / 2, lanesTop - beyond, line, packetsBottom - lanesTop + 2 * beyond);
    ctx.beginPath();
    ctx.moveTo(now - tipHalf, lanesTop - tipHeight);
    ctx.lineTo(now + tipHalf, lanesTop - tipHeight);
    ctx.lineTo(now, lanesTop);
    ctx.closePath();
    ctx.fill();
  },

  drawAxis(sheet) {
    const { plot, shown } = sheet;
    const { text, nowWords, zone } = shown;
    const { margin } = shown.measures;
    const { between, afterZone, zoneBeforePlot, nowRoom, nowFromEdge } = shown.measures.axis;
    const y = shown.layout.axisText;
    const nowHalf = this.widthOf(sheet, text.now, nowWords) / 2;
    const now = Math.min(sheet.x(shown.nowAt), plot.width - nowFromEdge - nowHalf);
    const zoneRoom = shown.layout.left - margin - zoneBeforePlot;
    const zoneWidth = Math.min(this.widthOf(sheet, text.zone, zone), zoneRoom);
    this.write(sheet, text.zone, zone, { x: margin, y, room: zoneRoom });
    let clearFrom = margin + zoneWidth + afterZone;
    for (const tick of shown.ticks) {
      const x = sheet.x(tick.at);
      const half = this.widthOf(sheet, text.tick, tick.text) / 2;
      if (x - half < clearFrom || x + half > now - nowHalf - between) continue;
      clearFrom = x + half + between;
      this.write(sheet, text.tick, tick.text, { x, y });
    }
    this.write(sheet, text.now, nowWords, { x: now, y, room: nowRoom });
  },
};
