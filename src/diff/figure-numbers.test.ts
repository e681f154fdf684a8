import { describe, expect, it } from 'vitest';
import { latexIn } from './figure-formulas.ts';
import { numbersIn } from './figure-numbers.ts';

function numbers(text: string): string[] {
  return numbersIn(text, latexIn(text)).map(figure => figure.text);
}

function keys(text: string): string[] {
  return numbersIn(text, latexIn(text)).map(figure => figure.key);
}

describe('numbers of a text', () => {
  it('are read with their signs and units', () => {
    expect(numbers('It costs -$1,204.50, 5 cents, 12 km/h or 7.5 hours; 20 % of 800 square metres.')).toEqual(
      ['-$1,204.50', '5 cents', '12 km/h', '7.5 hours', '20 %', '800 square metres'],
    );
  });

  it('stand where they are said to stand', () => {
    const text = 'From $1.10 take 0.10, that is a dime.';
    expect(numbersIn(text).map(({ start, end }) => text.slice(start, end))).toEqual(['$1.10', '0.10']);
  });

  it('are the same however their thousands are parted', () => {
    const same = [
      '16777216',
      '16,777,216',
      '16\u202f777\u202f216',
      '16{,}777{,}216',
      '16\\,777\\,216',
      '16.777.216',
    ];
    expect(new Set(same.flatMap(keys))).toEqual(new Set(['16777216']));
    expect(keys('16,777,216 parts, 1,2')).toEqual(['16777216', '1.2']);
    expect(keys('0.50 and .5 and 0,5 and 1/2')).toEqual(['0.5', '0.5', '0.5', '0.5']);
    expect(keys('1.204,50 and 190 thousand')).toEqual(['1204.5', '190000']);
  });

  it('are the same in cents and in dollars', () => {
    expect(keys('5 cents, $0.05, 0.05 dollars, 5¢, \\$0.05')).toEqual(Array(5).fill('0.05 $'));
  });

  it('are no money in LaTeX', () => {
    expect(keys('we get $5 + 3 = 8$ for $4')).toEqual(['5', '3', '8', '4 $']);
  });

  it('have no sign that subtracts', () => {
    expect(keys('1,204 - 4, 16-3, = -1, (-2), −7')).toEqual(['1204', '4', '16', '3', '-1', '-2', '-7']);
  });

  it('are no numbers of lists and steps, nor parts of words', () => {
    expect(numbers('1. one\n2) two\n  (3) three\n**4.** four\n## 5 five\n- 6. six')).toEqual([]);
    expect(numbers('Step 1: add\n**Step 2.** In steps 3 and 4, case 5.')).toEqual([]);
    expect(numbers('H2O, x_1, 10^6, B07, the 4th, 2x, G.1929.9, version 1.2.3, #5')).toEqual(['10']);
    expect(numbers('https://example.org/2026/11/3 and day 48')).toEqual(['48']);
  });

  it('are still found at the beginning of a line', () => {
    expect(numbers('412 + 573\n5 cents are left.\n1.5 metres')).toEqual([
      '412',
      '573',
      '5 cents',
      '1.5 metres',
    ]);
  });

  it('take a date and a time for one', () => {
    expect(numbers('on 2026-03-01 at 10:30, or 3/4/2024')).toEqual(['2026-03-01', '10:30', '3/4/2024']);
  });

  it('are read of a million digits at once', () => {
    expect(numbers('9'.repeat(1_000_000))).toEqual([]);
    expect(numbers('1,'.repeat(100_000))).toHaveLength(100_000);
  });
});
