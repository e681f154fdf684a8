/** Diffs of answers, each made once: of an answer that streams, what was read of it is not read again. */
import type { TextDiff } from '../../../diff/parts.ts';
import { createStreamingDiff, type StreamingDiff } from '../../../diff/streaming.ts';
import { diffWords } from '../../../diff/words.ts';
import type { Call } from '../../../run/run.ts';

export interface DiffMemory {
  of(old: Call, next: Call): TextDiff;
}

/** What is remembered of an answer: a call is another object with every word, its request stays the same one. */
interface Known {
  readonly old: string;
  readonly text: string;
  readonly isWhole: boolean;
  readonly diff: TextDiff;
  readonly grow: ((text: string) => StreamingDiff) | undefined;
}

export function createDiffMemory(): DiffMemory {
  const known = new WeakMap<Call['request'], Known>();
  return {
    of(old, next) {
      const isWhole = next.status === 'finished';
      const before = known.get(next.request);
      if (before?.old === old.text && before.text === next.text && before.isWhole === isWhole) {
        return before.diff;
      }
      const grow = isWhole
        ? undefined
        : before?.old === old.text && before.grow
          ? before.grow
          : createStreamingDiff(old.text);
      const diff = grow ? grow(next.text) : diffWords(old.text, next.text);
      known.set(next.request, { old: old.text, text: next.text, isWhole, diff, grow });
      return diff;
    },
  };
}
