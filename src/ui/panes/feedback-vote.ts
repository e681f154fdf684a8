/** A vote as lines: the different answers with their lanes and weights, and which of them stands. Pure. */
import type { Run, Vote } from '../../run/run.ts';
import { formatCount } from '../../text/numbers.ts';
import { sanitizeLine } from '../../text/sanitize.ts';
import { indented, type Line, line, span, wrapped } from '../line.ts';
import type { Roles } from '../theme.ts';

const INDENT = 2;

export function voteLines(run: Run, { votes, winner, method }: Vote, width: number): Line[] {
  const numbers = votes.map(({ weight }) => weightWords(weight));
  const column = Math.max(1, ...numbers.map(({ length }) => length));
  const rows = votes.flatMap(({ answer, lanes }, index) => {
    const stands = winner !== null && lanes.includes(winner);
    const margin = `  ${(numbers[index] ?? '').padStart(column)}  `;
    const words = answer === null ? 'no answer found' : answer.trim() || '(empty)';
    const role: Roles = stands ? 'strong' : answer === null ? 'muted' : 'text';
    const told = wrapped(words, width - margin.length, role).map((spans, row) => [
      span(row === 0 ? margin : ' '.repeat(margin.length)),
      ...spans,
    ]);
    const named = `${lanes.length === 1 ? 'lane' : 'lanes'} ${lanes.join(', ')}${stands ? ': stands' : ''}`;
    const below = wrapped(named, width - margin.length, stands ? 'accent' : 'muted');
    return [...told, ...below.map(spans => [span(' '.repeat(margin.length)), ...spans])];
  });
  return [
    line(span('vote', 'label')),
    ...indented(wrapped(sanitizeLine(method), width - INDENT, 'muted'), INDENT),
    ...rows,
    ...wrapped(outcomeWords(run, winner), width, winner === null ? 'warning' : 'accent'),
  ];
}

function outcomeWords(run: Run, winner: number | null): string {
  if (winner === null) return 'A draw: no answer has the most votes.';
  return run.question.reference
    ? `The answer of lane ${winner} stands. Whether it is right is said below.`
    : `The answer of lane ${winner} stands.`;
}

/** One vote each is a whole number; weights may be none. */
export function weightWords(weight: number): string {
  return Number.isInteger(weight) ? formatCount(weight) : weight.toFixed(2);
}
