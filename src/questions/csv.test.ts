import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CsvRow, csvRows } from './csv.ts';
import { allOf } from './testing/all-of.ts';

async function read(...pieces: string[]): Promise<CsvRow[]> {
  return allOf(csvRows(pieces));
}

const cellsOf = async (...pieces: string[]) => (await read(...pieces)).map(row => row.cells);

test('quotes, separators and line ends may stand inside a quoted cell', async () => {
  expect(await cellsOf('id,text\r\na,"He said ""no"", twice:\r\n\r\nno"\r\nb,\r\n')).toEqual([
    ['id', 'text'],
    ['a', 'He said "no", twice:\r\n\r\nno'],
    ['b', ''],
  ]);
});

test('a row is named by the line where it begins', async () => {
  const rows = await read('id,text\n\na,"one\ntwo"\r\nb,x\rc,y');
  expect(rows.map(row => row.line)).toEqual([1, 3, 5, 6]);
});

test('the separator is what the first line has: comma, semicolon or tab', async () => {
  expect(await cellsOf('a;b\n1,5;2')).toEqual([
    ['a', 'b'],
    ['1,5', '2'],
  ]);
  expect(await cellsOf('a\tb\n1,5\t"2;3"')).toEqual([
    ['a', 'b'],
    ['1,5', '2;3'],
  ]);
  expect(await cellsOf('"a;b",c\n1,2')).toEqual([
    ['a;b', 'c'],
    ['1', '2'],
  ]);
});

test('a quote inside a bare cell is a character like any other', async () => {
  expect(await cellsOf('a,b\n5" pipe,2')).toEqual([
    ['a', 'b'],
    ['5" pipe', '2'],
  ]);
});

test('quotes that are not closed, or closed too early, are said', async () => {
  expect(await read('a,b\n1,"x" y\n2,ok\n3,"z\n4,w\n')).toMatchObject([
    { line: 1 },
    { line: 2, problem: expect.stringContaining('behind a closing quote') },
    { line: 3, cells: ['2', 'ok'] },
    { line: 4, problem: 'opens a quote that nothing closes' },
  ]);
});

test('what was written is read again, in pieces of any length', async () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\n', '\r', ' ', 'ä', '\t', '😀') });
  const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(
      table,
      fc.constantFrom('\n', '\r\n', '\r'),
      fc.integer({ min: 1, max: 9 }),
      async (rows, end, size) => {
        const header = ['first', 'second'];
        const text = [header, ...rows]
          .map(row =>
            row
              .map(one => (one === 'first' || one === 'second' ? one : `"${one.replaceAll('"', '""')}"`))
              .join(','),
          )
          .join(end);
        const pieces = text.match(new RegExp(`[\\s\\S]{1,${size}}`, 'g')) ?? [];
        expect(await cellsOf(...pieces)).toEqual([header, ...rows]);
      },
    ),
  );
});
