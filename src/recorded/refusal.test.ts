import { describe, expect, test } from 'vitest';
import type { EventOf } from '../run/events.ts';
import { Settings } from '../run/settings.ts';
import { REFLECTION_PROMPT } from '../strategies/prompts.ts';
import type { RecordingInfo } from './recordings.ts';
import { HOW_TO_CONNECT, whyNotRecorded } from './refusal.ts';
import { QUESTION } from './testing/small-recording.ts';

const SONNET = 'us.anthropic.claude-sonnet-4-6';
const NOVA = 'us.amazon.nova-lite-v1:0';

function settingsOf(rest: Record<string, unknown> = {}): Settings {
  return Settings.parse({ model: SONNET, prompts: { reflection: 'Check it.' }, ...rest });
}

function recorded(rest: Record<string, unknown> = {}, question = QUESTION): RecordingInfo {
  const head = { settings: settingsOf(rest), question } as EventOf<'run.started'>;
  return { file: 'x.jsonl', head };
}

/** What is said, without how to connect. */
function why(
  recordings: RecordingInfo[],
  rest: Record<string, unknown>,
  question = QUESTION,
): string | undefined {
  const said = whyNotRecorded(recordings, question, settingsOf(rest));
  if (said !== undefined) expect(said).toContain(` ${HOW_TO_CONNECT}`);
  return said?.replace(` ${HOW_TO_CONNECT}`, '');
}

describe('a run is refused', () => {
  const other = { ...QUESTION, id: 'mine', title: 'My own', text: 'Why is the sky blue?' };

  test('when there are no recordings', () => {
    expect(why([], {})).toBe('There are no recordings to answer from.');
  });

  test('with another question, and says how many are recorded', () => {
    expect(
      why(
        [recorded(), recorded({ model: NOVA }), recorded({}, { ...QUESTION, id: 'bat', text: 'b' })],
        {},
        other,
      ),
    ).toBe('This question is not recorded; 2 others are ("reflectoscope questions" lists them).');
  });

  test('with another model, and says by their ids which are recorded', () => {
    const all = [recorded(), recorded({ model: NOVA }), recorded({ model: NOVA })];
    expect(why(all, { model: 'global.anthropic.claude-sonnet-4-6' })).toBe(
      `"The ball" is not recorded with global.anthropic.claude-sonnet-4-6, but with ${SONNET} and ${NOVA}.`,
    );
  });

  const IS = '"The ball" is recorded with Claude Sonnet 4.6, but';
  test.each([
    [{}, { strategy: { id: 'debate' } }, 'with self-reflection, not debate'],
    [{}, { strategy: { rounds: 5 } }, 'for up to 3 reflections, not 5'],
    [{ strategy: { rounds: 1 } }, {}, 'for one reflection, not 3'],
    [{}, { strategy: { sendReasoning: true } }, 'without the thinking sent back (--no-send-reasoning)'],
    [{ strategy: { sendReasoning: true } }, {}, 'with the thinking sent back (--send-reasoning)'],
    [{}, { strategy: { repeatQuestion: true } }, 'without the question repeated (--no-repeat-question)'],
    [{ strategy: { repeatQuestion: true } }, {}, 'with the question repeated (--repeat-question)'],
    [{}, { prompts: { reflection: 'Are you sure?' } }, 'with another reflection prompt'],
    [{}, { system: 'Be brief.' }, 'without a system prompt'],
    [{ system: 'Be brief.' }, {}, 'with a system prompt'],
    [{ system: 'Be brief.' }, { system: 'Be long.' }, 'with another system prompt'],
    [{}, { thinking: { type: 'off' } }, 'with thinking left to the model, not off'],
    [
      { thinking: { type: 'effort', level: 'low' } },
      { thinking: { type: 'budget', tokens: 2048 } },
      'with thinking at the effort low, not for up to 2048 tokens',
    ],
    [{}, { temperature: 0.5 }, 'with the temperature at its default, not 0.5'],
    [{ temperature: 0 }, {}, 'with the temperature 0, not at its default'],
    [{}, { maxTokens: 100 }, 'with at most 4096 tokens an answer, not 100'],
    [{ cache: 'off' }, {}, 'without caching (--cache off)'],
  ])('%j is not %j', (is, wanted, difference) => {
    expect(why([recorded(is)], wanted)).toBe(`${IS} ${difference}.`);
  });

  test('with every difference from the recording that comes nearest', () => {
    const far = recorded({ system: 'Be brief.', temperature: 1, maxTokens: 10 });
    expect(why([far, recorded({ temperature: 1 })], { maxTokens: 100 })).toBe(
      `${IS} with the temperature 1, not at its default and with at most 4096 tokens an answer, not 100.`,
    );
  });
});

describe('a run is not refused', () => {
  test.each([
    ['as it was recorded', {}],
    ['with fewer reflections', { strategy: { rounds: 1 } }],
    ['without caching', { cache: 'off' }],
    ['with a longer cache', { cache: '1h' }],
    ['with a stop rule', { stop: { maxCost: 1 } }],
    [
      'without a reflection that its prompt could matter to',
      { strategy: { rounds: 0, repeatQuestion: true }, prompts: { reflection: 'Sure?' } },
    ],
  ])('%s', (_how, wanted) => {
    expect(why([recorded({ system: 'Be brief.' }), recorded()], wanted)).toBeUndefined();
  });

  test('under another id and title of the same question', () => {
    expect(why([recorded()], {}, { ...QUESTION, id: 'typed', title: 'typed' })).toBeUndefined();
  });
});

describe('strategy and feedback', () => {
  const samples = (count: number) => ({ strategy: { id: 'self-consistency', samples: count } });
  test('with a parameter of the strategy that is another one', () => {
    expect(why([recorded(samples(3))], samples(5))).toMatch(/, but with samples 3, not 5\.$/);
    expect(why([recorded(samples(8))], { strategy: { id: 'self-consistency' } })).toBeUndefined();
  });
  test('with other feedback, or none', () => {
    const judged = { feedback: { source: 'judge', judge: NOVA } };
    expect(why([recorded()], judged)).toMatch(/, but without feedback, not with judge feedback\.$/);
    expect(why([recorded(judged)], {})).toMatch(/, but with judge feedback, not without feedback\.$/);
    expect(why([recorded(judged)], judged)).toBeUndefined();
  });
  test('with another judge, or asked another number of times', () => {
    const judged = (feedback: object) => ({ feedback: { source: 'judge', ...feedback } });
    expect(why([recorded(judged({}))], judged({ judge: NOVA }))).toMatch(
      /, but judged by Claude Sonnet 4\.6, not by Nova Lite\.$/,
    );
    expect(why([recorded(judged({}))], judged({ repeats: 3 }))).toMatch(
      /, but with one judgement an answer, not 3\.$/,
    );
    expect(why([recorded(judged({}))], judged({ judge: SONNET }))).toBeUndefined();
  });
  test('but not for a judge whom nobody asks', () => {
    expect(why([recorded()], { feedback: { judge: NOVA, repeats: 3 } })).toBeUndefined();
    const strategy = { id: 'verify-revise' };
    expect(why([recorded({ strategy })], { strategy, feedback: { judge: NOVA } })).toMatch(/judged by/);
  });
  test('nor for the neutral prompt where the recording names none', () => {
    const unnamed = recorded({ prompts: {} });
    expect(
      whyNotRecorded([unnamed], QUESTION, settingsOf({ prompts: { reflection: REFLECTION_PROMPT } })),
    ).toBeUndefined();
  });
});
