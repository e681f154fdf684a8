/** What changed in an answer against the one before it, in words, also while it streams. Pure. */
import { answerBefore } from '../../../analysis/marks.ts';
import { foldAround } from '../../../diff/folding.ts';
import { type Row, type RowSpan, rowsOf } from '../../../diff/hunks.ts';
import type { Part, TextDiff } from '../../../diff/parts.ts';
import { firstWords } from '../../../plain/describe.ts';
import { changeWords } from '../../../plain/round.ts';
import { answerCall, type Call, gradeOfCall, type Round, type Run } from '../../../run/run.ts';
import { lastAnswer } from '../../../strategies/thread.ts';
import { formatCount } from '../../../text/numbers.ts';
import { answerPanel, noteViews } from './answer-panel.ts';
import { endViews, outcomeViews, waitingView } from './call-notes.ts';
import { type Shown, shownLane } from './shown.ts';
import { type Element, h, type Tree } from './tree.ts';

export function diffPanel(shown: Shown, round: Round): Tree[] {
  const { run, diffs, state } = shown;
  const lane = shownLane(shown);
  const next = answerCall(run, round, lane);
  const old = lastAnswer(run, round.index, lane);
  if (!next || !old) {
    const why = next ? 'The first answer: there is nothing to compare it with.' : 'No answer to compare.';
    return [h('p', 'quiet', why), ...answerPanel(shown, round)];
  }
  const isStreaming = next.status === 'streaming' && run.outcome === undefined;
  if (next.text === '' && isStreaming) return [waitingView(run, next)];
  const diff = diffs.of(old, next);
  return [
    ...noteViews(round),
    h('div', 'against', h('p', {}, titleWords(old, diff)), answerChange(run, round, next)),
    ...(diff.stats.changes === 0 && !isStreaming
      ? [h('p', 'quiet', unchangedWords(old, next))]
      : [
          legend(),
          rowsView(diff.parts, { folds: state.unfolded ? 'none' : 'buttons', isGrowing: isStreaming }),
        ]),
    ...(diff.stats.notReached > 0 ? [h('p', 'not-reached', notReachedWords(old, diff))] : []),
    ...endViews(next),
    ...outcomeViews(run, round, next),
  ];
}

function titleWords(old: Call, { stats }: TextDiff): string {
  return `Against round ${old.round}: ${changeWords(stats)}.`;
}

function notReachedWords({ round }: Call, { stats: { notReached } }: TextDiff): string {
  const words = `${formatCount(notReached)} ${notReached === 1 ? 'word' : 'words'}`;
  return `··· the rest of round ${round} (${words}) is not reached yet`;
}

function unchangedWords(old: Call, next: Call): string {
  const spaces = old.text === next.text ? '' : ', only white space';
  return `No word changed since round ${old.round}${spaces}.`;
}

/** The short answer before and now. */
function answerChange(run: Run, round: Round, call: Call): Tree | false {
  const before = answerBefore(run, round.index, call.lane)?.extracted;
  const now = gradeOfCall(round, call)?.extracted;
  if (before == null || now == null || before === now) return false;
  const short = (text: string) => firstWords(text, LONGEST_ANSWER);
  return h(
    'p',
    { class: 'became', dir: 'auto' },
    h('code', {}, short(before)),
    h('span', { class: 'sign', 'aria-label': 'became' }, ' → '),
    h('code', {}, short(now)),
  );
}

const LONGEST_ANSWER = 48;

function legend(): Element {
  return h(
    'p',
    'legend',
    h('del', {}, 'removed'),
    ' ',
    h('ins', {}, 'added'),
    ' ',
    h(
      'button',
      { type: 'button', 'data-do': 'unfold', title: 'Fold or unfold what did not change (u)' },
      '⇕ unchanged lines',
    ),
  );
}

/** Unchanged lines on each side of a change. */
const CONTEXT = 2;

/** Lines that did not change are folded, unless they are few. */
const FEW = 3;

export interface RowsLook {
  /** How lines that did not change are folded: to be unfolded, in words only, or not at all. */
  readonly folds: 'buttons' | 'words' | 'none';
  /** The end of a text that streams is always shown. */
  readonly isGrowing?: boolean;
}

export function rowsView(parts: readonly Part[], { folds, isGrowing = false }: RowsLook): Element {
  const rows = rowsOf(parts);
  const last = rows.length - 1;
  const matters = (row: Row, index: number) => row.margin !== ' ' || (isGrowing && index === last);
  const stretches = foldAround(rows, matters, CONTEXT);
  return h(
    'div',
    { class: 'diff', dir: 'auto' },
    stretches.flatMap(({ shown, items }) => {
      if (shown || folds === 'none' || items.length <= FEW) return items.map(rowView);
      const words = `··· ${formatCount(items.length)} lines as before`;
      return folds === 'words'
        ? [h('p', 'fold', words)]
        : [h('button', { type: 'button', class: 'fold', 'data-do': 'unfold' }, words)];
    }),
  );
}

const ROWS: Readonly<Record<Row['margin'], string>> = {
  '+': 'is-added',
  '-': 'is-removed',
  '~': 'is-changed',
  ' ': '',
};

function rowView({ margin, spans }: Row): Element {
  return h(
    'div',
    `line ${ROWS[margin]}`,
    h('span', { class: 'margin', 'aria-hidden': 'true' }, margin),
    h('span', 'words', spans.map(spanView)),
  );
}

function spanView({ kind, text }: RowSpan): Tree {
  if (kind === 'removed') return h('del', {}, text);
  return kind === 'added' ? h('ins', {}, text) : text;
}
