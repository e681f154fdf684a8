import { describe, expect, test } from 'vitest';
import type { NewEvent } from '../run/events.ts';
import type { Settings } from '../run/settings.ts';
import {
  edited,
  probeRound,
  QUESTION,
  runOf,
  runStarted,
  SETTINGS,
  wholeRound,
} from '../run/testing/sample-run.ts';
import { feedbackWords, LONGEST_FEEDBACK } from './feedback.ts';
import { REFLECTION_PROMPT, withSchema } from './prompts.ts';
import { feedbackFor, firstTurn, reflectTurn } from './turns.ts';

const prompted = (prompts: Settings['prompts']): Settings => ({ ...SETTINGS, prompts });
const checked = (round: number, text: string): NewEvent => ({
  type: 'check.finished',
  round,
  lane: 0,
  source: 'sql',
  text,
  verdict: 'fail',
  durationMs: 1,
});
const [started, ...first] = [runStarted(), ...wholeRound(0, '0.10')];
const answered = [started ?? runStarted(), ...first];
const withCheck = [...answered.slice(0, -1), checked(0, 'No rows.'), ...answered.slice(-1)];

describe('the first turn', () => {
  test('is the question, or what the prompt makes of it', () => {
    const run = runOf(runStarted());
    expect(firstTurn(run, SETTINGS)).toBe(QUESTION.text);
    expect(firstTurn(run, prompted({ first: '{question}\n\nStep by step.' }))).toBe(
      `${QUESTION.text}\n\nStep by step.`,
    );
  });
  test('ends with the form of the answer, where the question has one', () => {
    const run = runOf(runStarted());
    const asked = { ...run, question: { ...run.question, schema: { type: 'object' } } };
    const form = [
      'Give the answer as JSON that is valid against this JSON Schema, in one fenced block at the end:',
      '```json\n{\n  "type": "object"\n}\n```',
    ].join('\n\n');
    expect(firstTurn(asked, SETTINGS)).toBe(`${QUESTION.text}\n\n${form}`);
    expect(firstTurn(asked, prompted({ first: '{question} Now.' }))).toBe(`${QUESTION.text} Now.\n\n${form}`);
  });
  test('fences a schema that has a fence in it with a longer one', () => {
    expect(withSchema('?', { description: '```' })).toMatch(/\n````json\n[\s\S]*\n````$/);
  });
});

describe('the turn that asks for a reflection', () => {
  test('is the neutral prompt where there is no other', () => {
    expect(reflectTurn(runOf(...answered), 1, SETTINGS)).toBe(REFLECTION_PROMPT);
  });
  test('has the question, the answer, the round and what was said of the answer in their places', () => {
    const settings = prompted({ reflection: '{round}: {answer} to {question}? {feedback}' });
    expect(reflectTurn(runOf(...withCheck), 1, settings)).toBe(`1: 0.10 to ${QUESTION.text}? No rows.`);
  });
  test('is about the answer that goes on, not about a resample beside it', () => {
    const run = runOf(...answered, ...probeRound(1, 'resample', '0.99'));
    expect(reflectTurn(run, 2, prompted({ reflection: '{answer}' }))).toBe('0.10');
  });
});

describe('what is put before the model', () => {
  test('is what the checks said of the answer that it goes on from', () => {
    expect(feedbackFor(runOf(...withCheck), 1)).toBe('No rows.');
    expect(feedbackFor(runOf(...answered), 1)).toBe('');
    const beside = runOf(...withCheck, ...probeRound(1, 'resample', '0.99'));
    expect(feedbackFor(beside, 2)).toBe('No rows.');
  });
  test('is the user’s own word in its place, also where that is none', () => {
    expect(feedbackFor(runOf(...withCheck, edited(1, { feedback: 'Odd.' })), 1)).toBe('Odd.');
    expect(feedbackFor(runOf(...withCheck, edited(1, { feedback: '' })), 1)).toBe('');
    expect(feedbackFor(runOf(...withCheck, edited(2, { feedback: 'Odd.' })), 1)).toBe('No rows.');
  });
});

test('of feedback that is very long the model gets the beginning and the end', () => {
  const words = feedbackWords({
    round: 0,
    lane: 0,
    source: 'command',
    text: `BEGIN ${'x'.repeat(50_000)} END`,
    verdict: 'fail',
    durationMs: 1,
  });
  expect(words.length).toBeLessThan(LONGEST_FEEDBACK + 100);
  expect(words).toMatch(/^BEGIN x+\n\n\(42,?010 characters left out\)\n\nx+ END$/);
});
