import { describe, expect, test } from 'vitest';
import {
  callStarted,
  onceMore,
  probeRound,
  roundStarted,
  runOf,
  runStarted,
  sampleEvents,
  theRun,
  wholeRound,
} from '../../run/testing/sample-run.ts';
import { lineWidth } from '../line.ts';
import { inStyle, textsOf } from '../testing/shown.ts';
import { whatIfPane } from './what-if.ts';

const RUN = theRun(sampleEvents());
const pane = (width: number, round = 1) => whatIfPane(RUN, round, width, width);

describe('the pane of what-ifs', () => {
  test('has the table, what the cache did in the round, and what is taken for granted', () => {
    const shown = textsOf(pane(78));
    expect(shown[0]).toBe('What if                        cost difference          how sure');
    expect(shown[2]).toBe('no caching                  $0.0095   +$0.0025   +36 %  exact');
    expect(shown.join(' ')).toMatch(/Round 1: cache read 1,310 \(saved \$0\.0035\)/);
    expect(shown.join(' ')).toMatch(/broke even in round 1\..*Perfect caching: /);
    expect(textsOf(pane(78, 0)).join(' ')).toMatch(/Round 0: cache wrote 1,310/);
  });

  test('where there is room, says what the round alone would have cost', () => {
    expect(textsOf(pane(110))[0]).toMatch(/how sure +round 1$/);
    expect(textsOf(pane(110))[2]).toMatch(/exact +\$0\.0049$/);
    expect(textsOf(pane(89))[0]).toMatch(/how sure$/);
  });

  test('has its signs beside its colours: what is cheaper is good', () => {
    expect(inStyle(pane(78), 'bad').join('')).toContain('+$0.0025');
    expect(inStyle(pane(78), 'good').join('')).toContain('−$0.000092');
  });

  test('is never wider than it may be', () => {
    for (const width of [1, 20, 40, 77, 78, 90, 200]) {
      expect(Math.max(...pane(width).map(lineWidth))).toBeLessThanOrEqual(width);
    }
  });

  test('before any call has told its tokens says so, and knows no numbers', () => {
    const run = runOf(runStarted(), roundStarted(0), callStarted(0, 0));
    const shown = textsOf(whatIfPane(run, 0, 78, 78)).join('\n');
    expect(shown).toContain('as it was                   unknown');
    expect(shown).toContain('No call has told its tokens yet');
    expect(shown).not.toContain('$');
  });

  test('counts a call only once it has told its tokens', () => {
    const events = sampleEvents();
    const first = textsOf(whatIfPane(theRun(events.slice(0, 13)), 1, 78, 78));
    expect(first[1]).toMatch(/\$0\.0056 +at least$/);
    expect(first.join(' ')).toContain('One call has not told its tokens');
  });
});

test('attempts at a round, and probes, are told apart', () => {
  const run = runOf(
    runStarted(),
    ...wholeRound(0, '1'),
    ...onceMore(0, { call: 1, again: 0, answer: '2' }),
    ...probeRound(2, 'pressure', '1'),
  );
  const shown = (round: number) => textsOf(whatIfPane(run, round, 200, 200)).join('\n');
  expect(shown(0)).toMatch(/Round 0, answer, attempt 1 of 2, not the one that goes on: cache/);
  expect(shown(0)).toMatch(/Round 0, answer, attempt 2 of 2: cache/);
  expect(shown(2)).toMatch(/Round 2, pressure: cache/);
});
