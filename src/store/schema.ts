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
    /** A JSON array; see `page-text.ts`. */
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
  };
}
