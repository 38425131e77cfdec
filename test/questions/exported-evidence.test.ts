import { describe, expect, it } from "vitest";
import type { EvidenceValue } from "../../src/core/findings/evidence.ts";
import { reportOf } from "../../src/core/report.ts";
import type { WindowName } from "../../src/core/window.ts";
import { exportSessions } from "../../src/questions/export.ts";
import type { Row } from "../support/core/findings/csv.ts";
import { recomputed } from "../support/core/findings/recomputed.ts";
import { csvInstant, csvRecords } from "../support/csv-reader.ts";
import { historiesOf, type LabelledHistory } from "../support/histories/all.ts";
import { readOf } from "../support/sessions.ts";

/** Told by the SIM resource, not by its sessions. */
const ofTheSim = new Set(["status", "reset_status", "state_since"]);

/** The file that a person gets who presses Export, as rows of a sheet, oldest first. */
async function exportedRows({ input }: LabelledHistory, windowName: WindowName): Promise<Row[]> {
  const report = reportFor(input, windowName);
  const { bytes } = await exportSessions(report, null);
  return csvRecords(new TextDecoder().decode(bytes))
    .map(rowOf)
    .sort((a, b) => a.begin - b.begin || a.seen - b.seen || (a.sid < b.sid ? -1 : 1));
}

function reportFor({ sim, sessions, asOf }: LabelledHistory["input"], windowName: WindowName) {
  const read = readOf(sessions, { startedAt: asOf, finishedAt: asOf });
  return reportOf({ sim, read, windowName, asOf });
}

function rowOf(record: Readonly<Record<string, string>>): Row {
  const text = (name: string) => record[name] ?? "";
  const at = (name: string) => (text(name) === "" ? null : csvInstant(text(name)));
  const number = (name: string) => (text(name) === "" ? null : Number(text(name)));
  const [start, end, lastUpdated] = [at("start_utc"), at("end_utc"), at("last_updated_utc")];
  const times = [start, end, lastUpdated].filter((time) => time !== null);
  return {
    ...{ sid: text("sid"), start, end, lastUpdated },
    ...{ begin: start ?? Math.min(...times), seen: Math.max(...times) },
    ...{ up: number("packets_uploaded"), down: number("packets_downloaded") },
    ...{ mcc: text("operator_mcc"), mnc: text("operator_mnc") },
    ...{ country: text("operator_country"), operator: text("operator_name") },
    ...{ radio: text("radio_link"), cell: text("cell_id"), imei: text("imei") },
    latitude: number("cell_location_estimate_lat"),
    longitude: number("cell_location_estimate_lon"),
  };
}

function rawValue(value: EvidenceValue): number | string {
  if (value.kind === "instant") return value.at;
  if (value.kind === "duration") return value.ms;
  if (value.kind === "country") return value.code;
  return "value" in value ? value.value : value.text;
}

function agrees(value: number | string, again: number | string): boolean {
  if (typeof value === "string" || typeof again === "string") return value === again;
  return Math.abs(value - again) <= 0.002 * Math.max(1, Math.min(Math.abs(value), 1_000));
}

describe("evidence in the answer", () => {
  it("can be recomputed, every number of it, from the file that Export sends", async () => {
    const wrong: string[] = [];
    let compared = 0;
    for (const history of historiesOf(47)) {
      const { window, asOf } = history.input;
      const { findings } = reportFor(history.input, window.name).triage;
      if (findings.length === 0) continue;
      const asked = await exportedRows(history, window.name);
      const isAllOfWindow = findings.every(({ basis }) => basis.from === window.from);
      const month = isAllOfWindow ? asked : await exportedRows(history, "30d");
      for (const finding of findings) {
        const isOfWindow = finding.basis.from === window.from;
        const rows = isOfWindow ? asked : month;
        const inWindow = rows.filter(({ seen }) => seen >= window.from);
        const sheet = { rows, inWindow, windowFrom: window.from, asOf, finding };
        for (const { measure, value } of finding.evidence) {
          if (ofTheSim.has(measure)) continue;
          compared += 1;
          const again = recomputed[measure]?.(sheet) ?? "not recomputed";
          const possible = typeof again === "object" ? again : [again];
          if (possible.some((one) => agrees(rawValue(value), one))) continue;
          wrong.push(
            `${history.name}, ${measure}: ${rawValue(value)}, not ${possible.join(" or ")}`,
          );
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(compared).toBeGreaterThan(200);
  });
});
