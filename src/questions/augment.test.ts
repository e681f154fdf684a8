import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addNoise, type NoiseKind } from './augment.ts';

const KINDS: NoiseKind[] = ['typing', 'ocr'];
const PROSE =
  'Together, a bat and a ball cost 1.10 dollars. The bat costs 1.00 dollar more than the ball. How much does the ball cost?';

const letters = (text: string) => text.replace(/[^A-Za-z]/g, '');

describe.each(KINDS)('%s', kind => {
  test('the same seed damages the same words, another seed others', () => {
    const noisy = addNoise(PROSE, { seed: 1, rate: 0.5, kind });
    expect(addNoise(PROSE, { seed: 1, rate: 0.5, kind })).toBe(noisy);
    expect(addNoise(PROSE, { seed: 2, rate: 0.5, kind })).not.toBe(noisy);
    expect(noisy).not.toBe(PROSE);
  });

  test('the rate is the share of words that are damaged', () => {
    const text = Array(1000).fill('lanterns').join(' ');
    const damaged = (rate: number) =>
      addNoise(text, { seed: 4, rate, kind })
        .split(' ')
        .filter(word => word !== 'lanterns').length;
    expect(damaged(0)).toBe(0);
    expect(Math.abs(damaged(0.2) - 200)).toBeLessThan(60);
    // To swap two letters that are the same, or to hit the right key, changes nothing.
    expect(damaged(1)).toBeGreaterThan(950);
  });

  test('numbers, short words, spaces and marks stay', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer(), (text, seed) => {
        const noisy = addNoise(`${text} ${PROSE}`, { seed, rate: 1, kind });
        const digits = (one: string) => one.replace(/[A-Za-z]/g, '');
        expect(digits(noisy)).toBe(digits(`${text} ${PROSE}`));
        expect(noisy).toMatch(/ bat /);
      }),
    );
  });

  test.each([
    'eleven hundred twice',
    '`inline code` ```\nfenced code here\n```',
    '$\\frac{alpha}{beta}$ \\(gamma\\) \\[delta\\] \\boxed{answer} \\sqrt',
    '<answer> <translation>',
    'https://example.org/somewhere person@example.org',
    'plot_id camelCase NULL route7 A01',
    'CREATE TABLE plot (\n  number TEXT -- painted on the gate\n);',
    '-- painted on the gate',
  ])('left alone: %j', text => expect(addNoise(text, { seed: 5, rate: 1, kind })).toBe(text));

  test('words to keep stay, whatever their case', () => {
    const text = 'Sentiment: positive or Sentiment: very negative';
    expect(addNoise(text, { seed: 5, rate: 1, kind, keep: ['Positive', 'very negative', 'sentiment'] })).toBe(
      text,
    );
  });
});

test('a slip of the fingers changes one place of a word and not its first letter', () => {
  fc.assert(
    fc.property(fc.integer(), seed => {
      const noisy = addNoise('umbrella', { seed, rate: 1, kind: 'typing' });
      expect(noisy[0]).toBe('u');
      expect(Math.abs(letters(noisy).length - 8)).toBeLessThanOrEqual(1);
      expect(noisy).toMatch(/^[a-z]+$/);
    }),
  );
});

test('a long text with openings and no ends takes no time to speak of', () => {
  const text = '`$\\(\\[<```CREATE '.repeat(20_000);
  expect(addNoise(text, { seed: 1, rate: 0.1, kind: 'typing' }).length).toBeGreaterThan(0);
});

test('a rate outside of 0 to 1 is refused', () => {
  expect(() => addNoise('text', { seed: 1, rate: 1.1, kind: 'ocr' })).toThrow(/^The rate has to be/);
  expect(() => addNoise('text', { seed: 1, rate: Number.NaN, kind: 'ocr' })).toThrow(RangeError);
});
