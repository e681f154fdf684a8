/** What a check that runs on this machine says of an answer. */

export interface CheckResult {
  readonly source: 'sql' | 'command';
  /** What is put before the model. Text from outside: not sanitised. */
  readonly text: string;
  /** `pass` and `fail` only where the check can tell; a query that runs is not yet a right one. */
  readonly verdict: 'pass' | 'fail' | 'unknown';
  /** Milliseconds. */
  readonly durationMs: number;
  /** What the reader ought to know and the model need not. */
  readonly detail?: string;
}
