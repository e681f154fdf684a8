/** The answer of a round as it stands, what was asked about it beside, and how it ended. Pure. */
import { markOf } from '../../../analysis/marks.ts';
import { laneLabel } from '../../../plain/lane-labels.ts';
import { callsInLane } from '../../../plain/lane-words.ts';
import { answerCall, type Call, lanesOf, type Round, type Run } from '../../../run/run.ts';
import { asideTitle, endViews, outcomeViews, waitingView } from './call-notes.ts';
import { markView } from './mark-view.ts';
import { markdownTree } from './markdown.ts';
import { type Shown, shownLane } from './shown.ts';
import { h, type Tree } from './tree.ts';

export function answerPanel(shown: Shown, round: Round): Tree[] {
  const { run } = shown;
  if (!isBeside(shown, round)) return [...noteViews(round), ...laneAnswer(run, round, shownLane(shown))];
  return [
    ...noteViews(round),
    h(
      'div',
      'beside',
      lanesOf(run, round).map(lane => laneCard(run, round, lane)),
    ),
  ];
}

/** The answers of several lanes stand side by side until one of them is chosen. */
export function isBeside({ run, state }: Shown, round: Round): boolean {
  return state.tab === 'answer' && state.lane === undefined && lanesOf(run, round).length > 1;
}

function laneCard(run: Run, round: Round, lane: number): Tree {
  const label = laneLabel(run, round, lane)?.words;
  return h(
    'section',
    { class: 'card', 'aria-label': `Lane ${lane}` },
    h(
      'div',
      'row',
      h('h3', {}, `Lane ${lane}`),
      label !== undefined && h('span', 'kind', label),
      markView(markOf(run, round.index, lane)),
    ),
    ...laneAnswer(run, round, lane),
  );
}

function laneAnswer(run: Run, round: Round, lane: number): Tree[] {
  const answer = answerCall(run, round, lane);
  const others = callsInLane(run, round, lane).filter(call => call.id !== answer?.id);
  return [
    ...(answer ? answerViews(run, round, answer) : []),
    ...others.map(call => asideView(run, call, answer === undefined)),
    ...(answer === undefined && others.length === 0 ? [h('p', 'quiet', 'No call was made yet.')] : []),
  ];
}

function answerViews(run: Run, round: Round, call: Call): Tree[] {
  const isStreaming = call.status === 'streaming' && run.outcome === undefined;
  if (call.text === '' && isStreaming) return [waitingView(run, call)];
  return [
    call.text.trim() === ''
      ? h('p', 'quiet', 'The answer is empty.')
      : h('div', isStreaming ? 'streaming' : '', markdownTree(call.text)),
    ...endViews(call),
    ...outcomeViews(run, round, call),
  ];
}

/** Another attempt, or what was said about the answer: folded where there is an answer to be read. */
function asideView(run: Run, call: Call, isOpen: boolean): Tree {
  const title = asideTitle(run, call);
  const text = call.text.trim() === '' ? h('p', 'quiet', 'Nothing has come.') : markdownTree(call.text);
  return h('details', { class: 'aside', open: isOpen }, h('summary', {}, title), text, ...endViews(call));
}

export function noteViews({ note }: Round): Tree[] {
  if (note === undefined) return [];
  return [h('div', 'note own', h('h3', {}, 'A note'), h('p', { dir: 'auto' }, note))];
}
