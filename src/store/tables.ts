import type { DirectorySnapshots } from "../ports/directory.ts";
import type { EvidenceStore } from "../ports/evidence.ts";
import type { KeptFacts } from "../ports/kept-facts.ts";
import type { QuestionCounts } from "../ports/question-counts.ts";
import type { QuietBook } from "../ports/quiet-book.ts";
import type { Watches } from "../ports/watches.ts";
import type { KeptAuditLog } from "./audit-log.ts";
import type { DeliveriesTable } from "./deliveries-table.ts";
import type { InstallationsTable } from "./installations-table.ts";
import type { LeasesTable } from "./leases-table.ts";

/** What is kept, in whichever database. */
export interface Tables {
  readonly snapshots: DirectorySnapshots;
  readonly audit: KeptAuditLog;
  readonly deliveries: DeliveriesTable;
  readonly leases: LeasesTable;
  readonly installations: InstallationsTable;
  readonly fleet: KeptFacts;
  readonly watches: Watches;
  readonly quiet: QuietBook;
  readonly evidence: EvidenceStore;
  readonly questionCounts: QuestionCounts;
  /** Resolves when the database answers. */
  probe(): Promise<void>;
}

/** Runs one piece of work with the tables, wherever they are by then. */
export type UseTables = <Result>(work: (tables: Tables) => Promise<Result>) => Promise<Result>;

/** Tables that are found anew for each piece of work: opened later, or of a file that may be another one. */
export function tablesWithin(use: UseTables): Tables {
  return {
    snapshots: {
      load: (account) => use(({ snapshots }) => snapshots.load(account)),
      save: (...fleet) => use(({ snapshots }) => snapshots.save(...fleet)),
      confirm: (...found) => use(({ snapshots }) => snapshots.confirm(...found)),
    },
    audit: {
      keep: (entries) => use(({ audit }) => audit.keep(entries)),
      record: (entry) => use(({ audit }) => audit.record(entry)),
      recent: (filter) => use(({ audit }) => audit.recent(filter)),
      page: (filter) => use(({ audit }) => audit.page(filter)),
      askedIn: (filter) => use(({ audit }) => audit.askedIn(filter)),
    },
    deliveries: {
      claim: (ids, now) => use(({ deliveries }) => deliveries.claim(ids, now)),
    },
    leases: {
      look: (name) => use(({ leases }) => leases.look(name)),
      take: (...lease) => use(({ leases }) => leases.take(...lease)),
      renew: (...renewal) => use(({ leases }) => leases.renew(...renewal)),
    },
    installations: {
      list: () => use(({ installations }) => installations.list()),
      put: (row) => use(({ installations }) => installations.put(row)),
      reseal: (...seals) => use(({ installations }) => installations.reseal(...seals)),
      drop: (...row) => use(({ installations }) => installations.drop(...row)),
    },
    fleet: {
      load: (...page) => use(({ fleet }) => fleet.load(...page)),
      readSince: (...since) => use(({ fleet }) => fleet.readSince(...since)),
      keep: (...facts) => use(({ fleet }) => fleet.keep(...facts)),
      drop: (...gone) => use(({ fleet }) => fleet.drop(...gone)),
    },
    quiet: {
      all: (now) => use(({ quiet }) => quiet.all(now)),
      put: (one) => use(({ quiet }) => quiet.put(one)),
      remove: (...one) => use(({ quiet }) => quiet.remove(...one)),
    },
    questionCounts: {
      count: (...one) => use(({ questionCounts }) => questionCounts.count(...one)),
    },
    watches: {
      add: (watch) => use(({ watches }) => watches.add(watch)),
      all: () => use(({ watches }) => watches.all()),
      ofPerson: (userId) => use(({ watches }) => watches.ofPerson(userId)),
      end: (...one) => use(({ watches }) => watches.end(...one)),
      save: (...changed) => use(({ watches }) => watches.save(...changed)),
      remove: (...told) => use(({ watches }) => watches.remove(...told)),
    },
    evidence: {
      keep: (...kept) => use(({ evidence }) => evidence.keep(...kept)),
      like: (keep) => use(({ evidence }) => evidence.like(keep)),
      ofSim: (...sim) => use(({ evidence }) => evidence.ofSim(...sim)),
      keptOf: (sims) => use(({ evidence }) => evidence.keptOf(sims)),
      of: (...file) => use(({ evidence }) => evidence.of(...file)),
      bytes: (...file) => use(({ evidence }) => evidence.bytes(...file)),
      prune: (now) => use(({ evidence }) => evidence.prune(now)),
    },
    probe: () => use(({ probe }) => probe()),
  };
}
