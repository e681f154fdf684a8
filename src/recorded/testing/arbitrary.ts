/** Random answers and requests, as Bedrock could give and take them. */
import fc from 'fast-check';
import type { ContentBlock } from '../../run/events.ts';
import type { WholeRequest } from '../../run/model.ts';
import type { Answer, TimedDelta } from '../answer.ts';

const tokens = fc.nat(100_000);

export const anyUsage = fc.record({
  input: tokens,
  output: tokens,
  cacheRead: tokens,
  cacheWrite5m: tokens,
  cacheWrite1h: tokens,
});

interface RandomBlock {
  readonly content: ContentBlock;
  readonly channel: TimedDelta['channel'];
  /** What is shown of it, in pieces. */
  readonly pieces: readonly string[];
}

const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
const words = fc.array(word, { minLength: 1, maxLength: 6 });
const base64 = fc
  .uint8Array({ minLength: 1, maxLength: 40 })
  .map(bytes => Buffer.from(bytes).toString('base64'));

const textBlock = words.map(
  (pieces): RandomBlock => ({
    content: { text: pieces.join('') },
    channel: 'text',
    pieces,
  }),
);

const thinkingBlock = fc.record({ pieces: fc.array(word, { maxLength: 6 }), signature: base64 }).map(
  ({ pieces, signature }): RandomBlock => ({
    content: { reasoningContent: { reasoningText: { text: pieces.join(''), signature } } },
    channel: 'thinking',
    pieces,
  }),
);

const redactedBlock = base64.map(
  (redactedContent): RandomBlock => ({
    content: { reasoningContent: { redactedContent } },
    channel: 'thinking',
    pieces: [],
  }),
);

/** A whole answer whose deltas are the words of its content, in their order. */
export const anyAnswer = fc
  .record({
    blocks: fc.array(fc.oneof(textBlock, thinkingBlock, redactedBlock), { maxLength: 5 }),
    gaps: fc.infiniteStream(fc.nat(400)),
    usage: anyUsage,
    stopReason: fc.constantFrom('end_turn', 'max_tokens', 'refusal'),
    serverMs: fc.nat(10_000),
  })
  .map(({ blocks, gaps, usage, stopReason, serverMs }): Answer => {
    let afterMs = 0;
    const later = () => {
      afterMs += gaps.next().value ?? 0;
      return afterMs;
    };
    const deltas = blocks.flatMap(({ channel, pieces }) =>
      pieces.map((text): TimedDelta => ({ afterMs: later(), channel, text })),
    );
    const content = blocks.map(block => block.content);
    return {
      deltas,
      ending: { kind: 'finished', afterMs: later(), stopReason, usage, serverMs, content },
    };
  });

const blockOfText = word.map((text): ContentBlock => ({ text }));
const json = fc.dictionary(
  fc.string({ minLength: 1 }).filter(key => key !== '__proto__'),
  fc.oneof(fc.string(), fc.nat(), fc.boolean()),
);

export const anyRequest = fc
  .record({
    model: fc.constantFrom(
      'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
      'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a b%2F',
    ),
    system: fc.array(blockOfText, { maxLength: 1 }),
    messages: fc.array(
      fc.record({
        role: fc.constantFrom('user', 'assistant'),
        content: fc.array(
          fc.oneof(
            blockOfText,
            thinkingBlock.map(block => block.content),
            redactedBlock.map(block => block.content),
          ),
          { minLength: 1, maxLength: 3 },
        ),
      }),
      { minLength: 1, maxLength: 5 },
    ),
    ttl: fc.constantFrom('5m' as const, '1h' as const),
    cached: fc.boolean(),
    inferenceConfig: fc.record(
      { maxTokens: fc.integer({ min: 1, max: 64_000 }), temperature: fc.constantFrom(0, 0.5, 1) },
      { requiredKeys: [] },
    ),
    additionalModelRequestFields: fc.option(json, { nil: undefined }),
  })
  .map(
    ({ ttl, cached, additionalModelRequestFields, ...rest }): WholeRequest => ({
      ...rest,
      cachePoints: cached
        ? [
            ...(rest.system.length > 0 ? [{ after: 'system' as const, ttl }] : []),
            { after: rest.messages.length - 1, ttl },
          ]
        : [],
      ...(additionalModelRequestFields && { additionalModelRequestFields }),
    }),
  );
