import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { drawableName, drawableRanges, oneLine } from "../../src/chart/drawable-text.ts";
import { bundledFontFolder } from "../../src/chart/embedded/fonts.ts";
import { codePointsOf } from "../support/chart/font-coverage.ts";

describe("text that can be drawn", () => {
  it("has a glyph in the bundled fonts for every character", () => {
    const fonts = ["Inter-Regular.ttf", "Inter-SemiBold.ttf", "DejaVuSans.ttf"].map((file) =>
      codePointsOf(readFileSync(new URL(file, bundledFontFolder))),
    );
    const [regular, semiBold, fallback] = fonts;
    for (const [first, last] of drawableRanges) {
      for (let point = first; point <= last; point += 1) {
        const covered = (regular?.has(point) && semiBold?.has(point)) || fallback?.has(point);
        expect(covered, `U+${point.toString(16)}`).toBe(true);
      }
    }
  });

  it("covers what names are made of", () => {
    for (const name of [
      "Orange España",
      "МТС",
      "Vodafone Ελλάδα",
      "سلتل",
      "Việt Nam",
      "↑352k ↓265k ≥ · – … ×",
      "AT&T",
    ]) {
      expect(drawableName(name)).toBe(name);
    }
  });

  it("is one line without direction marks, or nothing", () => {
    expect(drawableName(" T-Mobile\n\u202E USA\u0000 ")).toBe("T-Mobile USA");
    expect(drawableName("中国移动")).toBeNull();
    expect(drawableName("Net 中")).toBeNull();
    expect(drawableName(" \u200B ")).toBeNull();
    expect(drawableName("truck 🚚 7")).toBeNull();
    expect(drawableName("Cargo\u00ADcam\u200F 7")).toBe("Cargocam 7");
    expect(drawableName("می\u200Cخواهم")).toBe("می\u200Cخواهم");
    expect(drawableName("x".repeat(5_000))).toBe(`${"x".repeat(119)}…`);
    expect(oneLine("🚚".repeat(100), 16)).toBe(`${"🚚".repeat(7)}…`);
    expect(oneLine("\u200B\u200D\uFE0F")).toBe("");
  });
});
