/** What happened in a round, one line an event; deltas that follow each other are one. Pure. */
import { eventWords } from '../../../plain/event-words.ts';
import type { LogEntry } from '../../../run/event-log.ts';
import type { Round, Run } from '../../../run/run.ts';
import { isTimed } from '../../../run/run.ts';
import { formatCount } from '../../../text/numbers.ts';
import type { Shown } from './shown.ts';
import { type Element, h, type Tree } from './tree.ts';

export function eventsPanel({ run, log }: Shown, round: Round): Tree[] {
  const entries = log().filter(entry => entry.round === round.index);
  if (entries.length === 0) return [h('p', 'quiet', 'Nothing has happened in this round yet.')];
  return [
    h(
      'div',
      { class: 'scroll', tabindex: 0 },
      h(
        'table',
        'events',
        h(
          'thead',
          {},
          h(
            'tr',
            {},
            isTimed(run) && h('th', { scope: 'col' }, 'Time'),
            h('th', { scope: 'col' }, 'Number'),
            h('th', { scope: 'col' }, 'Event'),
            h('th', { scope: 'col' }, 'What'),
          ),
        ),
        h(
          'tbody',
          {},
          entries.map(entry => rowOf(entry, run)),
        ),
      ),
    ),
  ];
}

function rowOf(entry: LogEntry, run: Run): Element {
  const { event, count } = entry;
  const name = count > 1 ? `${event.type} ×${formatCount(count)}` : event.type;
  return h(
    'tr',
    `event-${event.type.split('.')[0] === 'call' && event.type.endsWith('failed') ? 'failed' : 'any'}`,
    isTimed(run) && h('td', 'number', `${(event.at / 1000).toFixed(3)} s`),
    h('td', 'number', `#${event.seq}`),
    h('td', 'type', name),
    h('td', { dir: 'auto' }, eventWords(entry, run.imported)),
  );
}
