import type { TextStyle } from "../styles.ts";
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
    const { lanesTop: top, plotBottom } = sheet.shown.layout;
    for (const span of sheet.shown.unknown) {
      const left = sheet.x(span.from);
      const width = sheet.x(span.to) - left;
      this.markUnknown(sheet, { left, top, width, height: plotBottom - top });
    }
  },

  /** Gaps go on below the lanes as a tint, which leaves captions their ground. */
  drawGapTint({ ctx, shown, x }: Sheet) {
    const { newSessions, packets } = shown.layout;
    ctx.fillStyle = shown.colors.gapTint;
    for (const panel of [newSessions, packets]) {
      if (panel === null) continue;
      for (const { from, to } of shown.gaps) {
        ctx.fillRect(x(from), panel.top, x(to) - x(from), panel.bottom - panel.top);
      }
    }
  },

  /** Time lines, those of days darker and down to the foot of their names. */
  drawGrid({ ctx, shown, x }: Sheet) {
    const { left, right, lanesTop, newSessions, packets, plotBottom, tickText } = shown.layout;
    const across = (y: number) => ctx.fillRect(left, y - 0.5, right - left, 1);
    for (const { kind, at } of shown.ticks) {
      const isDay = kind === "day";
      ctx.fillStyle = isDay ? shown.colors.day : shown.colors.grid;
      ctx.fillRect(x(at) - 0.5, lanesTop, 1, (isDay ? tickText + 1 : plotBottom + 5) - lanesTop);
    }
    ctx.fillStyle = shown.colors.grid;
    across(plotBottom);
    if (newSessions !== null) across(newSessions.bottom);
    if (packets === null || packets.bottom === packets.top) return;
    ctx.fillStyle = shown.colors.axis;
    across((packets.top + packets.bottom) / 2);
  },

  /** The line of the moment of the question, with its tip. */
  drawNow({ ctx, shown, x }: Sheet) {
    const { lanesTop, plotBottom } = shown.layout;
    const [width, beyond, tipHalf, tipHeight] = [2, 5, 6.5, 9];
    const now = x(shown.nowAt);
    ctx.fillStyle = shown.colors.ink;
    ctx.fillRect(now - width / 2, lanesTop - beyond, width, plotBottom - lanesTop + 2 * beyond);
    ctx.beginPath();
    ctx.moveTo(now - tipHalf, lanesTop - tipHeight);
    ctx.lineTo(now + tipHalf, lanesTop - tipHeight);
    ctx.lineTo(now, lanesTop);
    ctx.closePath();
    ctx.fill();
  },

  /**
   * A day's name begins at its line, an hour's stands in the middle of it; one that would touch
   * another is left out. Below them the zone, and "now" or the time of the read.
   */
  drawAxis(sheet: Sheet) {
    const { shown } = sheet;
    const { text, nowWords, zone, firstDay, ticks, layout } = shown;
    const { left, right, tickText, nowText } = layout;
    const [between, besideLine] = [8, 5];
    const placed: { from: number; to: number }[] = [];
    const place = (style: TextStyle, words: string, x: number) => {
      const width = this.widthOf(sheet, style, words);
      const from = style.align === "center" ? x - width / 2 : x;
      const to = from + width;
      const isFree = placed.every(
        (other) => from > other.to + between || to < other.from - between,
      );
      if (!isFree || from < left || to > right) return;
      placed.push({ from, to });
      this.write(sheet, style, words, { x, y: tickText });
    };
    for (const kind of ["day", "hour"] as const) {
      for (const tick of ticks) {
        if (tick.kind !== kind) continue;
        const x = sheet.x(tick.at);
        if (kind === "day") place(text.day, tick.text, x + besideLine);
        else place(text.hour, tick.text, x);
      }
      if (kind === "day" && firstDay !== "") place(text.day, firstDay, left);
    }
    const nowWidth = this.widthOf(sheet, text.now, nowWords);
    this.write(sheet, text.now, nowWords, { x: right, y: nowText });
    this.write(sheet, text.zone, zone, { x: left, y: nowText, room: right - left - nowWidth - 16 });
  },

  /** On the lane's own ground, so that hatch and lines behind a name do not cross it. */
  drawLaneNames(sheet: Sheet) {
    const { ctx, shown } = sheet;
    const { layout, text, lanes, colors } = shown;
    const { left, right, lanesTop, laneHeight } = layout;
    const [baseLine, height, between] = [17, 21, 8];
    for (const [index, { name, detail }] of lanes.entries()) {
      const top = lanesTop + index * laneHeight;
      const detailWidth = detail === "" ? 0 : this.widthOf(sheet, text.note, detail) + between;
      const room = right - left - detailWidth - between;
      const width = Math.min(room, this.widthOf(sheet, text.laneName, name));
      ctx.fillStyle = index % 2 === 0 ? colors.stripe : colors.ground;
      ctx.fillRect(left - 3, top + 1, width + detailWidth + 6, height);
      this.write(sheet, text.laneName, name, { x: left, y: top + baseLine, room });
      const x = left + width + between;
      this.write(sheet, text.note, detail, { x, y: top + baseLine });
    }
  },

  /** Says in words that there is nothing to show. */
  drawEmpty(sheet: Sheet) {
    const { layout, empty: words, text, colors, nowAt } = sheet.shown;
    if (words === "") return;
    const [padding, height, radius] = [14, 36, 6];
    const half = this.widthOf(sheet, text.empty, words) / 2 + padding;
    const x = (layout.left + sheet.x(nowAt)) / 2;
    const y = (layout.lanesTop + layout.lanesBottom) / 2;
    const box = { left: x - half, top: y - height / 2, width: half * 2, height };
    this.fillRound(sheet, box, radius, colors.ground);
    this.write(sheet, text.empty, words, { x, y: this.middleOf(text.empty, y) });
  },

  /** Captions stand on the ground of the picture, above their bars. */
  drawPanelNames(sheet: Sheet) {
    const { layout, text, newSessionsCaption, packetsCaption, hasPackets } = sheet.shown;
    const { left, right, newSessions, packets } = layout;
    const between = 16;
    if (newSessions !== null) {
      const place = { x: left, y: newSessions.caption, room: right - left };
      this.write(sheet, text.panelName, newSessionsCaption, place);
    }
    if (packets === null) return;
    const y = packets.caption;
    this.write(sheet, text.panelName, packetsCaption, { x: left, y });
    let x = left + this.widthOf(sheet, text.panelName, packetsCaption) + between;
    if (hasPackets.up) {
      this.write(sheet, text.packetsUp, "↑ from SIM", { x, y });
      x += this.widthOf(sheet, text.packetsUp, "↑ from SIM") + between;
    }
    if (hasPackets.down) this.write(sheet, text.packetsDown, "↓ to SIM", { x, y });
  },
});
