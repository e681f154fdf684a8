import { describe, expect, test } from 'vitest';
import { aRequest, collect } from '../recorded/testing/collect.ts';
import { httpError, streamOf } from '../recorded/testing/local-bedrock.ts';
import { promptTokens } from '../run/cost.ts';
import { type ReportedUsage, wholeUsage } from '../run/price.ts';
import { against, untroubled } from './testing/against-local.ts';
import { eventsIn, REAL_DATA_IS_THERE, type RealStream, realStreams } from './testing/real-wire.ts';

/** Served in pieces that no frame ends with. */
function inPieces(bytes: Uint8Array, size = 61): Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );
}

async function replay({ model: id, bytes }: RealStream) {
  const { model, server } = await against(streamOf(inPieces(bytes)));
  const got = await collect(model.stream(aRequest({ model: id }), untroubled()));
  expect(server.requests[0]?.path).toBe(`/model/${id}/converse-stream`);
  return got;
}

/** What a stream says, put together by hand from its frames. */
function expected({ bytes }: RealStream) {
  const events = eventsIn(bytes);
  const deltas = events.flatMap(event => event.delta ?? []);
  const metadata = events.find(event => event.type === 'metadata');
  return {
    text: deltas.map(delta => delta.text ?? '').join(''),
    thinking: deltas.map(delta => delta.reasoningContent?.text ?? '').join(''),
    signature: deltas.map(delta => delta.reasoningContent?.signature ?? '').join(''),
    redacted: deltas.flatMap(delta => delta.reasoningContent?.redactedContent ?? []),
    stopReason: events.find(event => event.type === 'messageStop')?.stopReason,
    usage: metadata?.usage,
    serverMs: metadata?.metrics?.latencyMs,
  };
}

/** Some answers came without their counts: of those nothing is known. */
function isWhole(usage: Partial<Record<'inputTokens' | 'outputTokens', number>> | undefined): boolean {
  return usage?.inputTokens !== undefined && usage.outputTokens !== undefined;
}

function tokensInAll(reported: ReportedUsage | undefined): number | undefined {
  const usage = reported && wholeUsage(reported);
  return usage && promptTokens(usage) + usage.output;
}

const where = REAL_DATA_IS_THERE
  ? 'what Bedrock said'
  : 'what Bedrock said (skipped: no ../shared/data here)';

describe.skipIf(!REAL_DATA_IS_THERE)(where, () => {
  const streams = realStreams();
  const named = (part: string): RealStream => {
    const found = streams.find(({ name }) => name.includes(part));
    if (!found) throw new Error(`there is no recording ${part}`);
    return found;
  };

  test('is there', () => {
    expect(streams.length).toBeGreaterThanOrEqual(10);
  });

  test.each(streams)('$name comes out whole', async stream => {
    const { text, thinking, signature, redacted, stopReason, usage, serverMs } = expected(stream);
    const got = await replay(stream);
    expect(got.error).toBeUndefined();
    expect(got).toMatchObject({ text, thinking, finished: { stopReason, serverMs } });
    const reported = got.finished?.usage;
    expect([reported?.input, reported?.output]).toEqual([usage?.inputTokens, usage?.outputTokens]);
    // Whatever was cached: fresh, read, written and answered tokens are all there are.
    expect(tokensInAll(reported)).toBe(isWhole(usage) ? usage?.totalTokens : undefined);
    const content = got.finished?.content ?? [];
    const reasoning = content.map(block => block.reasoningContent);
    expect(content.flatMap(block => block.text ?? []).join('')).toBe(text);
    expect(content.map(block => block.text)).not.toContain('');
    expect(reasoning.map(block => block?.reasoningText?.text ?? '').join('')).toBe(thinking);
    expect(reasoning.map(block => block?.reasoningText?.signature ?? '').join('')).toBe(signature);
    expect(reasoning.flatMap(block => block?.redactedContent ?? [])).toEqual(redacted);
  });

  test('thinks in pieces, and signs what it thought', async () => {
    const got = await replay(named('thinking_part_stream'));
    expect(got.deltas.filter(delta => delta.channel === 'thinking')).toHaveLength(14);
    expect(got.finished?.usage).toEqual({
      input: 36,
      output: 73,
      cacheRead: 0,
      cacheWrite5m: 0,
      cacheWrite1h: 0,
    });
    expect(got.finished?.content.map(block => Object.keys(block))).toEqual([['reasoningContent'], ['text']]);
    expect(got.finished?.content[0]?.reasoningContent?.reasoningText?.signature).toMatch(/^[\w+/]{100,}=*$/);
  });

  test('keeps thinking to itself', async () => {
    const got = await replay(named('redacted_stream'));
    const hidden = got.finished?.content.map(block => block.reasoningContent?.redactedContent?.length ?? 0);
    expect(hidden?.[0]).toBeGreaterThan(100);
    expect(got.thinking).toBe('');
    expect(got.text).not.toBe('');
  });

  test('opens a block that stays empty, and thinks after it', async () => {
    const got = await replay(named('empty_text_delta'));
    expect(got.deltas[0]?.channel).toBe('thinking');
    expect(got.finished?.content.map(block => Object.keys(block))).toEqual([['reasoningContent'], ['text']]);
  });

  test('asks for a tool that nobody offered here, which is no text', async () => {
    const got = await replay(named('iter_stream'));
    expect(got.finished).toMatchObject({ stopReason: 'tool_use', content: [{ text: got.text }] });
  });

  test('cut off anywhere keeps what came before', async () => {
    const stream = named('test_bedrock_model_stream.yaml');
    const { text } = expected(stream);
    for (const share of [0.1, 0.4, 0.7]) {
      const { model } = await against(streamOf([stream.bytes.subarray(0, share * stream.bytes.length)]));
      const got = await collect(model.stream(aRequest(), untroubled()));
      expect(got.finished).toBeUndefined();
      expect(got.error?.retryable).toBe(true);
      expect(text.startsWith(got.text)).toBe(true);
    }
  });

  test('refuses a model that it does not know', async () => {
    const id = 'us.does-not-exist-model-v1:0';
    const { model } = await against(
      httpError(400, 'ValidationException', 'The provided model identifier is invalid.'),
    );
    const { error } = await collect(model.stream(aRequest({ model: id }), untroubled()));
    expect(error?.message).toBe(`Bedrock knows no model ${id}.`);
  });
});
