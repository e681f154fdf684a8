import { expect, test } from 'vitest';
import { edited, noted, probeRound, runOf, runStarted, wholeRound } from '../../run/testing/sample-run.ts';
import { remarks } from './remark.ts';

test('a remark has its mark', () => {
  const run = runOf(runStarted(), ...wholeRound(0, '0.05'), ...wholeRound(1, '0.05'));
  expect(remarks(run, 0)).toEqual([]);
  expect(remarks(run, 1)).toEqual(['▲ the answer is the one of the round before: 10 tokens, $0.000180']);
});

test('a note comes first, on one line, and says where all of it is', () => {
  const run = runOf(runStarted(), ...wholeRound(0, '1'), noted(0, 'Short.'));
  expect(remarks(run, 0)).toEqual(['• Short.']);
  const [long = ''] = remarks(runOf(runStarted(), ...wholeRound(0, '1'), noted(0, 'word '.repeat(40))), 0);
  expect(long).toMatch(/^• word .*… \(5 shows all\)$/);
  expect(long.length).toBeLessThan(78);
});

test('what the user changed is said before it, and a probe is no reflection', () => {
  const run = runOf(
    runStarted(),
    ...wholeRound(0, '1'),
    edited(1, { prompt: { text: 'a', proposed: 'b' }, temperature: 0.2 }),
    ...wholeRound(1, '2'),
    noted(1, 'Odd.'),
    ...probeRound(2, 'pressure', '3', { probe: { kind: 'pressure', text: '0.10' } }),
  );
  expect(remarks(run, 1)).toEqual(['~ Changed by you: another prompt, temperature 0.2', '• Odd.']);
  expect(remarks(run, 2)).toEqual(['○ A probe, no reflection: pressure: 0.10']);
});
