/** The diff pane: the answer of a round against the round before, word by word, also while it streams. Pure. */
import type { DiffStats } from '../../diff/parts.ts';
import { answerCall, type Call, type Run } from '../../run/run.ts';
import { formatCount, formatShare } from '../../text/numbers.ts';
import { EMPTY, indented, type Line, line, span, wrapped } from '../line.ts';
import { answerPane } from './answer.ts';
import { callOf, endNotes, waitingLines } from './call-notes.ts';
import { diffOf } from './diff-of.ts';

export interface DiffPane {
  /** Ways to say `round 2 against 1, words   +18 −11   72 % kept`, the longest first. */
  readonly words: readonly Line[];
  readonly lines: Line[];
}

export function diffPane(run: Run, round: number, width: number): DiffPane {
  const call = callOf(run, round);
  const previous = previousCall(run, round);
  if (!call || !previous) {
    const nothing = ['the first answer: nothing to compare with', 'the first answer'];
    return {
      words: call ? nothing.map(words => line(span(words, 'muted'))) : [],
      lines: answerPane(run, round, width),
    };
  }
  const { stats, lines } = diffOf(previous, call, width);
  const waiting = call.text === '' && call.status === 'streaming';
  return {
    words: waiting ? [] : titles(stats, round, previous.round),
    lines: [
      ...(waiting ? indented(waitingLines(run, call, width - INDENT), INDENT) : [...note(stats), ...lines]),
      ...notReached(stats, call, previous, width),
      ...endNotes(call, width),
    ],
  };
}

/** The last answer before this round that is an answer. */
function previousCall(run: Run, round: number): Call | undefined {
  return run.rounds
    .filter(one => one.index < round)
    .map(one => answerCall(run, one))
    .findLast(call => call?.status === 'finished');
}

function titles({ added, removed, keptShare }: DiffStats, round: number, previous: number): Line[] {
  const counts = line(span(`+${formatCount(added)}`, 'good'), ' ', span(`−${formatCount(removed)}`, 'bad'));
  const kept = span(`   ${formatShare(keptShare)} kept`, 'muted');
  return [
    [span(`round ${round} against ${previous}, words   `, 'muted'), ...counts, kept],
    [span(`${round} against ${previous}  `, 'muted'), ...counts, kept],
    [span(`${round} against ${previous}  `, 'muted'), ...counts],
  ];
}

function note({ added, removed, changes, kept, notReached: open }: DiffStats): Line[] {
  if (added + removed > 0 || kept === 0 || open > 0) return [];
  const words = changes > 0 ? 'No word has changed, only marks.' : 'No word has changed.';
  return [line(span(words, 'muted')), EMPTY];
}

/** While a round streams, what it has not come to yet is said, not painted as removed. */
function notReached({ notReached: words }: DiffStats, call: Call, previous: Call, width: number): Line[] {
  if (words === 0) return [];
  const state = call.status === 'streaming' ? 'is not reached yet' : 'was not reached';
  const count = `${formatCount(words)} ${words === 1 ? 'word' : 'words'}`;
  const narrow = width < ROOM_FOR_SENTENCE;
  const what = narrow
    ? `${count} of round ${previous.round}`
    : `the rest of round ${previous.round} (${count})`;
  const verb = narrow && words > 1 ? state.replace('is', 'are').replace('was', 'were') : state;
  return [EMPTY, ...indented(wrapped(`···  ${what} ${verb}`, width - INDENT, 'muted'), INDENT)];
}

const ROOM_FOR_SENTENCE = 62;
const INDENT = 3;
