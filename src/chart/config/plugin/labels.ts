import type { Pen } from "./pen.ts";
import type { Sheet } from "./sheet.ts";

/** Names of the lanes and captions of the panels, in the column at the left. */
export interface Labels {
  drawLaneNames(sheet: Sheet): void;
  /** Says in words that there is nothing to show. */
  drawEmpty(sheet: Sheet): void;
  drawPanelNames(sheet: Sheet): void;
  /** The ends of the scale of packets, or that none were recorded. */
  drawPacketScale(sheet: Sheet): void;
}

export const labels: Labels & ThisType<Pen> = {
  drawLaneNames(sheet) {
    const { layout, text, lanes, measures } = sheet.shown;
    const { name, detail, nameAlone, beforePlot } = measures.lane;
    const x = measures.margin;
    const room = layout.left - x - beforePlot;
    for (const [index, lane] of lanes.entries()) {
      const top = layout.lanesTop + index * layout.laneHeight;
      const y = top + (lane.detail === "" ? nameAlone : name);
      this.write(sheet, text.laneName, lane.name, { x, y, room });
      this.write(sheet, text.note, lane.detail, { x, y: top + detail, room });
    }
  },

  drawEmpty(sheet) {
    const { ctx, shown } = sheet;
    const { layout, empty: words } = shown;
    if (words === "") return;
    const { padding, height, radius } = shown.measures.empty;
    const style = shown.text.empty;
    const half = this.widthOf(sheet, style, words) / 2 + padding;
    const x = (layout.left + sheet.x(shown.nowAt)) / 2;
    const y = (layout.lanesTop + layout.lanesBottom) / 2;
    const box = { left: x - half, top: y - height / 2, width: half * 2, height };
    this.roundBox(sheet, box, radius);
    ctx.fillStyle = shown.colors.ground;
    ctx.fill();
    this.write(sheet, style, words, { x, y: this.middleOf(sheet, style, y) });
  },

  drawPanelNames(sheet) {
    const { layout, text, measures, newSessionsCaption, packetsCaption } = sheet.shown;
    const x = measures.margin;
    const room = layout.left - x - measures.lane.beforePlot;
    const { newSessions, packets } = measures;
    const newSessionsAt = (y: number) => ({ x, y: layout.newSessionsTop + y, room });
    this.write(sheet, text.panelName, "New sessions", newSessionsAt(newSessions.name));
    this.write(sheet, text.note, newSessionsCaption, newSessionsAt(newSessions.caption));
    const packetsAt = (y: number) => ({ x, y: layout.packetsTop + y, room });
    this.write(sheet, text.panelName, "Packets", packetsAt(packets.name));
    this.write(sheet, text.note, packetsCaption, packetsAt(packets.caption));
    this.write(sheet, text.packetsUp, "↑ from SIM", packetsAt(packets.up));
    this.write(sheet, text.packetsDown, "↓ to SIM", packetsAt(packets.down));
  },

  drawPacketScale(sheet) {
    const { layout, text, measures, packetScale: words } = sheet.shown;
    const { left, packetsTop, packetsBottom } = layout;
    if (words === "") {
      const { afterPlotEdge, aboveZero, room } = measures.noPackets;
      const y = (packetsTop + packetsBottom) / 2 - aboveZero;
      this.write(sheet, text.note, "no packets recorded", { x: left + afterPlotEdge, y, room });
      return;
    }
    const { beforePlot, top, room } = measures.packetScale;
    for (const y of [packetsTop + top, packetsBottom]) {
      this.write(sheet, text.packetScale, words, { x: left - beforePlot, y, room });
    }
  },
};
