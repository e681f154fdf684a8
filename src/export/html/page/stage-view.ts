/** The round that is looked at, under its name and its tabs. Pure. */
import { markOf } from '../../../analysis/marks.ts';
import { kindName } from '../../../plain/edit-words.ts';
import { lanesOf, type Round } from '../../../run/run.ts';
import { answerPanel, isBeside } from './answer-panel.ts';
import { diffPanel } from './diff-panel.ts';
import { eventsPanel } from './events-panel.ts';
import { feedbackPanel } from './feedback-panel.ts';
import { markView, roundMark } from './mark-view.ts';
import { TABS, type Tab, tabName } from './page-state.ts';
import { promptPanel } from './prompt-panel.ts';
import { type Shown, shownLane, shownRound } from './shown.ts';
import { thinkingPanel } from './thinking-panel.ts';
import { type Element, h, type Tree } from './tree.ts';

export function stageView(shown: Shown): Element {
  const round = shownRound(shown);
  return h(
    'section',
    { class: 'stage', 'aria-label': 'The round that is shown' },
    h('div', 'title', round ? titleView(shown, round) : h('h2', {}, 'Before the first round')),
    tabsView(shown.state.tab),
    h(
      'div',
      {
        class: `panel panel-${shown.state.tab}`,
        id: 'panel',
        role: 'tabpanel',
        tabindex: 0,
        'aria-labelledby': `tab-${shown.state.tab}`,
      },
      round ? panelOf(shown, round) : h('p', 'quiet', 'The run is starting…'),
    ),
  );
}

function titleView(shown: Shown, round: Round): Tree[] {
  const { run, state } = shown;
  const lanes = lanesOf(run, round);
  const lane = shownLane(shown);
  const beside = isBeside(shown, round);
  const isBehind = state.pinned !== undefined && run.outcome === undefined;
  return [
    h(
      'h2',
      {},
      `Round ${round.index}`,
      lanes.length > 1 && (beside ? `, ${lanes.length} lanes` : `, lane ${lane}`),
    ),
    h('span', 'kind', kindName(round.kind)),
    markView(beside ? roundMark(run, round) : markOf(run, round.index, lane)),
    ...(isBehind
      ? [h('button', { type: 'button', class: 'follow', 'data-do': 'follow' }, '↓ follow the run')]
      : []),
  ];
}

function tabsView(chosen: Tab): Element {
  return h(
    'div',
    { class: 'tabs', role: 'tablist', 'aria-label': 'What of the round is shown' },
    TABS.map((tab, index) =>
      h(
        'button',
        {
          type: 'button',
          role: 'tab',
          id: `tab-${tab}`,
          'data-do': tab,
          'aria-selected': tab === chosen ? 'true' : 'false',
          'aria-controls': 'panel',
          tabindex: tab === chosen ? 0 : -1,
          title: `${tabName(tab)} (${index + 1})`,
        },
        tabName(tab),
      ),
    ),
  );
}

function panelOf(shown: Shown, round: Round): Tree[] {
  switch (shown.state.tab) {
    case 'answer':
      return answerPanel(shown, round);
    case 'diff':
      return diffPanel(shown, round);
    case 'thinking':
      return thinkingPanel(shown, round);
    case 'prompt':
      return promptPanel(shown, round);
    case 'feedback':
      return feedbackPanel(shown, round);
    case 'events':
      return eventsPanel(shown, round);
  }
}
