import { type CsvCell, secondsOf, textCell, timeCell } from "../csv.ts";
import type { Instant } from "../instant.ts";
import { operatorLabel } from "../operator.ts";
import type { Sim } from "../sim.ts";
import type { DarkGroup, DarkSim } from "./dark-groups.ts";

/** One silent SIM of a file. */
export interface DarkCsvInput extends Pick<DarkSim, "facts"> {
  readonly sim: Pick<Sim, "uniqueName" | "friendlyName">;
  readonly missed: number | null;
  readonly quietUntil: Instant | null;
  readonly group: DarkGroup;
  readonly at: Instant;
}

interface Column {
  readonly name: string;
  readonly cell: (input: DarkCsvInput) => CsvCell;
}

const columns: readonly Column[] = [
  { name: "sim_sid", cell: ({ facts }) => textCell(facts.sid) },
  { name: "account", cell: ({ facts }) => textCell(facts.account) },
  { name: "unique_name", cell: ({ sim }) => textCell(sim.uniqueName) },
  { name: "friendly_name", cell: ({ sim }) => textCell(sim.friendlyName) },
  { name: "sim_status", cell: ({ facts }) => textCell(facts.simState) },
  { name: "group", cell: ({ group }) => group.kind },
  { name: "last_record_utc", cell: ({ facts }) => timeCell(facts.lastSign) },
  { name: "silent_seconds", cell: ({ facts, at }) => secondsOf(at - facts.lastSign) },
  { name: "reports_missed_about", cell: ({ missed }) => missed },
  {
    name: "usual_interval_seconds",
    cell: ({ facts }) => secondsOf(facts.rhythm?.usualGapMs ?? null),
  },
  {
    name: "operator_name",
    cell: ({ facts }) => textCell(facts.operator === null ? null : operatorLabel(facts.operator)),
  },
  { name: "operator_country", cell: ({ facts }) => textCell(facts.country) },
  { name: "cell_id", cell: ({ facts }) => textCell(facts.cell) },
  { name: "radio_link", cell: ({ facts }) => textCell(facts.radioLink) },
  { name: "quiet_until_utc", cell: ({ quietUntil }) => timeCell(quietUntil) },
  { name: "read_utc", cell: ({ facts }) => timeCell(facts.readAt) },
  { name: "as_of_utc", cell: ({ at }) => timeCell(at) },
];

export const darkCsvHeader: readonly string[] = columns.map(({ name }) => name);

/** The cells of one silent SIM, in the order of the header. */
export function darkCsvRow(input: DarkCsvInput): CsvCell[] {
  return columns.map(({ cell }) => cell(input));
}
