import { ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer';
import { describe, expect, test } from 'vitest';
import { RECORDINGS } from '../../analysis/testing/recorded.ts';
import { meterOfRun } from '../../run/meter.ts';
import { Settings } from '../../run/settings.ts';
import {
  callFailed,
  callFinished,
  callRetried,
  callStarted,
  delta,
  graded,
  MODEL,
  noted,
  PRICE,
  roundFinished,
  roundStarted,
  runStarted,
  stopped,
} from '../../run/testing/sample-run.ts';
import type { ExportInput } from '../exporter.ts';
import { exportedText, exportedTogether, inputSaying, recordedInput } from '../testing/exported.ts';
import { asProtobuf, fromProtobuf, strangersIn } from '../testing/otlp-messages.ts';
import { spanIdOf, timeAt, traceIdOf } from './ids.ts';
import { otlpExporter } from './otlp.ts';
import { spansOf } from './spans.ts';

interface Json {
  readonly name: string;
  readonly kind: number;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly status: { readonly code: number; readonly message?: string };
  readonly attributes: readonly { key: string; value: Record<string, unknown> }[];
  readonly events: readonly { name: string; timeUnixNano: string; attributes: Json['attributes'] }[];
  readonly links: readonly { traceId: string; spanId: string }[];
}

async function spansIn(input: ExportInput): Promise<Json[]> {
  const request = JSON.parse(await exportedText(otlpExporter, input));
  return request.resourceSpans[0].scopeSpans[0].spans;
}

const valuesOf = ({ attributes }: Pick<Json, 'attributes'>) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
const chats = (spans: readonly Json[]) => spans.filter(({ name }) => name.startsWith('chat '));

describe('the file', () => {
  test.each(RECORDINGS)('of %s holds only what OTLP knows, and ids and times of their shapes', async name => {
    const request = JSON.parse(await exportedText(otlpExporter, await recordedInput(name)));
    expect(strangersIn(request)).toEqual([]);
    const spans: Json[] = request.resourceSpans[0].scopeSpans[0].spans;
    const ids = new Set(spans.map(({ spanId }) => spanId));
    expect(ids.size).toBe(spans.length);
    for (const span of spans) {
      expect(span.traceId).toMatch(/^[0-9a-f]{32}$/);
      expect(span.parentSpanId === undefined || ids.has(span.parentSpanId)).toBe(true);
      expect(BigInt(span.endTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(span.startTimeUnixNano));
    }
    expect(spans.filter(({ parentSpanId }) => parentSpanId === undefined)).toHaveLength(1);
  });

  test('the messages it is checked against are those of the official serializer', async () => {
    const input = await recordedInput('three-dice.haiku-4-5.self-refine');
    const official = ProtobufTraceSerializer.serializeRequest(spansOf(input)) ?? new Uint8Array();
    const ours = asProtobuf(JSON.parse(await exportedText(otlpExporter, input)));
    // A number that is whole, and yet no count, is one in the official bytes.
    const asDouble = (value: unknown) =>
      JSON.stringify(value).replaceAll(/"intValue":"(-?\d+)"/g, '"doubleValue":$1');
    expect(asDouble(fromProtobuf(ours))).toBe(asDouble(fromProtobuf(official)));
  });

  test('is the same however often it is made, and one request for several runs', async () => {
    const [a, b] = [
      await recordedInput('bat-and-ball.nova-lite'),
      await recordedInput('round-table.nova-lite'),
    ];
    expect(await exportedText(otlpExporter, a)).toBe(await exportedText(otlpExporter, a));
    const both = JSON.parse(await exportedTogether(otlpExporter, [a, b]));
    expect(strangersIn(both)).toEqual([]);
    expect(both.resourceSpans).toHaveLength(2);
    expect(JSON.parse(await exportedTogether(otlpExporter, []))).toEqual({ resourceSpans: [] });
  });
});

describe('a call', () => {
  test('counts what was cached among its input tokens, and names its parts', async () => {
    const usage = { input: 10, output: 20, cacheRead: 300, cacheWrite5m: 4000 };
    const [, , chat] = await spansIn(
      inputSaying(
        runStarted({ prices: [PRICE] }),
        roundStarted(0),
        callStarted(0, 0),
        callFinished(0, usage),
      ),
    );
    expect(chat && valuesOf(chat)).toMatchObject({
      'gen_ai.provider.name': 'aws.bedrock',
      'gen_ai.operation.name': 'chat',
      'gen_ai.request.model': MODEL,
      'gen_ai.request.stream': true,
      'gen_ai.response.finish_reasons': { values: [{ stringValue: 'end_turn' }] },
      'gen_ai.usage.input_tokens': '4310',
      'gen_ai.usage.output_tokens': '20',
      'gen_ai.usage.cache_read.input_tokens': '300',
      'gen_ai.usage.cache_creation.input_tokens': '4000',
      'llm.token_count.prompt': '4310',
      'llm.token_count.total': '4330',
      'llm.token_count.prompt_details.cache_write': '4000',
      'openinference.span.kind': 'LLM',
      'llm.system': 'anthropic',
      'llm.provider': 'aws',
    });
    expect(chat).toMatchObject({ name: `chat ${MODEL}`, kind: 3, status: { code: 0 } });
  });

  test('a cost of zero is a number with a fraction, and one that is not known is not there', async () => {
    const free = { ...PRICE, input: 0, output: 0 };
    const said = (prices: (typeof PRICE)[]) =>
      spansIn(inputSaying(runStarted({ prices }), roundStarted(0), callStarted(0, 0), callFinished(0)));
    const total = (span: Json | undefined) =>
      span?.attributes.find(({ key }) => key === 'llm.cost.total')?.value;
    expect(total((await said([free]))[2])).toEqual({ doubleValue: 0 });
    expect(total((await said([]))[2])).toBeUndefined();
  });

  test('without usage there is no count, and an error has a type and a status', async () => {
    const [, , chat] = await spansIn(
      inputSaying(
        runStarted(),
        roundStarted(0),
        callStarted(0, 0),
        callRetried(0, 1, 1500),
        delta(0, 'So'),
        callFailed(0),
      ),
    );
    const values = chat && valuesOf(chat);
    expect(Object.keys(values ?? {}).filter(key => /usage|token_count|cost/.test(key))).toEqual([]);
    expect(values).toMatchObject({ 'error.type': 'ThrottlingException' });
    expect(chat?.status).toEqual({ code: 2, message: 'Bedrock is throttling.' });
    const [retry] = chat?.events ?? [];
    expect(retry?.name).toBe('reflection.retry');
    expect(retry && valuesOf(retry)).toMatchObject({
      'error.type': 'ThrottlingException',
      'reflection.wait_seconds': 1.5,
    });
    expect(JSON.parse(String(values?.['gen_ai.output.messages']))).toEqual([
      { role: 'assistant', parts: [{ type: 'text', content: 'So' }], finish_reason: 'error' },
    ]);
  });

  test('its messages are those of both conventions, thinking before text', async () => {
    const spans = await spansIn(await recordedInput('zeros-at-the-end.haiku-4-5.thinking-levels'));
    const thought = chats(spans)
      .map(valuesOf)
      .find(values => String(values['gen_ai.output.messages']).includes('"reasoning"'));
    const [message] = JSON.parse(String(thought?.['gen_ai.output.messages']));
    expect(message.parts.map((part: { type: string }) => part.type)).toEqual(['reasoning', 'text']);
    expect(thought).toMatchObject({
      'llm.input_messages.0.message.role': 'user',
      'llm.output_messages.0.message.role': 'assistant',
      'llm.output_messages.0.message.contents.0.message_content.type': 'reasoning',
      'llm.output_messages.0.message.contents.1.message_content.type': 'text',
    });
  });

  test('without content nothing that was said is there', async () => {
    const input = await recordedInput('three-dice.haiku-4-5.self-refine', { thinking: true, content: false });
    const text = await exportedText(otlpExporter, input);
    expect(text).not.toMatch(/input\.value|output\.value|messages|system_instructions/);
    expect(text).not.toContain('Three fair dice');
    const settings = Settings.parse({
      model: MODEL,
      system: 'Be brief.',
      prompts: { reflection: 'Look again.' },
    });
    const [run] = spansOf({
      ...inputSaying(runStarted({ settings })),
      options: { thinking: true, content: false },
    });
    expect(run?.attributes.metadata).toContain('"maxTokens":4096');
    expect(run?.attributes.metadata).not.toMatch(/Be brief|Look again/);
  });

  test('a mark is an evaluation on the call that it is of', async () => {
    const spans = await spansIn(
      inputSaying(
        runStarted(),
        roundStarted(0),
        callStarted(0, 0),
        callFinished(0),
        graded(0, '0.10', false),
        {
          type: 'check.finished',
          round: 0,
          lane: 0,
          source: 'command',
          text: 'no',
          verdict: 'fail',
          durationMs: 250,
        },
        roundFinished(0),
        noted(0, 'hm'),
        stopped(),
      ),
    );
    const [, , chat, check] = spans;
    expect(chat?.events.map(event => [event.name, valuesOf(event)])).toEqual([
      [
        'gen_ai.evaluation.result',
        expect.objectContaining({
          'gen_ai.evaluation.name': 'correctness',
          'gen_ai.evaluation.score.label': 'incorrect',
          'gen_ai.evaluation.score.value': 0,
        }),
      ],
      [
        'gen_ai.evaluation.result',
        {
          'gen_ai.evaluation.name': 'command',
          'gen_ai.evaluation.score.label': 'fail',
          'gen_ai.evaluation.explanation': 'no',
        },
      ],
    ]);
    expect(check).toMatchObject({ name: 'check command', kind: 1 });
    expect(check && valuesOf(check)).toMatchObject({
      'openinference.span.kind': 'EVALUATOR',
      'reflection.check.verdict': 'fail',
    });
    expect(BigInt(check?.endTimeUnixNano ?? 0) - BigInt(check?.startTimeUnixNano ?? 0)).toBe(250_000_000n);
  });

  test('what a branch shares is linked to where it was paid, and counted there', async () => {
    const [, , chat] = await spansIn(
      inputSaying(
        runStarted({ parent: { run: '01K0PARENT', round: 0, seq: 4 } }),
        roundStarted(0),
        callStarted(0, 0),
        callFinished(0),
        roundFinished(0),
      ),
    );
    expect(chat?.links).toMatchObject([
      { traceId: traceIdOf('01K0PARENT'), spanId: spanIdOf('01K0PARENT', 'call 0') },
    ]);
    expect(chat && valuesOf(chat)).not.toHaveProperty(['gen_ai.usage.input_tokens']);
    expect(chat && valuesOf(chat)).toMatchObject({ 'reflection.inherited': true });
  });
});

describe('a run', () => {
  test('is a workflow with its rounds in it, and they have the calls in them', async () => {
    const input = await recordedInput('two-closed-corners.haiku-4-5.debate');
    const spans = await spansIn(input);
    const [run] = spans;
    expect(run).toMatchObject({ name: 'invoke_workflow debate', kind: 1 });
    expect(run && valuesOf(run)).toMatchObject({
      'gen_ai.workflow.name': 'debate',
      'reflection.provenance': 'synthetic',
      'reflection.synthetic': true,
      'reflection.cost.total_usd': meterOfRun(input.run).cost,
    });
    const rounds = spans.filter(({ parentSpanId }) => parentSpanId === run?.spanId);
    expect(rounds.map(({ name }) => name)).toEqual(input.run.rounds.map(({ index }) => `round ${index}`));
    expect(chats(spans)).toHaveLength(input.run.calls.length);
    const badges = rounds.map(round => valuesOf(round)['reflection.badges']);
    expect(badges.slice(0, 2)).toEqual([undefined, undefined]);
    expect(badges[2]).toEqual({
      values: [{ stringValue: 'oscillation' }, { stringValue: 'cache-never-engaged' }],
    });
  });

  test('of an imported run nobody says that it was made by Bedrock, nor when', async () => {
    const spans = await spansIn(
      inputSaying(
        runStarted({
          provenance: 'imported',
          imported: { from: 'bhive', file: 'x.json', unknown: ['timing'] },
        }),
        roundStarted(0),
        callStarted(0, 0),
        delta(0, 'x'),
        callFinished(0),
      ),
    );
    const values = spans.map(valuesOf);
    expect(values[2]).not.toHaveProperty(['gen_ai.provider.name']);
    expect(values[2]).not.toHaveProperty(['gen_ai.response.time_to_first_chunk']);
    expect(values[2]).toMatchObject({ 'reflection.times': 'order only' });
    expect(values[0]).toMatchObject({ 'reflection.imported.from': 'bhive' });
  });

  test('times are exact to the nanosecond', () => {
    expect(timeAt('2026-11-23T10:00:00.001Z', 0.000001)).toEqual([1795428000, 1_000_001]);
    expect(timeAt('2026-11-23T10:00:00.000Z', 123456.789)).toEqual([1795428123, 456_789_000]);
    expect(timeAt('no date', 1500)).toEqual([1, 500_000_000]);
  });
});
