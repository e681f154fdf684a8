import { describe, expect, test } from 'vitest';
import { aRequest } from '../recorded/testing/collect.ts';
import { toConverse } from './wire.ts';

const POINT_5M = { cachePoint: { type: 'default' } };
const POINT_1H = { cachePoint: { type: 'default', ttl: '1h' } };

describe('a request in the terms of Converse', () => {
  test('has nothing that was not asked for', () => {
    expect(toConverse(aRequest({ inferenceConfig: {} }))).toEqual({
      modelId: 'us.anthropic.claude-sonnet-4-6',
      messages: [{ role: 'user', content: [{ text: 'What does the ball cost?' }] }],
    });
  });

  test('has its cache points at the ends of what they stand after', () => {
    const request = aRequest({
      system: [{ text: 'Be brief.' }],
      messages: [
        { role: 'user', content: [{ text: 'One?' }] },
        { role: 'assistant', content: [{ text: '1' }] },
        { role: 'user', content: [{ text: 'Sure?' }, { text: 'Really?' }] },
      ],
      cachePoints: [
        { after: 'system', ttl: '5m' },
        { after: 2, ttl: '1h' },
      ],
    });
    const { system, messages } = toConverse(request);
    expect(system).toEqual([{ text: 'Be brief.' }, POINT_5M]);
    expect(messages?.map(message => message.content)).toEqual([
      [{ text: 'One?' }],
      [{ text: '1' }],
      [{ text: 'Sure?' }, { text: 'Really?' }, POINT_1H],
    ]);
  });

  test('has no system prompt, and no cache point in its place, when there is none', () => {
    expect(toConverse(aRequest({ cachePoints: [{ after: 'system', ttl: '5m' }] }))).not.toHaveProperty(
      'system',
    );
  });

  test('sends thinking back as it came, redacted thinking as bytes', () => {
    const content = [
      { reasoningContent: { reasoningText: { text: 'Hm.', signature: 'c2ln' } } },
      { reasoningContent: { reasoningText: { text: 'Hm.' } } },
      { reasoningContent: { redactedContent: 'AQID/w==' } },
      { text: '1' },
    ];
    const [message] = toConverse(aRequest({ messages: [{ role: 'assistant', content }] })).messages ?? [];
    expect(message?.role).toBe('assistant');
    expect(message?.content?.slice(0, 2)).toEqual(content.slice(0, 2));
    expect(message?.content?.[2]?.reasoningContent?.redactedContent).toEqual(Buffer.from([1, 2, 3, 255]));
    expect(message?.content?.[3]).toEqual({ text: '1' });
  });

  test('passes limits and the fields of the model on', () => {
    const request = aRequest({
      inferenceConfig: { maxTokens: 10, temperature: 0 },
      additionalModelRequestFields: { thinking: { type: 'adaptive' } },
    });
    expect(toConverse(request)).toMatchObject({
      inferenceConfig: { maxTokens: 10, temperature: 0 },
      additionalModelRequestFields: { thinking: { type: 'adaptive' } },
    });
  });
});
