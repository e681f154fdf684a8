import { expect, test } from 'vitest';
import { eventFrame } from '../recorded/frames.ts';
import { aRequest, collect } from '../recorded/testing/collect.ts';
import { streamOf } from '../recorded/testing/local-bedrock.ts';
import { wholeUsage } from '../run/price.ts';
import { against, untroubled } from './testing/against-local.ts';

test.each([{}, { totalTokens: 7 }, { inputTokens: null, outputTokens: 4 }])(
  'an answer whose usage came as %o is whole, and its tokens are unknown',
  async usage => {
    const { model } = await against(
      streamOf([
        eventFrame('contentBlockDelta', { contentBlockIndex: 0, delta: { text: 'Five cents.' } }),
        eventFrame('messageStop', { stopReason: 'end_turn' }),
        eventFrame('metadata', { usage, metrics: { latencyMs: 1 } }),
      ]),
    );
    const { finished, error } = await collect(model.stream(aRequest(), untroubled()));
    expect(error).toBeUndefined();
    expect(finished?.content).toEqual([{ text: 'Five cents.' }]);
    expect(finished?.usage).not.toHaveProperty('input');
    expect(finished && wholeUsage(finished.usage)).toBeUndefined();
  },
);
