import type { RadioGeneration } from "../../core/radio-link.ts";
import { shareWords } from "../../core/words.ts";
import type { LaneBar, LaneRun, TimelineModel, UncertainStretch } from "../model/timeline-model.ts";
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

const betweenPx = 18;

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

/**
 * Each radio link is explained by the mark that it has in the picture; what a link's share was
 * made of without leaving a mark is not explained.
 */
function entriesOf(model: TimelineModel): Entry[] {
  const plain = { fill: "", outline: "", height: 0 };
  const { bars, runs } = model;
  const uncertain = isVisible(model.uncertain, model) ? model.uncertain : null;
  const isSolid = (shape: LaneBar | LaneRun) => !shape.silent;
  const entries: Entry[] = model.generations.flatMap(({ generation, drawnLabel, share }) => {
    const of = (shape: { readonly generation: RadioGeneration }) => shape.generation === generation;
    const kind = bars.filter(of).some(isSolid)
      ? "bar"
      : runs.filter(of).some(isSolid)
        ? "comb"
        : [...bars, ...runs].some(of)
          ? "silent"
          : uncertain !== null && of(uncertain)
            ? "uncertain"
            : null;
    if (kind === null) return [];
    return [{ kind, text: `${drawnLabel} ${shareWords(share)}`, ...generationLooks[generation] }];
  });
  const comb = runs.find(isSolid);
  if (comb !== undefined) {
    entries.push({ kind: "comb", text: "short sessions", ...generationLooks[comb.generation] });
  }
  const silent = [...bars, ...runs].find((shape) => shape.silent);
  if (silent !== undefined) {
    entries.push({ kind: "silent", text: "0 packets", ...generationLooks[silent.generation] });
  }
  if (uncertain !== null) {
    const look = generationLooks[uncertain.generation];
    entries.push({ kind: "uncertain", text: "open, no update", ...look });
  }
  // The one that lasts is named above it.
  const { wide, short, last } = model.gaps;
  const named = model.silence === null ? null : last;
  if (wide.some(({ from }) => from !== named?.from)) {
    entries.push({ kind: "gap", text: "nothing heard", ...plain });
  }
  if (short.length > 0) entries.push({ kind: "short_gap", text: "short silence", ...plain });
  if (model.changes.single.length > 0) {
    entries.push({ kind: "change", text: "operator change", ...plain });
  }
  if (model.changes.bursts.length > 0) {
    entries.push({ kind: "burst", text: "many changes", ...plain });
  }
  if (model.unknown.length > 0) entries.push({ kind: "unknown", text: "not known", ...plain });
  return entries;
}

/** Just updated: the end of its bar alone shows that it is open. */
function isVisible(stretch: UncertainStretch | null, { from, to, columns }: TimelineModel) {
  const narrowestColumns = 6;
  return (
    stretch !== null && stretch.to - stretch.from >= ((to - from) / columns) * narrowestColumns
  );
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
