/**
 * Reads a transcript for the report: the same run as `readTranscript` gives, without its deltas, which
 * are nearly all of a file and say nothing that the end of a call does not say again.
 */
import { readFileSync } from 'node:fs';
import type { AnyEvent, EventOf } from '../run/events.ts';
import { fold, foldAll } from '../run/fold.ts';
import type { Run } from '../run/run.ts';
import { parseLine, readTranscript, TranscriptError } from '../transcripts/read.ts';

/**
 * The run of a file. Rejects with `TranscriptError` where it is none. What a damaged file lacks is passed
 * over as `readTranscript` does it.
 */
export async function readRun(file: string): Promise<Run> {
  const run = runWithoutDeltas(textOf(file));
  if (run) return run;
  // Something in it is not as usual: what that is, is said there.
  const whole = foldAll((await readTranscript(file)).events);
  if (!whole) throw new TranscriptError(`${file} is empty: there is no run in it.`);
  return whole;
}

/** Empty where it cannot be read at once, or is too long for one text. Many small files are read sooner so. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** A delta, as transcripts write it. */
const DELTA = /\{"seq":\d+,"at":[\d.]+,"type":"call\.delta",/y;

/** `undefined` where the deltas are needed, or a line is not what it should be. */
function runWithoutDeltas(text: string): Run | undefined {
  let run: Run | undefined;
  const open = new Set<number>();
  for (let start = 0; start < text.length; ) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    DELTA.lastIndex = start;
    // Only a whole line counts: half of one at the end is named by whoever reads all of it.
    if (found >= 0 && end > start && DELTA.test(text)) {
      start = end + 1;
      continue;
    }
    if (end > start) {
      const line = parseLine(text.slice(start, end));
      if (line.kind !== 'event' || (!run && line.event.type !== 'run.started')) return undefined;
      const { event } = line;
      if (event.type === 'call.started') open.add((event as EventOf<'call.started'>).call);
      if (event.type === 'call.finished') {
        const finished = event as EventOf<'call.finished'>;
        open.delete(finished.call);
        for (const delta of deltasOf(finished)) run = fold(run, delta);
      }
      run = fold(run, event);
    }
    start = end + 1;
  }
  // Of a call that did not come to its end the deltas are all there is.
  return open.size === 0 ? run : undefined;
}

function deltasOf({ call, at, seq, content }: EventOf<'call.finished'>): AnyEvent[] {
  const text = content.map(block => block.text ?? '').join('');
  const thinking = content.map(block => block.reasoningContent?.reasoningText?.text ?? '').join('');
  const delta = (channel: 'text' | 'thinking', said: string): AnyEvent[] =>
    said === '' ? [] : [{ seq, at, type: 'call.delta', call, channel, text: said }];
  return [...delta('thinking', thinking), ...delta('text', text)];
}
