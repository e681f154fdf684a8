/** Prices of one's own, and service tiers: the whole command line against a local Bedrock. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { eventFrame } from '../recorded/frames.ts';
import { startLocalBedrock, streamOf } from '../recorded/testing/local-bedrock.ts';
import { foldAll } from '../run/fold.ts';
import { meterOfRun } from '../run/meter.ts';
import { temporaryFolder } from '../transcripts/testing/temporary-folder.ts';
import { runMain } from './testing/in-process.ts';
import { eventsOf } from './testing/program.ts';

const LITE = 'us.amazon.nova-lite-v1:0';
const PRO = 'us.amazon.nova-pro-v1:0';
const ROW = {
  input: 1,
  output: 2,
  cacheRead: 0.1,
  cacheWrite5m: 0,
  asOf: '2026-11-20',
  source: 'our contract',
};

function priceFile(content: unknown): string {
  const file = join(temporaryFolder(), 'prices.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

/** Answers with 1,000 tokens in and 1,000 out, at a tier. */
async function bedrockAt(tier: string | undefined) {
  const server = await startLocalBedrock(
    streamOf([
      eventFrame('messageStart', { role: 'assistant' }),
      eventFrame('contentBlockDelta', { contentBlockIndex: 0, delta: { text: 'Answer: 5' } }),
      eventFrame('messageStop', { stopReason: 'end_turn' }),
      eventFrame('metadata', {
        usage: { inputTokens: 1000, outputTokens: 1000, totalTokens: 2000 },
        metrics: { latencyMs: 10 },
        ...(tier !== undefined && { serviceTier: { type: tier } }),
      }),
    ]),
  );
  onTestFinished(() => server.close());
  return server;
}

async function runAt(tier: string | undefined, model: string, args: readonly string[]) {
  const server = await bedrockAt(tier);
  const flags = ['--endpoint', server.url, '--no-save', '--model', model, '--rounds', '0', ...args];
  const said = await runMain(['run', '--question', 'bat-and-ball', '--json', ...flags]);
  const events = eventsOf(said.stdout);
  const run = foldAll(events);
  const bodies = server.requests.map(({ body }) => JSON.parse(body));
  return { ...said, events, bodies, cost: run && meterOfRun(run).cost };
}

describe('--tier', () => {
  test('is asked for on the wire, kept in the transcript, and prices the call', async () => {
    const { code, bodies, events, cost } = await runAt('flex', LITE, ['--tier', 'flex']);
    expect(code).toBe(0);
    expect(bodies).toEqual([expect.objectContaining({ serviceTier: { type: 'flex' } })]);
    expect(events.find(({ type }) => type === 'call.started')).toMatchObject({
      request: { serviceTier: 'flex' },
    });
    expect(events.find(({ type }) => type === 'call.finished')).toMatchObject({ serviceTier: 'flex' });
    expect(cost).toBeCloseTo((0.06 + 0.24) / 2 / 1000, 12);
  });

  test('is not sent when nobody asked for it', async () => {
    const { bodies, events, cost } = await runAt(undefined, LITE, []);
    expect(bodies[0]).not.toHaveProperty('serviceTier');
    expect(events.find(({ type }) => type === 'call.finished')).not.toHaveProperty('serviceTier');
    expect(cost).toBeCloseTo((0.06 + 0.24) / 1000, 12);
  });

  test('costs as the tier that answered, which is told', async () => {
    const { cost } = await runAt('default', LITE, ['--tier', 'flex']);
    expect(cost).toBeCloseTo((0.06 + 0.24) / 1000, 12);
    const server = await bedrockAt('default');
    const { stdout } = await runMain(
      [
        'run',
        '--question',
        'bat-and-ball',
        '--endpoint',
        server.url,
        '--no-save',
        '--model',
        LITE,
        '--rounds',
        '0',
      ].concat('--tier', 'flex'),
    );
    expect(stdout).toContain('   tier default, not flex');
  });

  test('has a price for priority where one is known, and none elsewhere', async () => {
    expect((await runAt('priority', PRO, ['--tier', 'priority'])).cost).toBeCloseTo(
      (0.8 + 3.2) * 1.75e-3,
      12,
    );
    expect((await runAt('priority', LITE, ['--tier', 'priority'])).cost).toBeUndefined();
  });

  test('without a known price refuses a cost cap', async () => {
    const server = await bedrockAt('priority');
    const cap = ['--tier', 'priority', '--max-cost', '1'];
    const args = ['run', '--question', 'bat-and-ball', '--endpoint', server.url, '--model', LITE, ...cap];
    const { code, stderr } = await runMain(args);
    expect(stderr).toMatch(
      /^What us\.amazon\.nova-lite-v1:0 costs at the service tier priority is not known/,
    );
    expect(code).toBe(2);
  });

  test('is refused offline, where nothing was recorded at it', async () => {
    const { code, stderr } = await runMain([
      'run',
      '--offline',
      '--question',
      'bat-and-ball',
      '--tier',
      'flex',
    ]);
    expect(stderr).toContain('but at the default service tier, not at flex.');
    expect(code).toBe(3);
  });
});

describe('--prices', () => {
  test('go before the catalogue, and are written into the transcript with where they come from', async () => {
    const file = priceFile({ [LITE]: ROW });
    const { events, cost } = await runAt(undefined, LITE, ['--prices', file]);
    expect(events[0]).toMatchObject({
      prices: [
        { model: LITE, ...ROW, cacheWrite1h: null, source: 'our contract (set by the user, --prices)' },
      ],
    });
    expect(cost).toBeCloseTo(0.003, 12);
  });

  test('let an unknown model have a cost cap', async () => {
    const file = priceFile([{ model: 'acme.rocket-v1', ...ROW }]);
    const { code, cost } = await runAt(undefined, 'acme.rocket-v1', ['--prices', file, '--max-cost', '1']);
    expect({ code, cost }).toEqual({ code: 0, cost: 0.003 });
  });

  test('of the settings file count too, and the flag goes before them', async () => {
    const settings = { 'config/reflectoscope/config.json': JSON.stringify({ prices: { [LITE]: ROW } }) };
    const rowOf = (stdout: string) => JSON.parse(stdout).find(({ id }: { id: string }) => id === LITE);
    const kept = await runMain(['models', '--json'], {}, settings);
    expect(rowOf(kept.stdout)).toMatchObject({
      prices: { input: 1 },
      priceSource: expect.stringContaining('settings'),
    });
    const file = priceFile([{ model: LITE, ...ROW, input: 3 }]);
    const named = await runMain(['models', '--json', '--prices', file], {}, settings);
    expect(rowOf(named.stdout)).toMatchObject({ prices: { input: 3 } });
  });

  test.each<[string, unknown, RegExp]>([
    [
      'a wrong rate',
      [{ model: LITE, ...ROW, input: 'a' }],
      /^--prices \S+ cannot be used: \[0\]\.input: expected number/,
    ],
    ['no JSON', '{', /^The file \S+ of --prices is not valid JSON: /],
  ])('with %s are refused with the place', async (_name, content, sentence) => {
    for (const command of [['models'], ['run', '--offline', '--question', 'bat-and-ball']]) {
      const { code, stdout, stderr } = await runMain([...command, '--prices', priceFile(content)]);
      expect(stderr).toMatch(sentence);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    }
  });

  test('that are not there, or wrong in the settings, are refused', async () => {
    const missing = await runMain(['models', '--prices', join(temporaryFolder(), 'none.json')]);
    expect(missing.stderr).toMatch(/^The file \S+none\.json of --prices is not there\./);
    expect(missing.code).toBe(2);
    const wrong = await runMain(
      ['models'],
      {},
      { 'config/reflectoscope/config.json': '{"prices":{"a":{}}}' },
    );
    expect(wrong.stderr).toMatch(/^"prices" in \S+config\.json cannot be used: a\.input: /);
    expect(wrong.code).toBe(3);
  });
});

test('an old price is named where the run begins', async () => {
  const file = priceFile({ [LITE]: { ...ROW, asOf: '2020-01-01' } });
  const args = [
    'run',
    '--offline',
    '--no-save',
    '--question',
    'half-a-hotel',
    '--model',
    LITE,
    '--prices',
    file,
  ];
  const { stdout } = await runMain(args);
  expect(stdout).toContain(
    '\nPrice: read on 2020-01-01, more than 90 days before the run; check it before you rely on it.\n',
  );
});

test('a model that needs a profile is refused by its bare id, and its profiles are named', async () => {
  const server = await bedrockAt(undefined);
  const model = ['--model', 'anthropic.claude-sonnet-4-6'];
  const { code, stderr } = await runMain([
    'run',
    '--endpoint',
    server.url,
    '--question',
    'bat-and-ball',
    ...model,
  ]);
  expect(stderr).toMatch(
    /can only be called through an inference profile, .*: use us\.anthropic\.claude-sonnet-4-6 or /,
  );
  expect({ code, requests: server.requests.length }).toEqual({ code: 2, requests: 0 });
});
