import { describe, expect, test } from 'vitest';
import type { Marker } from '../../replay/markers.ts';
import { createPlayer } from '../../replay/player.ts';
import { sampleEvents } from '../../run/testing/sample-run.ts';
import { asciiSigns } from '../ascii-signs.ts';
import { lineWidth } from '../line.ts';
import { playerState } from '../testing/player-states.ts';
import { textOf } from '../testing/shown.ts';
import { progressLine } from './progress-bar.ts';

const bar = (changes: Parameters<typeof playerState>[0], width = 40) =>
  textOf(progressLine(playerState(changes), width));
const marker = (changes: Partial<Marker>): Marker => ({
  kind: 'flip',
  atMs: 0,
  count: 50,
  round: 0,
  sign: '✓',
  words: 'FIX in round 1',
  tone: 'good',
  ...changes,
});
const round = (index: number, atMs: number) =>
  marker({ kind: 'round', atMs, round: index, sign: '│', tone: 'muted' });

describe('the bar', () => {
  test('is as long as has been played', () => {
    expect(bar({ atMs: 0 })).toBe('─'.repeat(40));
    expect(bar({ atMs: 45_000 })).toBe('━'.repeat(20) + '─'.repeat(20));
    expect(bar({ atMs: 90_000, ended: true })).toBe('━'.repeat(40));
  });
  test('of a run that takes no time is whole at its end', () => {
    expect(bar({ durationMs: 0, atMs: 0, ended: true })).toBe('━'.repeat(40));
    expect(bar({ durationMs: 0, atMs: 0, markers: [round(0, 0)] })).toBe(`0${'─'.repeat(39)}`);
  });
  test('has the rounds by their numbers, and a sign for everything else', () => {
    const { durationMs } = createPlayer(sampleEvents()).position();
    const markers = createPlayer(sampleEvents()).markers();
    expect(bar({ durationMs, markers, atMs: 600 }, 34)).toBe(
      '──0───○─────────────1─────────✓───'.replace('──0───○─────', '━━0━━━○━━━━━'),
    );
  });
  test('where two fall together, what tells more stays, and a number moves on by a cell', () => {
    const markers = [round(1, 45_000), marker({ atMs: 45_000 })];
    expect(bar({ markers })).toBe(`${'─'.repeat(20)}✓1${'─'.repeat(18)}`);
    const three = [marker({ atMs: 45_000 }), marker({ atMs: 45_100, kind: 'failure', sign: '!' })];
    expect(bar({ markers: three })).toBe(`${'─'.repeat(19)}!✓${'─'.repeat(19)}`);
  });
  test('what is still to come is dim, and what has been has its colour', () => {
    const markers = [marker({ atMs: 20_000 }), marker({ atMs: 80_000 })];
    const spans = progressLine(playerState({ markers, atMs: 45_000 }), 40);
    expect(spans.filter(({ text }) => text === '✓').map(({ style }) => style)).toEqual(['good', 'muted']);
  });
  test('numbers that would run into each other are left out', () => {
    const markers = Array.from({ length: 200 }, (_, index) => round(index, index * 450));
    expect(bar({ markers }, 60)).toMatch(/^(\d+[─]+)+$/);
    expect(bar({ markers }, 60)).not.toMatch(/\d{4}/);
  });
  test('has other signs for everything where there is only ASCII', () => {
    const signs = [...'│✓✗≠↩!○•━─'].map(asciiSigns);
    expect(signs.join('')).toMatch(/^[ -~]+$/);
    expect(new Set(['✓', '✗', '≠', '↩', '!', '○', '•', '━', '─'].map(asciiSigns)).size).toBe(9);
  });
});

describe('in words it says how the run is played', () => {
  test('only what is not as usual', () => {
    expect(bar({}, 80)).not.toMatch(/\w/);
    const words = bar({ idleMs: 2000, stopAt: 'flips', loop: true, file: { number: 2, of: 3 } }, 100);
    expect(words).toMatch(/─ {2}waits ≤ 2 s {2}halts at flips {2}loop {2}file 2 of 3$/);
  });
  test('what is marked where one stands, and not while it plays', () => {
    const at = { markers: [marker({ count: 7 })], events: { count: 7, of: 9 } };
    expect(bar({ ...at, playing: false }, 80)).toMatch(/✓ FIX in round 1$/);
    expect(bar({ ...at, playing: true }, 80)).not.toContain('FIX');
  });
  test('that times are not known', () => {
    expect(bar({ isTimed: false }, 80)).toMatch(/ {2}timing not known: two seconds a call$/);
    expect(bar({ isTimed: false }, 60)).toMatch(/ {2}no times: 2 s a call$/);
  });
  test('and gives way to the bar where there is little room', () => {
    for (let width = 1; width < 130; width++) {
      const line = progressLine(
        playerState({ idleMs: 1500, stopAt: 'markers', loop: true, isTimed: false, playing: false }),
        width,
      );
      expect(lineWidth(line)).toBe(width);
    }
  });
});
