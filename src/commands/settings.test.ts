import { describe, expect, test } from 'vitest';
import type { RecordingInfo } from '../recorded/recordings.ts';
import type { EventOf } from '../run/events.ts';
import { Settings } from '../run/settings.ts';
import { QUESTION, runStarted } from '../run/testing/sample-run.ts';
import { REFLECTION_PROMPT } from '../strategies/prompts.ts';
import { CommandError } from './exit-codes.ts';
import { baseSettings, DEFAULT_MODEL, parseThinking, settingsFor } from './settings.ts';
import type { LiveSource, OfflineSource } from './source.ts';

const model = () => {
  throw new Error('nobody asks in these tests');
};
const LIVE: LiveSource = { kind: 'live', where: 'here', region: 'us-east-1', model };
const NOVA = 'us.amazon.nova-lite-v1:0';

function offline(...settings: object[]): OfflineSource {
  const recordings = settings.map((one, index): RecordingInfo => {
    const head = runStarted({
      provenance: 'synthetic',
      settings: Settings.parse({ prompts: { reflection: REFLECTION_PROMPT }, ...one }),
    });
    return { file: `${index}.jsonl`, head: { seq: 0, at: 0, ...head } as EventOf<'run.started'> };
  });
  return { kind: 'offline', why: 'No region is set.', chosen: false, recordings, model, also: model };
}

describe('live, the settings', () => {
  test('are the defaults where nothing is said', () => {
    expect(settingsFor({}, QUESTION, LIVE)).toEqual(
      Settings.parse({ model: DEFAULT_MODEL, prompts: { reflection: REFLECTION_PROMPT } }),
    );
  });

  test('are what every flag says', () => {
    const flags = {
      model: NOVA,
      rounds: 1,
      repeatQuestion: true,
      sendReasoning: false,
      system: 'Be brief.',
      reflectionPrompt: 'Again.',
      cache: 'off',
      thinking: 'default',
      maxTokens: 100,
      temperature: 0.5,
      stopWhenStable: 2,
      maxCost: 0.1,
      maxSeconds: 60,
      maxTokensTotal: 9000,
      judge: 'us.amazon.nova-pro-v1:0',
      judgeRepeats: 3,
      stopOnPass: true,
      stopOnNoOp: 0.1,
      stopOnOscillation: true,
      returnBest: true,
    } as const;
    expect(settingsFor(flags, QUESTION, LIVE)).toEqual({
      model: NOVA,
      strategy: { id: 'self-reflection', rounds: 1, repeatQuestion: true, sendReasoning: false },
      system: 'Be brief.',
      prompts: { reflection: 'Again.' },
      cache: 'off',
      thinking: { type: 'default' },
      maxTokens: 100,
      temperature: 0.5,
      feedback: { source: 'judge', judge: 'us.amazon.nova-pro-v1:0', repeats: 3 },
      stop: {
        answerStable: 2,
        maxCost: 0.1,
        maxSeconds: 60,
        maxTokensTotal: 9000,
        verdictPass: true,
        noOp: 0.1,
        oscillation: true,
        regressionGuard: true,
      },
    });
  });

  test('stop at lanes of one mind where there are lanes', () => {
    const settings = settingsFor({ strategy: 'debate', stopOnEntropy: 0.5 }, QUESTION, LIVE);
    expect(settings.stop.entropy).toBe(0.5);
  });

  test('send thinking back where the model thinks, and refuse it in a sentence where it does not', () => {
    expect(settingsFor({ sendReasoning: true, thinking: 'low' }, QUESTION, LIVE)).toMatchObject({
      strategy: { sendReasoning: true },
    });
    expect(() => settingsFor({ sendReasoning: true }, QUESTION, LIVE)).toThrow(
      'Claude Sonnet 4.6 does not think unless it is told to, so no thinking can be sent back',
    );
  });

  test('of a model that nobody knows are sent as they are', () => {
    expect(settingsFor({ model: 'my.own-model', maxTokens: 999_999 }, QUESTION, LIVE)).toMatchObject({
      model: 'my.own-model',
      maxTokens: 999_999,
    });
  });
});

describe('offline, the settings', () => {
  const source = offline(
    { model: DEFAULT_MODEL, strategy: { rounds: 2, repeatQuestion: true }, maxTokens: 999 },
    { model: NOVA, strategy: { rounds: 1 } },
  );

  test('are as they were recorded where nothing is said', () => {
    expect(settingsFor({}, QUESTION, source)).toMatchObject({
      model: DEFAULT_MODEL,
      maxTokens: 999,
      strategy: { rounds: 2, repeatQuestion: true },
    });
    expect(settingsFor({ model: NOVA }, QUESTION, source)).toMatchObject({ strategy: { rounds: 1 } });
  });

  test('may stop earlier than the recording, and no later', () => {
    expect(settingsFor({ rounds: 0 }, QUESTION, source).strategy.rounds).toBe(0);
    expect(() => settingsFor({ rounds: 3 }, QUESTION, source)).toThrow(CommandError);
  });

  test('take the model that is recorded when none was named', () => {
    expect(settingsFor({}, QUESTION, offline({ model: NOVA })).model).toBe(NOVA);
  });

  test('that were not recorded are refused, with the reason for being offline', () => {
    const refused = refusalOf(() => settingsFor({ model: 'other.model' }, QUESTION, source));
    expect(refused).toMatchObject({
      code: 3,
      lines: [expect.stringContaining('is not recorded with'), 'No region is set.'],
    });
  });

  test('are found before anybody asks whether they are recorded', () => {
    expect(baseSettings({ model: 'other.model', rounds: 7 }, QUESTION, source)).toMatchObject({
      model: 'other.model',
      strategy: { rounds: 7 },
    });
  });
});

describe('thinking', () => {
  test.each([
    ['default', { type: 'default' }],
    ['off', { type: 'off' }],
    ['1024', { type: 'budget', tokens: 1024 }],
    ['high', { type: 'effort', level: 'high' }],
  ])('%s', (text, thinking) => {
    expect(parseThinking(text)).toEqual(thinking);
  });

  test('with fewer tokens than Bedrock takes is refused', () => {
    expect(refusalOf(() => parseThinking('1023'))).toMatchObject({ code: 2 });
  });
});

function refusalOf(what: () => unknown): unknown {
  try {
    return what();
  } catch (thrown) {
    return thrown;
  }
}
