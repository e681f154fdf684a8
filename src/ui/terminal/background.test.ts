import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Background, backgroundOf, hear } from './background.ts';

const KIND = '\u001b[?62;22c';
const COLOUR = '\u001b]11;rgb:1e1e/1e1e/1e1e\u001b\\';

describe('a colour', () => {
  test.each<[string, Background]>([
    ['rgb:ffff/ffff/ffff', 'light'],
    ['rgb:0000/0000/0000', 'dark'],
    ['rgb:f/f/f', 'light'],
    ['rgb:00/2b/36', 'dark'], // Solarized
    ['rgb:fd/f6/e3', 'light'],
    ['RGB:FDFD/F6F6/E3E3', 'light'],
    ['rgba:1e1e/1e1e/2e2e/cccc', 'dark'],
    ['rgba:ffff/ffff/ffff/0000', 'light'],
    ['#ffffff', 'light'],
    ['#000', 'dark'],
    ['#fffffffff', 'light'],
    ['#1e1e1e1e1e1e', 'dark'],
    // Black is easier to read than white from here on, which is darker than the eye would say.
    ['#757575', 'dark'],
    ['#767676', 'light'],
    ['#ff0000', 'light'],
    ['#0000ff', 'dark'],
  ])('%s is %s', (colour, background) => {
    expect(backgroundOf(colour)).toBe(background);
  });

  test.each([
    '',
    '#',
    '#ffff',
    '#12345g',
    'rgb:ff/ff',
    'rgb:fffff/0/0',
    'rgb://',
    'rgb:ff/ff/ff/ff',
    'rgba:1/2/3',
    'black',
    '?',
  ])('%j is none', colour => {
    expect(backgroundOf(colour)).toBeUndefined();
  });

  test('is the same in every notation', () => {
    const channel = fc.integer({ min: 0, max: 255 }).map(value => value.toString(16).padStart(2, '0'));
    fc.assert(
      fc.property(channel, channel, channel, (red, green, blue) => {
        const background = backgroundOf(`#${red}${green}${blue}`);
        expect(background).toBeDefined();
        expect(backgroundOf(`rgb:${red}/${green}/${blue}`)).toBe(background);
        expect(backgroundOf(`rgb:${red}${red}/${green}${green}/${blue}${blue}`)).toBe(background);
        expect(backgroundOf(`rgba:${red}/${green}/${blue}/ff`)).toBe(background);
      }),
    );
  });
});

describe('what a terminal sends', () => {
  test('is a colour and the end of the answers', () => {
    const answer = { colour: 'rgb:1e1e/1e1e/1e1e', done: true, rest: '', held: '' };
    expect(hear(COLOUR + KIND)).toEqual(answer);
    expect(hear(`\u001b]11;rgb:1e1e/1e1e/1e1e\u0007${KIND}`)).toEqual(answer);
  });

  test('may be the end of the answers alone: this terminal does not tell its background', () => {
    expect(hear('\u001b[?1;2c')).toEqual({ colour: undefined, done: true, rest: '', held: '' });
  });

  test('may stop in the middle of an answer', () => {
    expect(hear('q\u001b]11;rgb:1e')).toMatchObject({ done: false, rest: 'q', held: '\u001b]11;rgb:1e' });
    expect(hear(`${COLOUR}\u001b[?6`)).toMatchObject({ done: false, rest: '', held: '\u001b[?6' });
  });

  test('may be a key that only begins like an answer', () => {
    const keys = '\u001b[A\u001b[1;5C\u001b[200~]11;\u001b[201~';
    expect(hear(keys)).toEqual({ colour: undefined, done: false, rest: keys, held: '' });
    expect(hear('\u001b')).toMatchObject({ rest: '\u001b', held: '' });
    expect(hear('\u001b]x')).toMatchObject({ rest: '\u001b]x', held: '' });
  });

  const typed = fc.array(
    fc.constantFrom('q', '\u001b[A', '\u001bOB', '\u0003', '\r', 'Ã¼', ']11;', '\u001b[?25x'),
    {
      maxLength: 5,
    },
  );

  test('gives the keys back that were typed before, between and after the answers', () => {
    fc.assert(
      fc.property(typed, typed, typed, (before, between, after) => {
        const bytes = [...before, COLOUR, ...between, KIND, ...after].join('');
        const heard = hear(bytes);
        expect(heard).toMatchObject({ colour: 'rgb:1e1e/1e1e/1e1e', done: true, held: '' });
        expect(heard.rest).toBe([...before, ...between, ...after].join(''));
      }),
    );
  });

  test('loses no byte, wherever it is cut', () => {
    fc.assert(
      fc.property(typed, fc.nat(), (keys, cut) => {
        const bytes = [...keys, COLOUR, ...keys].join('');
        const { rest, held } = hear(bytes.slice(0, cut % (bytes.length + 1)));
        const all = hear(held + bytes.slice(cut % (bytes.length + 1)));
        // A lone Escape is a key, as far as anybody can know.
        fc.pre(!rest.endsWith('\u001b'));
        expect(rest + all.rest + all.held).toBe([...keys, ...keys].join(''));
      }),
    );
  });
});
