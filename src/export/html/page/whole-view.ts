/**
 * The whole run on one sheet, as it ended: what is printed, and what is read where no script runs. Pure.
 */
import { markOf } from '../../../analysis/marks.ts';
import { ending } from '../../../plain/describe.ts';
import { kindName } from '../../../plain/edit-words.ts';
import { laneLabel } from '../../../plain/lane-labels.ts';
import { returnedLines } from '../../../plain/returned-words.ts';
import { changeWords } from '../../../plain/round.ts';
import { answerCall, type Call, isTimed, lanesOf, type Round, type Run } from '../../../run/run.ts';
import { lastAnswer } from '../../../strategies/thread.ts';
import { roundFacts } from '../../../ui/panes/round-facts.ts';
import { noteViews } from './answer-panel.ts';
import { endViews, outcomeViews } from './call-notes.ts';
import { createDiffMemory, type DiffMemory } from './diff-memory.ts';
import { rowsView } from './diff-panel.ts';
import { headView } from './head-view.ts';
import { markView } from './mark-view.ts';
import { markdownTree } from './markdown.ts';
import { meterView } from './meter-view.ts';
import { type Element, h, type Tree } from './tree.ts';

export interface WholeLook {
  readonly file: string;
  readonly thinking: boolean;
}

/** In parts, so that a long run is never held twice. */
export function* wholeViews(run: Run, look: WholeLook): Iterable<Tree> {
  yield headView(run);
  const diffs = createDiffMemory();
  for (const round of run.rounds) yield roundSheet(run, round, diffs, look);
  yield h('p', 'ending', [ending(run), ...returnedLines(run)].join(' '));
  yield meterView(run);
  yield h('p', 'quiet', `${look.file}, run ${run.id}, made with ${run.app}.`);
}

function roundSheet(run: Run, round: Round, diffs: DiffMemory, look: WholeLook): Element {
  const lanes = lanesOf(run, round);
  return h(
    'section',
    { class: 'sheet-round', 'aria-label': `Round ${round.index}` },
    h('h2', {}, `Round ${round.index}`, ' ', h('span', 'kind', kindName(round.kind))),
    ...noteViews(round),
    lanes.map(lane => laneSheet(run, round, lane, lanes.length > 1, diffs, look)),
  );
}

function laneSheet(
  run: Run,
  round: Round,
  lane: number,
  isNamed: boolean,
  diffs: DiffMemory,
  look: WholeLook,
): Element {
  const call = answerCall(run, round, lane);
  const label = laneLabel(run, round, lane);
  const { output, time, cost } = roundFacts(run, round);
  const took = [output, isTimed(run) ? time : '', cost === 'cost ?' ? 'cost unknown' : cost].filter(Boolean);
  return h(
    'div',
    'sheet-lane',
    h(
      'p',
      'row',
      isNamed && h('b', {}, `Lane ${lane}${label ? `, ${label.words}` : ''}`),
      ' ',
      markView(markOf(run, round.index, lane)),
      ' ',
      !isNamed && h('span', 'took', took.join(' · ')),
    ),
    call ? callSheet(run, round, call, diffs, look) : h('p', 'quiet', 'No answer was asked for.'),
  );
}

function callSheet(run: Run, round: Round, call: Call, diffs: DiffMemory, look: WholeLook): Tree[] {
  const old = lastAnswer(run, round.index, call.lane);
  return [
    ...(look.thinking && call.thinking.trim() !== ''
      ? [h('h3', {}, 'Thinking'), h('div', { class: 'thought', dir: 'auto' }, call.thinking)]
      : []),
    call.text.trim() === '' ? h('p', 'quiet', 'The answer is empty.') : markdownTree(call.text),
    ...endViews(call),
    ...outcomeViews(run, round, call),
    ...(old && call.status === 'finished' ? changes(old, call, diffs) : []),
  ];
}

function changes(old: Call, call: Call, diffs: DiffMemory): Tree[] {
  const diff = diffs.of(old, call);
  if (diff.stats.changes === 0) return [h('p', 'quiet', `No word changed since round ${old.round}.`)];
  return [
    h('h3', {}, `What changed against round ${old.round}: ${changeWords(diff.stats)}`),
    rowsView(diff.parts, { folds: 'words' }),
  ];
}
