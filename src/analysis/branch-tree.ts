/**
 * The tree of branches: the runs of a family as lines of rounds, each hanging at the round after which
 * it went its own way. What a branch shares with its parent stands there once. Pure, and forgiving:
 * parents that are missing, files that name each other, and runs that are given twice.
 */
import { sum } from '../run/cost.ts';
import { type Meter, meterOfRun } from '../run/meter.ts';
import type { Usd } from '../run/price.ts';
import { callsOf, type Round, type Run } from '../run/run.ts';
import { emptyNode, isGoingOn, type NodeFacts, nodeFacts, paid } from './branch-tree-node.ts';

/** A run of the family, whole. */
export interface TreeRun {
  readonly run: Run;
  readonly file?: string | undefined;
  /** Whether this program makes it right now. */
  readonly isLive: boolean;
}

/** A place in the family; the run need not have made the round itself. */
export interface TreePlace {
  readonly run: string;
  readonly round: number;
}

export interface TreeNode extends NodeFacts {
  /** The branches that hang here, in the order of their start, then the next round of its own run. */
  readonly children: readonly TreeNode[];
}

/** A run as far as it is its own. */
export interface TreeLine {
  readonly run: string;
  /** `main`, or `b1`, `b2`, ... in the order of the starts. */
  readonly name: string;
  /** Whether it came from another run, be that there or not. */
  readonly isBranch: boolean;
  readonly file?: string | undefined;
  readonly isLive: boolean;
  /** `unfinished`: it has no end, and nobody makes it any more. */
  readonly state: 'streaming' | 'waiting' | 'ended' | 'unfinished';
  /** What it cost itself, in USD; `undefined` is unknown. */
  readonly cost: Usd | undefined;
  readonly atLeast: boolean;
  /** Never empty. */
  readonly nodes: readonly TreeNode[];
  /** The node that it hangs at; absent at the question. */
  readonly from?: TreePlace;
  /** Why it does not hang at its parent: that is not there, or comes from this run in its turn. */
  readonly lost?: 'missing' | 'circle';
  /** Every round that the run can show, those before the branch too, ascending. */
  readonly rounds: readonly number[];
}

export interface BranchTree {
  /** The first nodes of all lines that hang at the question. */
  readonly roots: readonly TreeNode[];
  /** Those without a parent first, then in the order of the starts. */
  readonly lines: readonly TreeLine[];
  readonly byRun: ReadonlyMap<string, TreeLine>;
  /** Of all runs together, in USD, what they share once; `undefined` is unknown. */
  readonly cost: Usd | undefined;
  readonly atLeast: boolean;
}

export function branchTree(given: readonly TreeRun[]): BranchTree {
  const runs = eachOnce(given).sort(byStart);
  const names = namesOf(runs);
  const lines = new Map<string, Line>();
  const children = Map.groupBy(runs, ({ run }) => run.parent?.run);
  const place = (root: TreeRun, lost: TreeLine['lost']) => {
    const queue = [{ one: root, lost }];
    // A list is gone through in the order of its making, what is added on the way too.
    for (const { one, lost } of queue) {
      if (lines.has(one.run.id)) continue;
      const parent = lost ? undefined : lines.get(one.run.parent?.run ?? '');
      lines.set(one.run.id, lineOf(one, names.get(one.run.id) ?? '', parent, lost));
      for (const child of children.get(one.run.id) ?? []) queue.push({ one: child, lost: undefined });
    }
  };
  const ids = new Set(runs.map(({ run }) => run.id));
  for (const one of runs) {
    const { parent } = one.run;
    if (!parent || !ids.has(parent.run)) place(one, parent ? 'missing' : undefined);
  }
  // Whoever cannot be reached from there is in a circle, or comes from one.
  for (const one of runs) if (!lines.has(one.run.id)) place(one, 'circle');
  return treeOf(runs.flatMap(({ run }) => lines.get(run.id) ?? []));
}

interface Node extends NodeFacts {
  children: Node[];
}

/** A line while the tree is made. */
interface Line extends Omit<TreeLine, 'nodes'> {
  readonly nodes: readonly Node[];
  readonly hangsAt?: Node | undefined;
  /** The line in which that node is. */
  readonly above?: Line | undefined;
  readonly meter: Meter;
}

function treeOf(lines: readonly Line[]): BranchTree {
  const roots: Node[] = [];
  for (const { nodes, hangsAt } of lines) {
    const first = nodes[0];
    if (first) (hangsAt?.children ?? roots).push(first);
  }
  for (const { nodes } of lines) {
    for (const [index, node] of nodes.entries()) {
      const next = nodes[index + 1];
      if (next) node.children.push(next);
    }
  }
  const shown = lines.map(({ hangsAt: _at, above: _above, meter: _meter, ...line }) => line);
  return {
    roots,
    lines: shown,
    byRun: new Map(shown.map(line => [line.run, line])),
    ...paidInAll(lines.map(({ meter }) => meter)),
  };
}

/** A run whose tokens were not told makes it more than the others cost, not unknown. */
function paidInAll(meters: readonly Meter[]): Pick<BranchTree, 'cost' | 'atLeast'> {
  return paid({
    cost: sum(meters.map(({ cost }) => cost)),
    atLeast: meters.some(({ atLeast }) => atLeast),
    counted: meters.reduce((total, { counted }) => total + counted, 0),
  });
}

function lineOf(one: TreeRun, name: string, parent: Line | undefined, lost: TreeLine['lost']): Line {
  const { run, file, isLive } = one;
  const rounds = roundsOf(run);
  const shared = sharedWith(parent, lastShared(run));
  const own = rounds.filter(round => !isInherited(run, round) || !shared.has(round.index));
  const facts = own.length > 0 ? own.map(round => nodeFacts(run, round, isLive)) : [emptyNode(run, isLive)];
  const place = placeBefore(shared, facts[0]?.round ?? 0);
  const meter = meterOfRun(run);
  return {
    run: run.id,
    name,
    isBranch: run.parent !== undefined,
    file,
    isLive,
    state: stateOf(run, isLive),
    ...paid(meter),
    nodes: facts.map(fact => ({ ...fact, children: [] })),
    ...(place && { from: { run: place.node.run, round: place.node.round } }),
    ...(lost && { lost }),
    rounds: rounds.map(({ index }) => index),
    hangsAt: place?.node,
    above: place?.line,
    meter,
  };
}

interface Place {
  readonly node: Node;
  readonly line: Line;
}

/** The rounds up to there on the way from the question along a line, by their numbers. */
function sharedWith(line: Line | undefined, upTo: number): Map<number, Place> {
  const places = new Map<number, Place>();
  let limit = upTo;
  for (let at = line; at && limit >= 0; at = at.above) {
    for (const node of at.nodes) {
      if (node.begun && node.round <= limit && !places.has(node.round)) {
        places.set(node.round, { node, line: at });
      }
    }
    limit = Math.min(limit, at.hangsAt?.round ?? -1);
  }
  return places;
}

function placeBefore(places: ReadonlyMap<number, Place>, round: number): Place | undefined {
  let last = -1;
  for (const index of places.keys()) if (index < round && index > last) last = index;
  return places.get(last);
}

/** The last round that a branch has in common with its parent; -1 when that is the question alone. */
function lastShared({ parent }: Run): number {
  if (!parent) return -1;
  return parent.seq === 0 ? -1 : parent.round;
}

/**
 * A round that was asked once more in the branch is its own. Where the branch does not say which events
 * it shares, its rounds up to there are taken for shared.
 */
function isInherited(run: Run, round: Round): boolean {
  const calls = callsOf(run, round);
  if (run.parent?.seq === undefined || calls.length === 0) return round.index <= lastShared(run);
  return calls.every(({ inherited }) => inherited);
}

/** In order; of a number that a damaged transcript has twice the later one, as everywhere. */
function roundsOf({ rounds }: Run): Round[] {
  return [...new Map(rounds.map(round => [round.index, round])).values()].sort((a, b) => a.index - b.index);
}

function stateOf(run: Run, isLive: boolean): TreeLine['state'] {
  if (run.outcome) return 'ended';
  if (!isGoingOn(run, isLive)) return 'unfinished';
  return run.calls.some(call => call?.status === 'streaming') ? 'streaming' : 'waiting';
}

/** A live run is newer than its file, and of two files the one that tells more. */
function eachOnce(given: readonly TreeRun[]): TreeRun[] {
  const runs = new Map<string, TreeRun>();
  for (const one of given) {
    const known = runs.get(one.run.id);
    if (!known || isNewer(one, known)) runs.set(one.run.id, one);
  }
  return [...runs.values()];
}

function isNewer(one: TreeRun, other: TreeRun): boolean {
  return one.isLive === other.isLive ? one.run.seq > other.run.seq : one.isLive;
}

function byStart({ run: a }: TreeRun, { run: b }: TreeRun): number {
  const rank = ({ parent }: Run) => (parent ? 1 : 0);
  const start = ({ startedAt }: Run) => Date.parse(startedAt) || 0;
  return rank(a) - rank(b) || start(a) - start(b) || (a.id < b.id ? -1 : 1);
}

function namesOf(runs: readonly TreeRun[]): Map<string, string> {
  let mains = 0;
  let branches = 0;
  return new Map(
    runs.map(({ run }) => {
      if (run.parent) return [run.id, `b${++branches}`];
      // A family has one beginning; should there be more, they are told apart by their start.
      return [run.id, mains++ === 0 ? 'main' : run.startedAt.slice(11, 19).toWellFormed() || `main ${mains}`];
    }),
  );
}
