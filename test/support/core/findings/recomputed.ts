import type { Finding } from "../../../../src/core/findings/finding.ts";
import { dayMs, hourMs, type Instant, minuteMs } from "../../../../src/core/instant.ts";
import type { Row } from "./csv.ts";

/** What a person with the CSV of a finding's stretch knows. `rows` are oldest first. */
export interface Sheet {
  readonly rows: readonly Row[];
  /** The rows that begin within the window asked for, or reach into it. */
  readonly inWindow: readonly Row[];
  readonly windowFrom: Instant;
  readonly asOf: Instant;
  readonly finding: Finding;
}

type Recompute = (sheet: Sheet) => number | string | readonly (number | string)[];

const middle = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  const upper = sorted[Math.floor(half)] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[half - 1] ?? Number.NaN)) / 2;
};
const ninetieth = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const place = 0.9 * (sorted.length - 1);
  const [low, high] = [
    sorted[Math.floor(place)] ?? Number.NaN,
    sorted[Math.ceil(place)] ?? Number.NaN,
  ];
  return low + (high - low) * (place % 1);
};
const known = (values: readonly (number | null)[]) => values.filter((value) => value !== null);
const stepsBetween = (values: readonly number[]) =>
  values.slice(1).map((value, index) => value - (values[index] ?? Number.NaN));
const starts = (rows: readonly Row[]) =>
  known(rows.map(({ start }) => start)).sort((a, b) => a - b);
/** From the last sign of life to the next start, 0 where sessions overlap. */
const silences = (rows: readonly Row[]) => {
  let seenTo = rows[0]?.seen ?? 0;
  return rows.slice(1).map((row) => {
    const silence = Math.max(0, row.begin - seenTo);
    seenTo = Math.max(seenTo, row.seen);
    return silence;
  });
};
/** Of all sessions, or of the newest twelve when a SIM has become slower. */
const bothRhythms = (rows: readonly Row[]) => [
  stepsBetween(starts(rows)),
  stepsBetween(starts(rows).slice(-12)),
];
const lastDay = ({ rows, asOf }: Sheet) => rows.filter(({ begin }) => begin >= asOf - dayMs);
const lastSeen = ({ rows }: Sheet) => Math.max(...rows.map(({ seen }) => seen));

/** Changes between rows that follow each other, rows without a value left out. */
function changes(rows: readonly Row[], valueOfRow: (row: Row) => string, from: Instant) {
  const told = rows.filter((row) => valueOfRow(row) !== "");
  return told
    .map((row, index) => ({ row, before: told[index - 1] }))
    .flatMap(({ row, before }) =>
      before !== undefined && valueOfRow(row) !== valueOfRow(before) && row.begin >= from
        ? [{ at: row.begin, before, row }]
        : [],
    );
}
const unit = ({ imei }: Row) => imei.slice(0, 14);
const country = (row: Row) => row.country;
/** In these histories a name and a code belong together, so either names the operator. */
function operatorOf(sheet: Sheet): (row: Row) => string {
  const names = new Map(
    sheet.rows
      .filter(({ operator, mcc, mnc }) => operator && mcc && mnc)
      .map((row) => [`${row.mcc}-${row.mnc}`, row.operator]),
  );
  return ({ operator, mcc, mnc }) =>
    operator || (mcc && mnc ? (names.get(`${mcc}-${mnc}`) ?? "") : "");
}
const operatorChanges = (sheet: Sheet) => changes(sheet.inWindow, operatorOf(sheet), 0);

const newestRun = (rows: readonly Row[], belongs: (row: Row) => boolean) => {
  const backwards = [...rows].reverse();
  const end = backwards.findIndex((row) => !belongs(row));
  return end === -1 ? backwards : backwards.slice(0, end);
};
/** How many starts the hour from each start holds. */
const startsByHour = (rows: readonly Row[]) => {
  const all = starts(rows);
  return all.map((from) => ({
    from,
    starts: all.filter((start) => start >= from && start < from + hourMs).length,
  }));
};
const busiest = ({ inWindow }: Sheet) =>
  startsByHour(inWindow).reduce((a, b) => (b.starts > a.starts ? b : a));
const busyRows = ({ inWindow }: Sheet) => {
  const busyFrom = startsByHour(inWindow).flatMap(({ from, starts }) =>
    starts >= 5 ? [from] : [],
  );
  return inWindow.filter(({ start }) =>
    busyFrom.some((from) => start !== null && start >= from && start < from + hourMs),
  );
};
const lengths = (rows: readonly Row[]) =>
  rows.flatMap(({ start, end, lastUpdated }) => {
    const until = end ?? lastUpdated;
    return start === null || until === null || until < start ? [] : [until - start];
  });

const countedAmong = (rows: readonly Row[], asOf: Instant) =>
  rows.filter(
    ({ up, down, end, begin }) =>
      up !== null && down !== null && !(end === null && asOf - begin < 15 * minuteMs),
  );
/** Those of the window, or the newest three where it holds fewer. */
const counted = ({ rows, inWindow, asOf }: Sheet) => {
  const within = countedAmong(inWindow, asOf);
  return within.length < 3 ? countedAmong(rows, asOf).slice(-3) : within;
};
const isEmpty = ({ up, down }: Row) => up === 0 && down === 0;

const isAnswered = ({ up, down }: Row) => (down ?? 0) > 0 && (down ?? 0) >= 0.05 * (up ?? 0);
const oneWay = ({ rows }: Sheet) =>
  newestRun(
    rows.filter(({ up, down }) => up !== null && down !== null),
    (row) => !isAnswered(row),
  ).filter(({ up }) => (up ?? 0) >= 20);

const closed = ({ rows }: Sheet) =>
  rows.filter((row) => row.end !== null && lengths([row]).length > 0);
const equallyLong = (sheet: Sheet) => {
  const all = lengths(closed(sheet));
  const typical = middle(all);
  return all.filter((length) => Math.abs(length - typical) <= Math.max(minuteMs, 0.02 * typical));
};

const gaps = ({ rows }: Sheet) => {
  let seenTo = rows[0]?.seen ?? 0;
  return rows.slice(1).map((row) => {
    const gap = { from: seenTo, to: row.begin };
    seenTo = Math.max(seenTo, row.seen);
    return gap;
  });
};
const longestGap = (sheet: Sheet) => {
  const sizes = gaps(sheet).filter(({ to }) => to > sheet.windowFrom);
  return sizes.reduce((a, b) => (b.to - b.from > a.to - a.from ? b : a));
};

const usualCell = ({ rows, finding }: Sheet) => {
  const since = finding.since ?? 0;
  const before = rows.filter(({ cell, begin }) => cell !== "" && begin < since);
  const cells = Map.groupBy(before, ({ cell }) => cell);
  const times = (cell: string) => cells.get(cell)?.length ?? 0;
  const usual = [...cells.keys()].reduce((a, b) => (times(b) > times(a) ? b : a));
  return { usual, before, share: times(usual) / before.length };
};
const generation = ({ radio }: Row) => radio.toUpperCase();
const lteRows = ({ rows }: Sheet) => rows.filter((row) => generation(row) !== "");
const sinceFallback = (sheet: Sheet) =>
  newestRun(lteRows(sheet), (row) => generation(row) !== "LTE");
const beforeFallback = (sheet: Sheet) =>
  lteRows(sheet).slice(0, lteRows(sheet).length - sinceFallback(sheet).length);

function distanceKilometres(a: Row, b: Row): number {
  const [latitude, longitude] = [
    (b.latitude ?? 0) - (a.latitude ?? 0),
    (b.longitude ?? 0) - (a.longitude ?? 0),
  ];
  const across = longitude * Math.cos(((a.latitude ?? 0) * Math.PI) / 180);
  return Math.hypot(latitude, across) * ((6_371 * Math.PI) / 180);
}

const evidenceOf = ({ finding }: Sheet, measure: string) => {
  const value = finding.evidence.find((one) => one.measure === measure)?.value;
  return value?.kind === "instant" ? value.at : value?.kind === "duration" ? value.ms : null;
};

/** Every measure once more, from the rows alone. */
/** A lasting change is told in the window, and at least over the last 7 days. */
function changesFrom({ windowFrom, asOf }: Sheet): number {
  return Math.min(windowFrom, asOf - 7 * dayMs);
}

export const recomputed: Readonly<Record<string, Recompute>> = {
  last_seen: lastSeen,
  silence: (sheet) => sheet.asOf - lastSeen(sheet),
  sessions_kept: ({ rows }) => rows.length,
  typical_interval: ({ rows }) => bothRhythms(rows).map(middle),
  typical_silence: ({ rows }) => [middle(silences(rows)), middle(silences(rows.slice(-12)))],
  silence_p90: ({ rows }) => [ninetieth(silences(rows)), ninetieth(silences(rows.slice(-12)))],
  missed: (sheet) => {
    const from = evidenceOf(sheet, "expected_at") ?? lastSeen(sheet);
    return bothRhythms(sheet.rows).map((steps) => Math.floor((sheet.asOf - from) / middle(steps)));
  },
  // Expected again when it came back on most other days, give or take a clock change.
  expected_at: (sheet) => {
    const at = evidenceOf(sheet, "expected_at") ?? Number.NaN;
    const cameBack = [1, 2, 3, 4, 5, 6, 7].filter((days) =>
      gaps(sheet).some(
        ({ from, to }) => to - from > hourMs && Math.abs(to - (at - days * dayMs)) < 75 * minuteMs,
      ),
    );
    return cameBack.length >= 4 ? at : Number.NaN;
  },

  last_update: lastSeen,
  last_update_age: (sheet) => sheet.asOf - lastSeen(sheet),
  open_since: ({ rows }) =>
    Math.max(...rows.filter(({ end }) => end === null).map(({ begin }) => begin)),
  older_open: ({ rows, asOf }) =>
    rows.filter(({ end, seen }) => end === null && asOf - seen >= hourMs).length,
  oldest_begin: ({ rows }) => rows[0]?.begin ?? Number.NaN,

  gaps: (sheet) => {
    const usual = silences(sheet.rows);
    // Of a timer, or of a SIM that is nearly always in session.
    return [Math.max(6 * middle(usual), 4 * ninetieth(usual)), 3 * ninetieth(usual)].map(
      (ms) =>
        gaps(sheet).filter(
          ({ from, to }) => to - from > Math.max(ms, hourMs) && to > sheet.windowFrom,
        ).length,
    );
  },
  longest_gap: (sheet) => longestGap(sheet).to - longestGap(sheet).from,
  longest_gap_from: (sheet) => longestGap(sheet).from,
  longest_gap_to: (sheet) => longestGap(sheet).to,
  longest_gap_missed: (sheet) =>
    bothRhythms(sheet.rows).map((steps) =>
      Math.max(1, Math.round((longestGap(sheet).to - longestGap(sheet).from) / middle(steps)) - 1),
    ),

  starts_in_busiest_hour: (sheet) => busiest(sheet).starts,
  busiest_hour_from: (sheet) => busiest(sheet).from,
  busy_sessions: (sheet) => busyRows(sheet).length,
  last_busy_start: (sheet) => Math.max(...starts(busyRows(sheet))),
  median_length: (sheet) =>
    middle(lengths(sheet.finding.kind === "reconnect_loop" ? busyRows(sheet) : closed(sheet))),

  operator_changes: (sheet) => operatorChanges(sheet).length,
  changes_in_burst: (sheet) => {
    const at = operatorChanges(sheet).map((change) => change.at);
    return Math.max(
      ...at.map((to) => at.filter((other) => other <= to && to - other <= dayMs).length),
    );
  },
  burst_from: (sheet) => operatorChanges(sheet).map(({ at }) => at),
  burst_to: (sheet) => operatorChanges(sheet).map(({ at }) => at),
  burst_operators: (sheet) =>
    new Set(
      operatorChanges(sheet).flatMap(({ before, row }) => [before, row].map(operatorOf(sheet))),
    ).size,

  empty_sessions: (sheet) => counted(sheet).filter(isEmpty).length,
  counted_sessions: (sheet) => counted(sheet).length,
  empty_share: (sheet) => counted(sheet).filter(isEmpty).length / counted(sheet).length,
  empty_run: (sheet) => newestRun(countedAmong(sheet.rows, sheet.asOf), isEmpty).length,
  one_way_sessions: (sheet) => oneWay(sheet).length,
  one_way_since: (sheet) => oneWay(sheet).at(-1)?.begin ?? Number.NaN,
  one_way_packets_up: (sheet) => oneWay(sheet).reduce((sum, { up }) => sum + (up ?? 0), 0),
  one_way_packets_down: (sheet) => oneWay(sheet).reduce((sum, { down }) => sum + (down ?? 0), 0),

  imei_before: (sheet) => changes(sheet.rows, unit, changesFrom(sheet)).at(-1)?.before.imei ?? "",
  imei_now: (sheet) => changes(sheet.rows, unit, changesFrom(sheet)).at(-1)?.row.imei ?? "",
  imei_changed_at: (sheet) =>
    changes(sheet.rows, unit, changesFrom(sheet)).at(-1)?.at ?? Number.NaN,
  imei_changes: (sheet) => changes(sheet.rows, unit, changesFrom(sheet)).length,
  country_before: (sheet) =>
    changes(sheet.rows, country, changesFrom(sheet)).at(-1)?.before.country ?? "",
  country_now: (sheet) =>
    changes(sheet.rows, country, changesFrom(sheet)).at(-1)?.row.country ?? "",
  country_changed_at: (sheet) =>
    changes(sheet.rows, country, changesFrom(sheet)).at(-1)?.at ?? Number.NaN,
  country_changes: (sheet) => changes(sheet.rows, country, changesFrom(sheet)).length,
  operator_before: (sheet) =>
    operatorOf(sheet)(changes(sheet.rows, operatorOf(sheet), 0).at(-1)?.before as Row),
  operator_now: (sheet) =>
    operatorOf(sheet)(changes(sheet.rows, operatorOf(sheet), 0).at(-1)?.row as Row),
  operator_changed_at: (sheet) =>
    changes(sheet.rows, operatorOf(sheet), 0).at(-1)?.at ?? Number.NaN,
  operator_sessions_since: (sheet) => {
    const nameOf = operatorOf(sheet);
    const told = sheet.rows.filter((row) => nameOf(row) !== "");
    return newestRun(told, (row) => nameOf(row) === nameOf(told.at(-1) as Row)).length;
  },

  fallback_since: (sheet) => sinceFallback(sheet).at(-1)?.begin ?? Number.NaN,
  fallback_sessions: (sheet) => sinceFallback(sheet).length,
  link_changes: (sheet) => changes(sheet.rows, generation, sheet.asOf - dayMs).length,
  link_sessions: ({ rows, asOf }) =>
    rows.filter((one) => generation(one) !== "" && one.begin >= asOf - dayMs).length,
  link_latest: (sheet) => changes(sheet.rows, generation, 0).at(-1)?.at ?? Number.NaN,
  before_sessions: (sheet) => beforeFallback(sheet).length,
  before_best_sessions: (sheet) =>
    beforeFallback(sheet).filter((row) => generation(row) === "LTE").length,

  usual_cell: (sheet) => usualCell(sheet).usual,
  cell_now: ({ rows }) => rows.findLast(({ cell }) => cell !== "")?.cell ?? "",
  cell_share_before: (sheet) => usualCell(sheet).share,
  cell_moved_at: (sheet) => {
    const { usual, before } = usualCell(sheet);
    const left = before.findLast(({ cell }) => cell === usual)?.begin ?? Number.NaN;
    return sheet.rows.find(({ cell, begin }) => cell !== "" && begin > left)?.begin ?? Number.NaN;
  },
  cell_sessions_since: (sheet) =>
    newestRun(
      sheet.rows.filter(({ cell }) => cell !== ""),
      ({ cell }) => cell !== usualCell(sheet).usual,
    ).length,
  tower_distance: (sheet) => {
    const { usual } = usualCell(sheet);
    const home = sheet.rows.find(({ cell, latitude }) => cell === usual && latitude !== null);
    const since = sheet.rows.filter(
      ({ cell, begin, latitude }) =>
        cell !== "" && latitude !== null && begin >= (sheet.finding.since ?? 0),
    );
    return Math.min(...since.map((row) => distanceKilometres(home as Row, row)));
  },

  habits_sessions_now: (sheet) => lastDay(sheet).length,
  habits_sessions_before: (sheet) => {
    const split = lastDay(sheet)[0]?.begin ?? Number.NaN;
    return sheet.rows.filter(
      ({ begin, up, down }) =>
        begin < split && begin >= split - 7 * dayMs && !(up === 0 && down === 0),
    ).length;
  },

  closed_sessions: (sheet) => closed(sheet).length,
  equal_sessions: (sheet) => equallyLong(sheet).length,
  equal_share: (sheet) => equallyLong(sheet).length / closed(sheet).length,
};
