import { describe, expect, test } from 'vitest';
import { BINDINGS, type Screen } from '../keys.ts';
import { lineWidth } from '../line.ts';
import { textsOf } from '../testing/shown.ts';
import { AT_TOP, toBottom } from '../widgets/scroll.ts';
import { helpExtent, helpFrame } from './help-frame.ts';

const SCREENS: Screen[] = [
  'picker',
  'form',
  'prompts',
  'own-question',
  'inspector',
  'waiting',
  'tree',
  'finished',
  'player',
  'step-editor',
  'debug-input',
];

describe('the help', () => {
  test('tells every key of the screen, on one page or by scrolling', () => {
    for (const screen of SCREENS) {
      for (const [width, height] of [
        [80, 24],
        [60, 16],
        [120, 24],
        [120, 40],
      ] as const) {
        const extent = helpExtent(screen, width, height);
        const pages = Array.from({ length: extent.total }, (_, offset) =>
          helpFrame(screen, { offset, follow: false }, width, height),
        );
        const text = pages.flatMap(textsOf).join('\n');
        for (const { label, screens } of BINDINGS)
          if (screens.includes(screen)) expect(text).toContain(label);
        for (const lines of pages) {
          expect(lines).toHaveLength(height);
          for (const line of lines) expect(lineWidth(line)).toBeLessThanOrEqual(width);
        }
      }
    }
  });
  test('is in two columns where one is too long, with no group torn apart', () => {
    const texts = textsOf(helpFrame('player', AT_TOP, 120, 49));
    expect(texts.at(-1)).toBe(' any other key closes');
    expect(texts[2]).toMatch(/^ Playback {20,}(Panes|Read|Probe)$/);
  });
  test('tears a group apart where otherwise not all of it could be seen, under its name twice', () => {
    const texts = textsOf(helpFrame('finished', AT_TOP, 120, 36));
    expect(texts.at(-1)).toBe(' any other key closes');
    expect(texts.join('\n').match(/(?<!\w)Read(?= {10,}|$)/gm)).toHaveLength(2);
  });
  test('says how much more there is below', () => {
    expect(textsOf(helpFrame('inspector', AT_TOP, 80, 20)).at(-1)).toMatch(
      /^ ↑↓ \d+ more {3}any other key closes$/,
    );
    const end = toBottom(helpExtent('inspector', 80, 20));
    expect(textsOf(helpFrame('inspector', end, 80, 20)).at(-1)).toBe(' ↑↓ scroll   any other key closes');
  });
});
