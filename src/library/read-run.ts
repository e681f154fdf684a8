/**
 * Reads one file for the library, line after line: the run in brief and its texts, and never the whole
 * file at once. What is no transcript says so after its first line.
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { type AnyEvent, type EventOf, isKnown } from '../run/events.ts';
import { fold } from '../run/fold.ts';
import type { Run } from '../run/run.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { createCleaner } from '../transcripts/clean.ts';
import { openProblem, parseLine } from '../transcripts/read.ts';
import { type RunSummary, type RunText, summaryOf, textsOf } from './summary.ts';

/** What a file turned out to be. */
export type Content =
  | {
      readonly kind: 'run';
      readonly summary: RunSummary;
      readonly texts: readonly RunText[];
      /** Lines that were passed over, or are missing by the numbers of the events; a cut-off last one counts too. */
      readonly passedOver: number;
    }
  /** A run of a schema that this version does not read. */
  | { readonly kind: 'newer'; readonly schema: number }
  /** No transcript. */
  | { readonly kind: 'other' }
  /** `why` is a sentence that is safe to print. */
  | { readonly kind: 'unreadable'; readonly why: string };

/** Waits now and then, so that whoever else wants to do something can. */
export type Rest = () => Promise<void> | undefined;

/** Never throws. */
export async function readRun(file: string, rest: Rest = () => undefined): Promise<Content> {
  try {
    const folded = await foldFile(file, rest);
    if ('kind' in folded) return folded;
    const { run, passedOver } = folded;
    return { kind: 'run', summary: summaryOf(run), texts: textsOf(run), passedOver };
  } catch (thrown) {
    return { kind: 'unreadable', why: sanitizeLine(openProblem(file, thrown)) };
  }
}

interface Folded {
  readonly run: Run;
  readonly passedOver: number;
}

/** The same run as of all its events, cleaned. */
async function foldFile(file: string, rest: Rest): Promise<Folded | Exclude<Content, { kind: 'run' }>> {
  const handle = openSync(file, 'r');
  try {
    const clean = createCleaner();
    let run: Run | undefined;
    let at = 0;
    let seq = -1;
    let passedOver = 0;
    /** Since the last event: they are not missing as well. */
    let broken = 0;
    let pieces: Pieces | undefined;
    const flush = () => {
      if (pieces) run = fold(run, clean(joined(pieces)));
      pieces = undefined;
    };
    for (const text of linesOf(handle)) {
      const waits = rest();
      if (waits) await waits;
      const line = text === undefined ? TOO_LONG : (deltaIn(text) ?? parseLine(text));
      if (line.kind === 'blank') continue;
      if (run === undefined) {
        if (line.kind === 'newer') return line;
        if (line.kind !== 'event' || line.event.type !== 'run.started') return { kind: 'other' };
      }
      if (line.kind !== 'event') {
        passedOver++;
        broken++;
        continue;
      }
      const { event } = line;
      passedOver += event.seq <= seq ? 1 : Math.max(0, event.seq - seq - 1 - broken);
      seq = event.seq;
      broken = 0;
      at = Math.max(at, event.at);
      if (isDelta(event)) {
        if (!pieces || !goesOn(pieces.last, event)) {
          flush();
          pieces = { first: event, last: event, joined: [], texts: [] };
        }
        pieces.last = event;
        pieces.texts.push(event.text);
        if (pieces.texts.length >= PIECES_AT_ONCE) {
          pieces.joined.push(pieces.texts.join(''));
          pieces.texts = [];
        }
        continue;
      }
      flush();
      run = fold(run, text !== undefined && isPlain(text) ? event : clean(event));
    }
    flush();
    if (!run) return { kind: 'other' };
    return { run: { ...run, at }, passedOver };
  } finally {
    closeSync(handle);
  }
}

/** Without a character, or an escape of one, that cleaning could change: then it need not be tried. */
function isPlain(line: string): boolean {
  return /^[ -~]*$/.test(line) && !/\\[urbf]/.test(line);
}

type Delta = EventOf<'call.delta'>;

/** Deltas that follow each other in one call and channel: folding them at once is folding each. */
interface Pieces {
  readonly first: Delta;
  last: Delta;
  readonly joined: string[];
  /** Of those that came since. */
  texts: string[];
}

/** A piece keeps alive the part of the file that it was cut from; joined it does not. */
const PIECES_AT_ONCE = 500;

function joined(pieces: Pieces): Delta {
  const text = [...pieces.joined, ...pieces.texts].join('');
  return { ...pieces.first, seq: pieces.last.seq, text };
}

function goesOn(last: Delta, next: Delta): boolean {
  return last.call === next.call && last.channel === next.channel;
}

function isDelta(event: AnyEvent): event is Delta {
  return isKnown(event) && event.type === 'call.delta';
}

/**
 * As the journal writes them, most lines of a transcript: nothing in the text stands for something else. It
 * takes half of JSON.parse.
 */
const SIMPLE_DELTA =
  /^\{"seq":(0|[1-9]\d{0,14}),"at":(0|[1-9]\d{0,14}),"type":"call\.delta","call":(0|[1-9]\d{0,14}),"channel":"(text|thinking)","text":"([^"\\\u0000-\u001f]*)"\}\s*$/;

function deltaIn(line: string): { kind: 'event'; event: Delta } | undefined {
  const simple = SIMPLE_DELTA.exec(line);
  if (!simple) return undefined;
  const event: Delta = {
    seq: Number(simple[1]),
    at: Number(simple[2]),
    type: 'call.delta',
    call: Number(simple[3]),
    channel: simple[4] === 'text' ? 'text' : 'thinking',
    text: simple[5] ?? '',
  };
  return { kind: 'event', event };
}

const CHUNK_BYTES = 64 * 1024;
const LINE_FEED = 0x0a;
/** No event of ours is as long; a longer line is passed over without being held. */
export const LONGEST_LINE_BYTES = 32 * 1024 * 1024;
const TOO_LONG = { kind: 'broken', why: 'is too long' } as const;

/** The lines of an open file, cut at line feeds only; `undefined` for one that is too long. */
function* linesOf(handle: number): Generator<string | undefined> {
  /** Of the line that is not whole yet; nothing is kept of one that is too long. */
  let parts: Buffer[] = [];
  let length = 0;
  const take = (part: Buffer) => {
    length += part.length;
    if (length <= LONGEST_LINE_BYTES) parts.push(part);
    else parts = [];
  };
  const end = () => {
    const text = length > LONGEST_LINE_BYTES ? undefined : Buffer.concat(parts).toString('utf8');
    parts = [];
    length = 0;
    return text;
  };
  // Most files are smaller than a chunk, and there may be thousands of them.
  const buffer = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, fstatSync(handle).size + 1));
  while (true) {
    const chunk = buffer.subarray(0, readSync(handle, buffer));
    if (chunk.length === 0) break;
    const first = chunk.indexOf(LINE_FEED);
    if (first < 0) {
      take(Buffer.from(chunk));
      continue;
    }
    take(chunk.subarray(0, first));
    yield end();
    // Decoded at once what is whole: a character never lies across a line feed.
    const last = chunk.lastIndexOf(LINE_FEED);
    if (last > first) yield* chunk.toString('utf8', first + 1, last).split('\n');
    // The next chunk is read into the same place.
    take(Buffer.from(chunk.subarray(last + 1)));
  }
  yield end();
}
