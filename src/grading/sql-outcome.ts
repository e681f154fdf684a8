/** What came of running one query. Knows neither who ran it nor what it ought to give. */

/**
 * A value of SQLite in a form that JSON keeps: whole numbers beyond 2^53 and infinite ones as their
 * text, blobs as hexadecimal digits.
 */
export type Cell =
  | null
  | number
  | string
  | { readonly type: 'integer' | 'real' | 'blob'; readonly text: string };

export type Row = readonly Cell[];

export interface Rows {
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  /** What was left out: whole rows at the end, or the ends of long values. */
  readonly truncated?: 'rows' | 'cells';
}

export type SqlOutcome =
  | ({ readonly kind: 'rows' } & Rows)
  /** SQLite's own words on what is wrong with the query. */
  | { readonly kind: 'error'; readonly message: string }
  /** Not a query that may be run here: it would write, or is more than one statement. */
  | { readonly kind: 'refused'; readonly message: string }
  /** It was stopped; `afterMs` is the limit. */
  | { readonly kind: 'timeout'; readonly afterMs: number }
  /** It asked for more memory than it may have. */
  | { readonly kind: 'too-big' }
  /** Nothing was run, and the query is not to blame: the database cannot be used. */
  | { readonly kind: 'unavailable'; readonly message: string };

export interface SqlLimits {
  /** Milliseconds. */
  readonly timeLimitMs: number;
  readonly maxRows: number;
  /** Of all rows together, as JSON. */
  readonly maxBytes: number;
  /** Characters of one value. */
  readonly maxCell: number;
}

/** Whatever runs queries: the sandbox, or a stand-in. */
export interface SqlRunner {
  run(sql: string, limits?: Partial<SqlLimits>): Promise<SqlOutcome>;
}
