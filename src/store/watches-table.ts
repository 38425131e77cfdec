import { createHash, randomInt } from "node:crypto";
import type { Kysely } from "kysely";
import type { WatchEnd, WatchState } from "../core/fleet/watch.ts";
import type { LeaseHold } from "../ports/background-lease.ts";
import {
  type AddedWatch,
  type KeptWatch,
  mostWatchesOfAccount,
  mostWatchesOfPerson,
  type NewWatch,
  type Watches,
} from "../ports/watches.ts";
import { assertHeld } from "./leases-table.ts";
import type { StoreSchema } from "./store-schema.ts";

type Row = StoreSchema["watches"];

const openStates = ["watching", "seen", "missing"];

/** Somebody else changed one of them: none is changed. */
class Changed extends Error {
  override readonly name = "Changed";
}

export function createWatchesTable(database: Kysely<StoreSchema>): Watches {
  const rows = () => database.selectFrom("watches").selectAll().orderBy("pressed_at").orderBy("id");
  const removeOne = (id: string) => database.deleteFrom("watches").where("id", "=", id);

  /** What stands in the way of that one: counted with it in the table, of two at once neither is beyond. */
  const beyond = async ({ id, asker, account }: NewWatch & { readonly id: string }) => {
    const others = (await rows().where("id", "<>", id).execute()).map(watchOf);
    const own = others.filter((one) => one.asker.userId === asker.userId);
    if (own.length >= mostWatchesOfPerson) return tooMany("person", mostWatchesOfPerson);
    const inAccount = others.filter((one) => one.account === account);
    return inAccount.length >= mostWatchesOfAccount
      ? tooMany("account", mostWatchesOfAccount)
      : null;
  };

  return {
    add: async (given) => {
      const watch = { ...given, id: idOf(given) };
      const state = { kind: "watching" } as const;
      const inserted = await database
        .insertInto("watches")
        .values({
          // Not that of one with the same id that is gone by now, and that somebody may have read.
          ...{ id: watch.id, version: randomInt(1_000_000_000) },
          ...rowOf({ ...watch, state, telling: null, lostTellings: 0 }),
        })
        .onConflict((conflict) => conflict.column("id").doNothing())
        .returning("id")
        .execute();
      if (inserted.length === 0) {
        const there = await rows().where("id", "=", watch.id).executeTakeFirst();
        if (there !== undefined) return { kind: "there", watch: watchOf(there) };
      }
      const refusal = await beyond(watch);
      if (refusal !== null) await removeOne(watch.id).execute();
      return refusal ?? { kind: "added" };
    },
    all: async () => (await rows().execute()).map(watchOf),
    ofPerson: async (userId) => (await rows().where("user_id", "=", userId).execute()).map(watchOf),
    end: async (id, userId) => {
      const { numDeletedRows } = await removeOne(id)
        .where("user_id", "=", userId)
        .where("state", "in", openStates)
        .executeTakeFirstOrThrow();
      return numDeletedRows > 0n;
    },
    save: async (watches, hold) => {
      try {
        await whileHeld(database, hold, async (transaction) => {
          for (const watch of watches) {
            const { numUpdatedRows } = await transaction
              .updateTable("watches")
              .set({ ...rowOf(watch), version: watch.version + 1 })
              .where("id", "=", watch.id)
              .where("version", "=", watch.version)
              .executeTakeFirstOrThrow();
            if (numUpdatedRows === 0n) throw new Changed();
          }
        });
        return true;
      } catch (error) {
        if (error instanceof Changed) return false;
        throw error;
      }
    },
    remove: (watches, hold) =>
      whileHeld(database, hold, async (transaction) => {
        for (const { id, version } of watches)
          await transaction
            .deleteFrom("watches")
            .where("id", "=", id)
            .where("version", "=", version)
            .execute();
      }),
  };
}

/** One transaction, in which nobody else can take the lease. */
function whileHeld(
  database: Kysely<StoreSchema>,
  hold: LeaseHold | null,
  work: (transaction: Kysely<StoreSchema>) => Promise<void>,
): Promise<void> {
  return database.transaction().execute(async (transaction) => {
    if (hold !== null) await assertHeld(transaction, hold);
    await work(transaction);
  });
}

/** Of one person, one SIM and one place there is one. */
function idOf({ account, simSid, asker, threadTs }: NewWatch): string {
  const place = threadTs === null ? null : [asker.channelId, threadTs];
  const text = JSON.stringify([asker.userId, account, simSid, place]);
  return createHash("sha256").update(text).digest("base64url").slice(0, 22);
}

function tooMany(of: "person" | "account", most: number): AddedWatch {
  return { kind: "too_many", of, most };
}

function rowOf(watch: Omit<KeptWatch, "version" | "id">): Omit<Row, "id" | "version"> {
  const { asker, state, telling } = watch;
  return {
    account: watch.account,
    sim_sid: watch.simSid,
    user_id: asker.userId,
    channel_id: asker.channelId,
    team_id: asker.teamId,
    enterprise_id: asker.enterpriseId,
    asked_in_team_id: asker.askedInTeamId,
    installation: asker.installation,
    thread_ts: watch.threadTs,
    pressed_at: watch.pressedAt,
    // Whole milliseconds, where what a record says has fractions.
    last_sign: watch.lastSign === null ? null : Math.floor(watch.lastSign),
    looked_at: watch.lookedAt,
    state: state.kind,
    sign: "sign" in state ? Math.floor(state.sign) : null,
    because: state.kind === "over" ? state.because : null,
    decided_at: "decidedAt" in state ? state.decidedAt : null,
    message_id: telling?.messageId ?? null,
    telling_since: telling?.since ?? null,
    lost_tellings: watch.lostTellings,
  };
}

function watchOf(row: Row): KeptWatch {
  const { message_id: messageId } = row;
  return {
    id: row.id,
    account: row.account,
    simSid: row.sim_sid,
    asker: {
      userId: row.user_id,
      channelId: row.channel_id,
      teamId: row.team_id,
      enterpriseId: row.enterprise_id,
      askedInTeamId: row.asked_in_team_id,
      installation: row.installation,
    },
    threadTs: row.thread_ts,
    pressedAt: Number(row.pressed_at),
    lastSign: numberOrNull(row.last_sign),
    lookedAt: Number(row.looked_at),
    state: stateOf(row),
    version: Number(row.version),
    telling: messageId === null ? null : { messageId, since: Number(row.telling_since) },
    lostTellings: Number(row.lost_tellings),
  };
}

function stateOf({ state: kind, sign, because, decided_at: decidedAt }: Row): WatchState {
  switch (kind) {
    case "seen":
      return { kind, sign: Number(sign) };
    case "back":
      return { kind, sign: Number(sign), decidedAt: Number(decidedAt) };
    case "over":
      return { kind, because: because as WatchEnd, decidedAt: Number(decidedAt) };
    default:
      return { kind: kind === "missing" ? "missing" : "watching" };
  }
}

function numberOrNull(value: number | null): number | null {
  return value === null ? null : Number(value);
}
