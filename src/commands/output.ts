/** Writing to standard output: a reader that goes away ends the run quietly, and nothing but text goes out. */
import { whyNotWrittenAndHelp } from '../text/disk-words.ts';
import { CommandError, EXIT } from './exit-codes.ts';

export interface Output {
  write(line: string): void;
  /** The same for lines of which many come at once: together, before the next turn of the event loop. */
  writeSoon(line: string): void;
  /** Text as it is, of any length: waits until there is room for more. */
  writeText(text: string): Promise<void>;
  /** Whether nobody reads any more. */
  closed(): boolean;
  /**
   * Waits until all of it has gone out. Throws `CommandError` when it could not be written, because
   * of a full disk for example; a reader that went away is no error.
   */
  end(): Promise<void>;
}

/** Whoever read is gone: a closed pipe, or a terminal that was closed. */
const NOBODY_READS = new Set(['EPIPE', 'EIO', 'ERR_STREAM_DESTROYED']);

/** Writes lines; `onClosed` is told once when they cannot be written any more. */
export function createOutput(stream: NodeJS.WritableStream, onClosed: () => void = () => {}): Output {
  let problem: NodeJS.ErrnoException | undefined;
  const notice = (error: NodeJS.ErrnoException) => {
    if (problem) return;
    problem = error;
    onClosed();
  };
  stream.on('error', notice);
  let waiting = '';
  const flush = () => {
    if (waiting !== '' && !problem) stream.write(waiting);
    waiting = '';
  };
  // Whoever quits in the middle has said what came before.
  process.once('exit', flush);
  return {
    write(line) {
      flush();
      if (!problem) stream.write(`${line}\n`);
    },
    writeSoon(line) {
      if (waiting === '') setImmediate(flush);
      waiting += `${line}\n`;
    },
    async writeText(text) {
      flush();
      if (!problem) await new Promise<void>(resolve => stream.write(text, () => resolve()));
    },
    closed: () => problem !== undefined,
    async end() {
      flush();
      process.off('exit', flush);
      await new Promise<void>(resolve => stream.write('', () => resolve()));
      stream.off('error', notice);
      if (!problem || NOBODY_READS.has(problem.code ?? '')) return;
      throw new CommandError(
        EXIT.failed,
        `The output could not be written: ${whyNotWrittenAndHelp(problem)}.`,
      );
    },
  };
}
