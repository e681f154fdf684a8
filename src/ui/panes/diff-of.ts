/**
 * The diff of one call against another, laid out: made once for a finished pair, and as little as can
 * be again while the text grows. The only memory is of what was made of the same texts before.
 */
import type { DiffStats } from '../../diff/parts.ts';
import { createStreamingDiff, type StreamingDiff } from '../../diff/streaming.ts';
import { diffWords } from '../../diff/words.ts';
import type { Call } from '../../run/run.ts';
import type { Line } from '../line.ts';
import { createDiffLines, type DiffLines } from './diff-lines.ts';

export interface LaidDiff {
  readonly stats: DiffStats;
  readonly lines: Line[];
}

/** A call that was cut off is compared as far as it got. */
export function diffOf(previous: Call, call: Call, width: number): LaidDiff {
  if (call.status === 'streaming') return growingDiff(previous, call, width);
  const before = finished.get(call);
  if (before?.previous === previous && before.width === width) return before.laid;
  const { parts, stats } =
    call.status === 'failed'
      ? createStreamingDiff(previous.text)(call.text)
      : diffWords(previous.text, call.text);
  const laid = { stats, lines: createDiffLines().of(parts, width) };
  finished.set(call, { previous, width, laid });
  return laid;
}

interface Finished {
  readonly previous: Call;
  readonly width: number;
  readonly laid: LaidDiff;
}

/** A finished call is the same object for ever. */
const finished = new WeakMap<Call, Finished>();

interface Growing {
  readonly previous: Call;
  readonly diff: (text: string) => StreamingDiff;
  readonly lines: DiffLines;
  compared: { readonly upTo: string; readonly diff: StreamingDiff };
}

/** By the request, which stays the same object while the call grows. */
const streaming = new WeakMap<Call['request'], Growing>();

function growingDiff(previous: Call, call: Call, width: number): LaidDiff {
  const known = streaming.get(call.request);
  const state = known?.previous === previous ? known : begin(previous);
  streaming.set(call.request, state);
  const upTo = settledPart(previous.text, call.text);
  if (state.compared.upTo !== upTo) state.compared = { upTo, diff: state.diff(upTo) };
  const { parts, stats } = state.compared.diff;
  // The sentence that is being written in a long text is neither old nor new yet.
  const tail = call.text.slice(upTo.length);
  const shown = tail === '' ? parts : [...parts, { kind: 'same' as const, text: tail }];
  return { stats, lines: state.lines.of(shown, width) };
}

function begin(previous: Call): Growing {
  const diff = createStreamingDiff(previous.text);
  return { previous, diff, lines: createDiffLines(), compared: { upTo: '', diff: diff('') } };
}

/** Up to here a diff with every few words is fast enough. */
const SHORT_TEXT = 16_384;
/** A long text is compared at so many moments, so that each character costs the same. */
const MOMENTS = 256;
const LONGEST_SENTENCE = 2048;

/**
 * As much of a growing text as is compared: all of a short one; of a long one the sentences that were
 * finished some words ago.
 */
function settledPart(old: string, text: string): string {
  if (old.length + text.length <= SHORT_TEXT) return text;
  const step = Math.ceil(old.length / MOMENTS);
  const to = Math.floor(text.length / step) * step;
  const from = Math.max(0, to - LONGEST_SENTENCE);
  const end = text.slice(from, to).search(/[.!?\n][^.!?\n]*$/);
  return text.slice(0, end < 0 ? to : from + end + 1);
}
