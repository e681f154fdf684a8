import { describe, expect, it } from 'vitest';
import { formulasIn } from './figure-formulas.ts';

function formulas(text: string): string[] {
  return formulasIn(text).map(formula => formula.text);
}

function keys(text: string): string[] {
  return formulasIn(text).map(formula => formula.key);
}

describe('formulas of a text', () => {
  it('stand between the marks of LaTeX', () => {
    expect(
      formulas('Then $2x = 4$.\n\n$$\n\\frac{2d}{8d/60} = 15\n$$\nand \\(a + b\\), \\[c^2\n= 9\\].'),
    ).toEqual(['2x = 4', '\\frac{2d}{8d/60} = 15', 'a + b', 'c^2 = 9']);
  });

  it('are no money', () => {
    expect(
      formulas('You pay $1.10, and you get two. So the $1.10 can be cut. **$0.05** and **$1.05**'),
    ).toEqual([]);
    expect(formulas('$0.10 + $1.00 = $1.10 in all')).toEqual(['$0.10 + $1.00 = $1.10']);
  });

  it('are no lone names and numbers, and not the answer in its box', () => {
    expect(formulas('Let $x$ be $4$. So $\\boxed{480}$.')).toEqual([]);
    expect(formulas('$x = \\boxed{480}$')).toEqual(['x = \\boxed{480}']);
  });

  it('are equations in plain characters, too', () => {
    expect(formulas('First 638 * 297 = 189,486, then B + (B + 100) = 110. So **2b = 0.10**.')).toEqual([
      '638 * 297 = 189,486',
      'B + (B + 100) = 110',
      '2b = 0.10',
    ]);
    expect(formulas('The rest is 6 (142 * 7 = 994).')).toEqual(['142 * 7 = 994']);
    expect(formulas('- 412 + 573 = 985\n* (7 - 1)! = 6! = 720')).toEqual([
      '412 + 573 = 985',
      '(7 - 1)! = 6! = 720',
    ]);
  });

  it('are no words with a dash or an equals sign', () => {
    expect(formulas('a well-known case - see 5 - and x-rays; key=value; t.id = l.id; a 1-to-1 map')).toEqual(
      [],
    );
  });

  it('are the same in another spelling', () => {
    const same = ['$2 \\cdot 120 = 240$', '2 * 120 = 240', '$2\\times120=240$.', '2 × 120 = 240'];
    expect(new Set(same.flatMap(keys)).size).toBe(1);
    expect(keys('$\\dfrac{1}{2} + x$')).toEqual(keys('$$\\frac{1}{2}+x$$'));
  });

  it('stand where they are said to stand', () => {
    const text = 'So\n$$ 1 + 1 = 2 $$ and 2 + 2 = 4.';
    expect(formulasIn(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      '1 + 1 = 2',
      '2 + 2 = 4',
    ]);
  });

  it('are looked for in time that grows with the text', () => {
    expect(formulas('$$ '.repeat(50_000))).toEqual([]);
    expect(formulas('$x '.repeat(50_000))).toEqual([]);
    expect(formulas('= '.repeat(50_000))).toEqual([]);
    expect(formulas('( '.repeat(50_000))).toEqual([]);
  });
});
