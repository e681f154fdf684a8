import { expect, test } from 'vitest';
import { Settings } from '../../run/settings.ts';
import { lineWidth } from '../line.ts';
import { textOf } from '../testing/shown.ts';
import { settingsLine } from './choice-line.ts';

const settings = (changes: object = {}) => Settings.parse({ model: 'm', ...changes });
const all = settings({
  system: 'Be brief.',
  temperature: 0.2,
  maxTokens: 900,
  strategy: { rounds: 2, repeatQuestion: true },
  prompts: { reflection: 'Again?' },
  stop: { answerStable: 2, maxCost: 0.5, maxSeconds: 60, maxTokensTotal: 9000 },
});

test('what is usual is said in few words', () => {
  expect(textOf(settingsLine(settings(), 'default', 80))).toBe(' rounds 3  thinking default  cache 5m');
  expect(textOf(settingsLine(settings(), 'off', 120))).toBe(
    ' strategy self-reflection  rounds 3  thinking off  cache 5m',
  );
});

test('what is not as usual is all said where there is room', () => {
  expect(textOf(settingsLine(all, 'default', 220))).toBe(
    ' strategy self-reflection  rounds 2  thinking default  cache 5m  system set  reflection own prompt  question repeated  temperature 0.2  max tokens 900  stable 2×  cap $0.5000  cap 60 s  cap 9,000 tokens',
  );
});

test('where there is not, the line says that there is more', () => {
  for (let width = 60; width < 200; width++) {
    const line = settingsLine(all, 'default', width);
    expect(lineWidth(line)).toBeLessThanOrEqual(width);
    if (width < 170) expect(textOf(line)).toMatch(/…$/);
  }
});
