import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { branchedEvents } from '../analysis/testing/branched.ts';
import { fixturesDir } from '../questions/package-root.ts';
import {
  inOrder,
  onceMore,
  runStarted,
  sampleEvents,
  usageOf,
  wholeRound,
} from '../run/testing/sample-run.ts';
import { asLines, temporaryFile, temporaryFolder } from '../transcripts/testing/temporary-folder.ts';
import { runMain } from './testing/in-process.ts';

const EVENTS = sampleEvents();
const cost = (...args: readonly string[]) => runMain(['cost', ...args]);
const recording = (name: string) => join(fixturesDir(), 'recordings', `${name}.jsonl`);

const Amount = z.number().nullable();
const WhatIf = z.looseObject({
  what: z.string(),
  costUsd: Amount,
  differenceUsd: Amount,
  certainty: z.string(),
});
const Told = z.array(
  z.looseObject({
    file: z.string(),
    total: z.looseObject({ costUsd: Amount, savedUsd: Amount, withoutCacheUsd: Amount }),
    rounds: z.array(
      z.looseObject({
        costUsd: Amount,
        calls: z.array(
          z.looseObject({ cache: z.looseObject({ kind: z.string(), words: z.string().nullable() }) }),
        ),
      }),
    ),
    balance: z.looseObject({ words: z.string().nullable() }).nullable(),
    whatIf: z.array(WhatIf),
  }),
);

async function json(...args: readonly string[]) {
  const { code, stdout } = await cost('--json', ...args);
  return { code, told: Told.parse(JSON.parse(stdout)) };
}

describe('the cost of a saved run', () => {
  test('is told round by round, with what the cache did and what it would have cost otherwise', async () => {
    const { code, stdout, stderr } = await cost(recording('allotment-arrears.sonnet-4-6'));
    expect(stdout).toContain('\nRound 2: in 4   wrote 1,389   out 181   $0.0087   saved −$0.0011\n');
    expect(stdout).toContain('\n  cache not engaged: 838 tokens are under the minimum of 1,024\n');
    expect(stdout).toContain('\nNoticed: caching has cost $0.0011 more than it saved: ');
    expect(stdout).toMatch(
      /\nas it was +\$0\.0245 +exact\nno caching +\$0\.0233 +−\$0\.0011 +−4\.7 % {2}exact\n/,
    );
    // 1,389 tokens written at 6.60 and not at 4.125.
    expect(stdout).toMatch(/\ncache kept for 1h +\$0\.0279 +\+\$0\.0034 /);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  test('has other models where they are named, in the order in which they are named', async () => {
    const models = ['us.anthropic.claude-opus-4-8', 'us.amazon.nova-lite-v1:0'];
    const flags = models.flatMap(model => ['--model', model]);
    const { stdout } = await cost(...flags, temporaryFile(asLines(EVENTS)));
    expect(stdout).toMatch(/\nClaude Opus 4\.8, us .*\nNova Lite, us .*\n\n/);
    expect(stdout).not.toContain('Nova Micro');
  });

  test('of several files and folders is told file by file', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'inner'));
    for (const name of ['b.jsonl', 'a.jsonl', 'notes.txt'])
      writeFileSync(join(folder, name), asLines(EVENTS));
    writeFileSync(join(folder, 'other.jsonl'), '{"a":1}\n');
    const { told } = await json(folder, recording('lily-pond.nova-lite'));
    expect(told.map(({ file }) => file.slice(file.lastIndexOf('/') + 1))).toEqual([
      'a.jsonl',
      'b.jsonl',
      'lily-pond.nova-lite.jsonl',
    ]);
    const { stdout } = await cost(folder);
    expect(stdout.match(/\/[ab]\.jsonl\n/g)).toHaveLength(2);
  });
});

describe('as JSON', () => {
  test('has numbers, and the words for them', async () => {
    const { code, told } = await json(temporaryFile(asLines(EVENTS)));
    expect(code).toBe(0);
    const [run] = told;
    expect(run?.total.costUsd).toBeCloseTo(0.0069645, 10);
    expect((run?.total.costUsd ?? 0) + (run?.total.savedUsd ?? 0)).toBeCloseTo(
      run?.total.withoutCacheUsd ?? 0,
      10,
    );
    expect(run?.rounds[0]?.calls[0]?.cache).toMatchObject({ kind: 'implicit', missedTokens: null });
    expect(run?.balance?.words).toMatch(/broke even in round 1$/);
    expect(run?.whatIf.slice(0, 2)).toMatchObject([
      { what: 'as-it-was', certainty: 'exact', differenceUsd: 0 },
      { what: 'no-caching', certainty: 'exact' },
    ]);
  });

  test('flags before the name of the command count too', async () => {
    const file = temporaryFile(asLines(EVENTS));
    const { stdout } = await runMain(['--json', '--model', 'us.amazon.nova-lite-v1:0', 'cost', file]);
    const models = Told.parse(JSON.parse(stdout))[0]?.whatIf.flatMap(({ model }) => model ?? []);
    expect(models).toEqual(['us.amazon.nova-lite-v1:0']);
  });

  test('has the service tier that answered, the age of the price, and what is counted', async () => {
    const events = inOrder([
      runStarted({ startedAt: '2027-11-01T00:00:00Z' }),
      ...wholeRound(0, 'x').map(event =>
        event.type === 'call.finished' ? { ...event, serviceTier: 'flex' } : event,
      ),
    ]);
    const [run] = (await json(temporaryFile(asLines(events)))).told;
    expect(run?.rounds[0]?.calls[0]).toMatchObject({ serviceTier: 'flex', serviceTierAsked: 'default' });
    expect(run?.price).toMatchObject({ old: true, words: expect.stringMatching(/^Price: read on /) });
    expect(run?.whatIf[0]).toMatchObject({ atLeast: false });
    const cut = (await json(temporaryFile(asLines(EVENTS.slice(0, 13))))).told[0];
    expect(cut?.whatIf[0]).toMatchObject({ atLeast: true, certainty: 'at-least' });
  });

  test('what is not known is null', async () => {
    const unpriced = inOrder([
      runStarted({ prices: [] }),
      ...wholeRound(0, 'x', { usage: usageOf({ input: 10, cacheRead: 2000 }) }),
    ]);
    const [run] = (await json(temporaryFile(asLines(unpriced)))).told;
    expect(run?.total).toMatchObject({ costUsd: null, savedUsd: null, withoutCacheUsd: null });
    expect(run?.balance).toBeNull();
    expect(run?.whatIf[0]).toMatchObject({
      costUsd: null,
      certainty: 'unknown',
      reason: { kind: 'no-price' },
    });
    const begun = (await json(temporaryFile(asLines(EVENTS.slice(0, 4))))).told[0];
    expect(begun?.rounds[0]).toMatchObject({ costUsd: null, atLeast: true });
  });
});

describe('what cannot be told', () => {
  test('a file that is not there or is no transcript is named, and the others are told', async () => {
    const good = temporaryFile(asLines(EVENTS));
    const { code, stdout, stderr } = await cost('/nowhere.jsonl', good, temporaryFile('Dear all,'));
    expect(stdout).toContain('Round 1: in 4');
    expect(stderr).toMatch(/^There is no file \/nowhere\.jsonl\.\n.*not a transcript of reflectoscope/);
    expect(code).toBe(2);
  });

  test('a folder without transcripts', async () => {
    const { code, stdout, stderr } = await cost('--json', temporaryFolder());
    expect(stderr).toMatch(/^In the folder .* there is no transcript/);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  test('a model that is not in the catalogue', async () => {
    const { code, stdout, stderr } = await cost('--model', 'claude', temporaryFile(asLines(EVENTS)));
    expect(stderr).toMatch(/^There is no model "claude" in the catalogue.*\n"reflectoscope models" lists/);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  test('no file at all', async () => {
    const { code, stderr } = await cost();
    expect(stderr).toMatch(/^A file is missing\.\n/);
    expect(code).toBe(2);
  });

  test('a damaged line is passed over and named', async () => {
    const text = asLines(EVENTS).split('\n').with(5, '{"seq":').join('\n');
    const { code, stderr } = await cost(temporaryFile(text));
    expect(stderr).toMatch(/run\.jsonl:6: this line is not JSON/);
    expect(code).toBe(0);
  });
});

test('--prices has the price of other models, also of one that nobody else knows', async () => {
  const own = {
    model: 'my.model',
    input: 1,
    output: 2,
    cacheRead: null,
    cacheWrite5m: null,
    cacheWrite1h: null,
    asOf: '2026-11-01',
    source: 'my contract',
  };
  const file = join(temporaryFolder(), 'prices.json');
  writeFileSync(file, JSON.stringify([own]));
  const args = [recording('bat-and-ball.haiku-4-5'), '--model', 'my.model', '--json'];
  expect((await cost(...args)).code).toBe(2);
  const { code, stdout } = await cost(...args, '--prices', file);
  expect(code).toBe(0);
  const [told] = JSON.parse(stdout);
  const row = told.whatIf.find((one: { model?: string }) => one.model === 'my.model');
  expect(row.costUsd).toBeGreaterThan(0);
});

test('--prices with the price of the model of the run has a row for it, and the recorded price stays', async () => {
  const file = join(temporaryFolder(), 'prices.json');
  const model = 'us.amazon.nova-micro-v1:0';
  const own = { model, input: 1, output: 2, asOf: '2026-11-01', source: 'my contract' };
  writeFileSync(file, JSON.stringify([own]));
  const args = ['cost', recording('bat-and-ball.nova-micro')];
  const plain = (await runMain(args)).stdout;
  const { stdout } = await runMain([...args, '--prices', file]);
  expect(plain).not.toContain('at your own prices');
  expect(stdout).toMatch(/\nat your own prices +\$0\.\d+ +\+\$/);
  const actual = /\nas it was .*/;
  expect(actual.exec(stdout)?.[0]).toBe(actual.exec(plain)?.[0]);
  expect(actual.exec(plain)?.[0]).toMatch(/exact$/);
});

describe('of a branch', () => {
  test('what was paid before stands apart, and is no part of the total', async () => {
    const parent = inOrder([runStarted(), ...wholeRound(0, '1'), ...wholeRound(1, '2')]);
    const events = branchedEvents(
      parent,
      0,
      ...onceMore(0, { call: 1, again: 0, answer: '3' }),
      ...wholeRound(1, '4').map(event => ('call' in event ? { ...event, call: 2 } : event)),
    );
    const { stdout } = await runMain(['cost', '--json', temporaryFile(asLines(events))]);
    const [run] = JSON.parse(stdout);
    expect(run.total.costUsd).toBeCloseTo(0.00036, 10);
    expect(run.beforeTheBranch).toMatchObject({
      costUsd: expect.closeTo(0.00018, 10),
      tokens: { output: 10 },
    });
    expect(run.rounds).toMatchObject([
      {
        kind: 'answer',
        calls: [
          { call: 0, again: null, inherited: true },
          { call: 1, again: 0, inherited: false },
        ],
      },
      { kind: 'reflection', calls: [{ call: 2, again: null, inherited: false }] },
    ]);
    expect(run.whatIf[0].costUsd).toBeCloseTo(0.00036, 10);
    const [whole] = JSON.parse((await runMain(['cost', '--json', temporaryFile(asLines(EVENTS))])).stdout);
    expect(whole.beforeTheBranch).toBeNull();
  });
});
