/** A statement with its values, as a limiter of the library writes it. */
export interface CountStatement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** How many questions each person asked lately, of all replicas. */
export interface QuestionCounts {
  /** In the table `question_counts`: key, points, expire. */
  query(statement: CountStatement): Promise<{ readonly rows: readonly unknown[] }>;
}
