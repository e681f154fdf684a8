/** What happened in a round, one line an event; deltas that follow each other are one. Pure. */
import { eventWords } from '../../../plain/event-words.ts';
import type { LogEntry } from '../../../run/event-log.ts';
import type { Round } from '../../../run/run.ts';
import { formatCount } from '../../../text/numbers.ts';
import { tellsTime } from '../../run-times.ts';
import type { Shown } from './shown.ts';
import { type Element, h, type Tree } from './tree.ts';

export function eventsPanel({ run, log }: Shown, round: Round): Tree[] {
  const isTimed = tellsTime(run);
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
            isTimed && h('th', { scope: 'col' }, 'Time'),
            h('th', { scope: 'col' }, 'Number'),
            h('th', { scope: 'col' }, 'Event'),
            h('th', { scope: 'col' }, 'What'),
          ),
        ),
        h(
          'tbody',
          {},
          entries.map(entry => rowOf(entry, isTimed)),
        ),
      ),
    ),
  ];
}

function rowOf(entry: LogEntry, isTimed: boolean): Element {
  const { event, count } = entry;
  const name = count > 1 ? `${event.type} ×${formatCount(count)}` : event.type;
  return h(
    'tr',
    `event-${event.type.split('.')[0] === 'call' && event.type.endsWith('failed') ? 'failed' : 'any'}`,
    isTimed && h('td', 'number', `${(event.at / 1000).toFixed(3)} s`),
    h('td', 'number', `#${event.seq}`),
    h('td', 'type', name),
    h('td', { dir: 'auto' }, isTimed ? eventWords(entry) : withoutTimes(eventWords(entry))),
  );
}

/** Times that only keep the order are none to be told. */
function withoutTimes(words: string): string {
  return words
    .replace(/ in [\d.]+ s\b/g, '')
    .replace(/, first token after [\d.]+ s\b/g, '')
    .replace(/, [\d.]+ s in all\b/g, '');
}
