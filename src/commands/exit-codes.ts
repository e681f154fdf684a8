/** Exit codes of every command, and the error that carries one to the top. */

export const EXIT = {
  done: 0,
  /** The run itself failed. */
  failed: 1,
  /** The command was used wrongly. */
  usage: 2,
  /** No credentials, no region, no recording: something must be set up first. */
  configuration: 3,
  cancelled: 130,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Ends the program with this code after its lines were written to standard error. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly code: ExitCode;
  readonly lines: readonly string[];
  constructor(code: ExitCode, ...lines: string[]) {
    super(lines[0] ?? '');
    this.code = code;
    this.lines = lines;
  }
}

/** Not by its class: built, the command line and the commands are two bundles, each with a class of its own. */
export function isCommandError(thrown: unknown): thrown is CommandError {
  return thrown instanceof Error && thrown.name === 'CommandError' && 'lines' in thrown && 'code' in thrown;
}
