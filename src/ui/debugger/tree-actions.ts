/** Going from one branch to another, and laying two of them side by side. Knows no React. */
import type { BranchTree, TreePlace, TreeRun } from '../../analysis/branch-tree.ts';
import { nodeAt, siblingBranch } from '../../analysis/branch-tree-moves.ts';
import type { Comparison } from '../../analysis/compare.ts';
import { compareBranches } from '../../analysis/compare-branches.ts';
import type { Pane } from '../screens/inspector-state.ts';
import type { ActionWorld } from './run-actions.ts';
import { sentenceOf } from './said.ts';

export interface Family {
  readonly tree: BranchTree;
  readonly runs: readonly TreeRun[];
}

type World = Pick<ActionWorld, 'handle' | 'desk' | 'open'>;

/** Shows a round of a run; returns why it could not. The pane stays open. */
export async function openPlace(
  { handle, desk, open }: World,
  { tree, runs }: Family,
  place: TreePlace,
  pane: Pane,
): Promise<string | undefined> {
  const node = nodeAt(tree, place);
  const found = runs.find(({ run }) => run.id === place.run);
  if (!node || !found) return 'That run is not there any more.';
  const isShown = handle.session.run()?.id === place.run;
  const newest = found.run.rounds.at(-1)?.index;
  const pinned = place.round === newest || !node.begun ? undefined : place.round;
  try {
    open(isShown ? handle : await desk.open(place.run, found.file), { pane, pinned });
    return undefined;
  } catch (thrown) {
    return sentenceOf(thrown);
  }
}

/** The next run of the family, at the same round where it has one. */
export async function openNextBranch(
  world: World,
  family: Family,
  round: number,
  pane: Pane,
): Promise<string | undefined> {
  const run = world.handle.session.run();
  const next = run && siblingBranch(family.tree, { run: run.id, round }, 1);
  if (!next) return 'There is no other branch at this round: b makes one, T shows them all.';
  return openPlace(world, family, next, pane);
}

/** The round that is shown beside the one that is chosen, with what both share; else why not, in a sentence. */
export function comparePlaces(
  { tree, runs }: Family,
  shown: TreePlace,
  chosen: TreePlace,
): Comparison | string {
  const made = nodeAt(tree, chosen);
  const [a, b] = [shown.run, made?.run ?? chosen.run].map(id => runs.find(({ run }) => run.id === id)?.run);
  if (!a || !b) return 'That run is not there any more.';
  return compareBranches({ run: a, round: shown.round }, { run: b, round: chosen.round });
}
