import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sameMathematics, sameMathematicsNow, type Verdict } from './same.ts';

const PAIRS: [string, string, Verdict][] = [
  ['\\frac{1}{2}', '0.5', true],
  ['\\dfrac12', '1/2', true],
  ['1\\frac{4}{5}', '9/5', true],
  ['137 \\frac{1}{2}', '137.5', true],
  ['1 4/5', '1.8', true],
  ['10,\\!080', '10080', true],
  ['11,\\! 111,\\! 111,\\! 100', '11111111100', true],
  ['58,500', '58500', true],
  ['\\$32,\\!348', '32348', true],
  ['\\$18.90', '18.9', true],
  ['$18.90$', '18.9', true],
  ['18.90 dollars', '\\$18.9', true],
  ['5.4 \\text{ cents}', '5.4', true],
  ['5.4 \\text{ cents}', '\\$0.054', true],
  ['5.4 cents', '5.5', false],
  ['50\\%', '50', true],
  ['50\\%', '0.5', true],
  ['50\\%', '1/2', true],
  ['50\\%', '5', false],
  ['90^\\circ', '90', true],
  ['90^\\circ', '90°', true],
  ['90^\\circ', '90 degrees', true],
  ['30^\\circ', '\\frac{\\pi}{6}', true],
  ['\\frac{270}7\\text{ degrees}', '270/7', true],
  ['864 \\mbox{ inches}^2', '864', true],
  ['864 \\mbox{ inches}^2', '864 square inches', true],
  ['15\\mbox{ cm}^2', '15 cm^2', true],
  ['15 cm', '15 m', undefined],
  ['1,-2', '-2, 1', true],
  ['\\{1,2\\}', '\\{2,1\\}', true],
  ['1,-2', '\\{1,-2\\}', true],
  ['1,-2', '1 and -2', true],
  ['x=1,-2', '1,-2', true],
  ['x=1, x=-2', '1,-2', true],
  ['x=1 \\text{ or } x=-2', '1,-2', true],
  ['3, 5, 7', '3,5,8', false],
  ['3,5,7', '(3,5,7)', true],
  ['(3,4]', '(3, 4]', true],
  ['(3,4]', '[3,4]', false],
  ['(-\\infty, 0]', 'x \\le 0', true],
  ['(2,\\infty)', 'x>2', true],
  ['(2,\\infty)', '2<x', true],
  ['x \\in [-2,7]', '[-2,7]', true],
  ['x \\in [-2,7]', '-2 \\leq x \\leq 7', true],
  ['(0,9) \\cup (9,36)', '(9,36)\\cup(0,9)', true],
  ['(-\\infty, 2) \\cup (3, \\infty)', 'x<2 \\text{ or } x>3', true],
  ['(6,31,-1)', '(6, 31, -1)', true],
  ['(2,4)', '(4,2)', false],
  ['\\left( 3, \\frac{\\pi}{2} \\right)', '(3,\\pi/2)', true],
  [
    '\\begin{pmatrix} -1/3 \\\\ 2/3 \\\\ 5/3 \\end{pmatrix}',
    '\\begin{pmatrix} -\\frac13 \\\\ \\frac23 \\\\ \\frac53 \\end{pmatrix}',
    true,
  ],
  ['\\begin{pmatrix} 1 & 0 \\\\ 0 & 1 \\end{pmatrix}', '\\begin{bmatrix}1&0\\\\0&1\\end{bmatrix}', true],
  ['\\begin{pmatrix} 1 \\\\ 2\\end{pmatrix}', '(1,2)', true],
  ['\\begin{pmatrix} 1 & 0 \\\\ 0 & 1 \\end{pmatrix}', '\\begin{pmatrix}1&0\\\\0&2\\end{pmatrix}', false],
  ['3\\sqrt{13}', '\\sqrt{117}', true],
  ['11\\sqrt2', '11*sqrt(2)', true],
  ['\\frac{\\sqrt{3}}{3}', '\\frac{1}{\\sqrt{3}}', true],
  ['2\\sqrt{113}', '\\sqrt{452}', true],
  ['\\sqrt{51}', '7.14', false],
  ['\\frac{3\\sqrt{3}}{4}', '\\frac{3}{4}\\sqrt3', true],
  ['1 \\pm \\sqrt{19}', '1+\\sqrt{19}, 1-\\sqrt{19}', true],
  ['\\{1\\pm\\sqrt{5},-2\\}', '\\{-2, 1-\\sqrt5, 1+\\sqrt5\\}', true],
  ['\\sqrt{3+2\\sqrt2}', '1+\\sqrt2', true],
  ['\\sqrt{3-2\\sqrt2}', '\\sqrt2-1', true],
  ['\\sqrt[3]{54}', '3\\sqrt[3]{2}', true],
  ['\\frac{1}{\\sqrt[3]{2}}', '\\frac{\\sqrt[3]{4}}{2}', true],
  ['\\frac{1}{1+\\sqrt2}', '\\sqrt2-1', true],
  ['\\pi', '3.14', false],
  ['288 \\pi', '288π', true],
  ['18+2\\pi', '2(\\pi+9)', true],
  ['\\frac{20000}{\\pi}', '20000/pi', true],
  ['6 - 5i', '-5i+6', true],
  ['\\frac{1}{i}', '-i', true],
  ['(1+2i)^2', '-3+4i', true],
  ['e^{i\\pi}', '-1', true],
  ['\\sqrt{-4}', '2i', true],
  ['(a+5)(b+2)', 'ab+2a+5b+10', true],
  ['(x+1)^2', 'x^2+2x+1', true],
  ['2k+2', '2(k+1)', true],
  ['\\frac{x^2-1}{x-1}', 'x+1', true],
  ['3R^2', '3r^2', false],
  ['-\\$5', '-5 dollars', true],
  ['$36', '\\$36', true],
  ['-$5', '-5', true],
  ['$1$ and $-2$', '1,-2', true],
  ['15m', '15', undefined],
  ['5 apples', '5', true],
  ['\\text{The ball costs } 0.05', '\\$0.05', true],
  ['**5**', '5', true],
  ['180^\\circ - 30^\\circ', '150^\\circ', true],
  ['x^3+3x-6', 'x^3+3x+6', false],
  ['x=5', '5', true],
  ['5', 'x = 5', true],
  ['y = 2x + 3', '2x+3', true],
  ['y=2x+3', '2x-y+3=0', true],
  ['5x - 7y + 11z + 4 = 0', '-5x+7y-11z=4', true],
  ['y=2x+3', 'y=2x+4', false],
  ['f(x)=2x', 'y=2x', true],
  ['2x+1=5', '5', undefined],
  ['9*2=18', '18', true],
  ['x+y=5', '4', false],
  ['52_8', '52_{8}', true],
  ['52_8', '42', undefined],
  ['52_8', '52', undefined],
  ['52_8', '53_8', false],
  ['52_8', '42_{10}', true],
  ['4210_{5}', '4210_5', true],
  ['\\text{(C)}', 'C', true],
  ['\\text{(C)}', '(C)', true],
  ['\\text{(C)}', '\\text{C}', true],
  ['\\text{(C)}', 'B', false],
  ['\\text{Evelyn}', 'Evelyn', true],
  ['\\text{Evelyn}', 'evelyn.', true],
  ['\\text{Evelyn}', 'Carla', false],
  ['\\text{even}', 'odd', false],
  ['\\text{east}', '5', false],
  ['\\text{ellipse}', 'an ellipse', false],
  ['\\cot x', '\\frac{\\cos x}{\\sin x}', true],
  ['\\cot x', '\\frac{1}{\\tan x}', true],
  ['\\sin^2x+\\cos^2x', '1', true],
  ['\\sin(\\pi/6)', '1/2', true],
  ['\\tan x', '\\cot x', false],
  ['\\sin 2x', '2\\sin x\\cos x', undefined],
  ['\\log_2 8', '3', true],
  ['\\ln 6', '\\ln 2+\\ln 3', true],
  ['\\binom{5}{2}', '10', true],
  ['5!', '120', true],
  ['e^{\\pi\\sqrt{163}}', '262537412640768744', undefined],
  ['2^{1/3}', '1.2599210498948732', false],
  ['2^{1/3}', '1.26', false],
  ['\\sqrt{x^2}', 'x', false],
  ['|x|', 'x', false],
  ['|-3|', '3', true],
  ['2^{x+1}', '2\\cdot 2^x', true],
  ['4^x', '2^{2x}', true],
  ['e^{2x}', '(e^x)^2', true],
  ['10^(10^10)', '1', undefined],
  ['1e9!', '1', undefined],
  ['\\boxed{5}', '5', true],
  ['.35625', '0.35625', true],
  ['.0000672', '6.72 \\times 10^{-5}', true],
  ['x^5 - x^4 + x^3 - x^2 + x - 1', '(x-1)(x^4+x^2+1)', true],
  ['\\frac{11+9a}{20}', '0.55+0.45a', true],
  ['\\emptyset', '\\{\\}', true],
  ['p - q', '-q+p', true],
  ['1/2x', 'x/2', true],
  ['\\infty', '-\\infty', false],
  ['-\\frac{3}{8}', '\\frac{-3}{8}', true],
  ['1{,}000', '1000', true],
  ['(100,200)', '(100, 200)', true],
  ['1000', '1,000', true],
  ['2\\text{ and }3', '2,3', true],
  ['\\frac{\\pi}{6}+2', '2+30^\\circ', true],
  ['\\text{Area}=5', '5', true],
  ['\\angle ABC = 30^\\circ', '30', true],
  ['P(A)=\\frac12', '0.5', true],
  ['AB = 5', '5', true],
  ['\\lfloor x\\rfloor', 'x', undefined],
  ['5\\text{ feet}', '5\\text{ ft}', true],
  ['\\frac{\\sqrt{21}}{5}', '\\sqrt{\\frac{21}{25}}', true],
  ['3^{100}', '3^{101}', false],
  ['2^{2010}', '2^{2010}+1', false],
  ['\\sqrt{x}\\sqrt{x}', 'x', true],
  ['x^2 y', 'yx^2', true],
  ['\\frac59', '5/9', true],
  ['100^{100}', '10^{200}', true],
  ['\\sqrt{x}\\sqrt{y}', '\\sqrt{xy}', undefined],
  ['\\ln(x^2)', '2\\ln x', undefined],
  ['\\cos 36^\\circ', '\\frac{1+\\sqrt5}{4}', undefined],
  ['\\sin 15^\\circ', '\\frac{\\sqrt6-\\sqrt2}{4}', true],
  ['\\cos\\frac{\\pi}{12}', '\\sin 75^\\circ', true],
  ['\\tan 165^\\circ', '\\sqrt3-2', true],
  ['\\sin\\frac{5\\pi}{4}', '-\\frac{\\sqrt2}{2}', true],
  ['\\cos 36^\\circ', '36', false],
  ['2^3^2', '512', true],
  ['-30^\\circ', '-30', true],
  ['\\text{(B)}', '(B) 7', true],
  ['\\text{(B)}', '\\text{(B) } 7', true],
  ['\\text{(B)}', '(C) 7', false],
];

test.each(PAIRS)('"%s" and "%s": %s', (a, b, same) => {
  expect(sameMathematicsNow(a, b)).toBe(same);
  expect(sameMathematicsNow(b, a)).toBe(same);
});

/** Pieces that make mathematics, and nonsense, more often than chance would. */
const answer = fc
  .array(
    fc.constantFrom(
      ...[
        '\\frac{1}{2}',
        '\\frac',
        '\\sqrt{2}',
        '\\sqrt',
        '{',
        '}',
        '(',
        ')',
        '[',
        ']',
        '\\{',
        '\\}',
        ',',
        ' ',
      ],
      ...[
        '+',
        '-',
        '*',
        '/',
        '^',
        '_',
        '!',
        '=',
        '<',
        '\\le',
        '\\pm',
        '|',
        '%',
        '$',
        '\\$',
        '^\\circ',
        '&',
        '\\\\',
      ],
      ...['1', '2', '10', '0.5', '1,204', 'x', 'y', 'i', 'e', '\\pi', '\\infty', '\\sin', '\\log_2', '\\cup'],
      ...[
        '\\text{ cm}',
        '\\text{and}',
        'east',
        '\\in',
        '\\begin{pmatrix}',
        '\\end{pmatrix}',
        '\\boxed{',
        '\0',
      ],
    ),
    { maxLength: 12 },
  )
  .map(parts => parts.join(''));

describe('sameMathematics, whatever the texts', () => {
  test('every answer is the same as itself, whatever white space is around it', () => {
    fc.assert(
      fc.property(fc.oneof(answer, fc.string({ unit: 'binary' })), a => {
        expect(sameMathematicsNow(a, a)).toBe(true);
        expect(sameMathematicsNow(a, ` ${a}\n`)).toBe(true);
      }),
    );
  });

  test('the order of the two does not matter', () => {
    fc.assert(
      fc.property(answer, answer, (a, b) => {
        expect(sameMathematicsNow(a, b)).toBe(sameMathematicsNow(b, a));
      }),
      { numRuns: 500 },
    );
  });

  test('sums of fractions and roots are compared exactly', () => {
    const part = fc.tuple(
      fc.integer({ min: -9, max: 9 }),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 30 }),
    );
    const written = (parts: readonly (readonly [number, number, number])[]) =>
      parts.map(([over, under, root]) => `\\frac{${over}}{${under}}\\sqrt{${root}}`).join('+') || '0';
    const squared = (parts: readonly (readonly [number, number, number])[]) =>
      parts
        .map(
          ([over, under, root]) => `(${over < 0 ? '-' : ''}\\sqrt{${over * over * root}/${under * under}})`,
        )
        .join('+') || '0';
    fc.assert(
      fc.property(fc.array(part, { maxLength: 4 }), parts => {
        expect(sameMathematicsNow(written(parts), squared([...parts].reverse()))).toBe(true);
        expect(sameMathematicsNow(written(parts), `${squared(parts)}+1/1000`)).toBe(false);
      }),
    );
  });

  test('products are the same when they are multiplied out', () => {
    const number = fc.integer({ min: -20, max: 20 });
    fc.assert(
      fc.property(number, number, number, (a, b, c) => {
        const product = `(x+${a})(x+${b})(y+${c})`.replaceAll('+-', '-');
        const sum = `x^2y+${c}x^2+${a + b}xy+${(a + b) * c}x+${a * b}y+${a * b * c}`.replaceAll('+-', '-');
        expect(sameMathematicsNow(product, sum)).toBe(true);
        expect(sameMathematicsNow(product, `${sum}+1`)).toBe(false);
      }),
    );
  });
});

describe('an answer that is too much', () => {
  const times = (text: string, count: number) => text.repeat(count);
  test.each([
    ['10,000 letters', times('x', 10_000)],
    ['10,000 brackets', times('(', 10_000)],
    ['nested fractions', `${times('\\frac{1}{', 200)}x${times('}', 200)}`],
    ['roots of roots', times('\\sqrt', 380)],
    ['nested roots', `${times('\\sqrt{x+', 40)}1${times('}', 40)}`],
    ['a tower of powers', `${times('2^', 500)}2`],
    ['10^(10^10)', '10^(10^10)'],
    ['a billion factorial', '1000000000!'],
    ['1e9!', '1e9!'],
    ['many factorials', `200!${times('*200!', 100)}`],
    ['a power of a sum', '(a+b+c+d+e+f+g+h)^{20}'],
    ['many factors', times('(x+1/7)^9', 60)],
    ['large roots', `${times('\\sqrt{99999999999999999999999999999}+', 60)}1`],
    ['a sum of quotients', Array.from({ length: 70 }, (_, at) => `1/(x+${at})`).join('+')],
    ['a list of powers', Array.from({ length: 30 }, (_, at) => `(x+${at})^{20}`).join(', ')],
    ['nested boxes', `${times('\\boxed{', 1400)}${times('}', 1400)}`],
    ['nested matrices', times('\\begin{pmatrix}', 60)],
    ['1,999 bars', times('|', 1999)],
    ['a long number', times('9', 2000)],
  ])('comes to an end: %s', (_, text) => {
    expect(sameMathematicsNow(text, text)).toBe(true);
    for (const other of [`${text}+1`, '1', 'x', text.replace(/\d/, '3')]) {
      expect([true, false, undefined]).toContain(sameMathematicsNow(text, other));
    }
  });

  test('is never right by rounding: a number near to a whole one stays open', () => {
    expect(sameMathematicsNow('e^{\\pi\\sqrt{163}}', '262537412640768744')).toBe(undefined);
  });
});

describe('what exact arithmetic leaves open', () => {
  const open = ['\\sin 2x', '2\\sin x\\cos x'] as const;

  test('is for the prover to say', async () => {
    expect(await sameMathematics(...open)).toBe(undefined);
    expect(await sameMathematics(...open, async () => true)).toBe(true);
    expect(await sameMathematics(...open, async () => false)).toBe(false);
    expect(await sameMathematics(...open, async () => undefined)).toBe(undefined);
  });

  test('is asked for each part of an answer', async () => {
    const asked: string[] = [];
    const same = await sameMathematics(
      `(${open[0]}, 1, ${open[0]})`,
      `(${open[1]}, 1, ${open[1]})`,
      async a => {
        asked.push(JSON.stringify(a));
        return true;
      },
    );
    expect(same).toBe(true);
    expect(asked).toHaveLength(1);
  });

  test('does not reach the prover where there is proof already', async () => {
    const prove = async () => {
      throw new Error('was asked');
    };
    expect(await sameMathematics('\\frac12', '0.5', prove)).toBe(true);
    expect(await sameMathematics('\\sin x', '\\cos x', prove)).toBe(false);
  });
});
