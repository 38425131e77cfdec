import type { TimelineModel } from "../model/timeline-model.ts";
import { shareWords } from "../words/quantities.ts";
import { generationLooks } from "./palette.ts";
import { measures, textStyles } from "./styles.ts";

/** One entry of the legend. The swatch is drawn exactly like the mark it explains. */
export interface LegendItem {
  readonly kind:
    | "bar"
    | "comb"
    | "gap"
    | "short_gap"
    | "silent"
    | "uncertain"
    | "change"
    | "burst"
    | "unknown";
  readonly text: string;
  readonly fill: string;
  readonly outline: string;
  /** Part of the tallest bar. */
  readonly height: number;
  readonly x: number;
  readonly row: number;
}

const betweenPx = 16;

type Entry = Omit<LegendItem, "x" | "row">;

/** Only what occurs in the picture, wrapped into rows. */
export function legendOf(model: TimelineModel, widthPx: number): LegendItem[] {
  const { margin } = measures;
  const { swatch, textAfter } = measures.legend;
  let x = margin;
  let row = 0;
  return entriesOf(model).map((entry) => {
    const width = swatch + textAfter + estimatedWidthPx(entry.text, textStyles.legend.sizePx);
    if (x > margin && x + width > widthPx - margin) {
      x = margin;
      row += 1;
    }
    const item = { ...entry, x, row };
    x += width + betweenPx;
    return item;
  });
}

function entriesOf(model: TimelineModel): Entry[] {
  const plain = { fill: "", outline: "", height: 0 };
  const entries: Entry[] = model.generations.map(({ generation, drawnLabel, share }) => ({
    kind: "bar",
    text: `${drawnLabel} ${shareWords(share)}`,
    ...generationLooks[generation],
  }));
  const comb = model.runs.find(({ silent }) => !silent);
  if (comb !== undefined) {
    entries.push({ kind: "comb", text: "short sessions", ...generationLooks[comb.generation] });
  }
  const silent = [...model.bars, ...model.runs].find((shape) => shape.silent);
  if (silent !== undefined) {
    entries.push({ kind: "silent", text: "0 packets", ...generationLooks[silent.generation] });
  }
  if (model.uncertain !== null) {
    const look = generationLooks[model.uncertain.generation];
    entries.push({ kind: "uncertain", text: "open, no update since", ...look });
  }
  if (model.gaps.wide.length > 0) entries.push({ kind: "gap", text: "no session", ...plain });
  if (model.gaps.short.length > 0) entries.push({ kind: "short_gap", text: "short gap", ...plain });
  if (model.changes.single.length > 0) {
    entries.push({ kind: "change", text: "operator change", ...plain });
  }
  if (model.changes.bursts.length > 0) {
    entries.push({ kind: "burst", text: "many changes", ...plain });
  }
  if (model.unknown.length > 0) entries.push({ kind: "unknown", text: "not known", ...plain });
  return entries;
}

/** Widths of Inter at 13 px, measured once: enough to wrap the legend before anything is drawn. */
const narrow = new Set("iljI.,:;|'! ()[]·");
const wide = new Set("mwMW@%≥");

/** About how wide the text will be; on the generous side, because other fonts are wider. */
function estimatedWidthPx(text: string, sizePx: number): number {
  let width = 0;
  for (const character of text) {
    if (narrow.has(character)) width += 4;
    else if (wide.has(character)) width += 11.4;
    else if (character >= "A" && character <= "Z") width += 9.2;
    else width += 7.4;
  }
  return (width * sizePx) / 13;
}
