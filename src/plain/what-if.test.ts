import { describe, expect, test } from 'vitest';
import { type WhatIf, whatIfs } from '../analysis/what-if.ts';
import type { CachingThere } from '../analysis/what-if-base.ts';
import { resolveModel } from '../models/resolve.ts';
import { callStarted, runOf, runStarted, sampleEvents, theRun } from '../run/testing/sample-run.ts';
import { textWidth } from '../text/width.ts';
import { reasonWords, whatIfCells, whatIfLines, whatIfNotes } from './what-if.ts';

const RUN = theRun(sampleEvents());
const QWEN = 'qwen.qwen3-32b-v1:0';
const table = (models?: readonly string[]) => whatIfLines(RUN, whatIfs(RUN, models ? { models } : {}));

describe('the table', () => {
  test('has what, cost, difference and how sure, in columns', () => {
    expect(table(['us.amazon.nova-lite-v1:0', 'nobody.knows']).slice(0, 8)).toEqual([
      'What if                        cost difference          how sure',
      'as it was                   $0.0070                     exact',
      'no caching                  $0.0095   +$0.0025   +36 %  exact',
      'perfect caching             $0.0069 −$0.000092  −1.3 %  estimate',
      'cache kept for 1h           $0.0100   +$0.0031   +44 %  exact',
      expect.stringMatching(/^question in every round +\$0\.\d+ +\+\$0\.\d+ +\+\d.* % {2}estimate$/),
      expect.stringMatching(/^Nova Lite, us +\$0\.0\d+ +−\$0\.\d+ +−9\d % {2}estimate$/),
      'nobody.knows                unknown                     unknown',
    ]);
  });

  test('fits into 78 columns, whatever the models', () => {
    const rows = table().slice(0, table().indexOf(''));
    expect(rows.length).toBeGreaterThan(8);
    for (const row of rows) expect(textWidth(row)).toBeLessThanOrEqual(78);
  });
});

describe('what is said below it', () => {
  test('what is taken for granted, and why something is unknown', () => {
    const notes = whatIfNotes(RUN, whatIfs(RUN, { models: ['nobody.knows'] })).join('\n');
    expect(notes).toMatch(/Perfect caching: .* only prefixes of 1,024 tokens or more are cached\./);
    expect(notes).toMatch(/Question in every round: about 1,326 tokens each time/);
    expect(notes).toContain('Nobody.knows: no price is known for nobody.knows.');
    expect(notes).not.toContain('Other models');
  });

  test('what the words beside other models mean, as far as they are there', () => {
    const notes = (id: string) => whatIfNotes(RUN, whatIfs(RUN, { models: [id] })).join('\n');
    expect(notes('us.amazon.nova-lite-v1:0')).toMatch(
      /Other models: .* approximation: tokenizers and answers differ\.$/,
    );
    expect(notes('us.anthropic.claude-opus-5')).toContain('"+30 % tokens"');
    expect(notes(QWEN)).toContain('"uncached"');
  });

  test('a model that is not cached says so in its row', () => {
    const row = whatIfs(RUN, { models: [QWEN] }).at(-1);
    expect(row && whatIfCells(row)).toMatchObject({
      what: resolveModel(QWEN)?.name,
      sure: 'estimate, uncached',
    });
  });

  test('before any call has told its tokens there is only that to say', () => {
    const run = runOf(runStarted(), callStarted(0, 0));
    expect(whatIfNotes(run, whatIfs(run))).toEqual([
      'No call has told its tokens yet: that comes at the end of each.',
      'One call has not told its tokens; it counts nowhere here.',
    ]);
  });
});

describe('what is not quite known', () => {
  const rows = whatIfs(RUN, { models: ['us.amazon.nova-lite-v1:0'] });
  const [actual] = rows;
  const last = rows.at(-1);
  const cells = (row: WhatIf | undefined, change: Partial<WhatIf>) =>
    row && whatIfCells({ ...row, ...change });

  test('a call that told nothing makes every figure one at least', () => {
    expect(cells(actual, { certainty: 'at-least', atLeast: true })?.sure).toBe('at least');
    expect(cells(last, { atLeast: true })?.sure).toBe('at least, estimate');
    const tokenizer = { kind: 'same-tokens', caches: true, minimum: null, caching: 'same' } as const;
    const sure = cells(last, { atLeast: true, reason: { ...tokenizer, tokenizer: 'that' } })?.sure;
    expect(sure).toBe('at least, +30 % tokens');
  });

  test('what costs something is never all less', () => {
    const share = (value: number) => cells(last, { share: value })?.share;
    expect([-0.9949, -0.9962, -0.99999, -1].map(share)).toEqual(['−99 %', '−99.6 %', '−99.9 %', '−100 %']);
  });

  test('names the rate or the service tier that is not known', () => {
    const model = 'a.model';
    expect(reasonWords({ kind: 'no-rate', model, rate: 'cacheWrite1h' })).toBe(
      'the rate of cache writes for 1h is not known for a.model',
    );
    expect(reasonWords({ kind: 'no-tier', model, tier: 'priority' })).toBe(
      'what the service tier priority charges is not known for a.model',
    );
  });

  test('says why another model caches nothing, and when that is not known', () => {
    const words = (caching: CachingThere, minimum: number | null = null) => {
      const reason = { kind: 'same-tokens', tokenizer: undefined, caches: false, caching, minimum } as const;
      return (
        last && [cells(last, { reason })?.sure, whatIfNotes(RUN, [{ ...last, reason }]).join(' ')].join(': ')
      );
    };
    expect(words('none-long-enough', 4096)).toMatch(
      /^estimate, too short: .* "too short": nothing cached: under the minimum of 4,096\.$/,
    );
    expect(words('less', 4096)).toMatch(
      /^estimate, less cached: .*under the minimum of 4,096 is not cached\.$/,
    );
    expect(words('no-cache-points')).toMatch(
      /^estimate, all fresh: .* no cache points there: what Bedrock caches by itself is not counted\.$/,
    );
    expect(words('same-if-long-enough')).toMatch(/^estimate: .* the minimum of a cached prefix is not known/);
  });
});

test('of a branch the table is about its own calls, and says so', () => {
  const run = {
    ...RUN,
    calls: RUN.calls.map((call, at) => (call && at === 0 ? { ...call, inherited: true } : call)),
  };
  expect(whatIfNotes(run, whatIfs(run)).at(-1)).toBe(
    'Of this branch alone: the $0.0056 before it counts nowhere here.',
  );
});
