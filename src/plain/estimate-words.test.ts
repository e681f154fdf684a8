import { describe, expect, test } from 'vitest';
import { type EstimateInput, estimateRun } from '../analysis/estimate.ts';
import type { CacheOutlook } from '../analysis/estimate-calls.ts';
import { Settings } from '../run/settings.ts';
import { cacheOutlookWords, estimateJson, estimateLines, estimateWords } from './estimate-words.ts';

const SONNET = 'us.anthropic.claude-sonnet-4-6';
const PRICE = {
  model: SONNET,
  input: 3,
  output: 15,
  cacheRead: 0.3,
  cacheWrite5m: 3.75,
  cacheWrite1h: 6,
  asOf: '2026-11-10',
  source: 'a test',
};
const estimate = (settings: object = {}, changes: Partial<EstimateInput> = {}) =>
  estimateRun({
    settings: Settings.parse({ model: SONNET, thinking: { type: 'off' }, cache: 'off', ...settings }),
    question: { text: 'word '.repeat(96) },
    turn: 'check',
    price: PRICE,
    recorded: [{ output: 200, text: 200 }],
    ...changes,
  });

describe('in one line', () => {
  test('stand the cost, rounded outwards, and the calls', () => {
    expect(estimateWords(estimate())).toBe('about $0.016 to 0.019, four calls');
    expect(estimateWords(estimate({ strategy: { rounds: 0 } }))).toBe('about $0.0032 to 0.0034, one call');
    expect(estimateWords(estimate({ stop: { answerStable: 2 } }))).toBe(
      'about $0.0070 to 0.019, two to four calls',
    );
  });

  test('stands that it is a bound, where no more than that is known', () => {
    const others = [{ model: 'a.judge', price: undefined }];
    expect(estimateWords(estimate({}, { bound: { calls: 7, others: [] } }))).toMatch(
      /^at most \$0\.\d+, seven calls$/,
    );
    expect(estimateWords(estimate({}, { bound: { calls: 7, others } }))).toMatch(
      /^at most [\d,]+ tokens, seven calls; the price of a\.judge is not known$/,
    );
    expect(estimateLines(estimate({}, { bound: { calls: 7, others } })).join('\n')).toMatch(
      /The high end is a bound: the most calls that the strategy can make \(7\).*\n.*Asked as well: a\.judge\./,
    );
    expect(estimateJson(estimate({}, { bound: { calls: 7, others } }))).toMatchObject({
      isBound: true,
      otherModels: [{ model: 'a.judge', price: null }],
    });
  });

  test('stand tokens where the cost is not known, and why it is not', () => {
    expect(estimateWords(estimate({ strategy: { rounds: 0 } }, { price: undefined }))).toBe(
      'about 285 to 325 tokens, one call; the price of this model is not known',
    );
    expect(estimateWords(estimate({ tier: 'flex' }))).toMatch(/the price of this service tier is not known$/);
  });

  test('a cost far below a cent keeps two digits, and one of dollars has cents', () => {
    const times = (factor: number) => ({
      price: { ...PRICE, input: PRICE.input * factor, output: PRICE.output * factor },
    });
    expect(estimateWords(estimate({}, times(0.001)))).toBe('about $0.000016 to 0.000019, four calls');
    expect(estimateWords(estimate({}, times(1000)))).toMatch(/^about \$16\.\d\d to 18\.\d\d, four calls$/);
  });
});

test('in full it has every assumption with its source, and nothing of a terminal from outside', () => {
  const text = estimateLines(
    estimate(
      { model: 'a\u001b[31mmodel', thinking: { type: 'default' }, stop: { maxSeconds: 5 } },
      { recorded: [], price: { ...PRICE, source: 'a\u001b[31m file' } },
    ),
  ).join('\n');
  expect(text).toContain('No call was made.');
  expect(text).toMatch(/calls +1 to 4\n/);
  expect(text).toContain('after arXiv 2510.20653');
  expect(text).toContain('Whether this model thinks by itself is not known');
  expect(text).toContain('$3 in, $15 out, of 2026-11-10');
  expect(text).toContain('It may end at its time cap');
  expect(text).toContain('How long it takes is not estimated');
  expect(text).not.toContain('\u001b');
});

test('recorded answers are named in the place of what is assumed', () => {
  const text = estimateLines(estimate()).join('\n');
  expect(text).toContain('as one answer that was recorded of this question with this model');
  expect(text).not.toContain('arXiv');
});

test('as JSON, what is not known is null', () => {
  expect(estimateJson(estimate({}, { price: undefined }))).toMatchObject({
    calls: { low: 4, high: 4 },
    costUsd: null,
    costUnknown: 'no-price',
    price: null,
    cache: { kind: 'off' },
  });
});

test.each<[CacheOutlook, string]>([
  [{ kind: 'off' }, 'off'],
  [{ kind: 'not-offered' }, 'not offered by this model'],
  [{ kind: 'not-in-catalogue' }, 'not asked for: the model is not in the catalogue'],
  [{ kind: 'unknown-minimum' }, 'may read: from how many tokens on is not known'],
  [{ kind: 'never', minimum: 1024, longest: 0 }, 'nothing to read in a single call'],
  [
    { kind: 'never', minimum: 4096, longest: 1514 },
    'reads nothing: 1,514 tokens at most, and the minimum is 4,096',
  ],
  [{ kind: 'reads', minimum: 1024, earliest: 1, latest: 1 }, 'reads from round 1 on'],
  [
    { kind: 'reads', minimum: 1024, earliest: 2, latest: 2 },
    'reads from round 2 on, before that under the minimum of 1,024 tokens',
  ],
  [
    { kind: 'reads', minimum: 1024, earliest: 2, latest: 3 },
    'reads from round 2 or 3 on: the minimum is 1,024 tokens',
  ],
  [
    { kind: 'reads', minimum: 1024, earliest: 3, latest: null },
    'reads from round 3 on, or never: the minimum is 1,024 tokens',
  ],
])('the cache %j is said as "%s"', (outlook, words) => {
  expect(cacheOutlookWords(outlook)).toBe(words);
});
