import { expect, test } from 'vitest';
import { sampleFamily, treeOf } from '../../analysis/testing/families.ts';
import { runOf, runStarted } from '../../run/testing/sample-run.ts';
import { INITIAL, type InspectorState } from './inspector-state.ts';
import { moveInTree, selectedPlace } from './inspector-tree.ts';

const { main, b1, all } = sampleFamily();
const tree = treeOf(...all);

test('chosen is at first the round that is shown', () => {
  expect(selectedPlace(INITIAL, main.run)).toEqual({ run: 'MAIN', round: 2 });
  expect(selectedPlace({ ...INITIAL, pinned: 0 }, main.run)).toEqual({ run: 'MAIN', round: 0 });
  expect(selectedPlace(INITIAL, runOf(runStarted()))).toMatchObject({ round: 0 });
  expect(selectedPlace(INITIAL, undefined)).toBeUndefined();
  const selected = { run: 'B1', round: 1 };
  expect(selectedPlace({ ...INITIAL, selected }, main.run)).toBe(selected);
});

test('one goes through the rows up and down, each once, and stays at their ends', () => {
  let state: InspectorState = { ...INITIAL, selected: { run: 'MAIN', round: 0 } };
  const seen: string[] = [];
  for (let row = 0; row < 20; row++) {
    const next = moveInTree(state, main.run, tree, 'down');
    if (next === state) break;
    state = next;
    seen.push(`${state.selected?.run} ${state.selected?.round}`);
  }
  expect(new Set(seen).size).toBe(seen.length);
  expect(moveInTree(state, main.run, tree, 'down')).toBe(state);
  for (let row = 0; row < 20; row++) state = moveInTree(state, main.run, tree, 'up');
  expect(moveInTree(state, main.run, tree, 'up')).toBe(state);
});

test('from a round that the branch shares one goes on from where it stands in the tree', () => {
  const shared = { ...INITIAL, pinned: 0 };
  const fromMain = moveInTree(shared, main.run, tree, 'down').selected;
  expect(moveInTree(shared, b1.run, tree, 'down').selected).toEqual(fromMain);
});

test('before the branches are known nothing is chosen', () => {
  expect(moveInTree(INITIAL, main.run, undefined, 'down')).toBe(INITIAL);
});
