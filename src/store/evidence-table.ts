import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import type { Kysely } from "kysely";
import type { Evidence, EvidenceFile, EvidenceKeep, EvidencePage } from "../core/evidence.ts";
import type { Instant } from "../core/instant.ts";
import { type WindowName, windowNames } from "../core/window.ts";
import type { EvidenceStore } from "../ports/evidence.ts";
import type { StoreSchema } from "./store-schema.ts";

const pack = promisify(gzip);
const unpack = promisify(gunzip);

/** The largest export has some 30 MB; what was tampered with must not unpack to more than memory holds. */
const mostUnpackedBytes = 64_000_000;
/** Files taken away at a time, so that nobody waits long for the table. */
const pruneBatch = 200;
/** More people keep the same bytes of a SIM hardly ever; those beyond it are counted nowhere. */
const mostKeepsRead = 500;

/** What was kept of answers: a row for each that was kept, and a row for bytes that are stored. */
export function createEvidenceTable(database: Kysely<StoreSchema>): EvidenceStore {
  const storedUntil = async (
    files: readonly EvidenceFile[],
    now: Instant,
  ): Promise<ReadonlyMap<string, Instant>> => {
    if (files.length === 0) return new Map();
    const rows = await database
      .selectFrom("evidence_files")
      .select(["id", "stored_until"])
      .where("id", "in", [...new Set(files.map(fileId))])
      .where("stored_until", ">", now)
      .execute();
    return new Map(rows.map((row) => [row.id, Number(row.stored_until)]));
  };

  const keepsOf = async (sids: string, files: readonly string[]): Promise<EvidenceKeep[]> => {
    if (files.length === 0) return [];
    const rows = await database
      .selectFrom("evidence_keeps")
      .selectAll()
      .where("sim_sid", "=", sids)
      .where("file_id", "in", files)
      .orderBy("kept_at")
      .orderBy("id")
      .limit(mostKeepsRead)
      .execute();
    return rows.map(keepOf);
  };

  return {
    keep: async (keep, stored) => {
      await database
        .insertInto("evidence_keeps")
        .values(rowOf(keep))
        .onConflict((conflict) => conflict.column("id").doNothing())
        .execute();
      if (stored === null) return;
      const packed = (await pack(stored.bytes)).toString("base64");
      const { until } = stored;
      await database
        .insertInto("evidence_files")
        .values({ id: fileId(keep), packed, stored_until: until })
        .onConflict((conflict) =>
          conflict
            .column("id")
            .doUpdateSet({ packed, stored_until: until })
            .where("evidence_files.stored_until", "<", until),
        )
        .execute();
    },
    like: async (keep) => {
      const rows = await database
        .selectFrom("evidence_keeps")
        .selectAll()
        .where("sim_sid", "=", keep.simSid)
        .where("account", "=", keep.account ?? "")
        .where((either) =>
          either.or([
            either("sha256", "=", keep.sha256),
            either.and([
              either("window_name", "=", keep.windowName),
              either("as_of", "=", keep.asOf),
            ]),
          ]),
        )
        .orderBy("kept_at")
        .orderBy("id")
        .limit(mostKeepsRead)
        .execute();
      return rows.map(keepOf);
    },
    ofSim: async ({ accounts, simSid }, { offset, limit }, now): Promise<EvidencePage> => {
      const names = accounts.map((name) => name ?? "");
      if (names.length === 0) return { total: 0, evidence: [] };
      const kept = database
        .selectFrom("evidence_keeps")
        .where("sim_sid", "=", simSid)
        .where("account", "in", names);
      const { count } = await kept
        .select((select) => select.fn.count("file_id").distinct().as("count"))
        .executeTakeFirstOrThrow();
      const page = await kept
        .select((select) => ["file_id", select.fn.max("kept_at").as("kept_last")])
        .groupBy("file_id")
        .orderBy("kept_last", "desc")
        .orderBy("file_id")
        .offset(offset)
        .limit(limit)
        .execute();
      const ids = page.map((row) => row.file_id);
      const keeps = await keepsOf(simSid, ids);
      const until = await storedUntil(keeps, now);
      const evidence = ids.flatMap((id) => {
        const own = keeps.filter((keep) => fileId(keep) === id);
        const found = evidenceOf(own, until);
        return found === null ? [] : [found];
      });
      return { total: Number(count), evidence };
    },
    keptOf: async ({ accounts, simSids, since }) => {
      const names = accounts.map((name) => name ?? "");
      if (names.length === 0 || simSids.length === 0) return [];
      const rows = await database
        .selectFrom("evidence_keeps")
        .select((select) => [
          "account",
          "sim_sid",
          select.fn.count("file_id").distinct().as("files"),
          select.fn.max("kept_at").as("kept_last"),
        ])
        .where("sim_sid", "in", simSids)
        .where("account", "in", names)
        .where("kept_at", ">=", since)
        .groupBy(["account", "sim_sid"])
        .execute();
      return rows.map((row) => ({
        account: row.account === "" ? null : row.account,
        simSid: row.sim_sid,
        files: Number(row.files),
        lastKeptAt: Number(row.kept_last),
      }));
    },
    of: async (file, now) => {
      const keeps = await keepsOf(file.simSid, [fileId(file)]);
      return evidenceOf(keeps, await storedUntil(keeps, now));
    },
    bytes: async (file, now) => {
      const row = await database
        .selectFrom("evidence_files")
        .select("packed")
        .where("id", "=", fileId(file))
        .where("stored_until", ">", now)
        .executeTakeFirst();
      if (row === undefined) return null;
      const packed = Buffer.from(row.packed, "base64");
      // What does not unpack any more was changed: other bytes than were kept, which their hash tells.
      const bytes = await unpack(packed, { maxOutputLength: mostUnpackedBytes }).catch(
        () => packed,
      );
      return new Uint8Array(bytes);
    },
    prune: async (now) => {
      const over = database
        .selectFrom("evidence_files")
        .select("id")
        .where("stored_until", "<=", now)
        .limit(pruneBatch);
      await database.deleteFrom("evidence_files").where("id", "in", over).execute();
    },
  };
}

/** Names of accounts and SIDs hold no space. */
function fileId({ account, simSid, sha256 }: EvidenceFile): string {
  return [account ?? "", simSid, sha256].join(" ");
}

function evidenceOf(
  keeps: readonly EvidenceKeep[],
  until: ReadonlyMap<string, Instant>,
): Evidence | null {
  const [first] = keeps;
  if (first === undefined) return null;
  const { account, simSid, sha256 } = first;
  return { account, simSid, sha256, keeps, storedUntil: until.get(fileId(first)) ?? null };
}

/** The same press, told twice, is one row. */
function keepId(keep: EvidenceKeep): string {
  const { keptBy, channelId, windowName, asOf } = keep;
  const told = JSON.stringify([fileId(keep), keptBy, channelId, windowName, asOf]);
  return createHash("sha256").update(told).digest("base64url");
}

function rowOf(keep: EvidenceKeep): StoreSchema["evidence_keeps"] {
  return {
    id: keepId(keep),
    file_id: fileId(keep),
    account: keep.account ?? "",
    sim_sid: keep.simSid,
    sha256: keep.sha256,
    window_name: keep.windowName,
    as_of: keep.asOf,
    read_at: keep.readAt,
    row_count: keep.rows,
    kept_by: keep.keptBy,
    kept_at: keep.keptAt,
    channel_id: keep.channelId,
    masked_sha256: keep.maskedSha256,
  };
}

function keepOf(row: StoreSchema["evidence_keeps"]): EvidenceKeep {
  return {
    account: row.account === "" ? null : row.account,
    simSid: row.sim_sid,
    sha256: row.sha256,
    windowName: windowOf(row.window_name),
    asOf: Number(row.as_of),
    readAt: Number(row.read_at),
    rows: Number(row.row_count),
    keptBy: row.kept_by,
    keptAt: Number(row.kept_at),
    channelId: row.channel_id,
    maskedSha256: row.masked_sha256,
  };
}

function windowOf(name: string): WindowName {
  return windowNames.find((one) => one === name) ?? "30d";
}
