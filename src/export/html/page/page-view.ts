/** The whole page at a moment, as a tree. Pure. */

import { headView } from './head-view.ts';
import { helpView } from './help-view.ts';
import { roundMark } from './mark-view.ts';
import { meterView } from './meter-view.ts';
import type { Look } from './page-state.ts';
import { roundsView } from './rounds-view.ts';
import { type Shown, shownRound } from './shown.ts';
import { stageView } from './stage-view.ts';
import { transportView } from './transport-view.ts';
import { type Element, h } from './tree.ts';

export function pageView(shown: Shown): Element {
  const { run, whole, state, file } = shown;
  return h(
    'div',
    {},
    h(
      'div',
      // What lies under the keys is not to be reached meanwhile.
      { class: 'page', inert: state.help },
      h(
        'div',
        'bar',
        h('p', 'brand', h('b', {}, 'reflectoscope'), ' ', h('span', 'file', file)),
        h(
          'div',
          'tools',
          h('button', { type: 'button', 'data-do': 'look', title: 'Dark or light (t)' }, LOOKS[state.look]),
          h('button', { type: 'button', 'data-do': 'help', title: 'Keys (?)' }, '? keys'),
        ),
      ),
      headView(whole),
      h('main', 'body', h('div', 'side', roundsView(shown), meterView(run)), stageView(shown)),
      h('footer', 'foot', transportView(shown)),
    ),
    h('p', { class: 'unseen', role: 'status', 'aria-live': 'polite' }, statusWords(shown)),
    state.help && helpView(),
  );
}

const LOOKS: Readonly<Record<Look, string>> = { auto: '◐ auto', dark: '● dark', light: '○ light' };

/** What is read aloud: only what changes seldom. */
export function statusWords(shown: Shown): string {
  const { run, state, position } = shown;
  const round = shownRound(shown);
  if (!round) return 'The run begins.';
  const mark = roundMark(run, round);
  const playing = state.playing ? 'Playing' : position.ended ? 'At the end' : 'Paused';
  return `${playing}. Round ${round.index}: ${mark.word}.`;
}
