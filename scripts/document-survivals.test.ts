import { expect, test } from 'vitest';
import { faultsPage, type Survival } from './document-survivals.ts';

function survival(over: Partial<Survival>): Survival {
  return {
    area: 'The disk',
    name: 'a full disk: the run goes on',
    file: 'src/a/b.survives.test.ts',
    ...over,
  };
}

test('a test becomes a line of the table of its area, with a link to its file', () => {
  expect(faultsPage([survival({})])).toContain(
    '\n## The disk\n\nWhere transcripts, settings and exports are written.\n\n| what happens | what is left | proved in |\n| --- | --- | --- |\n| a full disk | the run goes on | [a/b.survives.test.ts](../src/a/b.survives.test.ts) |\n',
  );
});

test('what a name says after its first colon is left', () => {
  expect(faultsPage([survival({ name: 'a: b: c' })])).toContain('| a | b: c |');
});

test('cases of one thing are one line', () => {
  const page = faultsPage([survival({}), survival({}), survival({ file: 'src/c.survives.test.ts' })]);
  expect(page.match(/a full disk/g)).toHaveLength(2);
});

test('what varies in a name is a gap, and a name in two pieces is one', () => {
  const page = faultsPage([
    survival({ name: 'a disk with %i bytes and $free left: %s' }),
    survival({ name: '"a long " + "name: here"' }),
  ]);
  expect(page).toContain('| a disk with … bytes and … left | … |');
  expect(page).toContain('| a long name | here |');
  expect(faultsPage([survival({ name: String.raw`it: says \"at least\"` })])).toContain(
    '| says "at least" |',
  );
});

test('signs of Markdown stand for themselves', () => {
  expect(faultsPage([survival({ name: 'run | head -1: <nothing> is *lost*' })])).toContain(
    '| run \\| head -1 | \\<nothing> is \\*lost\\* |',
  );
});

test('every area is named, also where nothing is proved', () => {
  const page = faultsPage([]);
  expect(page.match(/^## /gm)).toHaveLength(8);
  expect(page).toContain('[The wire](#the-wire)');
});

test('a name without what is left is refused with its file', () => {
  for (const name of ['a full disk', 'a full disk:', ': left', 'a:b']) {
    expect(() => faultsPage([survival({ name })])).toThrow(
      `src/a/b.survives.test.ts: "${name}" does not say WHAT HAPPENS: WHAT IS LEFT.`,
    );
  }
});

test('an area that is none is refused with those that there are', () => {
  expect(() => faultsPage([survival({ area: 'Disks' }), survival({ area: '' })])).toThrow(
    /"Disks", and should be one of: The wire, The process, .*People\.\n.*describe is "",/,
  );
});
