/** The rows of the answer-first table about numbers and formulas. Knows no text, only what became of its figures. */
import type { Counted, FigureChanges, Replaced } from '../../diff/figures.ts';
import type { Margin } from '../../diff/hunks.ts';
import { markTokens } from '../../diff/token-marks.ts';
import { formatCount } from '../../text/numbers.ts';
import { wrapSpans } from '../../text/wrap.ts';
import { clip, flow, type Line, line, lineWidth, span } from '../line.ts';
import { type SignedLine, signedLines, styled } from './marked-lines.ts';

/** Longer lists are cut, and it is said by how much. */
const MOST_LINES = 3;
const MOST_FORMULAS = 6;

/** Numbers that changed, came and went, a sign before each kind, then how many are as before. */
export function numberRows(
  { changed, came, went, kept, notReached }: FigureChanges,
  width: number,
): SignedLine[] {
  return [
    ...listed('~', changed.map(replaced), width),
    ...listed(
      '+',
      came.map(figure => counted(figure, 'added')),
      width,
    ),
    ...listed(
      '-',
      went.map(figure => counted(figure, 'removed')),
      width,
    ),
    ...summary('number', kept.length, notReached, width),
  ];
}

export function formulaRows(
  { changed, came, went, kept, notReached }: FigureChanges,
  width: number,
): SignedLine[] {
  const single = (kind: 'added' | 'removed') => (figure: Counted) =>
    signedLines([{ kind, text: figure.text }], kind === 'added' ? '+' : '-', width);
  return [
    ...cut(
      changed.map(pair => rewritten(pair, width)),
      'changed',
    ),
    ...cut(came.map(single('added')), 'new'),
    ...cut(went.map(single('removed')), 'gone'),
    ...summary('formula', kept.length, notReached, width),
  ];
}

/** A formula and the one in its place: side by side where there is room, else one below the other. */
function rewritten({ old, next, times }: Replaced, width: number): SignedLine[] {
  const marks = markTokens(old, next);
  const [was, is] = [marks.old.map(styled), [...marks.next.map(styled), ...repeated(times)]];
  const together = line(...was, ARROW, ...is);
  if (lineWidth(together) <= width) return [{ sign: '~', content: together }];
  return [
    ...wrapSpans(was, width).map((content): SignedLine => ({ sign: '-', content })),
    ...wrapSpans(is, width).map((content): SignedLine => ({ sign: '+', content })),
  ];
}

const ARROW = span('  →  ', 'muted');

function replaced({ old, next, times }: Replaced): Line {
  return line(span(old, 'removed'), span(' → ', 'muted'), span(next, 'added'), ...repeated(times));
}

function counted({ text, was, is }: Counted, kind: 'added' | 'removed'): Line {
  return line(span(text, kind), ...repeated(Math.max(was, is)));
}

function repeated(times: number): Line {
  return times > 1 ? [span(` ×${times}`, 'muted')] : [];
}

function listed(sign: Margin, facts: readonly Line[], width: number): SignedLine[] {
  const rows = flow(
    facts.map(fact => clip(fact, width)),
    width,
  );
  if (rows.length <= MOST_LINES) return rows.map(content => ({ sign, content }));
  const shown = rows.slice(0, MOST_LINES);
  const left = facts.length - factsIn(facts, width, MOST_LINES);
  return [...shown.map(content => ({ sign, content })), note(`and ${formatCount(left)} more`)];
}

/** How many facts stand in the first rows. */
function factsIn(facts: readonly Line[], width: number, rows: number): number {
  let [used, row, count] = [0, 1, 0];
  for (const fact of facts) {
    const cells = Math.min(width, lineWidth(fact));
    used = used === 0 ? cells : used + BETWEEN + cells;
    if (used > width) {
      row++;
      used = cells;
    }
    if (row > rows) break;
    count++;
  }
  return count;
}

/** As `flow` leaves between facts. */
const BETWEEN = 2;

function cut(items: readonly SignedLine[][], word: string): SignedLine[] {
  const left = items.length - MOST_FORMULAS;
  const more = left > 0 ? [note(`and ${formatCount(left)} more ${word}`)] : [];
  return [...items.slice(0, MOST_FORMULAS).flat(), ...more];
}

function summary(noun: 'number' | 'formula', kept: number, notReached: number, width: number): SignedLine[] {
  const count = (many: number) => `${formatCount(many)} ${many === 1 ? noun : `${noun}s`}`;
  const facts = [
    ...(kept > 0 ? [`${count(kept)} as before`] : []),
    ...(notReached > 0 ? [`${kept > 0 ? formatCount(notReached) : count(notReached)} not reached yet`] : []),
  ];
  return facts.length === 0
    ? []
    : [{ ...note(facts.join(', ')), content: clip(note(facts.join(', ')).content, width) }];
}

function note(text: string): SignedLine {
  return { sign: ' ', content: [span(text, 'muted')] };
}
