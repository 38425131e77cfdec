import UFuzzy from "@leeoniya/ufuzzy";
import Fuse from "fuse.js";
import MiniSearch from "minisearch";
import { fold } from "../../src/core/fold.ts";
import { createIndexPacker } from "../../src/directory/pack-index.ts";
import { createSimIndex } from "../../src/directory/sim-index.ts";
import type { DirectorySim, SimIndex } from "../../src/ports/directory.ts";
import { benchPages } from "./fleet.ts";

/** A way to search a fleet. */
export interface Contender {
  /** SIDs of the best matches, at most 100. */
  suggest(text: string): readonly string[];
  /** Only where there are any. */
  readonly index?: SimIndex;
}

export const contenderNames = ["simscope", "MiniSearch", "uFuzzy", "Fuse.js"] as const;
export type ContenderName = (typeof contenderNames)[number];

/** Names and ICCID are searched, typos of one letter found, accents ignored where it can be set. */
export const contenders: Readonly<Record<ContenderName, (fleetSize: number) => Contender>> = {
  simscope: (fleetSize) => {
    const packer = createIndexPacker();
    for (const page of benchPages(fleetSize)) packer.add(page);
    const index = createSimIndex(packer.finish());
    return {
      index,
      suggest: (text) => index.search(text, { limit: 100 }).matches.map(({ sim }) => sim.sid),
    };
  },

  MiniSearch: (fleetSize) => {
    const engine = new MiniSearch<DirectorySim>({
      idField: "sid",
      fields: ["uniqueName", "friendlyName", "iccid"],
      processTerm: (term) => fold(term) || null,
      searchOptions: {
        prefix: true,
        fuzzy: (term) => (term.length > 3 ? 1 : false),
        combineWith: "AND",
      },
    });
    for (const page of benchPages(fleetSize)) engine.addAll(page);
    return {
      suggest: (text) =>
        engine
          .search(text)
          .slice(0, 100)
          .map(({ id }) => String(id)),
    };
  },

  uFuzzy: (fleetSize) => {
    const { sids, texts } = joined(fleetSize);
    const latin = UFuzzy.latinize(texts);
    const engine = new UFuzzy({ intraMode: 1 });
    return {
      suggest: (text) => {
        const [found, info, order] = engine.search(latin, UFuzzy.latinize(text), 1, 1_000);
        const places = order?.map((place) => info?.idx[place] ?? 0) ?? found ?? [];
        return places.slice(0, 100).map((place) => sids[place] ?? "");
      },
    };
  },

  "Fuse.js": (fleetSize) => {
    const engine = new Fuse([...benchPages(fleetSize)].flat(), {
      keys: ["uniqueName", "friendlyName", "iccid"],
      ignoreLocation: true,
      ignoreDiacritics: true,
      threshold: 0.3,
    });
    return { suggest: (text) => engine.search(text, { limit: 100 }).map(({ item }) => item.sid) };
  },
};

function joined(fleetSize: number) {
  const sids: string[] = [];
  const texts: string[] = [];
  for (const page of benchPages(fleetSize)) {
    for (const { sid, uniqueName, friendlyName, iccid } of page) {
      sids.push(sid);
      texts.push(`${friendlyName ?? ""} ${uniqueName ?? ""} ${iccid ?? ""}`);
    }
  }
  return { sids, texts };
}
