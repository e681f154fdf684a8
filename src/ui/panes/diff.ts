/** The diff pane: the answer of a round against the round before, word by word, also while it streams. Pure. */

import { type Row, rowsOf } from '../../diff/hunks.ts';
import type { TextDiff } from '../../diff/parts.ts';
import { diffWhileStreaming } from '../../diff/streaming.ts';
import { diffWords } from '../../diff/words.ts';
import { answerCall, type Call, type Run } from '../../run/run.ts';
import { formatCount, formatShare } from '../../text/numbers.ts';
import { wrapSpans } from '../../text/wrap.ts';
import { answerPane } from './answer.ts';
import { EMPTY, type Line, line, type StyledSpan, span } from './line.ts';

const MARGIN = 3;

export interface DiffPane {
  /** `round 2 against 1, words   +18 −11   72 % kept`. */
  readonly title: Line;
  readonly lines: Line[];
}

export function diffPane(run: Run, round: number, width: number): DiffPane {
  const call = callOf(run, round);
  const previous = previousCall(run, round);
  if (!call || !previous) {
    return {
      title: line(span(call ? 'the first answer: there is nothing to compare it with' : '', 'muted')),
      lines: answerPane(run, round, width),
    };
  }
  const streaming = call.status !== 'finished';
  const diff = streaming ? diffWhileStreaming(previous.text, call.text) : finishedDiff(previous, call);
  return {
    title: titleOf(diff, round, previous.round, width),
    lines: [
      ...bodyLines(diff, width),
      ...(streaming ? notReached(diff, call, previous) : []),
      ...(call.error ? [EMPTY, ...answerPane(run, round, width).slice(-2)] : []),
    ],
  };
}

/** A finished pair of rounds is compared once. */
const finished = new WeakMap<Call, WeakMap<Call, TextDiff>>();

function finishedDiff(previous: Call, call: Call): TextDiff {
  const known = finished.get(call) ?? new WeakMap<Call, TextDiff>();
  finished.set(call, known);
  const diff = known.get(previous) ?? diffWords(previous.text, call.text);
  known.set(previous, diff);
  return diff;
}

/** Beside the names of the panes. */
const ROOM_FOR_WORDS = 79;

function titleOf(diff: TextDiff, round: number, previous: number, width: number): Line {
  const wide = width >= ROOM_FOR_WORDS;
  const { added, removed, keptShare } = diff.stats;
  return line(
    span(wide ? `round ${round} against ${previous}, words   ` : `${round} against ${previous}  `, 'muted'),
    span(`+${formatCount(added)}`, 'good'),
    ' ',
    span(`−${formatCount(removed)}`, 'bad'),
    span(`   ${formatShare(keptShare)} kept`, 'muted'),
  );
}

function bodyLines(diff: TextDiff, width: number): Line[] {
  const { added, removed } = diff.stats;
  const lines = rowsOf(diff.parts).flatMap(row => rowLines(row, width));
  const note = added + removed === 0 && diff.stats.kept > 0;
  return note ? [line(span('No word has changed.', 'muted')), EMPTY, ...lines] : lines;
}

function rowLines(row: Row, width: number): Line[] {
  const spans = row.spans.map((part): StyledSpan => ({ text: part.text, style: ROLES[part.kind] }));
  const lines = wrapSpans(spans, Math.max(1, width - MARGIN));
  const sign = SIGNS[row.margin];
  return lines.map(spansOfLine => [
    span(`${sign}  `, row.margin === '+' ? 'good' : row.margin === '-' ? 'bad' : 'muted'),
    ...spansOfLine,
  ]);
}

/** A line in which only words changed shows them itself. */
const SIGNS = { '+': '+', '-': '−', '~': ' ', ' ': ' ' } as const;

const ROLES = { same: 'text', gap: 'text', added: 'added', removed: 'removed' } as const;

/** While a round streams, what it has not come to yet is said, not painted as removed. */
function notReached(diff: TextDiff, call: Call, previous: Call): Line[] {
  const words = diff.stats.notReached;
  if (words === 0) return [];
  const state = call.status === 'failed' ? 'was not reached' : 'is not reached yet';
  return [
    EMPTY,
    line(span(`   ···  the rest of round ${previous.round} (${formatCount(words)} words) ${state}`, 'muted')),
  ];
}

function callOf(run: Run, round: number): Call | undefined {
  return answerCall(
    run,
    run.rounds.find(one => one.index === round),
  );
}

/** The last answer before this round that is an answer. */
function previousCall(run: Run, round: number): Call | undefined {
  return run.rounds
    .filter(one => one.index < round)
    .map(one => answerCall(run, one))
    .findLast(call => call?.status === 'finished');
}
