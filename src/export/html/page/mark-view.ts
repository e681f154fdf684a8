/** A mark as the page shows it: its sign and its word, and a colour that says no more than they do. Pure. */
import { markOf } from '../../../analysis/marks.ts';
import { lanesMark } from '../../../plain/lane-words.ts';
import { lanesOf, type Round, type Run } from '../../../run/run.ts';
import { type Element, h } from './tree.ts';

export type Tone = 'good' | 'bad' | 'neutral' | 'muted';

export interface ShownMark {
  readonly sign: string;
  readonly word: string;
  readonly tone: Tone;
}

/** Of the whole round: what its lanes came to together, where it has several. */
export function roundMark(run: Run, round: Round): ShownMark {
  const lanes = lanesOf(run, round);
  return lanes.length > 1 ? lanesMark(run, round) : markOf(run, round.index, lanes[0]);
}

export function markView({ sign, word, tone }: ShownMark): Element {
  return h(
    'span',
    `mark tone-${tone}`,
    h('span', { class: 'sign', 'aria-hidden': 'true' }, sign),
    ' ',
    h('span', 'word', word),
  );
}
