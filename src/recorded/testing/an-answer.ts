/** An answer of a few words, one a millisecond, some of them more than a byte a letter. */
import type { Answer } from '../answer.ts';

export const TEXT = 'Fünf Cent 🎾 kostet der Ball.';

export function anAnswer(): Answer {
  const words = TEXT.match(/\S+\s*/gu) ?? [];
  return {
    deltas: words.map((text, index) => ({ afterMs: index, channel: 'text', text })),
    ending: {
      kind: 'finished',
      afterMs: words.length,
      stopReason: 'end_turn',
      usage: { input: 12, output: 8, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 },
      serverMs: 5,
      content: [{ text: TEXT }],
    },
  };
}
