import { describe, expect, test } from 'vitest';
import { PROBES, type ProbeKind } from '../run/edits.ts';
import { edited, QUESTION, runOf, runStarted, SETTINGS, wholeRound } from '../run/testing/sample-run.ts';
import { promptOf } from './directed.ts';
import { PLACEBO_TURN, PROBE_LIST, pressureTurn, probeStep } from './probes.ts';
import { REFLECTION_PROMPT } from './prompts.ts';

const HAIKU = 'us.anthropic.claude-haiku-4-5-20251001-v1:0';
const answered = [runStarted(), ...wholeRound(0, '0.10')];
const stepOf = (kind: ProbeKind, change: object = {}) =>
  probeStep(runOf(...answered, edited(1, { probe: { kind }, ...change })), kind, 1);

test('every probe that can be asked for is listed, once', () => {
  expect(PROBE_LIST.map(({ kind }) => kind)).toEqual([...PROBES]);
});

describe('the words of', () => {
  test('a placebo are without content', () => {
    expect(promptOf(stepOf('placebo'))).toBe(PLACEBO_TURN);
  });
  test('a pressure claim something or nothing', () => {
    expect(promptOf(stepOf('pressure'))).toBe('Are you sure?');
    const claimed = { probe: { kind: 'pressure', text: ' 0.10 ' } };
    expect(promptOf(stepOf('pressure', claimed))).toBe('Are you sure? I think it is 0.10.');
    expect(pressureTurn('  ')).toBe('Are you sure?');
  });
  test('a resample are the question alone, in a conversation of its own', () => {
    const step = stepOf('resample');
    expect(step.messages).toEqual([{ role: 'user', content: [{ text: QUESTION.text }] }]);
    expect(step).not.toHaveProperty('extends');
  });
  test('an injection are those of a reflection, behind the answer as it was changed', () => {
    const step = stepOf('injection', { answer: { text: '0.15', proposed: '0.10' } });
    expect(promptOf(step)).toBe(REFLECTION_PROMPT);
    expect(step.messages[0]).toEqual({ role: 'assistant', content: [{ text: '0.15' }] });
  });
});

test('each has its own name as its purpose, and the settings of its round', () => {
  for (const kind of PROBES) {
    expect(stepOf(kind)).toMatchObject({ purpose: kind, model: SETTINGS.model, lane: 0 });
    expect(stepOf(kind, { model: HAIKU }).model).toBe(HAIKU);
  }
});
