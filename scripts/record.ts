/** A program in a pseudo-terminal, with all that it wrote and when. */
import { type PtyProgram, startInPty } from '../src/ui/testing/pty.ts';
import type { Written } from './frames.ts';

export interface Recorder {
  readonly program: PtyProgram;
  /** Time 0 is now. */
  start(): void;
  /** Ends the program. */
  stop(): Promise<Written[]>;
}

/** How often is looked for new bytes. */
const POLL_MS = 10;

export function record(
  args: readonly string[],
  options: { columns: number; rows: number; env: Record<string, string> },
): Recorder {
  const program = startInPty(args, options);
  const written: Written[] = [];
  let zero = Number.POSITIVE_INFINITY;
  let read = 0;
  const look = () => {
    const output = program.output();
    if (output.length === read) return;
    written.push({ atMs: Math.max(0, performance.now() - zero), data: output.slice(read) });
    read = output.length;
  };
  const timer = setInterval(look, POLL_MS);
  return {
    program,
    start: () => {
      look();
      zero = performance.now();
    },
    stop: async () => {
      look();
      clearInterval(timer);
      program.kill();
      await program.exit();
      return written;
    },
  };
}
