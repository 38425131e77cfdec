import type { Kysely } from "kysely";
import type { Rhythm } from "../core/findings/rhythm.ts";
import type { SimFacts } from "../core/fleet/sim-facts.ts";
import type { LeaseHold } from "../ports/background-lease.ts";
import type { KeptFacts } from "../ports/kept-facts.ts";
import { assertHeld } from "./leases-table.ts";
import type { StoreSchema } from "./store-schema.ts";

type FactsRow = StoreSchema["fleet_memory"];

/** Rows of one statement: below what either database takes as values, and quickly done. */
const rowsAtOnce = 100;

const changing = [
  ...["state", "read_at", "last_sign", "rhythm", "usual_gap_ms", "most_gaps_ms"],
  ...["quiet_hours", "overdue_after", "expected_at", "mcc", "mnc", "country"],
  ...["operator_name", "cell", "radio_link"],
] as readonly (keyof FactsRow)[];

/** One row a SIM: what is newest of it. */
export function createFleetTable(database: Kysely<StoreSchema>): KeptFacts {
  const write = async (
    on: Kysely<StoreSchema>,
    account: string,
    facts: readonly SimFacts[],
  ): Promise<void> => {
    for (let from = 0; from < facts.length; from += rowsAtOnce) {
      await on
        .insertInto("fleet_memory")
        .values(facts.slice(from, from + rowsAtOnce).map((one) => rowOf(account, one)))
        .onConflict((conflict) =>
          conflict
            .columns(["account", "sid"])
            .doUpdateSet((row) =>
              Object.fromEntries(changing.map((name) => [name, row.ref(`excluded.${name}`)])),
            )
            .whereRef("fleet_memory.read_at", "<=", "excluded.read_at"),
        )
        .execute();
    }
  };

  const within = async (
    hold: LeaseHold | null,
    work: (on: Kysely<StoreSchema>) => Promise<void>,
  ): Promise<void> =>
    hold === null
      ? work(database)
      : database.transaction().execute(async (transaction) => {
          await assertHeld(transaction, hold);
          await work(transaction);
        });

  return {
    load: async (account, after, limit) => {
      let query = database
        .selectFrom("fleet_memory")
        .selectAll()
        .where("account", "=", account)
        .orderBy("sid")
        .limit(limit);
      if (after !== null) query = query.where("sid", ">", after);
      return (await query.execute()).map(factsOf);
    },
    readSince: async (account, since) => {
      const rows = await database
        .selectFrom("fleet_memory")
        .selectAll()
        .where("account", "=", account)
        .where("read_at", ">=", since)
        .execute();
      return rows.map(factsOf);
    },
    keep: (account, facts, hold) => within(hold, (on) => write(on, account, facts)),
    drop: (account, sids, hold) =>
      within(hold, async (on) => {
        for (let from = 0; from < sids.length; from += rowsAtOnce) {
          await on
            .deleteFrom("fleet_memory")
            .where("account", "=", account)
            .where("sid", "in", sids.slice(from, from + rowsAtOnce))
            .execute();
        }
      }),
  };
}

function rowOf(account: string, facts: SimFacts): FactsRow {
  const { rhythm, operator } = facts;
  return {
    account,
    sid: facts.sid,
    state: text(facts.simState),
    read_at: facts.readAt,
    last_sign: facts.lastSign,
    rhythm: rhythm?.kind ?? null,
    usual_gap_ms: rhythm?.usualGapMs ?? null,
    most_gaps_ms: rhythm?.mostGapsBelowMs ?? null,
    quiet_hours: rhythm?.quietHours ?? 0,
    overdue_after: facts.overdueAfter,
    expected_at: facts.expectedAt,
    mcc: text(operator?.mcc),
    mnc: text(operator?.mnc),
    country: text(operator?.country),
    operator_name: text(operator?.name),
    cell: text(facts.cell),
    radio_link: text(facts.radioLink),
  };
}

/** PostgreSQL has no place for this character in a text. */
function text(value: string | null | undefined): string | null {
  return value?.replaceAll("\0", "") ?? null;
}

/** PostgreSQL's driver gives large numbers as texts. The account's name is for its reader to add. */
function factsOf(row: FactsRow): SimFacts {
  const operator = {
    mcc: row.mcc,
    mnc: row.mnc,
    country: row.country,
    name: row.operator_name,
  };
  const isNamed = Object.values(operator).some((part) => part !== null);
  return {
    account: null,
    sid: row.sid,
    simState: row.state,
    readAt: Number(row.read_at),
    lastSign: numberOrNull(row.last_sign),
    rhythm:
      row.rhythm === null
        ? null
        : {
            kind: row.rhythm as Rhythm["kind"],
            usualGapMs: Number(row.usual_gap_ms),
            mostGapsBelowMs: Number(row.most_gaps_ms),
            quietHours: Number(row.quiet_hours),
          },
    overdueAfter: numberOrNull(row.overdue_after),
    expectedAt: numberOrNull(row.expected_at),
    operator: isNamed ? operator : null,
    country: row.country,
    cell: row.cell,
    radioLink: row.radio_link,
  };
}

function numberOrNull(value: number | null): number | null {
  return value === null ? null : Number(value);
}
