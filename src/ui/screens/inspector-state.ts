/** What the inspector remembers beside the run: which round, which pane and how it looks, how far down, what is looked for. Pure. */
import type { BranchTree, TreePlace } from '../../analysis/branch-tree.ts';
import type { Pending } from '../../engine/gate.ts';
import { callsInLane } from '../../plain/lane-words.ts';
import { returnedBeside } from '../../plain/returned-words.ts';
import type { LogEntry } from '../../run/event-log.ts';
import { lanesOf, type Run } from '../../run/run.ts';
import type { Over } from '../debugger/over.ts';
import type { ExportFormat } from '../desk.ts';
import type { DiffKind } from '../diff-views/diff-view.ts';
import type { Line } from '../line.ts';
import { callOf } from '../panes/call-notes.ts';
import { type Against, comparedCall, isAnswered } from '../panes/diff.ts';
import type { PlayerState } from '../player-state.ts';
import { type Extent, FOLLOWING, type Scroll } from '../widgets/scroll.ts';
import type { TextState } from '../widgets/text-editing.ts';

export const PANES = [
  'answer',
  'diff',
  'thinking',
  'prompt',
  'feedback',
  'events',
  'what-if',
  'next',
  'tree',
  'badges',
] as const;
export type Pane = (typeof PANES)[number];

/** Panes that are about the run as a whole, and not about what a round said. */
export const PASSING: ReadonlySet<Pane> = new Set(['next', 'tree']);

/**
 * While the newest round is shown and its end is in sight, the screen goes along with what comes.
 * Whoever scrolls away stays with the round that was being read.
 */
export interface InspectorState {
  readonly pane: Pane;
  /** The round that was chosen; absent while the newest is shown. */
  readonly pinned: number | undefined;
  readonly scroll: Scroll;
  /** How the diff pane shows changes. */
  readonly diff: DiffKind;
  /** Which answer it is compared with. */
  readonly against: Against;
  /** Answers are shown as they are written, not with their Markdown drawn. */
  readonly raw: boolean;
  /** The pane to come back to from that of the next step, or of the branches. */
  readonly before?: Pane | undefined;
  /** The lane that is looked at, in every round that has it; else the first. */
  readonly lane?: number | undefined;
  /** The call that is looked at, where its lane has several in the round; else the one that counts. */
  readonly attempt?: number | undefined;
  /** Whether the answers of a few lanes are laid side by side; absent: while they come. */
  readonly beside?: boolean | undefined;
  /** The round that is chosen in the tree of branches; absent: the one that is shown. */
  readonly selected?: TreePlace | undefined;
  /** Present while something is written over the pane: the next step, a note. */
  readonly over?: Over | undefined;
  /** Present while something is looked for. */
  readonly search?: Search | undefined;
  /** Present while a choice lies over the pane. */
  readonly menu?: Menu | undefined;
  /** Present while one writes where to go in a played run. */
  readonly goTo?: { readonly text: TextState; readonly problem?: string } | undefined;
}

export interface Search {
  readonly query: TextState;
  /** While it is being written, it has the keyboard. */
  readonly typing: boolean;
  /** The match that was gone to, by its index. */
  readonly current: number | undefined;
  /** Where one was before, for whoever gives up. */
  readonly from: Pick<InspectorState, 'pinned' | 'scroll'>;
}

export interface Menu {
  readonly kind: 'copy' | 'against' | 'branch' | 'export';
  readonly row: number;
  /** What a run can be exported as. */
  readonly formats?: readonly ExportFormat[];
}

export const INITIAL: InspectorState = {
  pane: 'diff',
  pinned: undefined,
  scroll: FOLLOWING,
  diff: 'inline',
  against: 'previous',
  raw: false,
};

/** How a run stands that waits for somebody, or could. */
export interface AtGate {
  readonly pending: Pending | undefined;
  readonly stepping: boolean;
  /** What recordings can answer there, in a sentence. */
  readonly answerable?: string | undefined;
}

/** How much there is to see: the lines, and on which of them the changes are, ascending. */
export interface PaneExtent extends Extent {
  readonly lines?: readonly Line[];
  readonly changes?: readonly number[];
  /** The line to begin at, where that is not the first. */
  readonly start?: number | undefined;
}

/** What the screen is made of. */
export interface InspectorInput {
  readonly run: Run | undefined;
  /** What happened so far. */
  readonly log: readonly LogEntry[];
  readonly state: InspectorState;
  /** Present when a saved run is played. */
  readonly player: PlayerState | undefined;
  /** Present where somebody can take part in the run. */
  readonly gate?: AtGate | undefined;
  /** The branches of the run, once they were asked for. */
  readonly tree?: BranchTree | undefined;
  /** A word of the program itself, in place of the remarks. */
  readonly notice: string | undefined;
  readonly width: number;
  readonly height: number;
}

/** The round that is shown. */
export function shownRound(state: InspectorState, run: Run | undefined): number | undefined {
  const newest = run?.rounds.at(-1)?.index;
  if (state.pinned === undefined || newest === undefined) return newest;
  return Math.min(state.pinned, newest);
}

/**
 * The lane that is shown: the one that was chosen, where the round has it; else the one whose answer the
 * run returned, else the first.
 */
export function shownLane(state: InspectorState, run: Run | undefined): number {
  const index = shownRound(state, run);
  const round = run?.rounds.findLast(one => one.index === index);
  const lanes = run && round ? lanesOf(run, round) : [];
  const returned = run && returnedBeside(run);
  const wanted = [state.lane, ...(returned && returned.round === index ? [returned.lane] : []), lanes[0]];
  return wanted.find(lane => lane !== undefined && lanes.includes(lane)) ?? 0;
}

/** The call that is looked at in the shown round; `undefined`: the one that counts in lane 0. */
export function shownCall(state: InspectorState, run: Run | undefined): number | undefined {
  const index = shownRound(state, run);
  const round = run?.rounds.findLast(one => one.index === index);
  if (!run || !round) return undefined;
  const lane = shownLane(state, run);
  const chosen = callsInLane(run, round, lane).find(({ id }) => id === state.attempt)?.id;
  return chosen ?? (lane === 0 ? undefined : callOf(run, round.index, undefined, lane)?.id);
}

export function isFollowing({ pinned, scroll }: InspectorState): boolean {
  return pinned === undefined && scroll.follow;
}

/** Whether the pane shows an answer and no diff: the diff pane does where there is nothing to compare it with. */
export function showsAnswer(state: InspectorState, run: Run | undefined): boolean {
  if (state.pane === 'answer') return true;
  const round = shownRound(state, run);
  if (state.pane !== 'diff' || run === undefined || round === undefined) return false;
  const call = shownCall(state, run);
  return !isAnswered(run, round, call) || comparedCall(run, round, state.against, call) === undefined;
}
