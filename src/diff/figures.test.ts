import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Counted,
  compareFigures,
  createFigureReader,
  type FigureChanges,
  readFigures,
} from './figures.ts';
import { diffWhileStreaming } from './streaming.ts';
import { diffWords } from './words.ts';

function compare(before: string, after: string) {
  return compareFigures(readFigures(before), readFigures(after), diffWords(before, after).parts);
}

function told({ changed, came, went }: FigureChanges): string[] {
  const count = ({ text, was, is }: Counted) => `${text}${was + is > 1 ? ` ×${was + is}` : ''}`;
  return [
    ...changed.map(({ old, next, times }) => `${old} → ${next}${times > 1 ? ` ×${times}` : ''}`),
    ...came.map(figure => `+${count(figure)}`),
    ...went.map(figure => `-${count(figure)}`),
  ];
}

describe('numbers of two texts', () => {
  it('changed where one stands in the place of another', () => {
    const before = '638 * 3 = 2014\n191400 - 2014 = 189386\nThe result is 189386.';
    const after = '638 * 3 = 1914\n191400 - 1914 = 189486\nThe result is 189486.';
    expect(told(compare(before, after).numbers)).toEqual(['2014 → 1914 ×2', '189386 → 189486 ×2']);
  });

  it('came and went where there is no counterpart', () => {
    const before = 'The bat costs 1.00 and the whole is 1.10.';
    const after = 'The bat costs 1.00 and the whole is 1.10. So 90 cents is too little, 90 cents.';
    expect(told(compare(before, after).numbers)).toEqual(['+90 cents ×2']);
    expect(told(compare(after, before).numbers)).toEqual(['-90 cents ×2']);
  });

  it('are as before when they are only said again, elsewhere, or with their unit', () => {
    const { numbers } = compare('Take 60 and 1,204. Then 60.', 'First 1204 is taken. The way is 60 km.');
    expect(told(numbers)).toEqual([]);
    expect(numbers.kept.map(({ text }) => text)).toEqual(['1204', '60 km']);
  });

  it('are not the same in another unit', () => {
    expect(told(compare('It costs 5 cents.', 'It costs 5 dollars.').numbers)).toEqual([
      '5 cents → 5 dollars',
    ]);
    expect(told(compare('It costs 5 cents.', 'It costs $0.05.').numbers)).toEqual([]);
  });

  it('are not paired in sentences that have nothing in common', () => {
    const before = 'There are 7 chairs around the table in the hall.';
    const after = 'Rotations do not count, which leaves the other persons, 6 of them, to be placed.';
    expect(told(compare(before, after).numbers)).toEqual(['+6', '-7']);
  });

  it('are told in the order in which they appear', () => {
    expect(told(compare('Nothing yet.', 'Nothing yet. Then 9, 3, 7 and 3 again.').numbers)).toEqual([
      '+9',
      '+3 ×2',
      '+7',
    ]);
  });

  it('leave out what a program calculates with', () => {
    expect(
      told(compare('', '```python\nx = 5\n```\n```sql\nSELECT 7\n```\n```\n8 = 8\n```').numbers),
    ).toEqual(['+8 ×2']);
  });

  it('compared with themselves show nothing', () => {
    const figure = fc.constantFrom(
      '5',
      '$1.10',
      '5 cents',
      '1,204',
      '$x + 1 = 2$',
      '2 * 3 = 6',
      'and',
      'Step 2:',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(figure), words => {
        const text = words.join(' ');
        const { numbers, formulas } = compare(text, text);
        expect([...told(numbers), ...told(formulas)]).toEqual([]);
      }),
    );
  });

  it('that came are those that went the other way round', () => {
    const figure = fc.constantFrom(
      '5',
      '$1.10',
      '5 cents',
      '7 km',
      '$x + 1 = 2$',
      '2 * 3 = 6',
      'word',
      'other',
      '.',
    );
    const text = fc.array(figure, { maxLength: 12 }).map(words => words.join(' '));
    fc.assert(
      fc.property(text, text, (a, b) => {
        const [there, back] = [compare(a, b), compare(b, a)];
        const names = (list: readonly { text?: string }[]) => list.map(({ text: name }) => name).sort();
        const all = (changes: FigureChanges, side: 'old' | 'next') => [
          ...names(side === 'next' ? changes.came : changes.went),
          ...changes.changed.map(pair => pair[side]),
        ];
        for (const kind of ['numbers', 'formulas'] as const) {
          expect(new Set(all(there[kind], 'next'))).toEqual(new Set(all(back[kind], 'old')));
        }
      }),
    );
  });
});

describe('formulas of two texts', () => {
  it('changed where one stands in the place of another', () => {
    const { formulas } = compare('So\n\n$$184100 - 349 = 183751$$', 'So\n\n$$184100 - 526 = 183574$$');
    expect(told(formulas)).toEqual(['184100 - 349 = 183751 → 184100 - 526 = 183574']);
  });

  it('are as before when only the spelling changed', () => {
    expect(told(compare('$2 \\cdot 3 = 6$', 'Well, 2 * 3 = 6.').formulas)).toEqual([]);
  });
});

describe('figures of a text that grows', () => {
  const before = 'It is 24. The half of 48 days is 24 days. Together they have 96 hours. $x + 1 = 3$';

  it('have not gone where the text has not come to them', () => {
    const soFar = 'It is 47. The half of 4';
    const { parts } = diffWhileStreaming(before, soFar);
    const { numbers, formulas } = compareFigures(readFigures(before), readFigures(soFar, 'growing'), parts);
    expect(told(numbers)).toEqual(['24 → 47']);
    expect(numbers.notReached).toBeGreaterThanOrEqual(3);
    expect(formulas).toMatchObject({ went: [], notReached: 1 });
  });

  it('leave out a number that may still get more digits', () => {
    const { parts } = diffWhileStreaming('', 'It is 47 and then 12');
    const next = readFigures('It is 47 and then 12', 'growing');
    expect(told(compareFigures(readFigures(''), next, parts).numbers)).toEqual(['+47']);
  });

  it('are read in steps as they are read at once', () => {
    const piece = fc.constantFrom(
      ...[
        'It is 5 cents.',
        '\n\n',
        '\n',
        '```\n',
        '```sql\nSELECT 7',
        '$x = 1$',
        '$$',
        '-5',
        ' 3 * 4 = 12 ',
        'Step 2',
        '1. ',
      ],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), pieces => {
        const read = createFigureReader();
        let text = '';
        for (const one of pieces) {
          text += one;
          expect(read(text, 'whole')).toEqual(readFigures(text));
        }
      }),
      { numRuns: 300 },
    );
  });
});
