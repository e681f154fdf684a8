import { describe, expect, test } from 'vitest';
import type { Pending } from '../../engine/gate.ts';
import type { Run } from '../../run/run.ts';
import {
  probeRound,
  roundStarted,
  runOf,
  runStarted,
  sampleEvents,
  theRun,
  wholeRound,
} from '../../run/testing/sample-run.ts';
import { lineWidth } from '../line.ts';
import type { PlayerState } from '../player-session.ts';
import { playerState } from '../testing/player-states.ts';
import { textOf } from '../testing/shown.ts';
import { headerLine } from './header.ts';

const EVENTS = sampleEvents();
const finished = theRun(EVENTS);
const streaming: Run = { ...theRun(EVENTS.slice(0, 7)), at: 2000 };
const header = (run: Run | undefined, width: number, player?: PlayerState, waiting?: Pending) =>
  textOf(headerLine(run, player, width, waiting));
const PLAYER = playerState({ speed: 2, atMs: 61_000 });

test('before anything is known it says that the run is starting', () => {
  expect(header(undefined, 40)).toBe(' reflectoscope                starting…');
});

describe('the state', () => {
  test('of a run that goes on is its round and the speed of the text, as an estimate', () => {
    expect(header(streaming, 80)).toMatch(/● round 0\/1 {2}~\d+ tok\/s$/);
    expect(header({ ...streaming, at: streaming.at - 1500 }, 80)).toMatch(/● round 0\/1$/);
    expect(header(theRun(EVENTS.slice(0, 3)), 80)).toMatch(/● round 0\/1$/);
  });
  test('of one that is over is how it ended', () => {
    expect(header(finished, 80)).toMatch(/■ max-rounds$/);
    expect(header(finished, 120)).toMatch(/■ stopped by max-rounds$/);
    expect(header({ ...finished, outcome: { kind: 'cancelled' } }, 80)).toMatch(/■ cancelled$/);
    expect(header({ ...finished, outcome: { kind: 'failed', error: undefined } }, 80)).toMatch(/▲ failed$/);
  });
  test('of one that is played is the place, the length and the speed', () => {
    expect(header(finished, 80, PLAYER)).toMatch(/▶ 1:01 \/ 1:30 {2}2×$/);
    expect(header(finished, 80, { ...PLAYER, playing: false })).toMatch(/‖ 1:01/);
    const ended = { ...PLAYER, playing: false, ended: true };
    expect(header(finished, 120, ended)).toMatch(/■ 1:01 \/ 1:30 {2}2× {2}stopped by max-rounds$/);
    expect(header({ ...finished, outcome: { kind: 'cancelled' } }, 80, ended)).toMatch(/cancelled$/);
    expect(header(finished, 80, ended)).toMatch(/■ 1:01 \/ 1:30 {2}2× {2}max-rounds$/);
  });
});

test('a recording that no model produced says so at every width', () => {
  const run: Run = { ...streaming, provenance: 'synthetic' };
  for (const width of [60, 80, 99, 100, 160]) expect(header(run, width)).toContain('recording (synthetic)');
  expect(header(streaming, 80)).not.toContain('live');
  expect(header(streaming, 120)).toContain('live');
});

test('the name of the program gives way to what is asked', () => {
  const run: Run = {
    ...streaming,
    provenance: 'synthetic',
    question: { ...streaming.question, title: 'Bat' },
  };
  expect(header(run, 120)).toMatch(/^ reflectoscope {2}Claude Sonnet 4.6 · Bat · self-reflection ×1/);
  expect(header(run, 80)).toMatch(/^ reflectoscope {2}Sonnet 4.6 · Bat/);
  expect(header({ ...run, question: { ...run.question, title: 'A harbour at dawn' } }, 80)).toMatch(
    /^ Sonnet 4.6 · A harbour at dawn/,
  );
});

test('a question without a title is named by its first words, on one line', () => {
  const run: Run = {
    ...streaming,
    question: { id: 'own', domain: 'd', text: 'Why\nis it so?', grader: 'text' },
  };
  expect(header(run, 100)).toContain('· Why is it so? ·');
  expect(header(run, 80)).toContain('· Why');
});

test('never wider than the screen', () => {
  for (let width = 20; width < 200; width += 7) {
    for (const run of [undefined, streaming, finished]) {
      expect(lineWidth(headerLine(run, undefined, width))).toBeLessThanOrEqual(width);
      expect(lineWidth(headerLine(run, PLAYER, width))).toBeLessThanOrEqual(width);
    }
  }
});

describe('of a branch', () => {
  const parent = { run: '01K0PARENTOFTHEM', round: 1, seq: 12 };
  const run: Run = { ...finished, parent };
  test('it is said where it comes from, at every width', () => {
    expect(header(run, 140)).toContain(' · branch of …OFTHEM at round 1');
    expect(header(run, 80)).toContain(' · branch at round 1');
    const question = {
      ...run.question,
      title: 'A title that is far too long for the line that it stands in',
    };
    expect(header({ ...run, question }, 80)).toContain('… · branch at round 1');
    expect(header({ ...run, parent: { ...parent, seq: 0 } }, 140)).toContain('at the question');
  });
  test('and that it was gone on with', () => {
    expect(header({ ...run, resumed: 1 }, 140)).toContain('at round 1 · gone on with');
    for (let width = 20; width < 160; width += 3)
      expect(lineWidth(headerLine({ ...run, resumed: 1 }, undefined, width))).toBeLessThanOrEqual(width);
  });
});

test('what brings the answers together after the last round is named, and not counted', () => {
  const rounds = [runStarted(), ...wholeRound(0, '1'), ...wholeRound(1, '1')];
  expect(header(runOf(...rounds, roundStarted(2, 'aggregate')), 80)).toMatch(/● aggregating$/);
  expect(header(runOf(...rounds, roundStarted(2, 'judge')), 80)).toMatch(/● round 2$/);
});

test('probes are not counted among the rounds of the strategy', () => {
  const events = [runStarted(), ...wholeRound(0, '1'), ...probeRound(1, 'pressure', '1')];
  expect(header(runOf(...events), 80)).toMatch(/● round 1: pressure$/);
  expect(header(runOf(...events, ...wholeRound(2, '1')), 80)).toMatch(/● round 2 \(1\/1\)$/);
});

describe('a run that waits', () => {
  const { outcome: _outcome, ...going } = finished;
  const calls: Pending = { kind: 'calls', round: 1, roundKind: 'reflection', calls: [] };

  test('says so, and for which round', () => {
    expect(header(going, 80, undefined, calls)).toMatch(/‖ waits for you: round 1\/1$/);
    expect(header(going, 120, undefined, calls)).toMatch(/‖ waits for you: round 1\/1$/);
    const probe: Pending = { ...calls, round: 2, roundKind: 'pressure' };
    expect(header(going, 80, undefined, probe)).toMatch(/‖ waits for you: round 2: pressure$/);
    expect(header(going, 80, undefined, { kind: 'end', round: 2, rule: 'max-rounds' })).toMatch(
      /‖ waits for you$/,
    );
  });

  test('before its first round, too, and after a probe', () => {
    const begun = theRun(EVENTS.slice(0, 1));
    expect(header(begun, 80, undefined, { ...calls, round: 0, roundKind: 'answer' })).toMatch(
      /waits for you: round 0\/1$/,
    );
    const probed = runOf(runStarted(), ...wholeRound(0, '1'), ...probeRound(1, 'placebo', '1'));
    expect(header(probed, 80, undefined, { ...calls, round: 2 })).toMatch(/round 2 \(1\/1\)$/);
  });

  test('is never wider than the screen', () => {
    for (let width = 40; width < 160; width++) {
      expect(lineWidth(headerLine(going, undefined, width, calls))).toBeLessThanOrEqual(width);
    }
  });
});
