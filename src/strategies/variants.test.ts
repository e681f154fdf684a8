import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Question } from '../run/question.ts';
import type { CallStatus } from '../run/run.ts';
import { edited, QUESTION, runOf, runStarted } from '../run/testing/sample-run.ts';
import {
  REPHRASE_PROMPT,
  readRephrasing,
  rephraseTurn,
  type VariantFields,
  variantFor,
  variantProblem,
} from './variants.ts';

const RUN = runOf(runStarted());
const FIELDS: VariantFields = { variants: 'none', seed: 1, noise: 0.3 };
const asked = (lane: number, fields: Partial<VariantFields>, run = RUN) =>
  variantFor(run, 0, lane, { ...FIELDS, ...fields });

describe('the question of a lane', () => {
  test('is as it is in lane 0, and everywhere without variants', () => {
    for (const variants of ['none', 'typing', 'ocr', 'rephrase'] as const) {
      expect(asked(0, { variants })).toEqual({});
    }
    expect(asked(3, {})).toEqual({});
  });

  test.each(['typing', 'ocr'] as const)('has noise of %s, by the seed and the lane', variants => {
    const { question } = asked(2, { variants, seed: 5 });
    expect(question).not.toBe(QUESTION.text);
    expect(asked(2, { variants, seed: 5 }).question).toBe(question);
    // The next lane goes on from the seed, so that no two lanes have the same mistakes.
    expect(asked(1, { variants, seed: 6 }).question).toBe(question);
    expect(asked(3, { variants, seed: 5 }).question).not.toBe(question);
    expect(question).toMatch(/\$1\.10.*\$1\.00/);
  });

  test('keeps the labels to choose from', () => {
    const text = `Is it excellent or horrible? ${'It was splendid. '.repeat(40)}`;
    const labels = ['excellent', 'horrible'];
    const question = Question.parse({ id: 'mood', text, grader: 'label', labels });
    const run = runOf(runStarted({ question }));
    for (let seed = 0; seed < 40; seed++) {
      expect(asked(1, { variants: 'typing', seed }, run).question).toMatch(/excellent or horrible\?/);
    }
  });

  test('has to be said in other words first, in a conversation of its own', () => {
    expect(variantFor(RUN, 0, 2, { ...FIELDS, variants: 'rephrase' }, { temperature: 0.7 })).toEqual({
      before: {
        kind: 'call',
        lane: 2,
        purpose: 'rephrase',
        model: RUN.settings.model,
        messages: [{ role: 'user', content: [{ text: rephraseTurn(QUESTION.text) }] }],
        settings: { temperature: 0.7 },
      },
    });
    expect(rephraseTurn('Why?')).toBe(`${REPHRASE_PROMPT}\n\n<question>\nWhy?\n</question>`);
  });

  test('is not said in other words where a person wrote the turn', () => {
    const wrote = edited(0, { prompt: { text: 'Why not?', proposed: QUESTION.text } });
    expect(asked(1, { variants: 'rephrase' }, runOf(runStarted(), wrote))).toEqual({});
    const tookBack = edited(0, { prompt: null });
    expect(asked(1, { variants: 'rephrase' }, runOf(runStarted(), wrote, tookBack))).toHaveProperty('before');
  });
});

describe('other words for a question', () => {
  const read = (text: string, changes: { stopReason?: string; status?: CallStatus } = {}) =>
    readRephrasing({ status: 'finished', ...changes, text }, QUESTION);
  const OTHER = 'You pay $1.10 for a bat and a ball; the bat is $1.00 dearer. How much is the ball?';

  test('are what was said, without what stands around it', () => {
    for (const said of [
      OTHER,
      `\n ${OTHER}\n`,
      `"${OTHER}"`,
      `“${OTHER}”`,
      `<question>\n${OTHER}\n</question>`,
      `Question: ${OTHER}`,
      `**Rephrased question:** ${OTHER}`,
      `Sure! Here's the question in other words:\n\n${OTHER}`,
    ]) {
      expect(read(said)).toBe(OTHER);
    }
  });

  test('may begin as an opening does', () => {
    const text = 'Here is a riddle: what has keys and opens no lock?';
    expect(readRephrasing({ status: 'finished', text }, { text: 'What is it?' })).toBe(text);
  });

  test('are none when nothing was said, when they were refused, and when they were cut off', () => {
    expect(read('')).toBeUndefined();
    expect(read(' \n ')).toBeUndefined();
    expect(read('<question></question>')).toBeUndefined();
    for (const stopReason of ['refusal', 'guardrail_intervened', 'content_filtered', 'max_tokens']) {
      expect(read(OTHER, { stopReason })).toBeUndefined();
    }
    expect(read(OTHER, { stopReason: 'end_turn' })).toBe(OTHER);
    expect(read(OTHER, { status: 'failed' })).toBeUndefined();
    for (const text of [
      'I’m sorry, but I will not do that.',
      "I can't help with that request.",
      'I cannot rephrase this.',
      "I'm unable to assist with it.",
    ]) {
      expect(readRephrasing({ status: 'finished', text }, { text: 'Who is it?' })).toBeUndefined();
    }
    const text = 'I cannot find my two keys. Where are they?';
    expect(readRephrasing({ status: 'finished', text }, { text: 'Where are my two keys?' })).toBe(text);
  });

  test('are none when a number is missing or new: that is another question, or an answer', () => {
    expect(read('You pay $1.10 for both. How much is the ball?')).toBeUndefined();
    expect(read('A bat is $1.00 more than a ball, and both are $1.10, so that the ball is $0.05.')).toBe(
      undefined,
    );
    const count = { text: 'How many are 1,200 and 7, or 7 and 1,200?' };
    const text = 'What do 7 and 1200 come to?';
    expect(readRephrasing({ status: 'finished', text }, count)).toBe(text);
  });

  test('are none when a label is missing that stood in the question', () => {
    const question = { text: 'Is it positive or negative?', labels: ['positive', 'negative', 'mixed'] };
    const said = (text: string) => readRephrasing({ status: 'finished', text }, question);
    expect(said('Which is it, Negative or Positive?')).toBe('Which is it, Negative or Positive?');
    expect(said('Is it good or bad?')).toBeUndefined();
  });

  test('are never empty, whatever was asked and said', () =>
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, said) => {
        expect(readRephrasing({ status: 'finished', text: said }, { text })?.trim()).not.toBe('');
      }),
    ));
});

describe('fields that contradict each other', () => {
  test('are noise that damages nothing', () => {
    expect(variantProblem(FIELDS)).toBeUndefined();
    expect(variantProblem({ ...FIELDS, noise: 0 })).toBeUndefined();
    expect(variantProblem({ ...FIELDS, variants: 'rephrase', noise: 0 })).toBeUndefined();
    expect(variantProblem({ ...FIELDS, variants: 'ocr', noise: 0 })).toMatch(/^A noise of 0 damages no word/);
  });
});
