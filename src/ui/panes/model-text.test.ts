import { expect, test } from 'vitest';
import { callStarted, delta, roundStarted, runOf, runStarted } from '../../run/testing/sample-run.ts';
import { estimateTokens } from '../../text/tokens.ts';
import { textsOf } from '../testing/shown.ts';
import { answerLines, thinkingLines, tokensSoFar } from './model-text.ts';

const words = ['Let the ball\ncost x.', ' Then\n\n', 'the bat costs x + 1.00 世界 👨‍👩‍👧'];
const begun = [runStarted(), roundStarted(0), callStarted(0, 0)];

test('lines and tokens of a text that grows are those of the whole text', () => {
  for (let count = 0; count <= words.length; count++) {
    const deltas = words.slice(0, count);
    const call = runOf(...begun, delta(0, 'why?\nwell', 'thinking'), ...deltas.map(word => delta(0, word)))
      .calls[0];
    if (!call) throw new Error('no call');
    expect(textsOf(answerLines(call, 12)).join(' ').replaceAll(/\s+/g, ' ').trim()).toBe(
      deltas.join('').replaceAll(/\s+/g, ' ').trim(),
    );
    expect(textsOf(thinkingLines(call, 12))).toEqual(['why?', 'well']);
    expect(tokensSoFar(call)).toBe(estimateTokens(deltas.join('')) + estimateTokens('why?\nwell'));
  }
});
