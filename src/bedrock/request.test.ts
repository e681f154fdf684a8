import { describe, expect, test } from 'vitest';
import type { Message } from '../run/events.ts';
import type { Ask } from '../run/model.ts';
import { Settings } from '../run/settings.ts';
import { NO_TEXT, prepare, problemsWith } from './request.ts';

const SONNET_4_6 = 'us.anthropic.claude-sonnet-4-6';
const SONNET_3_7 = 'us.anthropic.claude-3-7-sonnet-20250219-v1:0';
const SONNET_5_5 = 'global.anthropic.claude-sonnet-5-5';
const HAIKU_4_5 = 'us.anthropic.claude-haiku-4-5-20251001-v1:0';
const NOVA_2_LITE = 'us.amazon.nova-2-lite-v1:0';
const QWEN = 'qwen.qwen3-32b-v1:0';
const NEW = 'us.somebody.brand-new-v1:0';

const user = (text: string): Message => ({ role: 'user', content: [{ text }] });
const assistant = (text: string): Message => ({ role: 'assistant', content: [{ text }] });
const THREAD = [user('One?'), assistant('1'), user('Sure?')];

function settingsOf(model: string, rest: Record<string, unknown> = {}): Settings {
  return Settings.parse({ model, ...rest });
}

function prepared(model: string, rest: Record<string, unknown> = {}, ask: Partial<Ask> = {}) {
  return prepare({ model, messages: THREAD, ...ask }, settingsOf(model, rest));
}

describe('cache points', () => {
  test('stand on the last user message, and after the system prompt when there is one', () => {
    expect(prepared(SONNET_4_6).cachePoints).toEqual([{ after: 2, ttl: '5m' }]);
    expect(prepared(SONNET_4_6, {}, { system: 'Be brief.' }).cachePoints).toEqual([
      { after: 'system', ttl: '5m' },
      { after: 2, ttl: '5m' },
    ]);
    expect(prepared(SONNET_4_6, { cache: '1h' }, { system: 'Be brief.' }).cachePoints).toEqual([
      { after: 'system', ttl: '1h' },
      { after: 2, ttl: '1h' },
    ]);
  });

  test('move on as the thread grows, and never stand on an answer', () => {
    const longer = [...THREAD, assistant('1'), user('Really?')];
    expect(prepared(SONNET_4_6, {}, { messages: longer }).cachePoints).toEqual([{ after: 4, ttl: '5m' }]);
    expect(prepared(SONNET_4_6, {}, { messages: longer.slice(0, 4) }).cachePoints).toEqual([
      { after: 2, ttl: '5m' },
    ]);
  });

  test.each([
    ['caching is off', SONNET_4_6, { cache: 'off' }],
    ['the model refuses them', QWEN, {}],
    ['nobody knows the model', NEW, {}],
    [
      'an application profile hides the model',
      'arn:aws:bedrock:us-east-1:1:application-inference-profile/x',
      {},
    ],
    ['the model does not offer that long', SONNET_3_7, { cache: '1h' }],
  ])('are left out when %s', (_when, model, rest) => {
    expect(prepared(model, rest, { system: 'Be brief.' }).cachePoints).toEqual([]);
  });

  test('are placed for a model that is named by the ARN of its profile', () => {
    const arn = `arn:aws:bedrock:us-east-1:123456789012:inference-profile/${SONNET_4_6}`;
    expect(prepared(arn).cachePoints).toEqual([{ after: 2, ttl: '5m' }]);
  });
});

describe('thinking and limits', () => {
  test('by default nothing is said of thinking or temperature', () => {
    expect(prepared(SONNET_4_6)).toEqual({
      model: SONNET_4_6,
      system: [],
      messages: THREAD,
      cachePoints: [{ after: 2, ttl: '5m' }],
      inferenceConfig: { maxTokens: 4096 },
    });
  });

  test('a budget raises the limit on tokens, and leaves no temperature', () => {
    const request = prepared(HAIKU_4_5, { thinking: { type: 'budget', tokens: 8000 }, temperature: 0.5 });
    expect(request.inferenceConfig).toEqual({ maxTokens: 12_096 });
    expect(request.additionalModelRequestFields).toEqual({
      thinking: { type: 'enabled', budget_tokens: 8000 },
    });
  });

  test('an effort is told in the fields of the model', () => {
    const effort = { thinking: { type: 'effort', level: 'low' } };
    expect(prepared(SONNET_5_5, effort).additionalModelRequestFields).toEqual({
      thinking: { type: 'adaptive', display: 'summarized' },
      output_config: { effort: 'low' },
    });
    expect(prepared(NOVA_2_LITE, effort).additionalModelRequestFields).toEqual({
      reasoningConfig: { type: 'enabled', maxReasoningEffort: 'low' },
    });
  });

  test('Nova 2 at high effort gets neither a limit nor a temperature', () => {
    const high = prepared(NOVA_2_LITE, { thinking: { type: 'effort', level: 'high' }, temperature: 0.5 });
    expect(high.inferenceConfig).toEqual({});
  });

  test('a temperature goes only to a model that takes one', () => {
    expect(prepared(SONNET_4_6, { temperature: 0 }).inferenceConfig).toEqual({
      maxTokens: 4096,
      temperature: 0,
    });
    expect(prepared(SONNET_5_5, { temperature: 0 }).inferenceConfig).toEqual({ maxTokens: 4096 });
    expect(prepared(NEW, { temperature: 0 }).inferenceConfig).toEqual({ maxTokens: 4096, temperature: 0 });
  });
});

describe('blank texts, which Bedrock refuses', () => {
  test('are not sent, and an answer without text is named as one', () => {
    const blank: Message = { role: 'assistant', content: [{ text: '' }, { text: ' \n' }] };
    const partly: Message = { role: 'assistant', content: [{ text: '' }, { text: 'Yes. ' }] };
    const messages = [user('One?'), blank, user('Sure?'), partly, user('Really?')];
    expect(prepared(SONNET_4_6, {}, { messages }).messages).toEqual([
      user('One?'),
      assistant(NO_TEXT),
      user('Sure?'),
      assistant('Yes. '),
      user('Really?'),
    ]);
  });

  test('are no system prompt', () => {
    const request = prepared(SONNET_4_6, {}, { system: ' \n ' });
    expect(request.system).toEqual([]);
    expect(request.cachePoints).toEqual([{ after: 2, ttl: '5m' }]);
  });

  test('leave thinking in its place', () => {
    const thought: Message = {
      role: 'assistant',
      content: [{ reasoningContent: { reasoningText: { text: '', signature: 'c2ln' } } }, { text: '1' }],
    };
    expect(prepared(SONNET_4_6, {}, { messages: [user('One?'), thought] }).messages).toEqual([
      user('One?'),
      thought,
    ]);
  });
});

describe('what the model would refuse', () => {
  test.each([
    ['nothing, by default', SONNET_4_6, {}, []],
    [
      'nothing that is known of an unknown model',
      NEW,
      { cache: '1h', maxTokens: 1_000_000, temperature: 1 },
      [],
    ],
    [
      'a cache of an hour',
      SONNET_3_7,
      { cache: '1h' },
      ['Claude 3.7 Sonnet keeps its cache for 5m, not for 1h: use --cache 5m or --cache off.'],
    ],
    [
      'too long an answer',
      'us.amazon.nova-lite-v1:0',
      { maxTokens: 20_000 },
      ['Nova Lite writes at most 10000 tokens: use --max-tokens 10000 or less.'],
    ],
    [
      'a temperature',
      SONNET_5_5,
      { temperature: 0.5 },
      ['Claude Sonnet 5.5 does not take a temperature: leave --temperature out.'],
    ],
    [
      'a limit where the effort takes none',
      NOVA_2_LITE,
      { maxTokens: 500, thinking: { type: 'effort', level: 'high' } },
      [
        'Nova 2 Lite takes no limit on its answer at this effort: leave --max-tokens out, or use another effort.',
      ],
    ],
    [
      'a temperature together with thinking',
      HAIKU_4_5,
      { temperature: 0.5, thinking: { type: 'budget', tokens: 2048 } },
      [
        'Claude Haiku 4.5 does not take a temperature while it thinks: leave --temperature out, or use --thinking default.',
      ],
    ],
    [
      'a budget',
      SONNET_5_5,
      { thinking: { type: 'budget', tokens: 2048 } },
      [
        expect.stringMatching(
          /^Claude Sonnet 5\.5 does not take a budget of thinking tokens\. It takes an effort/,
        ),
      ],
    ],
    [
      'thinking of an unknown model',
      NEW,
      { thinking: { type: 'off' } },
      [expect.stringMatching(/^This model is not in the catalogue/)],
    ],
  ])('%s', (_what, model, rest, problems) => {
    expect(problemsWith(settingsOf(model, rest))).toEqual(problems);
  });

  test('several things at once', () => {
    expect(problemsWith(settingsOf(SONNET_5_5, { temperature: 1, maxTokens: 200_000 }))).toHaveLength(2);
  });
});
