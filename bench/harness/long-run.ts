/** One run as large as one likes: round after round of an answer that streams in small pieces. */
import { closeSync, openSync, writeSync } from 'node:fs';
import type { NewEvent } from '../../src/run/events.ts';
import {
  callFinished,
  callStarted,
  delta,
  graded,
  requestOf,
  roundFinished,
  roundStarted,
  runStarted,
  stopped,
} from '../../src/run/testing/sample-run.ts';

const DELTAS_A_CALL = 4000;
const WORDS = ['the ball ', 'costs five ', 'cents, and ', 'so the bat is ', 'one dollar more; ', 'look: '];

/** Writes its transcript: rounds until the file is as large as wanted. */
export function writeLongRun(file: string, bytes: number): void {
  const handle = openSync(file, 'w');
  let seq = 0;
  let size = 0;
  const write = (events: readonly NewEvent[]) => {
    const lines = events.map(event => `${JSON.stringify({ seq, at: 20 * seq++, ...event })}\n`).join('');
    size += writeSync(handle, lines);
  };
  write([runStarted()]);
  let before = '';
  for (let round = 0; size < bytes; round++) {
    const pieces = Array.from({ length: DELTAS_A_CALL }, (_, index) => piece(round, index));
    const text = pieces.join('');
    const parent = round === 0 ? undefined : { call: round - 1, answer: before };
    write([
      roundStarted(round),
      callStarted(round, round, { request: requestOf('Look at your answer once more.', parent) }),
      ...pieces.map(words => delta(round, words)),
      callFinished(round, { input: 10, output: DELTAS_A_CALL }, { text }),
      graded(round, '0.05', round % 3 !== 0),
      roundFinished(round),
    ]);
    before = text;
  }
  write([stopped()]);
  closeSync(handle);
}

function piece(round: number, index: number): string {
  if (index % 120 === 119) return '\n\n';
  return (index * 7 + round) % 97 === 0 ? `${round}.${index}: ` : (WORDS[(index * 5) % WORDS.length] ?? '');
}
