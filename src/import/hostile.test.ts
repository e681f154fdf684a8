/** Whatever stands in a field: an importer reads on, or says in a sentence what is wrong, and never crashes. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { ImportError, type Importer } from './importer.ts';
import { IMPORTERS } from './importers.ts';
import { memoryFile, readAll } from './testing/memory-file.ts';

const said = (role: string, text: string) => ({
  role,
  content: [{ text }, { cachePoint: { type: 'default' } }],
});
const event = {
  event: 'model',
  timestamp: '2025-05-12T20:28:26Z',
  completed: '2025-05-12T20:28:27Z',
  model: 'm',
  input: [{ role: 'user', content: 'q' }],
  input_refs: [[0, 1]],
  config: { max_tokens: 1 },
  output: {
    choices: [{ message: { role: 'assistant', content: 'a' }, stop_reason: 'stop' }],
    usage: { input_tokens: 1, output_tokens: 2 },
    time: 1,
  },
};

/** One file of each format, whole. */
const WHOLE: Readonly<Record<string, unknown>> = {
  inspect: {
    version: 2,
    status: 'success',
    eval: { run_id: 'r', task: 't', created: '2025-05-12T20:00:00Z', model: 'm' },
    samples: [
      {
        id: 1,
        epoch: 1,
        input: 'q',
        target: ['t'],
        messages: [{ role: 'user', content: 'q' }],
        scores: { s: { value: 'C', answer: 'a' } },
        model_usage: { m: { total_cost: 1 } },
        message_pool: [{ role: 'user', content: 'q' }],
        attachments: { a: 'b' },
        error: { message: 'e' },
        events: [
          { event: 'span_begin', id: 's', parent_id: 't', type: 'solver', name: 'n' },
          { ...event, span_id: 's' },
          event,
          { event: 'score', intermediate: true, score: { value: 1 } },
        ],
      },
    ],
  },
  'bedrock-logs': [
    {
      schemaType: 'ModelInvocationLog',
      timestamp: '2026-11-24T10:00:00Z',
      requestId: 'r',
      modelId: 'm',
      operation: 'Converse',
      region: 'r',
      input: {
        inputBodyJson: {
          system: [{ text: 's' }],
          messages: [said('user', 'q')],
          inferenceConfig: { maxTokens: 1 },
        },
        inputTokenCount: 1,
      },
      output: {
        outputBodyJson: {
          output: { message: said('assistant', 'a') },
          stopReason: 'end_turn',
          usage: { inputTokens: 1, outputTokens: 1, cacheDetails: [{ ttl: '1h', inputTokens: 1 }] },
          metrics: { latencyMs: 1 },
        },
      },
    },
    {
      schemaType: 'ModelInvocationLog',
      timestamp: '2026-11-24T10:00:00Z',
      requestId: 'r',
      modelId: 'm',
      operation: 'InvokeModelWithResponseStream',
      errorCode: 'X',
      input: {
        inputBodyJson: {
          messages: [{ role: 'user', content: 'q' }],
          max_tokens: 1,
          thinking: { type: 'adaptive' },
        },
      },
      output: {
        outputBodyJson: [
          { type: 'message_start', message: { usage: { input_tokens: 1 } } },
          { type: 'content_block_delta', index: 0, delta: { text: 'a' } },
          { type: 'message_delta', delta: { stop_reason: 's' }, usage: { output_tokens: 1 } },
        ],
      },
    },
  ],
  bhive: {
    response: 'a',
    chat_history: [
      { modelid: 'm', chat_history: [said('user', 'q'), said('assistant', 'a')], thinking_history: ['t'] },
    ],
    usage: { m: { inputTokens: 1, outputTokens: 1 } },
    metrics: { m: { latencyMs: 1 } },
    cost: { value: 1, currency: 'USD' },
    stopReason: 'end_turn',
  },
  chat: [
    {
      id: 'i',
      model: 'm',
      system: 's',
      messages: [
        said('user', 'q'),
        {
          role: 'assistant',
          content: [
            { type: 'thinking', thinking: 't', signature: 's' },
            { type: 'text', text: 'a' },
          ],
          tool_calls: [{ id: 'i', function: { name: 'n', arguments: '{}' } }],
        },
      ],
    },
  ],
};

type Path = readonly (string | number)[];

function pathsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [
    path,
    ...Object.entries(value).flatMap(([key, one]) =>
      pathsIn(one, [...path, Array.isArray(value) ? Number(key) : key]),
    ),
  ];
}

function withAt(value: unknown, [key, ...rest]: Path, put: unknown): unknown {
  if (key === undefined) return put;
  if (Array.isArray(value)) return value.map((one, index) => (index === key ? withAt(one, rest, put) : one));
  return { ...(value as object), [key]: withAt((value as Record<string, unknown>)[key], rest, put) };
}

const ODD = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    -1,
    0.5,
    1e300,
    '',
    'x',
    [],
    {},
    [null],
    [[]],
    { text: 1 },
    true,
    '\ud800',
    '__proto__',
  ),
  fc.jsonValue(),
);

test.each(
  IMPORTERS.filter(({ id }) => WHOLE[id] !== undefined).map(importer => [importer.id, importer] as const),
)('%s', async (id, importer: Importer) => {
  const whole = WHOLE[id];
  const paths = pathsIn(whole).slice(1);
  expect((await readAll(importer, memoryFile(JSON.stringify(whole)))).runs.length).toBeGreaterThan(0);
  const changes = fc.array(fc.tuple(fc.constantFrom(...paths), ODD), { minLength: 1, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(changes, async all => {
      const changed = all.reduce(
        (value, [path, put]) => (canPut(value, path) ? withAt(value, path, put) : value),
        whole,
      );
      try {
        await readAll(importer, memoryFile(JSON.stringify(changed)));
      } catch (thrown) {
        // The command tells what no event may hold as a problem of the run.
        if (!(thrown instanceof z.ZodError)) expect(thrown).toBeInstanceOf(ImportError);
      }
    }),
    { numRuns: 400 },
  );
});

function canPut(value: unknown, path: Path): boolean {
  let at = value;
  for (const key of path.slice(0, -1)) {
    if (typeof at !== 'object' || at === null) return false;
    at = (at as Record<string | number, unknown>)[key];
  }
  return typeof at === 'object' && at !== null;
}
