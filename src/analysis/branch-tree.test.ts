import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Edit } from '../run/edits.ts';
import type { NewEvent } from '../run/events.ts';
import { meterOfRun } from '../run/meter.ts';
import {
  callFailed,
  callFinished,
  callStarted,
  delta,
  finishedUntold,
  graded,
  requestOf,
  roundFinished,
  roundStarted,
  stopped,
} from '../run/testing/sample-run.ts';
import { branchTree, type TreeNode, type TreeRun } from './branch-tree.ts';
import { flatten } from './branch-tree-moves.ts';
import {
  asked,
  branchOf,
  deepFamily,
  live,
  type Member,
  mainRun,
  more,
  sampleFamily,
  saved,
  treeOf,
  wideFamily,
} from './testing/families.ts';

const place = ({ run, round }: TreeNode) => `${run} ${round}`;
const placesOf = (tree: ReturnType<typeof treeOf>) => flatten(tree).map(({ node }) => place(node));
const childrenOf = (tree: ReturnType<typeof treeOf>, run: string, round: number) =>
  tree.byRun
    .get(run)
    ?.nodes.find(node => node.round === round)
    ?.children.map(place);

/** A member that says something else of where it came from. */
function withParent(member: Member, run: string): Member {
  const { parent } = member.run;
  return { ...member, run: { ...member.run, ...(parent && { parent: { ...parent, run } }) } };
}

describe('where a run hangs', () => {
  const tree = treeOf(...sampleFamily().all);

  test('the rounds of a run are a chain, and a branch hangs below the last round that it shares', () => {
    expect(childrenOf(tree, 'MAIN', 0)).toEqual(['B1 1', 'B2 1', 'MAIN 1']);
    expect(childrenOf(tree, 'B1', 1)).toEqual(['B3 2', 'B1 2']);
    expect(childrenOf(tree, 'MAIN', 2)).toEqual([]);
    expect(tree.byRun.get('B3')?.from).toEqual({ run: 'B1', round: 1 });
  });

  test('what a branch shares is not repeated', () => {
    expect(tree.byRun.get('B3')?.nodes.map(place)).toEqual(['B3 2']);
    expect(tree.byRun.get('B3')?.rounds).toEqual([0, 1, 2]);
  });

  test('a branch that shares the question alone hangs there, beside round 0', () => {
    expect(tree.roots.map(place)).toEqual(['MAIN 0', 'B4 0']);
    expect(tree.byRun.get('B4')?.from).toBeUndefined();
    expect(tree.byRun.get('B4')?.lost).toBeUndefined();
  });

  test('a branch of what its parent shares hangs at the run that made it', () => {
    const { main, b1 } = sampleFamily();
    const other = branchOf(b1, 0, 'C', 9, ...asked(1, 'Else.', '7'), stopped());
    expect(treeOf(main, b1, other).byRun.get('C')?.from).toEqual({ run: 'MAIN', round: 0 });
  });

  test('a branch has its name by its start, in whatever order the runs come', () => {
    const { all } = sampleFamily();
    expect(treeOf(...all.toReversed()).lines.map(({ run, name }) => `${name} ${run}`)).toEqual([
      'main MAIN',
      'b1 B1',
      'b2 B2',
      'b3 B3',
      'b4 B4',
    ]);
    expect(treeOf(...all.toReversed())).toEqual(tree);
  });

  test('a shared round that the branch asks once more is its own', () => {
    const main = mainRun(...asked(0, 'What?', '0.10'), ...asked(1, 'Sure?', '0.10'), stopped());
    const branch = branchOf(
      main,
      1,
      'AGAIN',
      1,
      callStarted(2, 1, { again: 1 }),
      delta(2, 'It costs 0.05.'),
      callFinished(2, { input: 1, output: 1 }),
      { ...graded(1, '0.05', true), call: 2 } as NewEvent,
    );
    const tree = treeOf(main, branch);
    const node = tree.byRun.get('AGAIN')?.nodes[0];
    expect(node).toMatchObject({ round: 1, attempts: 2, answer: '0.05', correct: true, inherited: false });
    expect(tree.byRun.get('AGAIN')?.from).toEqual({ run: 'MAIN', round: 0 });
  });

  test('a branch without a round of its own has a place for the one to come', () => {
    const main = mainRun(...asked(0, 'What?', '0.10'));
    const none = branchOf(main, 0, 'NEW', 1);
    const waits = branchTree([saved(main), live(none)]).byRun.get('NEW');
    expect(waits?.nodes).toMatchObject([
      { run: 'NEW', round: 1, begun: false, state: 'waiting', attempts: 0 },
    ]);
    expect(waits).toMatchObject({ state: 'waiting', cost: 0, from: { run: 'MAIN', round: 0 } });
    expect(treeOf(main, none).byRun.get('NEW')?.nodes).toMatchObject([{ state: 'empty' }]);
  });
});

describe('what is not as it should be', () => {
  const { main, b1, b3, all } = sampleFamily();

  test('a branch whose parent is not there is a root that shows all of its rounds', () => {
    const tree = treeOf(main, b3);
    expect(tree.byRun.get('B3')).toMatchObject({ name: 'b1', lost: 'missing' });
    expect(tree.roots.map(place)).toEqual(['MAIN 0', 'B3 0']);
    expect(tree.byRun.get('B3')?.nodes.map(({ round, inherited }) => [round, inherited])).toEqual([
      [0, true],
      [1, true],
      [2, false],
    ]);
    expect(tree.byRun.get('B3')?.cost).toBe(meterOfRun(b3.run).cost);
  });

  test('rounds that the file of the parent has lost are shown where they still are', () => {
    const short = mainRun(...asked(0, 'A bat and a ball.', '0.10'));
    const branch = branchOf(sampleFamily().main, 1, 'B', 1, ...asked(2, 'Else.', '7'));
    const tree = treeOf(short, branch);
    expect(placesOf(tree)).toEqual(['MAIN 0', 'B 1', 'B 2']);
    expect(tree.byRun.get('B')?.nodes[0]?.inherited).toBe(true);
  });

  test('runs that name each other as parents are all shown, from the earliest on', () => {
    const tree = treeOf(withParent(b1, 'B3'), b3);
    expect(tree.byRun.get('B1')?.lost).toBe('circle');
    expect(tree.byRun.get('B3')?.lost).toBeUndefined();
    expect(placesOf(tree)).toEqual(['B1 0', 'B1 1', 'B3 2', 'B1 2']);
    expect(treeOf(withParent(b1, 'B1')).byRun.get('B1')?.lost).toBe('circle');
  });

  test('of a run that is given twice the live one counts, else the one that tells more', () => {
    const ahead = more(main, ...asked(3, 'More.', '7'));
    expect(placesOf(branchTree([saved(main), saved(ahead)]))).toHaveLength(4);
    expect(placesOf(branchTree([saved(ahead), saved(main)]))).toHaveLength(4);
    expect(placesOf(branchTree([live(main), saved(ahead)]))).toHaveLength(3);
    expect(placesOf(branchTree([saved(ahead), live(main)]))).toHaveLength(3);
  });

  test('without a run there is an empty tree', () => {
    expect(branchTree([])).toMatchObject({ roots: [], lines: [], cost: 0 });
  });

  test('every round of every family is there once, whichever of its files are there', () => {
    const some = fc.shuffledSubarray(all);
    const pairs = fc.array(fc.tuple(fc.nat(4), fc.nat(4)), { maxLength: 3 });
    fc.assert(
      fc.property(some, pairs, (members, changed) => {
        const twisted = members.map((member, index) => {
          const to = changed.find(([from]) => from === index)?.[1];
          const parent = to === undefined ? undefined : all[to];
          return parent ? withParent(member, parent.run.id) : member;
        });
        const tree = treeOf(...twisted);
        const rows = flatten(tree);
        expect(new Set(rows.map(({ node }) => place(node))).size).toBe(rows.length);
        expect(rows).toHaveLength(tree.lines.flatMap(({ nodes }) => nodes).length);
        expect(new Set(tree.lines.map(({ run }) => run))).toEqual(new Set(members.map(({ run }) => run.id)));
        expect(treeOf(...twisted.toReversed())).toEqual(tree);
      }),
    );
  });

  test('a tree may be as deep or as wide as it likes', () => {
    const deep = treeOf(...deepFamily(3000));
    expect(flatten(deep)).toHaveLength(3001);
    expect(flatten(deep).at(-1)?.depth).toBe(3000);
    const wide = treeOf(...wideFamily(200));
    expect(flatten(wide)).toHaveLength(202);
    expect(wide.roots[0]?.children.map(({ run }) => run)).toEqual([
      ...Array.from({ length: 200 }, (_, n) => `W${n + 1}`),
      'MAIN',
    ]);
  });
});

describe('what a node tells', () => {
  const only = (member: Member, isLive = false): TreeRun => ({ run: member.run, isLive });
  const nodes = (member: Member, isLive = false) =>
    branchTree([only(member, isLive)]).byRun.get(member.run.id)?.nodes ?? [];
  const edited = (round: number, change: Edit): NewEvent => ({ type: 'user.edited', round, change });

  test('the first line that was asked, the answer, its mark, the cost', () => {
    const { b1 } = sampleFamily();
    const node = treeOf(...sampleFamily().all).byRun.get('B1')?.nodes[0];
    expect(node).toMatchObject({
      kind: 'reflection',
      prompt: 'Look for errors.',
      answer: '0.05',
      correct: true,
      mark: { kind: 'FIX' },
      state: 'whole',
      attempts: 1,
      edited: false,
      begun: true,
      atLeast: false,
    });
    expect(node?.cost).toBeCloseTo(0.00105, 10);
    expect(treeOf(b1).byRun.get('B1')?.cost).toBeCloseTo(0.0021, 10);
  });

  test('all runs together cost what each of them paid itself', () => {
    const { main, all } = sampleFamily();
    expect(treeOf(...all).cost).toBeCloseTo(8 * 0.00105, 10);
    expect(treeOf(main).cost).toBeCloseTo(3 * 0.00105, 10);
  });

  test('a change of the turn or its settings makes it edited; attempts, prices and what was taken back do not', () => {
    const of = (...changes: Edit[]) =>
      nodes(mainRun(...changes.map(change => edited(0, change)), ...asked(0, 'What?', '5')))[0]?.edited;
    const prompt = { text: 'Which?', proposed: 'What?' };
    expect(of({ prompt })).toBe(true);
    expect(of({ temperature: null })).toBe(true);
    expect(of({ prompt }, { prompt: null })).toBe(false);
    expect(of({ rounds: 4 }, { onward: true })).toBe(false);
  });

  test('a note is there until it is taken back', () => {
    const noted = (text: string): NewEvent => ({ type: 'user.noted', round: 0, text });
    expect(nodes(mainRun(...asked(0, 'What?', '5'), noted('odd')))[0]?.note).toBe('odd');
    expect(nodes(mainRun(...asked(0, 'What?', '5'), noted('odd'), noted('')))[0]?.note).toBeUndefined();
  });

  test('what streams in a live run is cut off in one that nobody makes any more', () => {
    const begun = [roundStarted(0), callStarted(0, 0, { request: requestOf('What?') }), delta(0, 'It')];
    expect(nodes(mainRun(...begun), true)).toMatchObject([
      { state: 'streaming', atLeast: true, mark: { kind: 'PENDING' } },
    ]);
    expect(nodes(mainRun(...begun), true)[0]?.cost).toBeUndefined();
    expect(nodes(mainRun(...begun))).toMatchObject([{ state: 'failed', mark: { word: 'cut off' } }]);
    expect(branchTree([only(mainRun(...begun), true)]).lines[0]?.state).toBe('streaming');
    expect(branchTree([only(mainRun(...begun))]).lines[0]?.state).toBe('unfinished');
    const failed = [...begun, callFailed(0)];
    expect(nodes(mainRun(...failed), true)).toMatchObject([{ state: 'failed' }]);
    expect(branchTree([only(mainRun(...failed), true)]).lines[0]?.state).toBe('waiting');
  });

  test('another attempt is seen as it comes, though its round has ended before', () => {
    const again = more(mainRun(...asked(0, 'What?', '0.10')), callStarted(1, 0, { again: 0 }), delta(1, 'I'));
    expect(nodes(again, true)).toMatchObject([{ state: 'streaming', attempts: 2 }]);
    expect(nodes(again, true)[0]?.answer).toBeUndefined();
    const came = more(again, delta(1, 't costs 0.05.'), callFinished(1), {
      ...graded(0, '0.05', true),
      call: 1,
    } as NewEvent);
    expect(nodes(came, true)).toMatchObject([{ state: 'whole', attempts: 2, answer: '0.05' }]);
  });

  test('tokens that were not told make the cost unknown, not zero', () => {
    const untold = mainRun(
      roundStarted(0),
      callStarted(0, 0),
      delta(0, 'It is 5.'),
      finishedUntold(0),
      roundFinished(0),
      stopped(),
    );
    expect(nodes(untold)[0]).toMatchObject({ cost: undefined, atLeast: true });
    const tree = branchTree([only(untold)]);
    expect([tree.cost, tree.lines[0]?.cost]).toEqual([undefined, undefined]);
  });

  test('a round that nothing was sent for is empty', () => {
    expect(nodes(mainRun(roundStarted(0)), true)).toMatchObject([
      { state: 'waiting', attempts: 0, prompt: '' },
    ]);
    expect(nodes(mainRun(roundStarted(0)))).toMatchObject([{ state: 'empty' }]);
  });
});
