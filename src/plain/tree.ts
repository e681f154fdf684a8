/** The tree of branches as lines: every run under a title of its own, below the round it branched at. Pure. */
import type { BranchTree, TreeLine, TreeNode, TreePlace } from '../analysis/branch-tree.ts';
import { flatten, type TreeRow } from '../analysis/branch-tree-moves.ts';
import { isProbe } from '../run/edited.ts';
import type { Meter } from '../run/meter.ts';
import { formatUsd } from '../text/numbers.ts';
import { firstWords } from './describe.ts';
import { oneLine } from './layout.ts';
import { type Signs, UNICODE_SIGNS } from './signs.ts';
import { leastWords } from './totals.ts';

export function treeLines(tree: BranchTree, signs: Signs = UNICODE_SIGNS): string[] {
  const aside = tree.roots.length > 1 ? 1 : 0;
  return [
    ...familyWords(tree),
    ...flatten(tree).flatMap(row => rowLines(tree, row, row.depth - aside, signs)),
  ].map(oneLine);
}

/** Deeper than this nobody hears or sees the difference; the titles say where each run hangs. */
const DEEPEST = 12;

function rowLines(tree: BranchTree, { node, line, isFirst }: TreeRow, depth: number, signs: Signs): string[] {
  const margin = '  '.repeat(Math.min(depth, DEEPEST));
  const round = `${margin}  Round ${node.round}`;
  return [
    ...(isFirst ? [`${margin}${signs.words(titleWords(tree, line))}`] : []),
    isProbe(node.kind) ? `${round}, ${node.kind}: ${facts(node, signs)}` : `${round}: ${facts(node, signs)}`,
  ];
}

/** `3 runs, $0.0210 in all`; nothing where there is but one. */
function familyWords({ lines, cost, atLeast }: BranchTree): string[] {
  return lines.length > 1 ? [`${lines.length} runs, ${costWords({ cost, atLeast })} in all`] : [];
}

/** `b1, branched from main after round 0, $0.0049 of its own, waiting`. */
function titleWords(tree: BranchTree, line: TreeLine): string {
  return [
    line.name,
    ...placeWords(tree, line.from, line),
    ownWords(line),
    ...(line.state === 'ended' ? [] : [line.state]),
  ].join(', ');
}

function placeWords({ byRun }: BranchTree, from: TreePlace | undefined, line: TreeLine): string[] {
  if (line.lost) return [LOST[line.lost]];
  if (from) return [`branched from ${byRun.get(from.run)?.name ?? from.run} after round ${from.round}`];
  return line.isBranch ? ['branched from the question'] : [];
}

/** Why a branch stands by itself. */
const LOST: Readonly<Record<NonNullable<TreeLine['lost']>, string>> = {
  missing: 'the file of the run it branched from is not there',
  circle: 'its file and that of its parent name each other as where they branched from',
};

/** `b1: the file of the run it branched from is not there`. */
export function lostWords({ name, lost }: TreeLine): string | undefined {
  return lost && `${name}: ${LOST[lost]}`;
}

/** `$0.0049 of its own`: without what a branch shares, which was paid before. */
export function ownWords(line: Pick<TreeLine, 'cost' | 'atLeast'>): string {
  return line.cost === undefined ? 'its own cost unknown' : `${costWords(line)} of its own`;
}

export function costWords({ cost, atLeast }: Pick<Meter, 'cost' | 'atLeast'>): string {
  return cost === undefined ? 'cost unknown' : `${leastWords({ atLeast })}${formatUsd(cost)}`;
}

const GAP = '   ';
/** Columns. */
const LONGEST = 60;

function facts(node: TreeNode, signs: Signs): string {
  const { mark, answer, prompt, note, begun, state } = node;
  if (!begun) return emptyWords(state);
  return [
    signs.mark(mark.sign, mark.probe?.did ?? mark.word),
    ...(answer === undefined ? [] : [`answer ${firstWords(answer, 24, signs)}`]),
    ...(state === 'streaming' || state === 'waiting' ? [] : [signs.words(costWords(node))]),
    ...changeWords(node),
    ...(prompt === '' ? [] : [`asked: ${firstWords(prompt, LONGEST, signs)}`]),
    ...(note === undefined ? [] : [`note: ${firstWords(note, LONGEST, signs)}`]),
  ].join(GAP);
}

/** `edited`, `2 attempts`: what is not as in every round. */
export function changeWords({ edited, attempts, inherited }: TreeNode): string[] {
  return [
    ...(inherited ? ['paid before the branch'] : []),
    ...(edited ? ['edited'] : []),
    ...(attempts > 1 ? [`${attempts} attempts`] : []),
  ];
}

/** Of a run without a round of its own. */
export function emptyWords(state: TreeNode['state']): string {
  return state === 'waiting' ? 'waiting, nothing sent yet' : 'nothing of its own';
}
