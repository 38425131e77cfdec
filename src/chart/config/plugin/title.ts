import { part } from "./marks.ts";
import type { Sheet } from "./pen.ts";

/** What stands above the lanes. */
export const title = part({
  /** The SIM, and the time shown. */
  drawTitle(sheet: Sheet) {
    const { text, layout, window, title: name } = sheet.shown;
    const { left, right } = layout;
    const y = 26;
    const windowWidth = this.widthOf(sheet, text.window, window);
    this.write(sheet, text.window, window, { x: right, y });
    this.write(sheet, text.title, name, { x: left, y, room: right - left - windowWidth - 16 });
  },
});
