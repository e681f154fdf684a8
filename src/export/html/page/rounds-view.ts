/** The rounds one below the other: what each answered, its mark, and what it took. Pure. */
import { markOf } from '../../../analysis/marks.ts';
import { ending } from '../../../plain/describe.ts';
import { laneLabel } from '../../../plain/lane-labels.ts';
import { laneAnswer } from '../../../plain/lane-words.ts';
import { returnedLines } from '../../../plain/returned-words.ts';
import { isTimed, lanesOf, type Round, type Run } from '../../../run/run.ts';
import { formatCount } from '../../../text/numbers.ts';
import { type RoundFacts, roundFacts } from '../../../ui/panes/round-facts.ts';
import { isBeside } from './answer-panel.ts';
import { markView, roundMark } from './mark-view.ts';
import { type Shown, shownLane, shownRound } from './shown.ts';
import { type Element, h, type Tree } from './tree.ts';

export function roundsView(shown: Shown): Element {
  const { run, whole } = shown;
  const looked = shownRound(shown);
  const toCome = whole.rounds.filter(({ index }) => !run.rounds.some(round => round.index === index));
  return h(
    'nav',
    { class: 'rounds', 'aria-label': 'Rounds' },
    h('h2', {}, 'Rounds'),
    h(
      'ol',
      {},
      run.rounds.map(round => roundItem(shown, round, round === looked)),
      toCome.map(roundToCome),
    ),
    run.outcome ? endView(run) : brokenOff(shown),
  );
}

function roundItem(shown: Shown, round: Round, isLooked: boolean): Element {
  const { run } = shown;
  const facts = roundFacts(run, round);
  const isGoing = run.outcome === undefined && round.finishedAt === undefined;
  return h(
    'li',
    { class: `round${isLooked ? ' looked' : ''}${isGoing ? ' going' : ''}` },
    h(
      'button',
      {
        type: 'button',
        'data-do': `round ${round.index}`,
        'aria-current': isLooked ? 'true' : undefined,
      },
      h(
        'span',
        'row',
        h('span', 'number', h('span', 'unseen', 'Round '), String(round.index)),
        h('span', { class: 'answer', dir: 'auto' }, answerWords(facts)),
        markView(roundMark(run, round)),
      ),
      tagsView(facts),
      h('span', 'took', tookFacts(run, facts).join(' · ')),
      tokensView(run, facts),
    ),
    isLooked && lanesView(shown, round),
  );
}

function answerWords({ answer, answers }: RoundFacts): string {
  return answers.length > 0 ? answers.join(', ') : answer;
}

function tagsView({ tags, noted }: RoundFacts): Tree | false {
  const words = [...tags, ...(noted ? ['noted'] : [])];
  return words.length > 0 && h('span', 'tags', words.join(', '));
}

function tookFacts(run: Run, { output, time, cost, saving }: RoundFacts): string[] {
  return [
    output,
    isTimed(run) ? time : '',
    cost === 'cost ?' ? 'cost unknown' : cost,
    saving === '' ? '' : `saved ${saving}`,
  ].filter(fact => fact !== '');
}

const KINDS: Readonly<Record<string, string>> = {
  cacheRead: 'read from the cache',
  cacheWrite: 'written to the cache',
  fresh: 'fresh input',
  output: 'output',
};

/** Its length is that of the round with the most tokens; what it shows stands in words in its title. */
function tokensView(run: Run, { tokens }: RoundFacts): Tree | false {
  const most = Math.max(1, ...run.rounds.map(round => sumOf(roundFacts(run, round).tokens)));
  if (tokens.length === 0) return false;
  const words = tokens.map(({ role, value }) => `${formatCount(value)} ${KINDS[String(role)] ?? ''}`);
  return h(
    'span',
    { class: 'tokens', title: `Tokens: ${words.join(', ')}`, 'aria-hidden': 'true' },
    tokens.map(({ role, value }) =>
      h('span', { class: `role-${role}`, '--share': `${((value / most) * 100).toFixed(3)}%` }),
    ),
  );
}

function sumOf(tokens: RoundFacts['tokens']): number {
  return tokens.reduce((sum, { value }) => sum + value, 0);
}

function roundToCome({ index }: Round): Element {
  return h(
    'li',
    'round to-come',
    h(
      'button',
      { type: 'button', 'data-do': `round ${index}` },
      h(
        'span',
        'row',
        h('span', 'number', h('span', 'unseen', 'Round '), String(index)),
        h('span', 'answer', 'still to come'),
      ),
    ),
  );
}

/** The lanes of the round that is looked at, to choose among. */
function lanesView(shown: Shown, round: Round): Tree | false {
  const { run } = shown;
  const lanes = lanesOf(run, round);
  if (lanes.length < 2) return false;
  const looked = isBeside(shown, round) ? undefined : shownLane(shown);
  return h(
    'ul',
    { class: 'lanes', 'aria-label': `Lanes of round ${round.index}` },
    lanes.map(lane => {
      const label = laneLabel(run, round, lane)?.words;
      return h(
        'li',
        {},
        h(
          'button',
          {
            type: 'button',
            class: lane === looked ? 'looked' : '',
            'data-do': `lane ${lane}`,
            'aria-pressed': lane === looked ? 'true' : 'false',
          },
          h('span', 'lane', `lane ${lane}`),
          h('span', { class: 'answer', dir: 'auto' }, laneAnswer(run, round, lane) ?? label ?? '…'),
          label !== undefined && h('span', 'tags', label),
          markView(markOf(run, round.index, lane)),
        ),
      );
    }),
  );
}

function endView(run: Run): Element {
  const isFailed = run.outcome?.kind === 'failed';
  return h(
    'p',
    `ending${isFailed ? ' tone-bad' : ''}`,
    h('span', { class: 'sign', 'aria-hidden': 'true' }, isFailed ? '▲' : '■'),
    ' ',
    [ending(run), ...returnedLines(run)].join(' '),
  );
}

function brokenOff({ run, position }: Shown): Tree | false {
  return position.ended && h('p', 'ending', ending(run));
}
