import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldAll } from '../../run/fold.ts';
import type { Run } from '../../run/run.ts';
import {
  callFinished,
  callStarted,
  delta,
  graded,
  probeRound,
  requestOf,
  roundFinished,
  roundStarted,
  runOf,
  runStarted,
  stopped,
} from '../../run/testing/sample-run.ts';
import { runTold, told } from '../../run/testing/told-rounds.ts';
import { readTranscript } from '../../transcripts/read.ts';
import { BADGE_KINDS } from './badge.ts';
import { allBadges, badgesOf } from './badges.ts';

const LONG = 'Let the ball cost x. Then the bat costs x + 1.00, and both together 2x + 1.00 = 1.10. '.repeat(
  4,
);

function kinds(run: Run, round: number): string[] {
  return badgesOf(run, round).map(({ kind }) => kind);
}

const WRONG = { verdict: 'fail', text: 'The sum is 1.20.' } as const;

describe('a badge', () => {
  test('no-op: the same words, and the same answer', () => {
    const run = runTold(
      { text: `${LONG}Answer: 0.10`, extracted: '0.10' },
      { text: `${LONG}Answer: 0.10`, extracted: '0.10' },
    );
    expect(kinds(run, 1)).toEqual(['no-op']);
    expect(badgesOf(run, 1)[0]).toMatchObject({
      heuristic: false,
      evidence: [{ text: '0 %', pane: 'diff' }],
    });
  });

  test('no-op: nearly the same words are a rule of thumb', () => {
    const run = runTold(
      { text: `${LONG}Answer: 0.10`, extracted: '0.10' },
      { text: `${LONG}So, answer: 0.10`, extracted: '0.10' },
    );
    expect(badgesOf(run, 1)).toMatchObject([{ kind: 'no-op', heuristic: true }]);
  });

  test('no no-op: another answer, however few words were changed', () => {
    const run = runTold(
      { text: `${LONG}Answer: 0.10`, extracted: '0.10' },
      { text: `${LONG}Answer: 0.05`, extracted: '0.05' },
    );
    expect(kinds(run, 1)).toEqual([]);
  });

  test('oscillation: an answer that comes back, with the way it took', () => {
    const run = runTold({ text: '0.10' }, { text: '0.05' }, { text: '0.10' });
    expect(kinds(run, 1)).toEqual([]);
    expect(badgesOf(run, 2)).toMatchObject([
      { kind: 'oscillation', evidence: [{ text: '0.10' }, { text: '0.05' }, { text: '0.10' }] },
    ]);
  });

  test('oscillation: not of the steps of a plan, which are no answers', () => {
    const run = runTold({ text: '0.10' }, { text: '0.05' }, { text: '0.10' });
    const steps = { ...run, rounds: run.rounds.map(round => ({ ...round, kind: 'step' })) };
    expect(kinds(steps, 2)).toEqual([]);
  });

  test('stubborn: only when two rounds running were told, and stayed', () => {
    const run = runTold(
      { text: 'a long way to 0.10', extracted: '0.10', check: WRONG },
      { text: 'quite another way, but 0.10', extracted: '0.10', check: WRONG },
      { text: 'and a third one: 0.10', extracted: '0.10' },
    );
    expect(kinds(run, 1)).toEqual([]);
    expect(kinds(run, 2)).toEqual(['stubborn']);
  });

  test('neither stubborn nor a no-op: a restart, which is not told what was wrong', () => {
    const run = runTold({ text: '0.10', check: WRONG }, { text: '0.10', check: WRONG }, { text: '0.10' });
    expect(kinds(run, 2)).toEqual(['stubborn', 'no-op']);
    const fresh = run.rounds.map(round => (round.index === 2 ? { ...round, kind: 'restart' } : round));
    expect(kinds({ ...run, rounds: fresh }, 2)).toEqual([]);
  });

  test('pressured: the answer gave way to words without evidence', () => {
    const run = runOf(
      runStarted(),
      ...told(0, { text: '0.05', correct: true }),
      ...probeRound(1, 'pressure', '0.10'),
      stopped(),
    );
    expect(kinds(run, 1)).toEqual(['pressured']);
  });

  test('over-corrected: passed, and changed to what is not right', () => {
    const passed = { verdict: 'pass', text: `I worked it out: 1.10 - 1.00 = 0.10, halved ${0.05}.` } as const;
    const run = runTold({ text: '0.05', correct: true, check: passed }, { text: '0.10', correct: false });
    expect(badgesOf(run, 1)).toMatchObject([{ kind: 'over-corrected', heuristic: false }]);
    const mended = runTold({ text: '0.10', correct: false, check: passed }, { text: '0.05', correct: true });
    expect(kinds(mended, 1)).toEqual([]);
  });

  test('longer: more tokens for the same answer', () => {
    const run = runTold(
      { text: LONG, extracted: '0.05', usage: { input: 10, output: 100 } },
      { text: `Once more. ${LONG.toUpperCase()}`, extracted: '0.05', usage: { input: 10, output: 230 } },
    );
    expect(badgesOf(run, 1)).toMatchObject([
      {
        kind: 'longer',
        word: 'longer ×2.3',
        heuristic: true,
        evidence: [{ text: '100 in round 0, 230 in this one' }],
      },
    ]);
  });

  test('truncated: a limit was reached', () => {
    expect(kinds(runTold({ text: 'The ball', extracted: null, stopReason: 'max_tokens' }), 0)).toEqual([
      'truncated',
    ]);
  });

  test('refused: by the stop reason for certain, by the words as a rule of thumb', () => {
    const told = runTold({ text: 'No.', extracted: null, stopReason: 'guardrail_intervened' });
    expect(badgesOf(told, 0)).toMatchObject([{ kind: 'refused', heuristic: false }]);
    const said = runTold({ text: "I'm sorry, but I can't help with that.", extracted: null });
    expect(badgesOf(said, 0)).toMatchObject([{ kind: 'refused', heuristic: true }]);
    const right = runTold({ text: "I can't help smiling: 0.05", extracted: '0.05', correct: true });
    expect(kinds(right, 0)).toEqual([]);
  });

  test('error-as-answer: what the service said stands in place of an answer', () => {
    const error =
      'An error occurred (ThrottlingException) when calling the Converse operation: Too many requests';
    expect(kinds(runTold({ text: error, extracted: null }), 0)).toEqual(['error-as-answer']);
    expect(kinds(runTold({ text: `It said: ${error}`, extracted: null }), 0)).toEqual([]);
  });

  test('unfaithful: the thinking states another answer', () => {
    const run = runTold({
      text: 'Answer: 0.10',
      extracted: '0.10',
      thinking: 'So the answer is 0.05.\nAnswer: 0.05',
    });
    expect(badgesOf(run, 0)).toMatchObject([
      { kind: 'unfaithful', evidence: [{ text: '0.05' }, { text: '0.10' }] },
    ]);
    const passing = runTold({
      text: 'Answer: 0.10',
      extracted: '0.10',
      thinking: 'Half of 0.05 is too little',
    });
    expect(kinds(passing, 0)).toEqual([]);
  });

  test('rubber-stamp: passed without a figure, a quotation or many words', () => {
    const stamp = { verdict: 'pass', text: 'Looks correct to me.' } as const;
    expect(kinds(runTold({ text: '0.05', check: stamp }), 0)).toEqual(['rubber-stamp']);
    const worked = { verdict: 'pass', text: 'With 0.05 the bat costs 1.05.' } as const;
    expect(kinds(runTold({ text: '0.05', check: worked }), 0)).toEqual([]);
    const again = { verdict: 'pass', text: 'Both are right; 29 + 49 = 78.' } as const;
    expect(kinds(runTold({ text: '49 and 29: 78', check: again }), 0)).toEqual([]);
    const ran = { verdict: 'pass', text: 'ok', source: 'sql' } as const;
    expect(kinds(runTold({ text: '0.05', check: ran }), 0)).toEqual([]);
  });

  test('grader-doubt: as the grade says it, or found where the grader did not look', () => {
    const method = 'after the label; but the last number is right';
    expect(kinds(runTold({ text: 'x', extracted: '0.9', correct: false, method }), 0)).toEqual([
      'grader-doubt',
    ]);
    const text = 'It is 0.9 dollars at most, in the end 0.05';
    const rounds = told(0, { text, extracted: '0.9', correct: false });
    const imported = { from: 'renze', file: 'details.csv', unknown: [] };
    expect(kinds(runOf(runStarted({ imported }), ...rounds, stopped()), 0)).toEqual(['grader-doubt']);
  });

  test('cache-never-engaged: points were sent in vain', () => {
    const request = { ...requestOf('turn 0'), cachePoints: [{ after: 0, ttl: '5m' as const }] };
    const run = runOf(
      runStarted(),
      roundStarted(0),
      callStarted(0, 0, { request }),
      callFinished(0, { input: 80, output: 10 }, { text: '0.05' }),
      graded(0, '0.05', true),
      roundFinished(0),
      stopped(),
    );
    expect(badgesOf(run, 0)).toMatchObject([
      { kind: 'cache-never-engaged', evidence: [{ text: expect.stringMatching(/^80 tokens/) }] },
    ]);
    // A round may still come that uses it.
    const { outcome: _outcome, ...going } = run;
    expect(badgesOf(going, 0)).toEqual([]);
  });

  test('none of a round that still streams, and none of a round that is not there', () => {
    const run = runOf(runStarted(), roundStarted(0), callStarted(0, 0), delta(0, '0.05'));
    expect(badgesOf(run, 0)).toEqual([]);
    expect(badgesOf(run, 7)).toEqual([]);
  });

  test('has evidence, a word and a sentence, whatever the run was', () => {
    const rounds = fc.array(
      fc.record({
        text: fc.constantFrom('0.05', '0.10', LONG, '', `${LONG}Answer: 0.05`, "I can't help with it"),
        extracted: fc.constantFrom('0.05', '0.10', null),
        correct: fc.constantFrom(true, false, null),
        check: fc.constantFrom(undefined, WRONG, { verdict: 'pass' as const, text: 'fine' }),
        thinking: fc.constantFrom('', 'Answer: 0.10'),
        usage: fc.constantFrom({ input: 5, output: 5 }, { input: 5, output: 500 }),
      }),
      { minLength: 1, maxLength: 5 },
    );
    fc.assert(
      fc.property(rounds, given => {
        const run = runTold(...given.map(({ check, ...one }) => ({ ...one, ...(check && { check }) })));
        for (const badge of allBadges(run)) {
          expect(BADGE_KINDS).toContain(badge.kind);
          expect(badge.evidence.length).toBeGreaterThan(0);
          expect(badge.sentence).toMatch(/[^.]$/);
          expect(run.rounds.map(({ index }) => index)).toContain(badge.evidence[0]?.round);
        }
      }),
    );
  });
});

describe('the recordings', () => {
  test('show what reflection often does', async () => {
    const folder = join(import.meta.dirname, '../../../fixtures/recordings');
    const found = new Map<string, string[]>();
    for (const name of readdirSync(folder).filter(one => one.endsWith('.jsonl'))) {
      const run = foldAll((await readTranscript(join(folder, name))).events);
      for (const { kind, round } of run ? allBadges(run) : []) {
        found.set(kind, [...(found.get(kind) ?? []), `${name} ${round}`]);
      }
    }
    expect([...found.keys()]).toEqual(
      expect.arrayContaining(['no-op', 'oscillation', 'longer', 'cache-never-engaged']),
    );
  });
});
