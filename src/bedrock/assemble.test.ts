import type { ConverseStreamOutput, TokenUsage } from '@aws-sdk/client-bedrock-runtime';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { promptTokens } from '../run/cost.ts';
import { wholeUsage } from '../run/price.ts';
import { createAssembler, toUsage } from './assemble.ts';

type Item = ConverseStreamOutput;
type Delta = NonNullable<NonNullable<Item['contentBlockDelta']>['delta']>;

const delta = (contentBlockIndex: number, body: Delta): Item => ({
  contentBlockDelta: { contentBlockIndex, delta: body },
});
const text = (index: number, words: string) => delta(index, { text: words });
const thinking = (index: number, words: string) => delta(index, { reasoningContent: { text: words } });

const USAGE: TokenUsage = { inputTokens: 3, outputTokens: 2, totalTokens: 5 };
const STOP: Item = { messageStop: { stopReason: 'end_turn' } };
const METADATA: Item = { metadata: { usage: USAGE, metrics: { latencyMs: 7 } } };

function assemble(...items: Item[]) {
  const assembler = createAssembler();
  const deltas = items.flatMap(item => assembler.take(item) ?? []);
  return { deltas, finished: assembler.finished() };
}

function contentOf(...items: Item[]) {
  return assemble(...items, STOP, METADATA).finished?.content;
}

describe('blocks', () => {
  test('stand in the order of their indexes, whatever the order of their deltas', () => {
    expect(contentOf(text(2, 'c'), text(0, 'a'), thinking(1, 'b'), text(2, 'd'))).toEqual([
      { text: 'a' },
      { reasoningContent: { reasoningText: { text: 'b' } } },
      { text: 'cd' },
    ]);
  });

  test('that stay empty are left out, and show nothing', () => {
    const items = [text(0, ''), thinking(1, ''), text(2, 'Hello'), text(3, '')];
    expect(assemble(...items).deltas).toEqual([{ type: 'delta', channel: 'text', text: 'Hello' }]);
    expect(contentOf(...items)).toEqual([{ text: 'Hello' }]);
  });

  test('of white space are kept verbatim', () => {
    expect(contentOf(text(0, '\n'), text(1, ' a '))).toEqual([{ text: '\n' }, { text: ' a ' }]);
  });

  test('with a signature alone are thinking that is not shown', () => {
    expect(contentOf(delta(0, { reasoningContent: { signature: 'c2ln' } }))).toEqual([
      { reasoningContent: { reasoningText: { text: '', signature: 'c2ln' } } },
    ]);
  });

  test('of redacted thinking are joined as bytes', () => {
    const redacted = (...bytes: number[]) =>
      delta(0, { reasoningContent: { redactedContent: Uint8Array.from(bytes) } });
    expect(contentOf(redacted(1, 2), redacted(3, 255))).toEqual([
      { reasoningContent: { redactedContent: 'AQID/w==' } },
    ]);
  });

  test('of other kinds, and unknown members, show nothing and leave nothing', () => {
    const unknown: Item[] = [
      { messageStart: { role: 'assistant' } },
      { contentBlockStart: { contentBlockIndex: 0, start: { toolUse: { toolUseId: 'a', name: 'b' } } } },
      delta(0, { toolUse: { input: '{}' } }),
      delta(1, { $unknown: ['hologram', { text: 'no' }] }),
      delta(2, { reasoningContent: { $unknown: ['riddle', 'no'] } }),
      { contentBlockDelta: { contentBlockIndex: 3, delta: undefined } },
      { contentBlockStop: { contentBlockIndex: 0 } },
      { $unknown: ['weather', {}] },
    ];
    expect(assemble(...unknown).deltas).toEqual([]);
    expect(contentOf(...unknown)).toEqual([]);
  });

  test('hold the same words as the deltas, however those are cut', () => {
    const piece = fc.record({ index: fc.nat(3), thinks: fc.boolean(), words: fc.string() });
    fc.assert(
      fc.property(fc.array(piece), pieces => {
        const items = pieces.map(({ index, thinks, words }) =>
          // A block is of one kind.
          thinks ? thinking(2 * index, words) : text(2 * index + 1, words),
        );
        const { deltas, finished } = assemble(...items, STOP, METADATA);
        expect(deltas.map(shown => shown.text)).not.toContain('');
        const inOrder = (thinks: boolean) =>
          [0, 1, 2, 3]
            .flatMap(index => pieces.filter(one => one.index === index && one.thinks === thinks))
            .map(one => one.words)
            .join('');
        const content = finished?.content ?? [];
        expect(content.map(block => block.text ?? '').join('')).toBe(inOrder(false));
        expect(content.map(block => block.reasoningContent?.reasoningText?.text ?? '').join('')).toBe(
          inOrder(true),
        );
      }),
    );
  });
});

describe('the end', () => {
  test('needs messageStop and metadata with usage, in any order', () => {
    expect(assemble(text(0, 'a')).finished).toBeUndefined();
    expect(assemble(text(0, 'a'), STOP).finished).toBeUndefined();
    expect(assemble(text(0, 'a'), METADATA).finished).toBeUndefined();
    expect(
      assemble(STOP, { metadata: { metrics: { latencyMs: 1 }, usage: undefined } }).finished,
    ).toBeUndefined();
    const whole = {
      type: 'finished',
      stopReason: 'end_turn',
      usage: { input: 3, output: 2, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 },
      serverMs: 7,
      content: [],
    };
    expect(assemble(STOP, METADATA).finished).toEqual(whole);
    expect(assemble(METADATA, STOP).finished).toEqual(whole);
  });

  test('needs no metrics', () => {
    const { finished } = assemble(STOP, { metadata: { usage: USAGE, metrics: undefined } });
    expect(finished).not.toHaveProperty('serverMs');
    expect(finished?.usage.input).toBe(3);
  });

  test('has the stop reason as it came', () => {
    expect(
      assemble({ messageStop: { stopReason: 'refusal' as 'end_turn' } }, METADATA).finished?.stopReason,
    ).toBe('refusal');
    expect(assemble({ messageStop: { stopReason: undefined } }, METADATA).finished?.stopReason).toBe(
      'unknown',
    );
  });
});

describe('usage', () => {
  const usage = (fields: Partial<TokenUsage>) => ({ ...USAGE, ...fields });

  test('without caching has no cached tokens', () => {
    expect(toUsage(USAGE)).toEqual({ input: 3, output: 2, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 });
  });

  test('splits the writes by their time-to-live', () => {
    const details = [
      { ttl: '1h' as const, inputTokens: 1000 },
      { ttl: '5m' as const, inputTokens: 310 },
    ];
    expect(
      toUsage(usage({ cacheReadInputTokens: 40, cacheWriteInputTokens: 1310, cacheDetails: details })),
    ).toEqual({ input: 3, output: 2, cacheRead: 40, cacheWrite5m: 310, cacheWrite1h: 1000 });
  });

  test('takes writes without details to be for as long as was asked', () => {
    const written = usage({ cacheWriteInputTokens: 1322, cacheDetails: [] });
    expect(toUsage(written)).toMatchObject({ cacheWrite5m: 1322, cacheWrite1h: 0 });
    expect(toUsage(written, '1h')).toMatchObject({ cacheWrite5m: 0, cacheWrite1h: 1322 });
    const partly = usage({ cacheWriteInputTokens: 1322, cacheDetails: [{ ttl: '1h', inputTokens: 1000 }] });
    expect(toUsage(partly)).toMatchObject({ cacheWrite5m: 322, cacheWrite1h: 1000 });
  });

  test('keeps a count missing that was not told, and does not take it for zero', () => {
    const cache = { cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };
    expect(toUsage({})).toEqual(cache);
    expect(toUsage({ inputTokens: 3 })).toEqual({ input: 3, ...cache });
    expect(toUsage({ outputTokens: 0 })).toEqual({ output: 0, ...cache });
    expect(wholeUsage(toUsage({ inputTokens: 3 }))).toBeUndefined();
  });

  test('takes details without a sum', () => {
    const details = [{ ttl: '5m' as const, inputTokens: 310 }];
    expect(toUsage(usage({ cacheDetails: details }))).toMatchObject({ cacheWrite5m: 310, cacheWrite1h: 0 });
  });

  test('adds up to what Bedrock says in all', () => {
    const tokens = fc.nat(1_000_000);
    fc.assert(
      fc.property(
        tokens,
        tokens,
        tokens,
        tokens,
        fc.constantFrom('5m' as const, '1h' as const),
        (i, read, five, hour, asked) => {
          const got = toUsage(
            usage({
              inputTokens: i,
              cacheReadInputTokens: read,
              cacheWriteInputTokens: five + hour,
              cacheDetails: [
                { ttl: '1h', inputTokens: hour },
                ...(asked === '5m' ? [] : [{ ttl: '5m' as const, inputTokens: five }]),
              ],
            }),
            asked,
          );
          const whole = wholeUsage(got);
          expect(whole && promptTokens(whole)).toBe(i + read + five + hour);
          expect([got.cacheWrite5m, got.cacheWrite1h]).toEqual([five, hour]);
        },
      ),
    );
  });
});
