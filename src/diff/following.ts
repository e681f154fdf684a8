/**
 * The diff of one old text with a new one that is asked for again and again while it grows, and at a
 * price that does not grow with every word. Knows no clock and no screen.
 */
import type { DiffStats, Part, TextDiff } from './parts.ts';
import { createStreamingDiff, type StreamingDiff } from './streaming.ts';
import { diffWords } from './words.ts';

/** `growing`: more will come. `cut`: it broke off, and what was not reached never will be. */
export type Ending = 'whole' | 'growing' | 'cut';

export interface Followed {
  readonly parts: readonly Part[];
  readonly stats: DiffStats;
  /** The end of the old text that the new one has not got to; empty for a whole text. */
  readonly notReached: string;
  /** The end of a long growing text that is not compared yet; it is in no part. */
  readonly open: string;
}

/**
 * Results do not depend on earlier calls. The parts are the same object for as long as nothing more
 * was compared.
 */
export function createFollower(oldText: string): (text: string, ending: Ending) => Followed {
  let whole: { readonly text: string; readonly diff: TextDiff } | undefined;
  let streaming: ((text: string) => StreamingDiff) | undefined;
  let growing: { readonly upTo: string; readonly diff: StreamingDiff } | undefined;
  return (text, ending) => {
    if (ending === 'whole') {
      if (whole?.text !== text) whole = { text, diff: diffWords(oldText, text) };
      return { ...whole.diff, notReached: '', open: '' };
    }
    const upTo = ending === 'cut' ? text : settledPart(oldText, text);
    streaming ??= createStreamingDiff(oldText);
    if (growing?.upTo !== upTo) growing = { upTo, diff: streaming(upTo) };
    return { ...growing.diff, open: text.slice(upTo.length) };
  };
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
  const step = Math.ceil(Math.max(old.length, SHORT_TEXT) / MOMENTS);
  const to = Math.floor(text.length / step) * step;
  const from = Math.max(0, to - LONGEST_SENTENCE);
  const end = text.slice(from, to).search(/[.!?\n][^.!?\n]*$/);
  return text.slice(0, end < 0 ? to : from + end + 1);
}
