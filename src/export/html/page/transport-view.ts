/** The controls of the player: play, steps, the seek bar with its marks, speed and waits. Pure. */
import { SPEEDS } from '../../../replay/player.ts';
import type { Milliseconds } from '../../../run/price.ts';
import type { Run } from '../../../run/run.ts';
import { isTimed } from '../../../run/run.ts';
import { formatPlace } from '../../../text/numbers.ts';
import { momentsOf } from '../../run-times.ts';
import { roundMark } from './mark-view.ts';
import { WAITS } from './page-state.ts';
import type { Shown } from './shown.ts';
import { type Element, h, type Tree } from './tree.ts';

/** Steps of the seek bar. */
export const SEEK_STEPS = 10_000;

export function transportView(shown: Shown): Element {
  const { state, position } = shown;
  const again = position.ended && !state.playing;
  const playing = state.playing ? 'Pause' : again ? 'Replay' : 'Play';
  return h(
    'section',
    { class: 'transport', 'aria-label': 'Player' },
    h(
      'div',
      'buttons',
      button('round-start', '⇤', 'Back to the start of a round (,)'),
      h(
        'button',
        { type: 'button', class: 'play', 'data-do': 'play', title: `${playing} (space)` },
        h('span', { class: 'sign', 'aria-hidden': 'true' }, state.playing ? '❚❚' : again ? '↻' : '▶'),
        ' ',
        h('span', {}, playing),
      ),
      button('round-end', '⇥', 'On to the end of a round (.)'),
      button('next-flip', '⇄', 'On to where the answer changes next (n)'),
    ),
    seekView(shown),
    h('div', { class: 'place', 'aria-hidden': 'true' }, placeWords(shown)),
    h('div', 'choices', speedView(shown), isTimed(shown.run) && waitsView(shown)),
  );
}

function button(what: string, sign: string, title: string): Element {
  return h(
    'button',
    { type: 'button', 'data-do': what, title, 'aria-label': title.replace(/ \(.\)$/, '') },
    h('span', { class: 'sign', 'aria-hidden': 'true' }, sign),
  );
}

/** A bar that a browser knows how to drag, over the rounds of the whole run. */
function seekView(shown: Shown): Element {
  const { whole, position } = shown;
  const { atMs, durationMs } = position;
  const value = durationMs === 0 ? SEEK_STEPS : Math.round((atMs / durationMs) * SEEK_STEPS);
  return h(
    'div',
    { class: 'seek', '--at': `${((value / SEEK_STEPS) * 100).toFixed(3)}%` },
    h('div', { class: 'track', 'aria-hidden': 'true' }, segmentsView(whole, durationMs)),
    h('input', {
      type: 'range',
      id: 'seek',
      min: 0,
      max: SEEK_STEPS,
      step: 1,
      value,
      'aria-label': 'Place in the run',
      'aria-valuetext': placeWords(shown),
    }),
  );
}

/** Segments are the same until the run is another one. */
const segments = new WeakMap<Run, Tree[]>();

function segmentsView(whole: Run, durationMs: Milliseconds): Tree[] {
  const known = segments.get(whole) ?? [...roundSegments(whole, durationMs), ...signals(whole, durationMs)];
  segments.set(whole, known);
  return known;
}

function roundSegments(whole: Run, durationMs: Milliseconds): Tree[] {
  return whole.rounds.map((round, place) => {
    const end = whole.rounds[place + 1]?.startedAt ?? whole.at;
    const { sign, word, tone } = roundMark(whole, round);
    return h(
      'span',
      {
        class: `segment tone-${tone}`,
        title: `Round ${round.index}: ${word}`,
        '--from': percent(round.startedAt, durationMs),
        '--size': percent(end - round.startedAt, durationMs),
      },
      h('span', 'name', `${round.index} ${sign}`, h('span', 'word', ` ${word}`)),
    );
  });
}

function signals(whole: Run, durationMs: Milliseconds): Tree[] {
  return momentsOf(whole).flatMap(({ kind, at, words }) =>
    kind === 'round'
      ? []
      : [
          h(
            'span',
            { class: `signal ${kind}`, title: words, '--from': percent(at, durationMs) },
            kind === 'failure' ? '!' : '⇄',
          ),
        ],
  );
}

function percent(ms: Milliseconds, durationMs: Milliseconds): string {
  return `${(durationMs === 0 ? 0 : (Math.max(0, ms) / durationMs) * 100).toFixed(3)}%`;
}

/** `0:12 of 0:29`; where no times are known, only which round it is. */
export function placeWords({ run, whole, position }: Shown): string {
  const round = `round ${run.rounds.at(-1)?.index ?? 0} of ${whole.rounds.at(-1)?.index ?? 0}`;
  if (!isTimed(run)) return `${round}, times unknown`;
  return `${formatPlace(position.atMs)} / ${formatPlace(position.durationMs)} · ${round}`;
}

function speedView({ state }: Shown): Element {
  return h(
    'label',
    {},
    h('span', {}, 'Speed'),
    h(
      'select',
      { id: 'speed' },
      SPEEDS.map(speed => option(String(speed), `${speed}×`, speed === state.speed)),
    ),
  );
}

function waitsView({ state }: Shown): Element {
  return h(
    'label',
    {},
    h('span', {}, 'Waits'),
    h(
      'select',
      { id: 'waits' },
      WAITS.map(({ ms, words }) => option(String(ms), words, ms === state.longestWait)),
    ),
  );
}

function option(value: string, words: string, selected: boolean): Element {
  return h('option', { value, selected }, words);
}
