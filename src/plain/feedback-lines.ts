/** Feedback and votes as plain lines. Pure. */
import type { EventOf } from '../run/events.ts';
import type { Run } from '../run/run.ts';
import { modelName } from './describe.ts';
import { shortened } from './lane-words.ts';
import { indent } from './layout.ts';
import type { Signs } from './signs.ts';

/** `Feedback (judge), lane 1: fail, by Claude Haiku 4.5 (3 calls)`; of what ran on this machine `Check (sql): fail`. */
export function feedbackLines(run: Run, event: EventOf<'check.finished'>): string[] {
  const { source, verdict, lane, text, calls = [] } = event;
  const where = lane > 0 ? `, lane ${lane}` : '';
  const models = [...new Set(calls.flatMap(id => run.calls[id]?.model ?? []))].map(modelName).join(', ');
  const count = calls.length > 1 ? ` (${calls.length} calls)` : '';
  const by = models === '' ? '' : `, by ${models}${count}`;
  return [`${calls.length > 0 ? 'Feedback' : 'Check'} (${source})${where}: ${verdict}${by}`, ...indent(text)];
}

/** An answer that is a whole text is named by its beginning. */
const LONGEST = 60;

/** The different answers, the one with the most votes first, and which of them stands. */
export function voteLines({ round, votes, winner, method }: EventOf<'vote.counted'>, signs: Signs): string[] {
  return [
    '',
    `Vote of round ${round}: ${method}.`,
    ...votes.map(({ answer, lanes, weight }) => {
      const named = `${lanes.length === 1 ? 'lane' : 'lanes'} ${lanes.join(', ')}`;
      const number = Number.isInteger(weight) ? String(weight) : weight.toFixed(2);
      return `  ${number}${signs.words('×')} ${answer === null ? 'no answer found' : shortened(answer, signs, LONGEST)} (${named})`;
    }),
    winner === null ? 'A draw: no answer has the most votes.' : `The answer of lane ${winner} stands.`,
  ];
}
