import { describe, expect, test } from 'vitest';
import { type Member, sampleFamily, saved, treeOf } from '../../analysis/testing/families.ts';
import type { Desk, RunHandle } from '../desk.ts';
import { noteDesk, type ScriptedRun, scriptedRun } from '../testing/services.ts';
import type { LookAt } from '../use-shown-run.ts';
import { comparePlaces, openNextBranch, openPlace } from './tree-actions.ts';

const { main, b1, b4, all } = sampleFamily();
const family = { tree: treeOf(...all), runs: all.map(saved) };

/** Somebody who looks at a run of the family. */
function lookingAt(member: Member, changes: Partial<Desk> = {}) {
  const handle = scriptedRun(member.events);
  const others: ScriptedRun[] = [];
  const openOther = async () => {
    const other = scriptedRun();
    others.push(other);
    return other;
  };
  const { desk, asked } = noteDesk({ open: openOther, ...changes });
  const opened: [RunHandle, LookAt | undefined][] = [];
  const open = (run: RunHandle, lookAt?: LookAt) => void opened.push([run, lookAt]);
  return { world: { handle, desk, open }, handle, others, opened, asked };
}

describe('a round of the tree', () => {
  test('of another run is shown in that run, from its file', async () => {
    const { world, others, opened, asked } = lookingAt(main);
    expect(await openPlace(world, family, { run: 'B1', round: 1 }, 'diff')).toBeUndefined();
    expect(asked).toEqual([{ what: 'open', with: ['B1', 'B1.jsonl'] }]);
    expect(opened).toEqual([[others[0], { pane: 'diff', pinned: 1 }]]);
  });
  test('of the run that is shown is shown there, and nothing is opened', async () => {
    const { world, handle, opened, asked } = lookingAt(main);
    await openPlace(world, family, { run: 'MAIN', round: 0 }, 'answer');
    expect(asked).toEqual([]);
    expect(opened).toEqual([[handle, { pane: 'answer', pinned: 0 }]]);
  });
  test('that is the newest is followed, and not held', async () => {
    const { world, opened } = lookingAt(main);
    await openPlace(world, family, { run: 'B1', round: 2 }, 'diff');
    expect(opened[0]?.[1]).toEqual({ pane: 'diff', pinned: undefined });
  });
  test('that is not there any more, or whose file cannot be read, is said', async () => {
    const { world, opened } = lookingAt(main);
    const gone = 'That run is not there any more.';
    expect(await openPlace(world, family, { run: 'NONE', round: 0 }, 'diff')).toBe(gone);
    expect(await openPlace(world, family, { run: 'B1', round: 9 }, 'diff')).toBe(gone);
    const broken = lookingAt(main, {
      open: () => Promise.reject(new Error('B1.jsonl\u001b[2J cannot be read.')),
    });
    const said = await openPlace(broken.world, family, { run: 'B1', round: 1 }, 'diff');
    expect(said).toMatch(/^B1\.jsonl.* cannot be read\.$/);
    expect(said).not.toContain('\u001b');
    expect([...opened, ...broken.opened]).toEqual([]);
  });
});

describe('the next branch', () => {
  test('is the next run with a round of this number, and round it goes', async () => {
    const seen: unknown[] = [];
    for (const from of all) {
      const { world, asked } = lookingAt(from);
      await openNextBranch(world, family, 1, 'diff');
      seen.push(asked[0]?.with[0] ?? 'none');
    }
    // B3 branched after round 1 of B1; B4 has a round 0 only, and comes last.
    expect(seen).toEqual(['B1', 'B2', 'B3', 'MAIN', 'MAIN']);
  });
  test('that there is not is said, with the key that makes one', async () => {
    const { world, opened } = lookingAt(main);
    const alone = { tree: treeOf(main), runs: [saved(main)] };
    expect(await openNextBranch(world, alone, 1, 'diff')).toMatch(/^There is no other branch at this round/);
    expect(opened).toEqual([]);
  });
});

describe('two rounds beside each other', () => {
  test('have what both go on from beside them', () => {
    const found = comparePlaces(family, { run: 'MAIN', round: 2 }, { run: 'B1', round: 1 });
    expect(found).toMatchObject({
      a: { run: { id: 'MAIN' }, round: { index: 2 } },
      b: { run: { id: 'B1' }, round: { index: 1 } },
      parent: { round: { index: 0 } },
    });
  });
  test('that a branch has from its parent is read there', () => {
    const found = comparePlaces(family, { run: b4.run.id, round: 0 }, { run: b1.run.id, round: 0 });
    expect(found).toMatchObject({ b: { run: { id: 'MAIN' }, round: { index: 0 } } });
  });
  test('are two, and both there', () => {
    const itself = 'An answer is not compared with itself: choose another round of the tree.';
    const main1 = { run: 'MAIN', round: 1 };
    expect(comparePlaces(family, main1, main1)).toBe(itself);
    expect(comparePlaces(family, main1, { run: 'NONE', round: 0 })).toBe('That run is not there any more.');
  });
  test('are two also where a branch shows what it has from its parent', () => {
    const itself = 'An answer is not compared with itself: choose another round of the tree.';
    expect(comparePlaces(family, { run: 'B1', round: 0 }, { run: 'MAIN', round: 0 })).toBe(itself);
  });
});
