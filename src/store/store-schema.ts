/** The tables as queries see them. Instants are milliseconds since 1970. */
export interface StoreSchema {
  /** Which generation of an account's fleet counts. */
  readonly directory_snapshots: {
    readonly account: string;
    readonly generation: string;
    readonly read_at: number;
    readonly incomplete: string | null;
    readonly page_count: number;
  };
  /** The fleets, some thousand SIMs a row: they are only ever read and written as a whole. */
  readonly directory_pages: {
    readonly account: string;
    readonly generation: string;
    /** From 0 on, without a gap. */
    readonly page: number;
    /** A JSON array; see `directory-snapshots.ts`. */
    readonly sims: string;
  };
  readonly audit_entries: {
    readonly id: string;
    readonly at: number;
    readonly user_id: string;
    readonly channel_id: string | null;
    readonly team_id: string | null;
    readonly command: string;
    readonly sim_sid: string | null;
    /** `null`: the only account. */
    readonly account: string | null;
    readonly outcome: string;
    /** `null`: the question was not refused. */
    readonly reason: string | null;
    /** `null`: an entry from before this was kept. */
    readonly shown: string | null;
    readonly verdict: string | null;
    readonly severity: string | null;
    /** A JSON array of `AuditedSim`; `null`: there was one SIM, or none. */
    readonly other_sims: string | null;
  };
  /** What Slack delivered lately; see `deliveries-table.ts`. */
  readonly deliveries: {
    readonly id: string;
    readonly came_at: number;
  };
  /** Who does the work of one; see `leases-table.ts`. */
  readonly leases: {
    readonly name: string;
    readonly holder: string;
    readonly epoch: number;
    readonly expires_at: number;
  };
  /** Who kept which answer; see `evidence-table.ts`. */
  readonly evidence_keeps: {
    readonly id: string;
    readonly file_id: string;
    /** Empty: the only one. */
    readonly account: string;
    readonly sim_sid: string;
    readonly sha256: string;
    readonly window_name: string;
    readonly as_of: number;
    readonly read_at: number;
    readonly row_count: number;
    readonly kept_by: string;
    readonly kept_at: number;
    /** `null`: it went to the person alone. */
    readonly channel_id: string | null;
    readonly masked_sha256: string | null;
  };
  /** The bytes of what was kept, as long as they are stored. */
  readonly evidence_files: {
    readonly id: string;
    /** Packed by gzip, as base64. */
    readonly packed: string;
    readonly stored_until: number;
  };
  /** Where the app is installed over OAuth; see `kept-installations.ts`. */
  readonly installations: {
    readonly id: string;
    readonly team_id: string | null;
    readonly enterprise_id: string | null;
    readonly bot_id: string;
    readonly bot_user_id: string;
    /** Behind commas. */
    readonly scopes: string;
    readonly installed_at: number;
    readonly sealed_token: string;
  };
  /** What is remembered of each SIM; see `fleet-table.ts`. Moments that are worked out may have fractions. */
  readonly fleet_memory: {
    readonly account: string;
    readonly sid: string;
    readonly state: string | null;
    readonly read_at: number;
    readonly last_sign: number | null;
    readonly rhythm: string | null;
    readonly usual_gap_ms: number | null;
    readonly most_gaps_ms: number | null;
    readonly quiet_hours: number;
    readonly overdue_after: number | null;
    readonly expected_at: number | null;
    readonly mcc: string | null;
    readonly mnc: string | null;
    readonly country: string | null;
    readonly operator_name: string | null;
    readonly cell: string | null;
    readonly radio_link: string | null;
  };
  /** For which SIMs somebody waits; see `watches-table.ts`. */
  readonly watches: {
    readonly id: string;
    readonly version: number;
    /** `null`: the only one. */
    readonly account: string | null;
    readonly sim_sid: string;
    readonly user_id: string;
    readonly channel_id: string | null;
    readonly team_id: string | null;
    readonly enterprise_id: string | null;
    readonly asked_in_team_id: string | null;
    readonly installation: string | null;
    readonly thread_ts: string | null;
    readonly pressed_at: number;
    readonly last_sign: number | null;
    readonly looked_at: number;
    readonly state: string;
    readonly sign: number | null;
    readonly because: string | null;
    readonly decided_at: number | null;
    /** `null`: no message is under way. */
    readonly message_id: string | null;
    readonly telling_since: number | null;
    readonly lost_tellings: number;
  };
  /** Whose silence is expected, and until when; `account` is empty where there is only one. */
  readonly quiet_sims: {
    readonly account: string;
    readonly sim_sid: string;
    readonly until: number;
    readonly set_by: string;
    readonly set_at: number;
    readonly reason: string | null;
  };
  /** How many questions each person asked lately; see `question-counts.ts`. */
  readonly question_counts: {
    readonly key: string;
    readonly points: number;
    readonly expire: number | null;
  };
}
