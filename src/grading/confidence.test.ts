import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { confidenceIn, withoutConfidence } from './confidence.ts';

describe('the confidence of an answer', () => {
  test.each<[string, number]>([
    ['It is 0.05.\nConfidence: 85', 85],
    ['It is 0.05.\n\n**Confidence:** 85%', 85],
    ['It is 0.05.\n**Confidence: 85%**\n', 85],
    ['It is 0.05. Confidence: 85', 85],
    ['It is 0.05.\nConfidence: 85/100', 85],
    ['It is 0.05.\nConfidence: 85 out of 100.', 85],
    ['It is 0.05.\nConfidence: 8.5/10', 85],
    ['It is 0.05.\nConfidence: 9 out of 10', 90],
    ['It is 0.05.\nConfidence: 0.85', 85],
    ['It is 0.05.\nConfidence: .9', 90],
    ['It is 0.05.\nConfidence: 1.0', 100],
    ['It is 0.05.\nConfidence: 1', 1],
    ['It is 0.05.\nConfidence: 0', 0],
    ['It is 0.05.\nConfidence: 80-90', 80],
    ['It is 0.05.\nConfidence level: about 95%', 95],
    ['It is 0.05.\nMy confidence in this answer is 70%.', 70],
    ['It is 0.05.\n<confidence>70</confidence>', 70],
    ['It is 0.05.\n{"confidence": 70}', 70],
    ['It is 0.05.\nConfidence:\n70', 70],
    ['It is 0.05.\nConfidence = 70 (fairly sure)', 70],
    ['It is 0.05. I am 70% confident.', 70],
    ['Confidence: 20\nNo, I checked it again.\nConfidence: 70', 70],
    ['Confidence: 90\nThis confidence comes from two ways of working.', 90],
  ])('in %j is %d', (text, confidence) => {
    expect(confidenceIn(text)).toBe(confidence);
  });

  test.each<string>([
    '',
    'It is 0.05.',
    'Confidence: high',
    'Confidence: 850',
    'Confidence: 101',
    'Confidence: 1000',
    'I answer with confidence. It is 0.05.',
    'With a confidence level of 95% the mean lies there.\nStep 2.\nStep 3.\nSo it is 4.',
    'I am 100 percent.',
  ])('in %j is not told', text => {
    expect(confidenceIn(text)).toBeUndefined();
  });

  test('is read back however it is set', () => {
    const wraps = [
      'Confidence: N',
      '**Confidence:** N%',
      '`Confidence: N`',
      '> confidence: N.',
      'Confidence: N/100',
    ];
    const wrap = fc.constantFrom(...wraps);
    fc.assert(
      fc.property(fc.nat(100), wrap, fc.string(), (percent, line, before) => {
        expect(confidenceIn(`${before}\n${line.replace('N', String(percent))}`)).toBe(percent);
      }),
    );
  });

  test('never throws, and lies between 0 and 100', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('confidence', ':', ' ', '\n', '9', '0', '.', '%', '/', '*') }),
        text => {
          const confidence = confidenceIn(text) ?? 0;
          expect(confidence).toBeGreaterThanOrEqual(0);
          expect(confidence).toBeLessThanOrEqual(100);
        },
      ),
    );
  });
});

describe('an answer without its confidence', () => {
  test.each<[string, string]>([
    ['It is 0.05.\nConfidence: 85', 'It is 0.05.'],
    ['It is 0.05.\n\n**Confidence:** 85%\n', 'It is 0.05.'],
    ['SELECT 1;\nConfidence: 85/100', 'SELECT 1;'],
  ])('%j is %j', (text, rest) => {
    expect(withoutConfidence(text)).toBe(rest);
  });

  test.each<string>([
    'It is 0.05.',
    'Confidence: 85',
    'It is 0.05.\nConfidence level: 95%',
    'Confidence: 85\nIt is 0.05.',
    'It is 0.05.\nConfidence: high',
  ])('%j is left as it is', text => {
    expect(withoutConfidence(text)).toBe(text);
  });
});
