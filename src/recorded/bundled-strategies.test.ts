import { statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { foldAll } from '../run/fold.ts';
import { answerCall, callsOf, gradeOf, type Round, type Run } from '../run/run.ts';
import { STRATEGIES } from '../strategies/index.ts';
import { readTranscript } from '../transcripts/read.ts';
import { listRecordings } from './recordings.ts';

const bundled = listRecordings(resolve(import.meta.dirname, '../../fixtures/recordings'));
const MOST_BYTES = 60 * 1024;

/** What happens in the recordings of every strategy beside self-reflection, line by line: `round.lane purpose`. */
const STORIES: Readonly<Record<string, readonly string[]>> = {
  // A critique that helps.
  'three-dice.haiku-4-5.self-refine': [
    '0.0 answer: 1/9 (wrong)',
    '0.0 critique',
    '0.0 critic says fail',
    '1.0 revise: 1/8 (right)',
    '1.0 critique',
    '1.0 critic says pass',
    'no-issue',
  ],
  // A critique that breaks a right answer.
  'up-and-down-again.nova-micro.self-refine': [
    '0.0 answer: 72 euros (right)',
    '0.0 critique',
    '0.0 critic says fail',
    '1.0 revise: 75 euros (wrong)',
    '1.0 critique',
    '1.0 critic says pass',
    'no-issue',
  ],
  // A judge that passes a wrong answer.
  'right-angles.nova-pro.verify-revise': [
    '0.0 answer: 12 (wrong)',
    '0.0 verify',
    '0.0 judge says fail',
    '1.0 revise: 24 (wrong)',
    '1.0 verify',
    '1.0 judge says pass',
    'verdict-pass',
  ],
  'bakery-wasted-share.nova-pro.execution-feedback': [
    '0.0 answer: SELECT p.name AS name, (wrong)',
    '0.0 sql says fail',
    '1.0 revise: SELECT p.name AS name, (wrong)',
    '1.0 sql says unknown',
    '2.0 revise: WITH sold AS ( (right)',
    '2.0 sql says unknown',
    'max-rounds',
  ],
  // A wrong answer that only gets surer.
  'four-doors.nova-lite.confidence-gated': [
    '0.0 answer: 1/3 (wrong)',
    '1.0 reflect: 1/3 (wrong)',
    'confidence',
  ],
  'frog-in-the-shaft.nova-micro.confidence-gated': [
    '0.0 answer: 12 (wrong)',
    '1.0 reflect: 10 (right)',
    'confidence',
  ],
  // Seven samples were allowed; the last two could not change the vote.
  'one-euro-in-coins.nova-pro.self-consistency': [
    '0.0 answer: 48 (wrong)',
    '0.1 answer: 49 (right)',
    '0.2 answer: 49 (right)',
    '0.3 answer: 49 (right)',
    '0.4 answer: 49 (right)',
    '0 vote: 49 by 1, 2, 3, 4; 48 by 0',
    'vote-lead returns 0.1',
  ],
  // Lanes 1 and 2 are equally good for the judge; the comparison decides.
  'last-two-digits.haiku-4-5.best-of-n': [
    '0.0 answer: 58 (wrong)',
    '0.1 answer: 78 (right)',
    '0.2 answer: 92 (wrong)',
    '0.0 judge says fail',
    '0.1 judge says pass',
    '0.2 judge says pass',
    '1.0 verify',
    '1.0 verify',
    '1.1 verify',
    '1.1 verify',
    '1.2 verify',
    '1.2 verify',
    '2.2 verify',
    '2.2 comparison says unknown',
    'selected returns 0.1',
  ],
  'two-right-letters.nova-pro.contrastive': [
    '0.0 answer: 345 (wrong)',
    '0.1 answer: 135 (right)',
    '0.2 answer: 135 (right)',
    '0.0 contrast says fail',
    '1.0 contrast',
    '1.0 revise: 135 (right)',
    'max-rounds',
  ],
  // Each convinces the other; the aggregator took no part in it.
  'two-closed-corners.haiku-4-5.debate': [
    '0.0 answer: 244 (right)',
    '0.1 answer: 64 (wrong)',
    '0 vote: 244 by 0; 64 by 1',
    '1.0 debate: 64 (wrong)',
    '1.1 debate: 244 (right)',
    '1 vote: 64 by 0; 244 by 1',
    '2.0 aggregate: 244 (right)',
    'aggregated returns 2.0',
  ],
  // Thinking off, for 1,024 tokens and for 4,096.
  'zeros-at-the-end.haiku-4-5.thinking-levels': [
    '0.0 answer: 486 (wrong)',
    '0.1 answer: 505 (right)',
    '0.2 answer: 505 (right)',
    'all-levels returns 0.2',
  ],
  // Two memos.
  'one-always-missing.nova-lite.reflexion': [
    '0.0 answer: 59 (wrong)',
    '0.0 verify',
    '0.0 judge says fail',
    '1.0 memo',
    '1.0 answer: 421 (wrong)',
    '1.0 verify',
    '1.0 judge says fail',
    '2.0 memo',
    '2.0 answer: 419 (right)',
    '2.0 verify',
    '2.0 judge says pass',
    'verdict-pass',
  ],
  'three-sides.nova-micro.adaptive': [
    '0.0 answer: 9100 (wrong)',
    '0.0 verify',
    '0.0 judge says fail',
    '0.0 controller says reflect',
    '1.0 reflect: 9100 (wrong)',
    '1.0 verify',
    '1.0 judge says fail',
    '1.0 controller says restart',
    '2.0 answer: 9100 (wrong)',
    '2.0 verify',
    '2.0 judge says fail',
    '2.0 controller says vote',
    '3.0 answer: 8400 (right)',
    '3.1 answer: 9100 (wrong)',
    '3.2 answer: 8400 (right)',
    '3.0 verify',
    '3.1 verify',
    '3.2 verify',
    '3.0 judge says pass',
    '3.1 judge says fail',
    '3.2 judge says pass',
    '3.0 controller says stop',
    '3 vote: 8400 by 0, 2; 9100 by 1',
    'verdict-pass returns 3.0',
  ],
};

const others = bundled
  .filter(({ head }) => head.settings.strategy.id !== 'self-reflection')
  .map(({ file, head }) => ({ name: basename(file, '.jsonl'), file, head }));

test('every strategy is recorded, and every story is told', () => {
  const recorded = new Set(bundled.map(({ head }) => head.settings.strategy.id));
  expect(STRATEGIES.map(({ id }) => id).filter(id => !recorded.has(id))).toEqual([]);
  expect(others.map(({ name }) => name).sort()).toEqual(Object.keys(STORIES).sort());
});

test.each(others)('$name goes as it is told', async ({ name, file }) => {
  const { events, notices } = await readTranscript(file);
  const run = foldAll(events);
  expect(notices).toEqual([]);
  expect(run && linesOf(run)).toEqual(STORIES[name]);
  expect(statSync(file).size).toBeLessThan(MOST_BYTES);
});

test.each(others)('$name has a price for every call, and says what is to be seen in it', async ({ file }) => {
  const { events } = await readTranscript(file);
  const run = foldAll(events);
  const priced = new Set(run?.prices.map(({ model }) => model));
  const models = new Set(run?.calls.map(call => call?.model));
  expect([...models].sort()).toEqual([...priced].sort());
  expect(events[0]).toMatchObject({ provenance: 'synthetic', shows: expect.stringMatching(/\w/) });
});

function linesOf(run: Run): string[] {
  const { outcome } = run;
  if (outcome?.kind !== 'stopped') return [outcome?.kind ?? 'not over'];
  const { rule, answer } = outcome;
  const end = answer ? `${rule} returns ${answer.round}.${answer.lane}` : rule;
  return [...run.rounds.flatMap(round => linesOfRound(run, round)), end];
}

/** The calls in their order, then what was said of the answers, then what was counted. */
function linesOfRound(run: Run, round: Round): string[] {
  const calls = callsOf(run, round).map(call => {
    const isAnswer = answerCall(run, round, call.lane)?.id === call.id;
    const grade = isAnswer ? gradeOf(round, call.lane) : undefined;
    const read = grade ? `: ${grade.extracted?.split('\n')[0]} (${markOf(grade.correct)})` : '';
    return `${round.index}.${call.lane} ${call.purpose}${read}`;
  });
  const checks = round.checks.map(({ source, lane, verdict, text }) => {
    const said = source === 'controller' ? text.split(':')[0] : verdict;
    return `${round.index}.${lane} ${source} says ${said}`;
  });
  const votes = round.vote?.votes.map(({ answer, lanes }) => `${answer} by ${lanes.join(', ')}`) ?? [];
  return [...calls, ...checks, ...(votes.length > 0 ? [`${round.index} vote: ${votes.join('; ')}`] : [])];
}

function markOf(correct: boolean | null): string {
  if (correct === null) return 'unknown';
  return correct ? 'right' : 'wrong';
}
