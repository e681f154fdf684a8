import { describe, expect, test } from 'vitest';
import {
  callFailed,
  callStarted,
  delta,
  finishedUntold,
  roundStarted,
  runOf,
  runStarted,
  sampleEvents,
  theRun,
  wholeRound,
} from '../../run/testing/sample-run.ts';
import { lineWidth } from '../line.ts';
import { inStyle, textOf } from '../testing/shown.ts';
import { meterLine, savedTone } from './meter.ts';

const run = theRun(sampleEvents());
const meter = (...args: Parameters<typeof meterLine>) => textOf(meterLine(...args));

test('tokens stand to the left and money to the right, as much as fits whole', () => {
  expect(meter(run, 120)).toMatch(
    /^ in 28 {2}cached 1,310 {2}wrote 1,370 {2}out 90 {2}in calls 0.8 s +cost \$0.0070 {2}without cache \$0.0095 {2}saved \+\$0.0025 \(26 %\)$/,
  );
  expect(meter(run, 80)).toMatch(/^ in 28 {2}cached 1,310 {2}wrote 1,370 {2}out 90 +cost \$0.0070 {2}saved/);
  expect(meter(run, 60)).toMatch(/^ in 28 {2}out 90 +cost \$0.0070 {2}saved \+\$0.0025 \(26 %\)$/);
  for (let width = 30; width < 140; width++)
    expect(lineWidth(meterLine(run, width))).toBeLessThanOrEqual(width);
});

describe('the cost', () => {
  const second = [roundStarted(1), callStarted(1, 1), delta(1, 'x')];
  test('of a call that goes on or was cut off makes the whole a "not less than"', () => {
    const events = [runStarted(), ...wholeRound(0, 'x', { usage: { input: 1000, output: 1000 } }), ...second];
    expect(meter(runOf(...events), 80)).toContain('cost ≥ $0.0180');
    expect(meter(runOf(...events, callFailed(1)), 80)).toContain('cost ≥ $0.0180');
  });
  test('is not told before the first call has ended', () => {
    expect(meter(runOf(runStarted(), roundStarted(0), callStarted(0, 0)), 80)).toMatch(/ cost …$/);
  });
  test('without a price is unknown, and never zero', () => {
    const unknown = runOf(runStarted({ prices: [] }), ...wholeRound(0, 'x'));
    expect(meter(unknown, 120)).toMatch(/cost unknown {2}saved unknown$/);
    expect(meter(runOf(runStarted({ prices: [] }), ...second), 120)).not.toContain('$');
  });
});

describe('the tokens', () => {
  const begun = [runStarted(), roundStarted(0), callStarted(0, 0), delta(0, 'x')];
  const over = { type: 'run.finished', outcome: 'cancelled' } as const;
  test('are not told before a call has told them, and unknown if none ever did', () => {
    expect(meter(runOf(...begun), 80)).toMatch(/^ tokens … {2}in calls 0.1 s +cost …$/);
    expect(meter(runOf(...begun, callFailed(0), over), 80)).toMatch(
      /^ tokens unknown {2}in calls 0.2 s +cost unknown$/,
    );
    expect(meter(runOf(...begun, finishedUntold(0), over), 80)).toMatch(/^ tokens unknown .*cost unknown$/);
  });
  test('are "not less than" when a call did not tell them', () => {
    const second = [roundStarted(1), callStarted(1, 1), finishedUntold(1)];
    const run = runOf(runStarted(), ...wholeRound(0, 'x'), ...second);
    expect(meter(run, 100)).toMatch(/^ in ≥ 10 {2}out ≥ 10 {2}in calls 0.8 s +cost ≥ /);
  });
});

describe('a saving', () => {
  test('is good, bad, or neither when it is shown as zero', () => {
    expect([0.1, -0.1, 0, 1e-18, -1e-18, undefined].map(savedTone)).toEqual([
      'good',
      'bad',
      'muted',
      'muted',
      'muted',
      'muted',
    ]);
  });
  test('that is negative is said so', () => {
    const wrote = runOf(runStarted(), ...wholeRound(0, 'x', { usage: { output: 10, cacheWrite5m: 2000 } }));
    expect(inStyle([meterLine(wrote, 120)], 'bad')).toEqual(['−$0.0015 (−24 %) ']);
  });
});

test('a branch tells what it cost itself, and what was paid before it', () => {
  const parent = { run: 'p', round: 0, seq: 6 };
  const used = { usage: { input: 1000, output: 600 } };
  const branch = runOf(runStarted({ parent }), ...wholeRound(0, 'x', used), ...wholeRound(1, 'x'));
  expect(meter(branch, 140)).toMatch(
    /cost \$0\.000180 {2}\+ \$0\.0120 before the branch, paid there {2}without/,
  );
  expect(meter(branch, 80)).toMatch(/cost \$0\.000180 {2}\+ \$0\.0120 before the branch {2}saved/);
  expect(meter(branch, 60)).toMatch(/\+ \$0\.0120 before {2}saved/);
  const unpriced = runOf(runStarted({ parent, prices: [] }), ...wholeRound(0, 'x', used));
  expect(meter(unpriced, 140)).toContain('+ unknown cost before the branch, paid there');
  for (let width = 30; width < 160; width++)
    expect(lineWidth(meterLine(branch, width))).toBeLessThanOrEqual(width);
});
