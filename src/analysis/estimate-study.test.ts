/** What the founding study measured lies in the estimate: costs that real models made, at the study's prices. */
import { expect, test } from 'vitest';
import type { Price } from '../run/price.ts';
import { Settings } from '../run/settings.ts';
import { estimateRun } from './estimate.ts';

/** Its question of mathematics has 100 to 200 tokens, its caching prompt about 1,100. */
const SHORT = 'word '.repeat(140);
const LONG = 'word '.repeat(1_096);
const ARITHMETIC = 'word '.repeat(46);

const OLD_SONNET = 'anthropic.claude-3-sonnet-20240229-v1:0';
const OLD_HAIKU = 'anthropic.claude-3-haiku-20240307-v1:0';
const SONNET_35 = 'us.anthropic.claude-3-5-sonnet-20241022-v2:0';
const HAIKU_35 = 'us.anthropic.claude-3-5-haiku-20241022-v1:0';
const SONNET_37 = 'us.anthropic.claude-3-7-sonnet-20250219-v1:0';

const at = (input: number, output: number) => ({ input, output });
const OFF = { type: 'off' } as const;
const budget = (tokens: number) => ({ type: 'budget', tokens }) as const;

/** aws-samples/sample-genai-reflection-for-bedrock, commit d6d1f0a: means of several questions or repeats. */
test.each<[string, string, object, number, { input: number; output: number }, object, string]>([
  ['0.01189', 'a long prompt', OFF, 0, at(3, 15), {}, LONG],
  ['0.02776', 'a long prompt', OFF, 1, at(3, 15), {}, LONG],
  ['0.05124', 'a long prompt', OFF, 2, at(3, 15), {}, LONG],
  ['0.07907', 'a long prompt', OFF, 3, at(3, 15), {}, LONG],
  ['0.00253', 'Claude 3 Sonnet', OFF, 0, at(3, 15), { model: OLD_SONNET }, SHORT],
  ['0.00705', 'Claude 3 Sonnet', OFF, 1, at(3, 15), { model: OLD_SONNET }, SHORT],
  ['0.01149', 'Claude 3 Sonnet', OFF, 2, at(3, 15), { model: OLD_SONNET }, SHORT],
  ['0.01743', 'Claude 3 Sonnet', OFF, 3, at(3, 15), { model: OLD_SONNET }, SHORT],
  ['0.03305', 'Claude 3 Sonnet', OFF, 5, at(3, 15), { model: OLD_SONNET }, SHORT],
  ['0.0016', 'arithmetic, Claude 3 Sonnet', OFF, 0, at(3, 15), { model: OLD_SONNET }, ARITHMETIC],
  ['0.0052', 'arithmetic, Claude 3 Sonnet', OFF, 1, at(3, 15), { model: OLD_SONNET }, ARITHMETIC],
  ['0.0176', 'arithmetic, Claude 3 Sonnet', OFF, 3, at(3, 15), { model: OLD_SONNET }, ARITHMETIC],
  ['0.00065', 'arithmetic, Claude 3 Haiku', OFF, 0, at(0.25, 1.25), { model: OLD_HAIKU }, ARITHMETIC],
  ['0.0013', 'arithmetic, Claude 3 Haiku', OFF, 1, at(0.25, 1.25), { model: OLD_HAIKU }, ARITHMETIC],
  ['0.0041', 'arithmetic, Claude 3 Haiku', OFF, 3, at(0.25, 1.25), { model: OLD_HAIKU }, ARITHMETIC],
  ['0.0017', 'Math500, Claude 3.5 Haiku', OFF, 0, at(0.8, 4), { model: HAIKU_35 }, SHORT],
  ['0.0036', 'Math500, Claude 3.5 Haiku', OFF, 1, at(0.8, 4), { model: HAIKU_35 }, SHORT],
  ['0.0066', 'Math500, Claude 3.5 Sonnet', OFF, 0, at(3, 15), { model: SONNET_35 }, SHORT],
  ['0.0150', 'Math500, Claude 3.5 Sonnet', OFF, 1, at(3, 15), { model: SONNET_35 }, SHORT],
  ['0.0104', 'Math500, Claude 3.7 Sonnet', OFF, 0, at(3, 15), {}, SHORT],
  ['0.0249', 'Math500, Claude 3.7 Sonnet', OFF, 1, at(3, 15), {}, SHORT],
  ['0.0190', 'Math500, thinking 1k', budget(1024), 0, at(3, 15), {}, SHORT],
  ['0.0294', 'Math500, thinking 3k', budget(3072), 0, at(3, 15), {}, SHORT],
])('$%s for %s, thinking %o, %i reflections', (measured, _what, thinking, rounds, rates, changes, text) => {
  const price: Price = {
    ...rates,
    model: SONNET_37,
    cacheRead: null,
    cacheWrite5m: null,
    cacheWrite1h: null,
    asOf: '2026-04-22',
    source: 'the code of the study',
  };
  const settings = Settings.parse({
    model: SONNET_37,
    cache: 'off',
    thinking,
    strategy: { rounds, repeatQuestion: true },
    ...changes,
  });
  const turn = `${'word '.repeat(30)}${text}`;
  const { usd } = estimateRun({ settings, question: { text }, turn, price, recorded: [] });
  expect(usd?.low).toBeLessThanOrEqual(Number(measured));
  expect(usd?.high).toBeGreaterThanOrEqual(Number(measured));
});
