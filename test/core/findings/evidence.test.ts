import { describe, expect, it } from "vitest";
import { type EvidenceValue, sessionKey } from "../../../src/core/findings/evidence.ts";
import { triage } from "../../../src/core/findings/triage.ts";
import { csvOf, rowsOf } from "../../support/core/findings/csv.ts";
import { recomputed } from "../../support/core/findings/recomputed.ts";
import { historiesOf } from "../../support/histories/all.ts";

/** Told by the SIM resource, not by its sessions. */
const ofTheSim = new Set(["status", "reset_status", "state_since"]);

function rawValue(value: EvidenceValue): number | string {
  switch (value.kind) {
    case "instant":
      return value.at;
    case "duration":
      return value.ms;
    case "count":
    case "share":
      return value.value;
    case "country":
      return value.code;
    case "data":
    case "imei":
      return value.text;
  }
}

/** Whole numbers, instants and texts exactly; shares and distances within 0.3 %. */
function agrees(value: number | string, again: number | string): boolean {
  if (typeof value === "string" || typeof again === "string") return value === again;
  if (Number.isInteger(value)) return value === again;
  return Math.abs(value - again) <= 0.003 * Math.abs(value);
}

const cases = [31, 32]
  .flatMap((seed) => historiesOf(seed))
  .map((history) => ({
    history,
    findings: triage(history.input).findings,
  }));

describe("evidence", () => {
  it("can be recomputed, every number of it, from the CSV of the stretch it names", () => {
    const wrong: string[] = [];
    const measures = new Set<string>();
    for (const { history, findings } of cases) {
      const { sessions, window, asOf } = history.input;
      for (const finding of findings) {
        const rows = rowsOf(csvOf(sessions, finding.basis));
        const inWindow = rows.filter(({ seen }) => seen >= window.from);
        const sheet = { rows, inWindow, windowFrom: window.from, asOf, finding };
        for (const { measure, value } of finding.evidence) {
          if (ofTheSim.has(measure)) continue;
          measures.add(measure);
          const again = recomputed[measure]?.(sheet) ?? "not recomputed";
          const raw = rawValue(value);
          const possible = typeof again === "object" ? again : [again];
          if (possible.some((one) => agrees(raw, one))) continue;
          wrong.push(
            `${history.name}, ${finding.kind}, ${measure}: ${raw}, from the CSV ${possible.join(" or ")}`,
          );
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(measures.size).toBeGreaterThan(45);
  });

  it("is never empty, and names each measure once", () => {
    for (const { findings } of cases) {
      for (const { evidence } of findings) {
        expect(evidence.length).toBeGreaterThan(0);
        expect(new Set(evidence.map(({ measure }) => measure)).size).toBe(evidence.length);
      }
    }
  });

  it("names sessions that are in the list", () => {
    for (const { history, findings } of cases) {
      const keys = new Set(history.input.sessions.map(sessionKey));
      for (const { sessionKeys } of findings) {
        expect(sessionKeys.filter((key) => !keys.has(key))).toEqual([]);
      }
    }
  });
});
