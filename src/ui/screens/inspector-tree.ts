/** Moving about in the tree of branches. Pure. */
import type { BranchTree, TreePlace } from '../../analysis/branch-tree.ts';
import { neighbour } from '../../analysis/branch-tree-moves.ts';
import type { Run } from '../../run/run.ts';
import { FOLLOWING } from '../widgets/scroll.ts';
import { type InspectorState, shownRound } from './inspector-state.ts';

/** The chosen round of the tree: at first the one that is shown. */
export function selectedPlace(state: InspectorState, run: Run | undefined): TreePlace | undefined {
  if (state.selected) return state.selected;
  return run && { run: run.id, round: shownRound(state, run) ?? 0 };
}

export function moveInTree(
  state: InspectorState,
  run: Run | undefined,
  tree: BranchTree | undefined,
  direction: 'up' | 'down',
): InspectorState {
  const at = selectedPlace(state, run);
  const next = tree && at && neighbour(tree, at, direction);
  return next ? { ...state, selected: next, scroll: FOLLOWING } : state;
}
