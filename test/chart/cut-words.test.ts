import { expect, it } from "vitest";
import { pen, type Sheet } from "../../src/chart/config/plugin/pen.ts";
import type { TextStyle } from "../../src/chart/config/styles.ts";

it("words that are too wide are cut between letters with their accents", () => {
  const drawn: string[] = [];
  const ctx = {
    measureText: (words: string) => ({ width: words.length }),
    fillText: (words: string) => void drawn.push(words),
  };
  const sheet = { ctx, shown: { font: "Inter" } } as unknown as Sheet;
  const style = { align: "left", color: "#000", weight: 400, sizePx: 10 } as unknown as TextStyle;
  for (const room of [1, 4, 5, 6, 40])
    pen.write(sheet, style, "Tele\u0301kom", { x: 0, y: 0, room });
  expect(drawn).toEqual(["…", "Tel…", "Tel…", "Tele\u0301…", "Tele\u0301kom"]);
  pen.write(sheet, style, "\u0301".repeat(9), { x: 0, y: 0, room: 4 });
  expect(drawn.at(-1)).toBe("…");
});
