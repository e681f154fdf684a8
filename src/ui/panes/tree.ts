/** The tree of branches: one line a round, the branches of a round right below it. Pure. */
import type { BranchTree, TreeLine, TreeNode, TreePlace } from '../../analysis/branch-tree.ts';
import { flatten, nodeAt, type TreeRow, wayOf } from '../../analysis/branch-tree-moves.ts';
import { changeWords, costWords, emptyWords, lostWords, ownWords } from '../../plain/tree.ts';
import { isProbe } from '../../run/edited.ts';
import { formatUsd } from '../../text/numbers.ts';
import { fit, truncate } from '../../text/pad.ts';
import { textWidth } from '../../text/width.ts';
import { EMPTY, fitLine, type Line, line, span, wrapped } from '../line.ts';
import type { Roles } from '../theme.ts';
import { connectors } from './tree-connectors.ts';

export interface TreePane {
  readonly lines: Line[];
  /** The line of the selected round. */
  readonly start: number;
}

export interface TreePaneInput {
  readonly tree: BranchTree;
  readonly selected: TreePlace | undefined;
  /** The id of the run that is shown. */
  readonly current: string;
  readonly width: number;
}

export function treePane({ tree, selected, current, width }: TreePaneInput): TreePane {
  const rows = flatten(tree);
  const chosen = selected && nodeAt(tree, selected);
  const look = lookOf(tree, rows, chosen, current, width);
  const lines = headLines(tree, chosen, current).map(one => fitLine(one, width));
  const say = (words: string, role: Roles) =>
    lines.push(...wrapped(words, width - 1, role).map(one => fitLine([span(' '), ...one], width)));
  let start = 0;
  for (const row of rows) {
    const lost = row.isFirst ? lostWords(row.line) : undefined;
    if (lost !== undefined) say(`${lost}.`, 'warning');
    if (row.node === chosen) start = lines.length;
    lines.push(rowLine(row, row.node === chosen, look));
  }
  if (tree.lines.length === 1) {
    lines.push(fitLine(EMPTY, width));
    say('No branch yet: b branches from the round shown.', 'muted');
  }
  return { lines, start };
}

/** How the rows are drawn, all of them alike. */
interface Look {
  readonly width: number;
  /** The rounds of the run that is shown. */
  readonly shown: ReadonlySet<TreeNode>;
  readonly current: string;
  readonly name: number;
  readonly round: number;
  readonly answer: number;
  /** Cells for what was asked, behind the longest connectors; below zero where there is no room at all. */
  readonly room: number;
  /** How many columns of connectors are seen, and from which one on. */
  readonly columns: number;
  readonly from: number;
  readonly wide: boolean;
}

/** From here on answers have more room, and what a branch cost is said in full. */
const WIDE = 100;
const LONGEST_NAME = 8;
const MARK = 13;
const COST = 11;
/** The edge, the sign of the round, and the spaces between the columns. */
const BETWEEN = 10;
const LEAST_PROMPT = 12;

function lookOf(
  tree: BranchTree,
  rows: readonly TreeRow[],
  chosen: TreeNode | undefined,
  current: string,
  width: number,
): Look {
  const wide = width >= WIDE;
  const name = Math.min(LONGEST_NAME, Math.max(...tree.lines.map(one => textWidth(one.name))));
  const round = Math.max(...rows.map(({ node }) => `${node.round}`.length));
  const answer = wide ? 14 : 8;
  const room = width - BETWEEN - name - round - answer - MARK - COST;
  const deepest = rows.reduce((most, { depth }) => Math.max(most, depth), 0);
  const fitting = Math.max(1, Math.floor(Math.max(room / 2, room - 2 * LEAST_PROMPT) / 2));
  const columns = Math.min(deepest, fitting);
  const depth = rows.find(({ node }) => node === chosen)?.depth ?? 0;
  const from = Math.max(0, Math.min(depth - Math.floor(columns / 2), deepest - columns));
  const shown = new Set(wayOf(tree, current));
  return { width, shown, current, name, round, answer, room: room - columns * 2, columns, from, wide };
}

/** How many there are and what they cost, which one is shown, and of which the selected round is. */
function headLines(tree: BranchTree, chosen: TreeNode | undefined, current: string): Line[] {
  if (tree.lines.length === 1) return [];
  const shown = tree.byRun.get(current);
  const other = chosen && tree.byRun.get(chosen.run);
  const facts = line(
    ` ${tree.lines.length} runs, ${costWords(tree)} in all`,
    ...(shown ? [span('   shown ', 'label'), span(shown.name, 'strong')] : []),
    ...(other ? [span('   selected ', 'label'), span(other.name, 'strong'), `, ${ownWords(other)}`] : []),
  );
  return [facts];
}

/** Exactly `width` cells wherever they are enough: all but the prompt has its place, and signs of ours are one cell. */
function rowLine(row: TreeRow, isChosen: boolean, look: Look): Line {
  const { node } = row;
  const isShown = look.shown.has(node);
  const branches = connectors(row, look.from, look.columns, isShown ? '●' : '○');
  const drawn = branches.reduce((total, { text }) => total + text.length, 0);
  const room = look.room + 2 * look.columns + 1 - drawn;
  const spans: Line = [
    isChosen ? span('▌', 'accent') : span(' '),
    ...branches,
    span(` ${fit(row.line.name, look.name)} `, node.run === look.current ? 'strong' : 'text'),
    span(`${fit(`${node.round}`, look.round, 'right')}  `, isShown ? 'strong' : 'text'),
    ...(room > 0 ? middle(row, room, look) : []),
    span(` ${fit(answerOf(node), look.answer)} `),
    span(fit(markOf(node), MARK), TONES[node.mark.tone]),
    span(` ${fit(costOf(node), COST, 'right')} `),
  ];
  const whole = room < 0 ? fitLine(spans, look.width) : spans;
  return isChosen ? whole.map(({ text, style }) => span(text, ['selection', ...rolesOf(style)])) : whole;
}

/** What was asked, and at the first line of a run what it cost itself. */
function middle(row: TreeRow, room: number, { wide }: Look): Line {
  const total = totalOf(row, wide);
  const left = room - total.length - 3;
  // What is asked matters more; of the selected round the total stands at the top, too.
  if (total === '' || left < LEAST_PROMPT) return asked(row, room);
  return [...asked(row, left), span('  '), span(`${total} `, 'muted')];
}

function asked(row: TreeRow, room: number): Line {
  const { prompt, begun, state } = row.node;
  if (!begun) return [span(fit(emptyWords(state), room), 'muted')];
  const tags = tagsOf(row).join(', ');
  const words = truncate(tags === '' || prompt === '' ? tags : `${tags}: `, room);
  return [span(words, 'accent'), span(fit(prompt, room - textWidth(words)), 'muted')];
}

/** What is not as in every round. */
function tagsOf({ node, line: { state }, isLast }: TreeRow): string[] {
  return [
    ...(isLast && state === 'waiting' && node.begun ? ['waits'] : []),
    ...(isProbe(node.kind) ? [node.kind] : []),
    ...changeWords(node),
    ...(node.note === undefined ? [] : ['note']),
  ];
}

/** Of a run of one round it would be the same figure twice. */
function totalOf({ isFirst, isLast, line: own }: TreeRow, wide: boolean): string {
  if (!isFirst || isLast) return '';
  return wide ? `${own.name} ${ownWords(own)}` : `own ${money(own)}`;
}

function money({ cost, atLeast }: Pick<TreeLine, 'cost' | 'atLeast'>): string {
  return cost === undefined ? 'cost ?' : `${atLeast ? '≥ ' : ''}${formatUsd(cost)}`;
}

function costOf(node: TreeNode): string {
  if (!node.begun) return '';
  return node.state === 'streaming' || node.state === 'waiting' ? '…' : money(node);
}

function answerOf({ answer, state }: TreeNode): string {
  return answer ?? (state === 'streaming' ? '…' : '');
}

function markOf({ mark }: TreeNode): string {
  return `${mark.sign} ${mark.probe?.did ?? mark.word}`;
}

const TONES: Record<TreeNode['mark']['tone'], Roles> = {
  good: 'good',
  bad: 'bad',
  neutral: 'accent',
  muted: 'muted',
};

function rolesOf(style: Roles) {
  return typeof style === 'string' ? [style] : style;
}
