import { describe, expect, test } from 'vitest';
import type { Message } from '../../run/events.ts';
import type { Answer, NoAnswer } from '../answer.ts';
import { aRequest } from '../testing/collect.ts';
import { answersByRules } from './rules.ts';
import { readScript } from './rules-schema.ts';

function script(source: string) {
  const read = readScript(source, 'rules.yaml');
  if (read.kind !== 'rules') throw new Error(JSON.stringify(read));
  return answersByRules(read.script, 1);
}

const user = (text: string): Message => ({ role: 'user', content: [{ text }] });
const assistant = (text: string): Message => ({ role: 'assistant', content: [{ text }] });
const asked = (...messages: Message[]) => aRequest({ messages });

/** Its text, or what is said instead of one. */
function said(answer: Answer | NoAnswer): string {
  if (!('deltas' in answer)) return answer.message;
  return answer.deltas.map(({ text }) => text).join('');
}

function finished(answer: Answer | NoAnswer) {
  if (!('ending' in answer) || answer.ending.kind !== 'finished') throw new Error('not finished');
  return answer.ending;
}

describe('the first rule that fits answers', () => {
  test.each<[string, string, ReturnType<typeof aRequest>]>([
    ['the model, with * for anything', '{ model: "us.*SONNET*" }', aRequest()],
    ['what stands in the last turn, in capitals or not', '{ contains: THE BALL }', aRequest()],
    ['all of several texts', '{ contains: [ball, cost] }', aRequest()],
    ['a regular expression', '{ matches: "^what .* cost\\\\?$" }', aRequest()],
    ['the turn', '{ turn: 1 }', asked(user('a'), assistant('b'), user('c'))],
    ['the call', '{ call: 1 }', aRequest()],
    ['the system prompt', '{ system: brief }', aRequest({ system: [{ text: 'Be brief.' }] })],
    ['nothing at all', '{}', aRequest()],
    [
      'the result of a tool',
      '{ contains: "21 degrees" }',
      asked({
        role: 'user',
        content: [{ toolResult: { toolUseId: 't', content: [{ text: '21 degrees' }] } }],
      }),
    ],
  ])('by %s', async (_what, when, request) => {
    const answerer = script(`rules: [{ when: ${when}, answer: Yes. }]`);
    const answer = await answerer(request);
    expect(said(answer)).toBe('Yes.');
    expect(answer).toMatchObject({ from: 'rule 1' });
  });

  test.each([
    '{ model: sonnet }',
    '{ contains: [ball, bat] }',
    '{ turn: 1 }',
    '{ call: 2 }',
    '{ system: brief }',
  ])('and %s fits no first question', async when => {
    const answerer = script(`rules: [{ when: ${when}, answer: Yes. }]\ndefault: No.`);
    const answer = await answerer(aRequest());
    expect(said(answer)).toBe('No.');
    expect(answer).toMatchObject({ from: 'default' });
  });

  test('without a default nobody answers, and it is said', async () => {
    const answerer = script('rules: [{ when: { call: 2 }, answer: Yes. }]');
    expect(said(await answerer(aRequest({ model: 'm' })))).toBe(
      'No rule of the script fits this request to m (turn 0).',
    );
    expect(said(await answerer(aRequest()))).toBe('Yes.');
  });
});

test('several answers come one after the other, and then the last one again', async () => {
  const answerer = script('rules: [{ answers: [One., Two.] }]');
  const all = [];
  for (let time = 0; time < 3; time++) all.push(said(await answerer(aRequest())));
  expect(all).toEqual(['One.', 'Two.', 'Two.']);
});

test('a rule may hold only so often', async () => {
  const answerer = script('rules: [{ times: 1, answer: First. }, { name: later, answer: Then. }]');
  expect(said(await answerer(aRequest()))).toBe('First.');
  expect(await answerer(aRequest())).toMatchObject({ from: 'later' });
});

test('what the user said, the model, the turn and the call can be said back', async () => {
  const answerer = script('default: "{{ user }} / {{model}} / {{turn}} / {{call}} / {{other}}"');
  expect(said(await answerer(aRequest({ model: 'm', messages: [user('Hi $&')] })))).toBe(
    'Hi $& / m / 0 / 1 / {{other}}',
  );
});

test('an answer may think, use tools, and be billed as it says', async () => {
  const answer = await script(`
default:
  thinking: Hm.
  text: I look it up.
  toolUse: { name: weather, input: { city: Bonn } }
  usage: { input: 100, cacheRead: 900, output: 7 }
`)(aRequest());
  const ending = finished(answer);
  expect(ending).toMatchObject({
    stopReason: 'tool_use',
    usage: { input: 100, cacheRead: 900, cacheWrite5m: 0, cacheWrite1h: 0, output: 7 },
    content: [
      { reasoningContent: { reasoningText: { text: 'Hm.' } } },
      { text: 'I look it up.' },
      { toolUse: { name: 'weather', input: { city: 'Bonn' }, toolUseId: 'tooluse_1_0' } },
    ],
  });
  expect(answer).toMatchObject({ isPromptGiven: true });
});

test('an answer has the pace that is said, or that of the script', async () => {
  const source = (pace: string) =>
    `pace: { firstMs: 1000, tokensPerSecond: 10 }\ndefault: { text: Hi., ${pace} }`;
  const slow = finished(await script(source(''))(aRequest()));
  const fast = finished(await script(source('pace: { firstMs: 10, tokensPerSecond: 10 }'))(aRequest()));
  expect(slow.afterMs).toBeGreaterThan(800);
  expect(fast.afterMs).toBeLessThan(100);
});

describe('a script that is wrong', () => {
  test.each<[string, string]>([
    ['', 'rules.yaml is empty: a script has rules, a default, or both.'],
    ['{}', 'rules.yaml has no rules and no default: nothing would be answered.'],
    ['rules:\n  - answer: a\n  - wen: {}\n    answer: b', 'rules.yaml:3: rules.1: Unrecognized key: "wen"'],
    ['rules:\n  - when:\n      turn: -1\n    answer: b', 'rules.yaml:3: rules.0.when.turn: Too small'],
    [
      'rules:\n  - when: { matches: "(" }\n    answer: b',
      'rules.yaml:2: rules.0.when.matches: It is no regular expression.',
    ],
    ['rules:\n  - when: {}', 'rules.yaml:2: rules.0: A rule has either an answer or answers.'],
    ['rules:\n  - answer:\n      txt: a', 'rules.yaml:3: rules.0.answer: Unrecognized key: "txt"'],
    [
      'rules:\n  - answer:\n      text: a\n      fault: rest',
      'rules.yaml:4: rules.0.answer.fault: There is no fault "rest".',
    ],
    ['rules: [', 'rules.yaml:1: '],
    ['rules: &a [*a]', 'rules.yaml'],
    ['- a', 'rules.yaml:1: Invalid input'],
    ['question: q\nmodel: m', 'rules.yaml:1: shows: '],
    [
      'question: q\nmodel: m\nshows: s\npace: { firstMs: 1, tokensPerSecond: 1 }\nanswers: [{ when: {}, text: a }]',
      'rules.yaml is a scenario that tells calls apart by lane and purpose',
    ],
  ])('%j is told with its place', (source, problem) => {
    const read = readScript(source, 'rules.yaml');
    expect(read.kind).toBe('wrong');
    if (read.kind === 'wrong') expect(read.problems[0]).toContain(problem);
  });
});

test('JSON will do, and so will a scenario of one conversation', () => {
  expect(readScript('{"default": "Hi."}', 'a.json').kind).toBe('rules');
  const scenario =
    'question: q\nmodel: m\nshows: s\npace: { firstMs: 1, tokensPerSecond: 1 }\nrounds: [{ text: a }]';
  expect(readScript(scenario, 'a.yaml').kind).toBe('scenario');
});
