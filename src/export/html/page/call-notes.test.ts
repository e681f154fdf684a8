import { expect, test } from 'vitest';
import { runTold } from '../../../run/testing/told-rounds.ts';
import { outcomeViews } from './call-notes.ts';
import { textOf } from './tree.ts';

test('what there is to notice of a round stands below its answer, badges among it', () => {
  const run = runTold({ text: '0.10' }, { text: '0.05' }, { text: '0.10' });
  const [, , round] = run.rounds;
  const [, , call] = run.calls;
  const said = round && call ? outcomeViews(run, round, call).map(textOf) : [];
  expect(said).toContain('Noticed: the answer of round 0 came back after another one.');
});
