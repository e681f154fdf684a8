/** The tree of branches row by row, and the ways from one of its rounds to another. Pure. */
import type { BranchTree, TreeLine, TreeNode, TreePlace } from './branch-tree.ts';

/** A node in the order in which the tree is drawn: the branches of a round stand right below it. */
export interface TreeRow {
  readonly node: TreeNode;
  readonly line: TreeLine;
  /** How many columns of connectors stand before it. */
  readonly depth: number;
  /** Of each of these columns whether it goes on below this row. */
  readonly rails: readonly boolean[];
  /** Whether its line begins here, which turns off from the last column. */
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

export type Direction = 'up' | 'down' | 'left' | 'right';

/** Every node once. Without recursion: a family may be as deep as it likes. */
export function flatten({ roots, byRun }: BranchTree): TreeRow[] {
  const rows: TreeRow[] = [];
  const left: Omit<TreeRow, 'line' | 'depth' | 'isLast'>[] = roots
    .map((node, index) => ({
      node,
      // Several lines turn off from the question.
      rails: roots.length > 1 ? [index < roots.length - 1] : [],
      isFirst: true,
    }))
    .reverse();
  for (let row = left.pop(); row; row = left.pop()) {
    const { node, rails } = row;
    const line = byRun.get(node.run);
    if (!line) continue;
    const next = node.children.find(({ run }) => run === node.run);
    const branches = node.children.filter(child => child !== next);
    rows.push({ ...row, line, depth: rails.length, isLast: next === undefined });
    if (next) left.push({ node: next, rails, isFirst: false });
    for (const [index, branch] of [...branches.entries()].reverse()) {
      const goesOn = next !== undefined || index < branches.length - 1;
      left.push({ node: branch, rails: [...rails, goesOn], isFirst: true });
    }
  }
  return rows;
}

/** The node of a round of a run, whichever run made it. */
export function nodeAt(tree: BranchTree, { run, round }: TreePlace): TreeNode | undefined {
  let line = tree.byRun.get(run);
  while (line) {
    const node = line.nodes.find(one => one.round === round);
    if (node || !line.from || round > line.from.round) return node;
    line = tree.byRun.get(line.from.run);
  }
  return undefined;
}

/** From the question to the node, which is the last; empty where there is no such node. */
export function pathOf(tree: BranchTree, at: TreePlace): TreeNode[] {
  if (!nodeAt(tree, at)) return [];
  const path: TreeNode[] = [];
  let limit = at.round;
  let line = tree.byRun.get(at.run);
  while (line) {
    const { nodes, from } = line;
    path.push(...nodes.filter(({ round }) => round <= limit).reverse());
    limit = from?.round ?? -1;
    line = from && tree.byRun.get(from.run);
  }
  return path.reverse();
}

/** The whole way along a run: what it shares with others, then its own. */
export function wayOf(tree: BranchTree, run: string): TreeNode[] {
  const last = tree.byRun.get(run)?.nodes.at(-1);
  return last ? pathOf(tree, { run, round: last.round }) : [];
}

/**
 * Up and down go through the rows; left and right to the round before and after in the same run, and
 * so back into what it shares. `undefined` where it goes no further.
 */
export function neighbour(tree: BranchTree, at: TreePlace, direction: Direction): TreePlace | undefined {
  const node = nodeAt(tree, at);
  if (!node) return undefined;
  if (direction === 'up' || direction === 'down') {
    const rows = flatten(tree);
    const row = rows[rows.findIndex(one => one.node === node) + (direction === 'up' ? -1 : 1)];
    return row && placeOf(row.node);
  }
  const way = wayOf(tree, at.run);
  const there = way[way.indexOf(node) + (direction === 'left' ? -1 : 1)];
  return there && inRun(tree.byRun.get(at.run), there);
}

/**
 * The same round in the next or previous run that made one with this number, or the first own round of
 * one that branched here; round and round. `undefined` when there is no other.
 */
export function siblingBranch(tree: BranchTree, at: TreePlace, step: 1 | -1): TreePlace | undefined {
  const { lines } = tree;
  const place = lines.findIndex(({ run }) => run === at.run);
  if (place < 0) return undefined;
  for (let moved = 1; moved < lines.length; moved++) {
    const line = lines[(place + step * moved + moved * lines.length) % lines.length];
    const found = line && placeIn(line, at.round);
    if (found) return found;
  }
  return undefined;
}

function placeIn({ nodes, from }: TreeLine, round: number): TreePlace | undefined {
  const own = nodes.find(node => node.round === round);
  const node = own ?? (from?.round === round ? nodes[0] : undefined);
  return node && placeOf(node);
}

function placeOf({ run, round }: TreeNode): TreePlace {
  return { run, round };
}

/** As the run shows it, so that the way leads back; as who made it shows it where the run cannot. */
function inRun(line: TreeLine | undefined, node: TreeNode): TreePlace {
  return line?.rounds.includes(node.round) ? { run: line.run, round: node.round } : placeOf(node);
}
