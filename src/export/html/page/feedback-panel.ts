/** What was said and found out about the answers of a round: notes, changes, checks, votes, grades. Pure. */
import { modelName } from '../../../plain/describe.ts';
import { changesOf, editSentence, editWords } from '../../../plain/edit-words.ts';
import { editsOf } from '../../../run/edited.ts';
import {
  type Check,
  type Grade,
  isTimed,
  lanesOf,
  type Round,
  type Run,
  type Vote,
} from '../../../run/run.ts';
import { formatCount, formatSeconds } from '../../../text/numbers.ts';
import { noteViews } from './answer-panel.ts';
import { markView, type ShownMark } from './mark-view.ts';
import { type Shown, shownLane } from './shown.ts';
import { type Element, h, type Tree } from './tree.ts';

/** What is about the lane that is looked at comes first. */
export function feedbackPanel(shown: Shown, round: Round): Tree[] {
  const { run } = shown;
  const lane = shownLane(shown);
  const first = <T extends { readonly lane: number }>(all: readonly T[]) => [
    ...all.filter(one => one.lane === lane),
    ...all.filter(one => one.lane !== lane),
  ];
  const told = [
    ...noteViews(round),
    ...changeViews(run, round),
    ...first(round.checks).map(check => checkView(run, round, check)),
    ...(round.vote ? [voteView(round.vote)] : []),
  ];
  const isTold = told.length > 0;
  return [
    ...told,
    ...(isTold ? [] : [h('p', 'quiet', noneWords(run, round))]),
    ...first(round.grades).map(grade => gradeView(run, round, grade)),
  ];
}

function noneWords(run: Run, { finishedAt }: Round): string {
  return finishedAt === undefined && run.outcome === undefined
    ? 'No check has run in this round yet.'
    : 'No check ran in this round: the model got no feedback on this answer.';
}

function changeViews(run: Run, { index }: Round): Tree[] {
  const { feedback } = editsOf(run, index);
  const change = changesOf(run, index);
  return [
    ...(editWords(change).length > 0
      ? [h('p', 'note warned', `${editSentence(index, change, run).replace(/^You /, 'A person ')}.`)]
      : []),
    ...(feedback ? [h('div', 'note own', h('h3', {}, 'Feedback of a person'), said(feedback))] : []),
  ];
}

const VERDICTS: Readonly<Record<Check['verdict'], ShownMark>> = {
  pass: { sign: '✓', word: 'pass', tone: 'good' },
  fail: { sign: '✗', word: 'fail', tone: 'bad' },
  unknown: { sign: '?', word: 'unknown', tone: 'muted' },
};

function checkView(
  run: Run,
  round: Round,
  { source, verdict, text, lane, durationMs, calls = [] }: Check,
): Element {
  const models = new Set(calls.flatMap(id => run.calls[id]?.model ?? []));
  const facts = [
    ...(lanesOf(run, round).length > 1 || lane > 0 ? [`lane ${lane}`] : []),
    ...(models.size > 0 ? [`said by ${[...models].map(modelName).join(', ')}`] : []),
    // Calls have a time of their own.
    ...(calls.length === 0 && isTimed(run) ? [formatSeconds(durationMs)] : []),
  ];
  return h(
    'section',
    'check',
    h('h3', {}, calls.length > 0 ? source : `${source} check`, ' ', markView(VERDICTS[verdict])),
    facts.length > 0 && h('p', 'quiet', facts.join(' · ')),
    text.trim() === '' ? h('p', 'quiet', '(nothing)') : said(text),
  );
}

function said(text: string): Element {
  return h('pre', { class: 'said', dir: 'auto', tabindex: 0 }, text);
}

function voteView({ votes, winner, method }: Vote): Element {
  return h(
    'section',
    'check',
    h('h3', {}, 'vote'),
    h('p', 'quiet', method),
    h(
      'ol',
      'votes',
      votes.map(({ answer, lanes, weight }) => {
        const stands = winner !== null && lanes.includes(winner);
        const number = Number.isInteger(weight) ? formatCount(weight) : weight.toFixed(2);
        const named = `${lanes.length === 1 ? 'lane' : 'lanes'} ${lanes.join(', ')}`;
        return h(
          'li',
          stands ? 'stands' : '',
          h('b', {}, `${number}×`),
          ' ',
          h('span', { dir: 'auto' }, answer === null ? 'no answer found' : answer.trim() || '(empty)'),
          h('span', 'quiet', ` ${named}${stands ? ': stands' : ''}`),
        );
      }),
    ),
    h(
      'p',
      {},
      winner === null ? 'A draw: no answer has the most votes.' : `The answer of lane ${winner} stands.`,
    ),
  );
}

const GRADES: Readonly<Record<string, ShownMark>> = {
  true: { sign: '✓', word: 'right', tone: 'good' },
  false: { sign: '✗', word: 'wrong', tone: 'bad' },
};
const NOBODY_CAN_SAY: ShownMark = { sign: '?', word: 'nobody can say', tone: 'muted' };

function gradeView(run: Run, round: Round, { lane, extracted, correct, score, method }: Grade): Element {
  const where = lanesOf(run, round).length > 1 ? `, lane ${lane}` : '';
  const reference = run.question.reference ?? [];
  return h(
    'section',
    'check grade',
    h('h3', {}, `grade${where}`, ' ', markView(GRADES[String(correct)] ?? NOBODY_CAN_SAY)),
    h(
      'dl',
      'pairs',
      pair('answer', extracted ?? 'none was found in the text'),
      pair('right answer', reference.length === 0 ? 'none is known' : reference.join(' or ')),
      score != null && pair('score', String(score)),
      pair('method', method),
    ),
    h('p', 'quiet', 'The model is not told.'),
  );
}

function pair(label: string, value: string): Element {
  return h(
    'div',
    {},
    h('dt', {}, label),
    h('dd', { class: value.includes('\n') ? 'several' : undefined, dir: 'auto' }, value),
  );
}
