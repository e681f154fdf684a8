import { describe, expect, test } from 'vitest';
import { prepare } from '../../bedrock/request.ts';
import type { Pending } from '../../engine/gate.ts';
import { callsFor, pendingCalls } from '../../engine/plan.ts';
import type { CallError, NewEvent } from '../../run/events.ts';
import type { Model } from '../../run/model.ts';
import type { Run } from '../../run/run.ts';
import { Settings } from '../../run/settings.ts';
import {
  callFinished,
  callStarted,
  delta,
  MODEL,
  QUESTION,
  requestOf,
  roundFinished,
  roundStarted,
  runOf,
  runStarted,
  stopped,
} from '../../run/testing/sample-run.ts';
import { nextOf } from '../../strategies/directed.ts';
import { REFLECTION_PROMPT } from '../../strategies/prompts.ts';
import { selfReflection } from '../../strategies/self-reflection.ts';
import { lineWidth } from '../line.ts';
import { inStyle, textsOf } from '../testing/shown.ts';
import { createTheme } from '../theme.ts';
import { type NextInput, nextPane } from './next.ts';

const SETTINGS = Settings.parse({ model: MODEL, thinking: { type: 'off' }, strategy: { rounds: 3 } });
const ANSWER = 'The ball costs 0.10.';
const model: Model = {
  prepare,
  stream: () => {
    throw new Error('nothing is sent');
  },
};

/** A run whose round 0 has ended, and what happened after that. */
function afterOne(...more: readonly NewEvent[]): Run {
  return runOf(
    runStarted({ settings: SETTINGS }),
    roundStarted(0),
    callStarted(0, 0, { request: { ...requestOf(QUESTION.text), cachePoints: [{ after: 0, ttl: '5m' }] } }),
    delta(0, ANSWER),
    callFinished(0, { input: 24, output: 40, cacheWrite5m: 1310 }, { text: ANSWER }),
    { type: 'answer.graded', round: 0, lane: 0, extracted: '0.10', correct: false, method: 'x', call: 0 },
    roundFinished(0),
    ...more,
  );
}

function edited(change: Extract<NewEvent, { type: 'user.edited' }>['change'], round = 1): NewEvent {
  return { type: 'user.edited', round, change };
}

/** What the engine would have wait. */
function pendingIn(run: Run, failed?: CallError): Extract<Pending, { kind: 'calls' }> {
  const next = nextOf(selfReflection, run);
  if (next.kind !== 'steps') throw new Error(`no steps but ${next.kind}`);
  const calls = callsFor(run, next, model);
  const problem = calls.map(one => one.problem).find(text => text !== undefined);
  const pending = pendingCalls(run, next, calls, { problem, failed }, selfReflection);
  if (pending.kind !== 'calls') throw new Error('no calls');
  return pending;
}

function paneOf(run: Run, changes: Partial<NextInput> = {}) {
  return nextPane({ run, pending: pendingIn(run), stepping: true, width: 100, ...changes });
}

const shown = (run: Run, changes: Partial<NextInput> = {}) => textsOf(paneOf(run, changes).lines);
const untilRests = (lines: string[]) =>
  lines.slice(0, lines.findIndex(text => text.includes(' rests on ')) - 1);

describe('a call that waits', () => {
  test('is shown as it will be sent: what it is and costs, its settings, thread, cache points, what is new', () => {
    const run = runOf(runStarted({ settings: { ...SETTINGS, system: 'Be\nbrief.' } }));
    expect(untilRests(shown(run))).toEqual([
      'Round 0 · answer · Claude Sonnet 4.6',
      'about 31 to 45 tokens in (too short for the cache: its minimum is 1,024), 80 to 1,000 out, $0.0012',
      'to $0.0152 (at most 4,096 out and $0.0616)',
      '',
      `ConverseStream ${MODEL}   maxTokens 4096`,
      '',
      'system',
      '  Be',
      '  brief.',
      '  ◆ cache point (5m): all above is the prefix',
      '',
      '1 user',
      `  ${QUESTION.text}`,
      '  ◆ cache point (5m): all above is the prefix',
    ]);
  });

  test('begins at the turn that is about to be said, and its head says how many lines it has', () => {
    const { lines, start, head } = paneOf(afterOne());
    const texts = textsOf(lines);
    expect(texts[0]).toBe('Round 1 · reflection · Claude Sonnet 4.6');
    expect(texts[1]).toMatch(
      /^about 1,\d\d0 tokens in \(up to 1,310 from the cache\), 40 to 1,000 out, \$0.00/,
    );
    expect(texts[head]).toBe('');
    expect(texts[start]).toContain('3 user');
    expect(texts.slice(0, start)).toContain('2 assistant');
    expect(inStyle(lines, 'accent')).toEqual([texts[0], '2 assistant', '3 user']);
  });

  test('says what the estimate rests on at its end', () => {
    const texts = shown(afterOne());
    expect(texts.some(text => text.startsWith('1,334 of the tokens in were counted'))).toBe(true);
  });

  test('costs nothing where recordings answer', () => {
    const run = { ...afterOne(), provenance: 'recorded' as const };
    expect(shown(run).join(' ')).toContain('if asked live: recordings cost nothing');
    expect(shown(afterOne()).join(' ')).not.toContain('recordings');
  });

  test('is laid out once for a width, and again when the cache may have forgotten', () => {
    const run = afterOne();
    const pending = pendingIn(run);
    const input = { run, pending, stepping: true, width: 80 };
    expect(nextPane({ ...input, run: { ...run, at: run.at + 1 } })).toBe(nextPane({ ...input }));
    const later = textsOf(nextPane({ ...input, run: { ...run, at: 400_000 } }).lines);
    expect(textsOf(nextPane(input).lines)[1]).toContain('from the cache');
    expect(later[1]).toContain('(written to the cache)');
    expect(nextPane({ ...input, answerable: 'No.' })).not.toBe(nextPane(input));
  });
});

describe('what the user changed', () => {
  test('of the prompt is a diff against what was proposed, told without colours too', () => {
    const text = REFLECTION_PROMPT.replace('once more', 'backwards');
    const run = afterOne(edited({ prompt: { text, proposed: REFLECTION_PROMPT } }));
    const { lines } = paneOf(run);
    const texts = textsOf(lines);
    expect(texts[0]).toBe('Round 1 · reflection · Claude Sonnet 4.6 · edited by you');
    expect(texts.find(one => one.startsWith('~'))).toContain('Go over your answer once more');
    expect(inStyle(lines, 'removed')).toEqual(['once more']);
    expect(inStyle(lines, 'added')).toEqual(['backwards']);
    const mono = createTheme('mono');
    const row = lines.find(line => line.some(({ style }) => style === 'removed')) ?? [];
    expect(mono.paint(row)).toContain('\u001b[2;9monce more');
    expect(mono.paint(row)).toContain('\u001b[4mbackwards');
  });

  test('of the settings is named, as it holds in this round', () => {
    const changes = {
      model: 'us.anthropic.claude-haiku-4-5-20251001-v1:0',
      temperature: 0.2,
      thinking: { type: 'default' as const },
      maxTokens: 2000,
      rounds: 5,
    };
    const texts = shown(afterOne(edited(changes)), { width: 200 });
    expect(texts[0]).toBe('Round 1 · reflection · Claude Haiku 4.5 · edited by you');
    expect(texts[2]).toBe(
      "Not as the run began: model Claude Haiku 4.5, temperature 0.2, the model's own thinking, at most 2,000 tokens, 5 rounds.",
    );
    expect(texts[1]).toContain('cost unknown: the price of this model is not known');
  });

  test('of the answer before it, an error injection, is a diff too', () => {
    const answer = { text: 'The ball costs 0.20.', proposed: ANSWER };
    const run = afterOne(edited({ probe: { kind: 'injection' }, answer }));
    const { lines } = paneOf(run);
    expect(textsOf(lines)[0]).toBe('Round 1 · error injection · Claude Sonnet 4.6');
    expect(textsOf(lines)[1]).toBe("The model's answer changed by you: whether reflection finds the error.");
    expect(inStyle(lines, 'removed')).toEqual(['0.10']);
    expect(inStyle(lines, 'added')).toEqual(['0.20']);
  });

  test('by asking once more is another sample of the same request', () => {
    const text = 'Backwards!';
    const run = afterOne(edited({ retry: 0 }, 0), edited({ prompt: { text, proposed: QUESTION.text } }, 0));
    const { lines, start } = paneOf(run);
    expect(textsOf(lines)[0]).toContain('Round 0 · answer · once more · Claude Sonnet 4.6');
    expect(textsOf(lines)[1]).toMatch(/^1,334 tokens in/);
    expect(start).toBe(0);
    expect(inStyle(lines, 'removed')).toEqual([]);
  });

  test.each(['placebo', 'resample', 'pressure'] as const)('to a probe names it: %s', kind => {
    const texts = shown(afterOne(edited({ probe: { kind, text: '0.05' } })));
    expect(texts[0]).toBe(`Round 1 · ${kind} · Claude Sonnet 4.6`);
  });
});

describe('before anything else it says', () => {
  test('what the attempt before failed with', () => {
    const run = afterOne();
    const failed: CallError = {
      name: 'ThrottlingException',
      message: 'Bedrock is throttling.',
      remedy: 'Wait a minute.',
      original: 'Too \u001b[31mmany requests',
      retryable: true,
    };
    const { lines, start, head } = paneOf(run, { pending: pendingIn(run, failed) });
    expect(inStyle(lines, 'bad')).toEqual([
      '▲ The attempt before failed. Bedrock is throttling. Wait a minute.',
    ]);
    expect(textsOf(lines).slice(0, head)).toContain('ThrottlingException: Too many requests');
    expect(start).toBe(0);
  });

  test('why it cannot be sent', () => {
    const run = afterOne(edited({ prompt: { text: ' ', proposed: REFLECTION_PROMPT } }));
    const { lines, start } = paneOf(run);
    expect(inStyle(lines, 'bad').slice(0, 1)).toEqual([
      '▲ It cannot be sent. Message 3, of the user, is empty: Bedrock takes no empty text.',
    ]);
    expect(start).toBe(0);
  });

  test('that no recording holds it', () => {
    const { lines, start } = paneOf(afterOne(), { answerable: 'No recording holds this turn.' });
    expect(inStyle(lines, 'warning')).toEqual(['▲ No recording holds this turn.']);
    expect(start).toBe(0);
  });
});

test('several calls come one after the other, each under its lane', () => {
  const run = afterOne();
  const pending = pendingIn(run);
  const calls = [0, 1].flatMap(lane =>
    pending.calls.map(call => ({ ...call, step: { ...call.step, lane } })),
  );
  const texts = shown(run, { pending: { ...pending, calls } });
  expect(texts.filter(text => text.startsWith('Round '))).toEqual([
    'Round 1 · lane 0 · reflection · Claude Sonnet 4.6',
    'Round 1 · lane 1 · reflection · Claude Sonnet 4.6',
  ]);
  expect(texts.filter(text => text.startsWith('ConverseStream'))).toHaveLength(2);
  expect(texts.filter(text => text.includes(' rests on '))).toHaveLength(1);
});

test('no text of what waits reaches the screen as it came', () => {
  const run = afterOne();
  const pending = pendingIn(run);
  const evil = 'a\u001b]0;title\u0007b\u202ec\u009b31md';
  const calls = pending.calls.map(call => ({
    step: { ...call.step, messages: [{ role: 'user', content: [{ text: evil }] }] },
    proposed: `${evil} before`,
    request: {
      ...call.request,
      model: evil,
      system: [{ text: evil }],
      messages: [...call.request.messages.slice(0, -1), { role: evil, content: [{ text: evil, [evil]: 1 }] }],
      additionalModelRequestFields: { [evil]: evil, field: evil },
    },
  }));
  const lines = nextPane({
    run,
    pending: { ...pending, roundKind: evil, calls, problem: evil },
    stepping: true,
    answerable: evil,
    width: 80,
  }).lines;
  const texts = lines.flatMap(line => line.map(({ text }) => text)).join('');
  expect(texts).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
  expect(texts).toContain('abcd');
});

describe('otherwise', () => {
  const idle = (run: Run, stepping: boolean) =>
    textsOf(nextPane({ run, pending: undefined, stepping, width: 80 }).lines);

  test('an end that waits names its rule', () => {
    const pending: Pending = { kind: 'end', round: 4, rule: 'max-rounds' };
    expect(textsOf(nextPane({ run: afterOne(), pending, stepping: true, width: 80 }).lines)).toEqual([
      'The run would end here: all rounds were made.',
      'It may end, or go on: with the last round once more, or with another step.',
    ]);
  });

  test('nothing waits, and how it would', () => {
    expect(idle(afterOne(), false)).toEqual(['Nothing waits to be sent.', 's: stop before every step.']);
    expect(idle(afterOne(), true)).toEqual([
      'Nothing waits to be sent.',
      'The next step waits here before it is sent.',
    ]);
    expect(idle(afterOne(stopped()), true)[1]).toBe('The run has ended: branch from it to go on.');
  });
});

test.each([60, 80, 120])('no line is wider than %i cells', width => {
  const text = `${REFLECTION_PROMPT} 日本語 ${'x'.repeat(130)}`;
  const run = afterOne(edited({ prompt: { text, proposed: REFLECTION_PROMPT }, temperature: 0.1 }));
  const { lines } = paneOf(run, {
    width,
    answerable: 'No recording holds this turn, nor any other from here.',
  });
  expect(lines.filter(line => lineWidth(line) > width).map(line => textsOf([line]))).toEqual([]);
});
