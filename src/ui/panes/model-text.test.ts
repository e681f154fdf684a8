import { expect, test } from 'vitest';
import { callStarted, delta, roundStarted, runOf, runStarted } from '../../run/testing/sample-run.ts';
import { estimateTokens } from '../../text/tokens.ts';
import { markdownLines } from '../markdown/markdown.ts';
import { textsOf } from '../testing/shown.ts';
import { answerLines, rawAnswerLines, thinkingLines, tokensSoFar } from './model-text.ts';

const words = ['Let the ball\ncost x.', ' Then\n\n', 'the bat costs x + 1.00 世界 👨‍👩‍👧'];
const begun = [runStarted(), roundStarted(0), callStarted(0, 0)];

test('lines and tokens of a text that grows are those of the whole text', () => {
  for (let count = 0; count <= words.length; count++) {
    const deltas = words.slice(0, count);
    const call = runOf(...begun, delta(0, 'why?\nwell', 'thinking'), ...deltas.map(word => delta(0, word)))
      .calls[0];
    if (!call) throw new Error('no call');
    for (const width of [12, 30]) expect(answerLines(call, width)).toEqual(markdownLines(call.text, width));
    expect(textsOf(rawAnswerLines(call, 12)).join(' ').replaceAll(/\s+/g, ' ').trim()).toBe(
      deltas.join('').replaceAll(/\s+/g, ' ').trim(),
    );
    expect(textsOf(thinkingLines(call, 12))).toEqual(['why?', 'well']);
    expect(tokensSoFar(call)).toBe(estimateTokens(deltas.join('')) + estimateTokens('why?\nwell'));
  }
});

test('what is settled in an answer that grows is not laid out again', () => {
  const grown = (...deltas: string[]) => {
    const call = runOf(...begun, ...deltas.map(word => delta(0, word))).calls[0];
    return call ?? expect.fail('no call');
  };
  const early = grown('# One\n\nTwo.\n\n', 'Three');
  const late = { ...grown('# One\n\nTwo.\n\n', 'Three', ' four'), request: early.request };
  const [before, after] = [answerLines(early, 40), answerLines(late, 40)];
  expect(after[0]).toBe(before[0]);
  expect(after.at(-1)).not.toEqual(before.at(-1));
});
