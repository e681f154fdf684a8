import { describe, expect, test } from 'vitest';
import { compareRounds, sideOf } from '../analysis/compare.ts';
import type { Run } from '../run/run.ts';
import {
  callFinished,
  callStarted,
  delta,
  finishedUntold,
  graded,
  roundFinished,
  roundStarted,
  runOf,
  runStarted,
  sampleEvents,
  theRun,
  wholeRound,
} from '../run/testing/sample-run.ts';
import { compareLines } from './compare.ts';
import { UNICODE_SIGNS, WORD_SIGNS } from './signs.ts';

const sample = theRun(sampleEvents());

function side(run: Run, round: number) {
  const found = sideOf(run, round);
  if (!found) throw new Error('no whole answer');
  return found;
}

const lines = (...sides: Parameters<typeof compareRounds>) =>
  compareLines(compareRounds(...sides), UNICODE_SIGNS);

describe('two rounds as lines', () => {
  test('begin with answers, marks and costs; the texts come last', () => {
    expect(lines(side(sample, 0), side(sample, 1))).toEqual([
      'A: Claude Sonnet 4.6 · A bat and a ball cost $1.10. The bat co… · self-reflection ×1 · round 0 · live',
      'B: Claude Sonnet 4.6 · A bat and a ball cost $1.10. The bat co… · self-reflection ×1 · round 1 · live',
      '',
      '               A                   B                   B − A',
      'model          Claude Sonnet 4.6   Claude Sonnet 4.6',
      'round          0                   1',
      'answer         0.10                0.05                different',
      'mark           ✗ wrong             ✓ FIX',
      'cost           $0.0056             $0.0014             −$0.0042',
      'cost so far    $0.0056             $0.0070             +$0.0014',
      'saved so far   −$0.000983          +$0.0025',
      'output         40 tokens           50 tokens           +10',
      'time           0.4 s               0.4 s               the same',
      '',
      'The settings are the same.',
      '',
      'Answers, A (round 0) to B (round 1): 1 word added, 1 removed, 75 % kept. [-removed-] {+added+}',
      '  The ball costs $[-0.10-]{+0.05+}.',
      '',
      expect.stringMatching(/^Prompts, A \(round 0\) to B \(round 1\): /),
      expect.stringMatching(/^ {2}\[-A bat and a ball .*-\]$/),
      '  {+Check it.+}',
    ]);
  });

  test('without signs are in words and ASCII', () => {
    const told = compareLines(compareRounds(side(sample, 0), side(sample, 1)), WORD_SIGNS).join('\n');
    expect(told).toContain('\nmark           wrong ');
    expect(told).toContain('-$0.0042');
    expect(told).not.toMatch(/[^\u0000-\u007f]/);
  });

  test('of different questions say so first, and are compared all the same', () => {
    const question = { ...sample.question, text: 'What is 2 + 2?', title: 'A sum' };
    const other = runOf(runStarted({ question }), ...wholeRound(0, '4'));
    const told = lines(side(sample, 0), side(other, 0));
    expect(told[0]).toMatch(
      /^Two different questions are compared: A is about "A bat .*", B about "A sum"\.$/,
    );
    expect(told.join('\n')).toContain('Answers, A (round 0) to B (round 0): ');
  });

  test('name a parent that is about another question', () => {
    const question = { ...sample.question, text: 'What is 2 + 2?', title: 'A sum' };
    const parent = runOf(runStarted({ question }), ...wholeRound(0, '4'));
    const told = lines(side(sample, 0), side(sample, 1), side(parent, 0));
    expect(told[0]).toBe('The parent is about another question than A: "A sum".');
  });

  test('tell no settings that the source of one of them does not tell', () => {
    const imported = { from: 'bhive', file: 'x.json', unknown: ['settings'] };
    const settings = { ...sample.settings, cache: 'off' as const };
    const other = runOf(runStarted({ settings, provenance: 'imported', imported }), ...wholeRound(0, '4'));
    const said = lines(side(sample, 0), side(other, 0));
    expect(said).toContain('The settings are not known.');
    expect(said).toContain('  source: A live; B imported');
    expect(said.join('\n')).not.toMatch(/ cache: |The settings are the same/);
    expect(lines(side(other, 0), side(other, 0))).toContain('The settings are not known.');
  });

  test('name the settings that differ, each side with its value', () => {
    const settings = { ...sample.settings, cache: 'off' as const, temperature: 0 };
    const other = runOf(runStarted({ settings }), ...wholeRound(0, '4'));
    const told = lines(side(sample, 0), side(other, 0));
    expect(told.slice(told.indexOf('Settings that differ:')).slice(0, 3)).toEqual([
      'Settings that differ:',
      '  cache: A 5m; B off',
      '  temperature: A not set; B 0',
    ]);
  });

  test('texts that are the same are told once', () => {
    const other = runOf(runStarted({ run: 'OTHER' }), ...wholeRound(0, 'The ball costs $0.10.'));
    const told = lines(side(sample, 0), side(other, 0));
    const at = told.indexOf('Answers, A (round 0) to B (round 0): word for word the same.');
    expect(told.slice(at + 1, at + 3)).toEqual(['  The ball costs $0.10.', '']);
  });

  test('say what is not seen: a text that was cut off, several lanes, a price that is not known', () => {
    const other = runOf(
      runStarted({ prices: [] }),
      roundStarted(0),
      callStarted(0, 0),
      delta(0, 'The ball'),
      callFinished(0, { input: 1, output: 2 }, { stopReason: 'max_tokens' }),
      callStarted(1, 0, { lane: 1 }),
      callFinished(1),
      graded(0, null),
      roundFinished(0),
    );
    const told = lines(side(sample, 0), side(other, 0)).join('\n');
    expect(told).toContain('\nNoticed: Round 0 of B has 2 lanes; lane 0 is compared.\n');
    expect(told).toContain(
      '\nNoticed: B: The answer reached the longest length (max tokens) and is cut off.\n',
    );
    expect(told).toMatch(/\ncost +\$0\.0056 +unknown\n/);
    expect(told).toMatch(/\nanswer +0\.10 +none found\n/);
  });
});

describe('with a parent', () => {
  const branch = (id: string, answer: string) =>
    runOf(
      runStarted({ run: id, parent: { run: sample.id, round: 0 } }),
      ...wholeRound(0, 'The ball costs $0.10.'),
      ...wholeRound(1, answer),
    );
  const told = lines(
    side(branch('A', 'The ball costs $0.05.'), 1),
    side(branch('B', 'It costs $0.10.'), 1),
    side(sample, 0),
  );

  test('it is a column of its own', () => {
    expect(told.slice(0, 3).map(line => line.slice(0, 7))).toEqual(['Parent:', 'A: Clau', 'B: Clau']);
    expect(told[4]).toMatch(/^ +Parent +A +B +B − A$/);
    expect(told).toContain('Noticed: B branched from round 0 of the parent.');
  });

  test('the prompts come first, then each answer against that of the parent', () => {
    expect(told.flatMap(line => /^(?:Prompts|Answers), .*?: /.exec(line)?.[0] ?? [])).toEqual([
      'Prompts, A (round 1) to B (round 1): ',
      'Answers, Parent (round 0) to A (round 1): ',
      'Answers, Parent (round 0) to B (round 1): ',
      'Answers, A (round 1) to B (round 1): ',
    ]);
  });

  test('a branch beside its own parent is said to be one', () => {
    const pair = lines(side(sample, 0), side(branch('B', 'It costs $0.05.'), 1));
    expect(pair).toContain('Noticed: B branched from round 0 of A.');
  });
});

describe('a call that did not tell its tokens', () => {
  const untold = [roundStarted(1), callStarted(1, 1), delta(1, 'y'), finishedUntold(1), roundFinished(1)];
  const run = runOf(
    runStarted(),
    ...wholeRound(0, 'x', { usage: { input: 10, output: 10, cacheWrite5m: 100 } }),
    ...untold,
  );

  test('makes the costs and tokens of its round unknown, and the whole "at least"', () => {
    const told = lines(side(run, 0), side(run, 1)).join('\n');
    expect(told).toMatch(/^cost {2,}\$\S+ {2,}unknown$/m);
    expect(told).toMatch(/^cost so far {2,}\$\S+ {2,}at least \$\S+$/m);
    expect(told).toMatch(/^saved so far {2,}−\$\S+ {2,}−\$\S+ on the calls that finished$/m);
    expect(told).toMatch(/^output {2,}10 tokens {2,}tokens unknown$/m);
  });

  test('alone leaves nothing that is known', () => {
    const alone = runOf(runStarted(), roundStarted(0), callStarted(0, 0), delta(0, 'x'), finishedUntold(0));
    const told = lines(side(alone, 0), side(run, 0)).join('\n');
    expect(told).toMatch(/^cost so far {2,}unknown {2,}\$/m);
    expect(told).toMatch(/^saved so far {2,}unknown {2,}−\$/m);
  });
});
