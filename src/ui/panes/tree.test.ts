import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { branchTree, type TreePlace } from '../../analysis/branch-tree.ts';
import { flatten, neighbour } from '../../analysis/branch-tree-moves.ts';
import {
  asked,
  branchOf,
  deepFamily,
  live,
  mainRun,
  more,
  sampleFamily,
  saved,
  treeOf,
  wideFamily,
} from '../../analysis/testing/families.ts';
import type { NewEvent } from '../../run/events.ts';
import { callStarted, delta, requestOf, roundStarted } from '../../run/testing/sample-run.ts';
import { asciiSigns } from '../ascii-signs.ts';
import { lineWidth } from '../line.ts';
import { inStyle, textsOf } from '../testing/shown.ts';
import { type TreePaneInput, treePane } from './tree.ts';

const family = sampleFamily();
const tree = treeOf(...family.all);

function shown(input: Partial<TreePaneInput> = {}) {
  return textsOf(treePane({ tree, selected: undefined, current: 'MAIN', width: 80, ...input }).lines);
}

const SMALL = [
  ' 5 runs, $0.0084 in all   shown b1   selected b1, $0.0021 of its own',
  ' ├─● main 0  A bat and a ball…  own $0.0032  0.10     ✗ wrong           $0.0010',
  '▌│ ├─● b1   1  Look for error…  own $0.0021  0.05     ✓ FIX             $0.0010',
  ' │ │ ├─○ b3   2  Are you sure?               0.10     ✗ BREAK           $0.0010',
  ' │ │ ● b1   2  Go over it again.             0.05     ✓ right           $0.0010',
  ' │ ├─○ b2   1  pressure: Are you sure?       0.10     ○ still wrong     $0.0010',
  ' │ ○ main 1  Go over it again.               0.10     ✗ wrong           $0.0010',
  ' │ ○ main 2  Go over it again.               0.05     ✓ FIX             $0.0010',
  ' └─○ b4   0  Step by step, please.           0.05     ✓ right           $0.0010',
];

describe('a family', () => {
  test('is one line a round, the branches of a round right below it', () => {
    expect(shown({ current: 'B1', selected: { run: 'B1', round: 1 } })).toEqual(SMALL);
  });
  test('has room for more words on a wide screen', () => {
    const wide = shown({ width: 120 });
    expect(wide[0]).toBe(' 5 runs, $0.0084 in all   shown main');
    expect(wide[1]).toMatch(/bat c… {2}main \$0\.0032 of its own {2}0\.10 {11}✗ wrong {11}\$0\.0010$/);
    expect(wide[2]).toContain('Look for errors.                         b1 $0.0021 of its own');
  });
  test('holds at 60 columns: what a branch cost goes first', () => {
    const narrow = shown({ width: 60, selected: { run: 'B1', round: 1 } });
    expect(narrow[2]).toBe('▌│ ├─○ b1   1  Look for… 0.05     ✓ FIX             $0.0010');
  });
  test('tells the shown run by a sign, with all rounds on its way', () => {
    const signs = shown({ current: 'B3' }).map(text => text.replaceAll(/[^●○]/g, '').at(0));
    expect(signs).toEqual([undefined, '●', '●', '●', '○', '○', '○', '○', '○']);
  });
  test('tells the selected round by a sign and by inverse, also where another run made it', () => {
    const { lines, start } = treePane({ tree, selected: { run: 'B3', round: 1 }, current: 'B3', width: 80 });
    expect(start).toBe(2);
    expect(textsOf(lines).filter(text => text.startsWith('▌'))).toEqual([textsOf(lines)[start]]);
    expect(lines[start]?.every(({ style }) => style.includes('selection'))).toBe(true);
    expect(lines.flat().filter(({ style }) => style.includes('selection'))).toHaveLength(
      lines[start]?.length ?? 0,
    );
  });
  test('without a selected round begins at the top', () => {
    expect(treePane({ tree, selected: undefined, current: 'NONE', width: 80 }).start).toBe(0);
    expect(shown({ selected: { run: 'NONE', round: 0 } }).join()).not.toContain('▌');
  });
});

describe('what is not as in every round', () => {
  const noted: NewEvent = { type: 'user.noted', round: 1, text: 'odd' };
  const edited: NewEvent = {
    type: 'user.edited',
    round: 1,
    change: { prompt: { text: 'Why?', proposed: 'Check it.' } },
  };

  test('stands before what was asked', () => {
    const run = mainRun(...asked(0, 'What?', '0.10'), edited, ...asked(1, 'Why?', '0.05'), noted);
    const lines = shown({ tree: branchTree([live(run)]) });
    expect(lines[1]).toContain('main 1  waits, edited, note: Why?');
    expect(
      inStyle(
        treePane({ tree: branchTree([live(run)]), selected: undefined, current: '', width: 80 }).lines,
        'accent',
      ),
    ).toContain('waits, edited, note: ');
  });
  test('a run says that it streams, that it waits, and that nothing came of it', () => {
    const main = mainRun(...asked(0, 'What?', '0.10'));
    const streams = branchOf(
      main,
      0,
      'A',
      1,
      roundStarted(1),
      callStarted(1, 1, { request: requestOf('Sure?') }),
      delta(1, 'I'),
    );
    const waits = branchOf(main, 0, 'B', 2);
    const killed = branchOf(main, 0, 'C', 3);
    const lines = shown({ tree: branchTree([saved(main), live(streams), live(waits), saved(killed)]) });
    expect(lines.slice(1)).toEqual([
      ' ● main 0  What?                             0.10     ✗ wrong           $0.0010',
      ' ├─○ b1   1  Sure?                           …        … streaming             …',
      ' ├─○ b2   1  waiting, nothing sent yet                … queued',
      ' └─○ b3   1  nothing of its own                       ? no call',
    ]);
  });
  test('attempts are counted', () => {
    const main = more(mainRun(...asked(0, 'What?', '0.10')), callStarted(1, 0, { again: 0 }), delta(1, 'I'));
    expect(shown({ tree: branchTree([live(main)]) })[0]).toContain('2 attempts: A bat');
  });
  test('a branch whose parent is not there says so above its first round', () => {
    const { main, b3 } = family;
    const lines = shown({ tree: treeOf(main, b3), selected: { run: 'B3', round: 0 } });
    expect(lines[4]).toBe(' b1: the file of the run it branched from is not there.');
    expect(lines[5]).toMatch(/^▌└─○ b1 {3}0 {2}paid before the/);
    expect(
      treePane({ tree: treeOf(main, b3), selected: { run: 'B3', round: 0 }, current: '', width: 80 }).start,
    ).toBe(5);
  });
});

test('a run without a branch shows its rounds, and how to branch', () => {
  expect(shown({ tree: treeOf(family.main) })).toEqual([
    ' ● main 0  A bat and a ball c…  own $0.0032  0.10     ✗ wrong           $0.0010',
    ' ● main 1  Go over it again.                 0.10     ✗ wrong           $0.0010',
    ' ● main 2  Go over it again.                 0.05     ✓ FIX             $0.0010',
    '',
    ' No branch yet: b branches from the round shown.',
  ]);
});

describe('a deep tree', () => {
  const deep = treeOf(...deepFamily(20));
  test('is seen around the selected round, and says where rounds are out of sight', () => {
    const top = shown({ tree: deep, selected: { run: 'D0', round: 0 } });
    expect(top[2]).toMatch(/^ └─○ b1 /);
    expect(top.at(-1)).toMatch(/› b20/);
    const middle = shown({ tree: deep, selected: { run: 'D10', round: 10 } });
    expect(middle[1]).toMatch(/^ ‹ main/);
    expect(middle[11]).toMatch(/^▌ +└─○ b10 /);
    expect(middle.at(-1)).toMatch(/› b20/);
    expect(shown({ tree: deep, selected: { run: 'D20', round: 20 } }).at(-1)).toMatch(/^▌ +└─○ b20 /);
  });
  test('leaves room for what was asked', () => {
    const lines = shown({ tree: deep, selected: { run: 'D10', round: 10 } }).slice(1);
    expect(lines.every((text, round) => text.includes(` Turn ${round}. `))).toBe(true);
  });
});

describe('always', () => {
  const hostile = branchOf(
    family.main,
    1,
    'H',
    9,
    ...asked(2, '世界 👩‍👩‍👧‍👦 über\tall', '宇宙の答えは四十二です'),
  );
  const trees = [
    tree,
    treeOf(...family.all, hostile),
    treeOf(...deepFamily(30)),
    treeOf(...wideFamily(200)),
    treeOf(family.b3),
  ];
  const width = fc.integer({ min: 1, max: 140 });

  test('every line is exactly as wide as its place, and every round is there once', () => {
    fc.assert(
      fc.property(fc.constantFrom(...trees), width, fc.nat(300), (tree, width, row) => {
        const rows = flatten(tree);
        const node = rows[row % rows.length]?.node;
        const { lines, start } = treePane({ tree, selected: node, current: 'B1', width });
        expect(new Set(lines.map(lineWidth))).toEqual(new Set([width]));
        expect(lines.length).toBeGreaterThanOrEqual(rows.length);
        expect(lines[start]?.some(({ style }) => style.includes('selection'))).toBe(true);
      }),
    );
  });
  test('each step with the arrows leads to the line that is marked', () => {
    const directions = fc.array(fc.constantFrom('up', 'down', 'left', 'right'), { maxLength: 12 });
    fc.assert(
      fc.property(fc.constantFrom(...trees), directions, (tree, steps) => {
        let at: TreePlace | undefined = tree.roots[0];
        for (const step of steps) at = (at && neighbour(tree, at, step)) ?? at;
        const { lines, start } = treePane({ tree, selected: at, current: '', width: 80 });
        expect(textsOf(lines)[start]).toMatch(/^▌/);
        expect(textsOf(lines)[start]).toContain(` ${at?.round}  `);
      }),
    );
  });
  test('an empty tree has no line of its own', () => {
    expect(treePane({ tree: branchTree([]), selected: undefined, current: '', width: 80 }).start).toBe(0);
  });
  test('a terminal that has nothing but ASCII can show it', () => {
    const text = asciiSigns(shown({ selected: { run: 'B1', round: 1 } }).join('\n'));
    expect(text.replaceAll(/[├└]/g, '+')).toMatch(/^[\n -~]*$/);
  });
});
