import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TreePlace } from './branch-tree.ts';
import {
  type Direction,
  flatten,
  neighbour,
  nodeAt,
  pathOf,
  siblingBranch,
  wayOf,
} from './branch-tree-moves.ts';
import { branchOf, deepFamily, mainRun, sampleFamily, treeOf } from './testing/families.ts';

const tree = treeOf(...sampleFamily().all);
const at = (run: string, round: number): TreePlace => ({ run, round });
const words = (place: TreePlace | undefined) => place && `${place.run} ${place.round}`;
const moved = (run: string, round: number, direction: Direction) =>
  words(neighbour(tree, at(run, round), direction));
const sibling = (run: string, round: number, step: 1 | -1 = 1) =>
  words(siblingBranch(tree, at(run, round), step));

/** Every round of every run, those that it shares too. */
const places = tree.lines.flatMap(({ run, rounds }) => rounds.map(round => at(run, round)));

test('the rows stand as they are drawn, with what goes on below them', () => {
  const drawn = flatten(tree).map(
    ({ node, depth, rails, isFirst, isLast }) =>
      `${node.run} ${node.round} ${depth} ${rails.map(goesOn => (goesOn ? '|' : '.')).join('')}${isFirst ? ' first' : ''}${isLast ? ' last' : ''}`,
  );
  expect(drawn).toEqual([
    'MAIN 0 1 | first',
    'B1 1 2 || first',
    'B3 2 3 ||| first last',
    'B1 2 2 || last',
    'B2 1 2 || first last',
    'MAIN 1 1 |',
    'MAIN 2 1 | last',
    'B4 0 1 . first last',
  ]);
});

describe('a node', () => {
  test('is found by every run that shows its round', () => {
    expect(nodeAt(tree, at('B3', 2))?.run).toBe('B3');
    expect(nodeAt(tree, at('B3', 1))?.run).toBe('B1');
    expect(nodeAt(tree, at('B3', 0))?.run).toBe('MAIN');
    expect(nodeAt(tree, at('B3', 3))).toBeUndefined();
    expect(nodeAt(tree, at('NONE', 0))).toBeUndefined();
  });
  test('has a path from the question', () => {
    expect(pathOf(tree, at('B3', 2)).map(words)).toEqual(['MAIN 0', 'B1 1', 'B3 2']);
    expect(pathOf(tree, at('B3', 1)).map(words)).toEqual(['MAIN 0', 'B1 1']);
    expect(pathOf(tree, at('B4', 0)).map(words)).toEqual(['B4 0']);
    expect(pathOf(tree, at('B3', 7))).toEqual([]);
    expect(wayOf(tree, 'B1').map(words)).toEqual(['MAIN 0', 'B1 1', 'B1 2']);
    expect(wayOf(tree, 'NONE')).toEqual([]);
  });
  test('has a path in a tree of any depth', () => {
    const deep = treeOf(...deepFamily(1000));
    expect(pathOf(deep, at('D1000', 1000))).toHaveLength(1001);
  });
});

describe('moving', () => {
  test('up and down goes through the rows', () => {
    expect(moved('MAIN', 0, 'down')).toBe('B1 1');
    expect(moved('B3', 2, 'down')).toBe('B1 2');
    expect(moved('MAIN', 1, 'up')).toBe('B2 1');
    expect(moved('MAIN', 0, 'up')).toBeUndefined();
    expect(moved('B4', 0, 'down')).toBeUndefined();
    expect(moved('B4', 9, 'down')).toBeUndefined();
  });
  test('left and right stays in the run, back into what it shares', () => {
    expect(moved('MAIN', 0, 'right')).toBe('MAIN 1');
    expect(moved('B3', 2, 'left')).toBe('B3 1');
    expect(moved('B3', 1, 'left')).toBe('B3 0');
    expect(moved('B3', 0, 'right')).toBe('B3 1');
    expect(moved('B3', 2, 'right')).toBeUndefined();
    expect(moved('MAIN', 0, 'left')).toBeUndefined();
  });
  test('down leads through every row, and up the same way back', () => {
    const seen: string[] = [];
    let place: TreePlace | undefined = at('MAIN', 0);
    while (place) {
      seen.push(`${place.run} ${place.round}`);
      const next = neighbour(tree, place, 'down');
      if (next) expect(neighbour(tree, next, 'up')).toEqual(place);
      place = next;
    }
    expect(seen).toEqual(flatten(tree).map(({ node }) => words(node)));
  });
  test('left and right undo each other, and every place that is reached is one', () => {
    fc.assert(
      fc.property(fc.constantFrom(...places), place => {
        const left = neighbour(tree, place, 'left');
        if (left) expect(neighbour(tree, left, 'right')).toEqual(place);
        for (const direction of ['up', 'down', 'left', 'right'] as const) {
          const there = neighbour(tree, place, direction);
          if (there) expect(nodeAt(tree, there)).toBeDefined();
        }
      }),
    );
  });
});

describe('the next branch', () => {
  test('is the next run with a round of this number, or one that branched here', () => {
    expect(sibling('MAIN', 1)).toBe('B1 1');
    expect(sibling('B1', 1)).toBe('B2 1');
    expect(sibling('MAIN', 0)).toBe('B1 1');
    expect(sibling('MAIN', 2)).toBe('B1 2');
    expect(sibling('B1', 2)).toBe('B3 2');
    expect(sibling('B2', 1, -1)).toBe('B1 1');
  });
  test('comes round and round, from what is shared, too', () => {
    expect(sibling('B4', 0)).toBe('MAIN 0');
    expect(sibling('MAIN', 0, -1)).toBe('B4 0');
    expect(sibling('B3', 2)).toBe('MAIN 2');
    expect(sibling('B3', 0)).toBe('B4 0');
  });
  test('is not there where there is no other run, or the run is not one of the family', () => {
    expect(siblingBranch(treeOf(mainRun()), at('MAIN', 0), 1)).toBeUndefined();
    expect(siblingBranch(tree, at('NONE', 0), 1)).toBeUndefined();
    expect(sibling('MAIN', 7)).toBeUndefined();
  });
  test('leads to the place for the round to come of a branch that has none', () => {
    const { main } = sampleFamily();
    const two = treeOf(main, branchOf(main, 2, 'NEW', 7));
    expect(words(siblingBranch(two, at('MAIN', 2), 1))).toBe('NEW 3');
  });
});
