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

test('a prompt has its name, or which of its turns is another one', () => {
  const line = (prompts: object) => textOf(settingsLine(settings({ prompts }), 'default', 80));
  expect(line({ name: 'checklist', reflection: 'Check.' })).toMatch(/ {2}prompt checklist$/);
  expect(line({ name: 'a name that is\nmuch longer than its room', reflection: 'x' })).toMatch(
    / {2}prompt a name .*…$/,
  );
  expect(line({ first: '{question} Now.' })).toMatch(/cache 5m {2}round 0 own prompt$/);
});
