import { part } from "./marks.ts";
import type { Sheet } from "./pen.ts";

/** What the bars stand in: the ground below them, the time axis, names and captions at the left. */
export const frame = part({
  /** Every other lane has a stripe, so that the eye finds the way from name to bar. */
  drawStripes({ plot, ctx, shown }: Sheet) {
    const { lanesTop, laneHeight } = shown.layout;
    ctx.fillStyle = shown.colors.stripe;
    for (let lane = 0; lane < Math.max(1, shown.lanes.length); lane += 2) {
      ctx.fillRect(0, lanesTop + lane * laneHeight, plot.width, laneHeight);
    }
  },

  drawUnknown(sheet: Sheet) {
    const { lanesTop: top, packetsBottom } = sheet.shown.layout;
    for (const span of sheet.shown.unknown) {
      const left = sheet.x(span.from);
      const width = sheet.x(span.to) - left;
      this.markUnknown(sheet, { left, top, width, height: packetsBottom - top });
    }
  },

  /** Gaps go on below the lanes as a tint. */
  drawGapTint({ ctx, shown, x }: Sheet) {
    const { lanesBottom, packetsBottom } = shown.layout;
    ctx.fillStyle = shown.colors.gapTint;
    for (const { from, to } of shown.gaps) {
      ctx.fillRect(x(from), lanesBottom, x(to) - x(from), packetsBottom - lanesBottom);
    }
  },

  /** Time lines end a little below the packets, where their words stand. */
  drawGrid({ ctx, shown, x }: Sheet) {
    const { left, right, lanesTop, newSessionsBottom, packetsTop, packetsBottom } = shown.layout;
    const across = (y: number) => ctx.fillRect(left, y - 0.5, right - left, 1);
    ctx.fillStyle = shown.colors.grid;
    for (const { at } of shown.ticks) {
      ctx.fillRect(x(at) - 0.5, lanesTop, 1, packetsBottom + 4 - lanesTop);
    }
    for (const y of [newSessionsBottom, packetsTop, packetsBottom]) across(y);
    ctx.fillStyle = shown.colors.axis;
    across((packetsTop + packetsBottom) / 2);
  },

  /** The line of the moment of the question, with its tip. */
  drawNow({ ctx, shown, x }: Sheet) {
    const { lanesTop, packetsBottom } = shown.layout;
    const [width, beyond, tipHalf, tipHeight] = [1.8, 4, 5.5, 8];
    const now = x(shown.nowAt);
    ctx.fillStyle = shown.colors.ink;
    ctx.fillRect(now - width / 2, lanesTop - beyond, width, packetsBottom - lanesTop + 2 * beyond);
    ctx.beginPath();
    ctx.moveTo(now - tipHalf, lanesTop - tipHeight);
    ctx.lineTo(now + tipHalf, lanesTop - tipHeight);
    ctx.lineTo(now, lanesTop);
    ctx.closePath();
    ctx.fill();
  },

  /**
   * Dates and times, the zone at the left end, "now" or the time of the read at the right; a label
   * that would touch is left out.
   */
  drawAxis(sheet: Sheet) {
    const { plot, shown } = sheet;
    const { text, nowWords, zone, measures, layout } = shown;
    const { margin } = measures;
    const between = 5;
    const y = layout.axisText;
    const nowHalf = this.widthOf(sheet, text.now, nowWords) / 2;
    const now = Math.min(sheet.x(shown.nowAt), plot.width - 4 - nowHalf);
    const zoneRoom = layout.left - margin - 12;
    const zoneWidth = Math.min(this.widthOf(sheet, text.zone, zone), zoneRoom);
    this.write(sheet, text.zone, zone, { x: margin, y, room: zoneRoom });
    let clearFrom = margin + zoneWidth + 2 * between;
    for (const tick of shown.ticks) {
      const x = sheet.x(tick.at);
      const half = this.widthOf(sheet, text.tick, tick.text) / 2;
      if (x - half < clearFrom || x + half > now - nowHalf - between) continue;
      clearFrom = x + half + between;
      this.write(sheet, text.tick, tick.text, { x, y });
    }
    this.write(sheet, text.now, nowWords, { x: now, y, room: 90 });
  },

  /** A name alone stands in the lane's middle. */
  drawLaneNames(sheet: Sheet) {
    const { layout, text, lanes, measures } = sheet.shown;
    const x = measures.margin;
    const room = layout.left - x - 2;
    for (const [index, { name, detail }] of lanes.entries()) {
      const top = layout.lanesTop + index * layout.laneHeight;
      this.write(sheet, text.laneName, name, { x, y: top + (detail === "" ? 26 : 18), room });
      this.write(sheet, text.note, detail, { x, y: top + 35, room });
    }
  },

  /** Says in words that there is nothing to show. */
  drawEmpty(sheet: Sheet) {
    const { layout, empty: words, text, colors, nowAt } = sheet.shown;
    if (words === "") return;
    const [padding, height, radius] = [14, 32, 6];
    const half = this.widthOf(sheet, text.empty, words) / 2 + padding;
    const x = (layout.left + sheet.x(nowAt)) / 2;
    const y = (layout.lanesTop + layout.lanesBottom) / 2;
    const box = { left: x - half, top: y - height / 2, width: half * 2, height };
    this.fillRound(sheet, box, radius, colors.ground);
    this.write(sheet, text.empty, words, { x, y: this.middleOf(text.empty, y) });
  },

  drawPanelNames(sheet: Sheet) {
    const { layout, text, measures, newSessionsCaption, packetsCaption } = sheet.shown;
    const { newSessionsTop, packetsTop } = layout;
    const x = measures.margin;
    const room = layout.left - x - 2;
    this.write(sheet, text.panelName, "New sessions", { x, y: newSessionsTop + 6, room });
    this.write(sheet, text.note, newSessionsCaption, { x, y: newSessionsTop + 22, room });
    this.write(sheet, text.panelName, "Packets", { x, y: packetsTop + 13, room });
    this.write(sheet, text.note, packetsCaption, { x, y: packetsTop + 30, room });
    this.write(sheet, text.packetsUp, "↑ from SIM", { x, y: packetsTop + 49, room });
    this.write(sheet, text.packetsDown, "↓ to SIM", { x, y: packetsTop + 67, room });
  },

  /** The ends of the scale of packets, or that none were recorded. */
  drawPacketScale(sheet: Sheet) {
    const { layout, text, packetScale: words } = sheet.shown;
    const { left, packetsTop, packetsBottom } = layout;
    if (words === "") {
      const aboveZero = (packetsTop + packetsBottom) / 2 - 8;
      this.write(sheet, text.note, "no packets recorded", { x: left + 8, y: aboveZero, room: 300 });
      return;
    }
    for (const y of [packetsTop + 9, packetsBottom]) {
      this.write(sheet, text.packetScale, words, { x: left - 6, y, room: 44 });
    }
  },
});
