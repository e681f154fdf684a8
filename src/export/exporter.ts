/** What every exporter is: it makes of a run a text for elsewhere, piece by piece. Writes nothing itself. */
import type { AnyEvent } from '../run/events.ts';
import type { Run } from '../run/run.ts';

export interface Exporter {
  /** As in `--to`. */
  readonly id: string;
  /** As a person says it: `one HTML page that replays the run`. */
  readonly name: string;
  /** Of the file, with its dot. */
  readonly extension: string;
  /** The whole of it, in pieces that are written one after the other. */
  pieces(input: ExportInput): Iterable<string> | AsyncIterable<string>;
  /** Many runs in one text, one after the other; absent where each needs a text of its own. */
  together?(inputs: AsyncIterable<ExportInput>): AsyncIterable<string>;
}

export interface ExportInput {
  /** Redacted and made safe to show: what an exporter says, it says from these. */
  readonly events: readonly AnyEvent[];
  /** Folded from them. */
  readonly run: Run;
  /** The name of the transcript, without its folder. */
  readonly file: string;
  readonly options: ExportOptions;
}

export interface ExportOptions {
  /** Whether what the model thought is in it; where it is not, it is left out of the events too. */
  readonly thinking: boolean;
  /** Whether what the user wrote on rounds is in it; absent: it is. */
  readonly notes?: boolean;
  /** Whether spans carry what was said, and not only what it took; absent: they do. */
  readonly content?: boolean;
  /** Cells, for what draws a screen. */
  readonly columns?: number;
  readonly rows?: number;
}
