import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RunEvent } from '../run/events.ts';
import { foldAll } from '../run/fold.ts';
import { threadOf as wholeThread } from '../run/run.ts';
import type { ChatMessage } from './chat-message.ts';
import { chatRounds, threadOf } from './chat-rounds.ts';
import { eventsOf, LAID_MS } from './events-of.ts';
import type { ImportedCall, ImportedRun } from './imported-run.ts';

const MAKING = { app: 'test', otherwiseStartedAt: '2026-01-02T03:04:05.000Z' };

function importedRun(change: Partial<ImportedRun> = {}): ImportedRun {
  return {
    key: 'one',
    question: { id: 'q', domain: 'imported', text: 'What is 2 + 2?', grader: 'text' },
    settings: { model: 'unknown' },
    source: { from: 'chat', file: 'a.json', unknown: [] },
    rounds: [],
    ...change,
  };
}

function answer(text: string, change: Partial<ImportedCall> = {}): ImportedCall {
  return { purpose: 'answer', text, ...change };
}

const folded = (run: ImportedRun) => foldAll(eventsOf(run, MAKING));

test('the events of any chat fold back to what was said', () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1 }).filter(one => one.trim() !== '');
  const message = fc.record({ role: fc.constantFrom('user', 'assistant', 'tool'), text });
  fc.assert(
    fc.property(fc.array(message), fc.boolean(), (said, hasSystem) => {
      const chat: ChatMessage[] = [
        ...(hasSystem ? [{ role: 'system', content: [{ text: 'Be brief.' }] }] : []),
        ...said.map(({ role, text: words }) => ({ role, content: [{ text: words }] })),
      ];
      const events = eventsOf(importedRun({ rounds: chatRounds(threadOf(chat)) }), MAKING);
      const run = foldAll(events);
      const answers = said.filter(({ role }) => role === 'assistant').map(one => one.text);
      expect(run?.calls.map(call => call?.text)).toEqual(answers);
      const places = said.flatMap(({ role }, index) => (role === 'assistant' ? [index] : []));
      for (const [index, place] of places.entries()) {
        const call = run?.calls[index];
        const thread = run && call ? wholeThread(run, call) : [];
        expect(thread.map(({ content }) => content[0]?.text)).toEqual(
          said.slice(0, place).map(one => one.text),
        );
      }
      expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index));
      expect(events.every((event, index) => event.at >= (events[index - 1]?.at ?? 0))).toBe(true);
    }),
  );
});

test('every event is one of the schema', () => {
  const rounds = [
    { kind: 'answer', calls: [answer('4')], grades: [{ extracted: '4', correct: true, method: 'said' }] },
  ];
  for (const event of eventsOf(importedRun({ rounds }), MAKING))
    expect(RunEvent.safeParse(event).success).toBe(true);
});

test('the same run has the same id, and another key another one', () => {
  const id = (key: string) => folded(importedRun({ key }))?.id;
  expect(id('one')).toBe(id('one'));
  expect(id('one')).not.toBe(id('two'));
  expect(id('one')).toMatch(/^0{10}[0-9A-HJKMNP-TV-Z]{16}$/);
  expect(folded(importedRun({ startedAt: '2026-11-24T00:00:00Z' }))?.id).toMatch(/^01M85DMB00/);
});

describe('what the source does not tell', () => {
  test('is named', () => {
    const rounds = [{ kind: 'answer', calls: [answer('4')] }];
    expect(folded(importedRun({ rounds }))?.imported?.unknown).toEqual([
      'timing',
      'usage',
      'model',
      'prompts',
      'settings',
      'marks',
    ]);
  });

  test('is a date too: then that of the file is named as such', () => {
    expect(folded(importedRun({}))).toMatchObject({
      startedAt: MAKING.otherwiseStartedAt,
      imported: { startedAtFrom: 'file' },
    });
    const told = folded(importedRun({ startedAt: '2026-11-24T00:00:00Z' }));
    expect(told?.imported?.startedAtFrom).toBeUndefined();
  });

  test('is not named where it is told', () => {
    const call = answer('4', {
      wallMs: 1200,
      usage: { input: 3, output: 1, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 },
      messages: [{ role: 'user', content: [{ text: '2 + 2?' }] }],
    });
    const run = importedRun({
      settings: {
        model: 'm',
        strategy: { id: 'self-reflection', rounds: 0, repeatQuestion: false, sendReasoning: false },
      },
      rounds: [{ kind: 'answer', calls: [call], grades: [{ extracted: '4', correct: false, method: 'm' }] }],
    });
    expect(folded(run)?.imported?.unknown).toEqual([]);
  });

  test('a source may name more of it than can be seen', () => {
    const source = { from: 'chat', file: 'a', unknown: ['answers', 'weather'] };
    expect(folded(importedRun({ source }))?.imported?.unknown).toEqual(
      expect.arrayContaining(['answers', 'weather']),
    );
  });

  test('the time of a call is laid, so that it can be played, and is no figure', () => {
    const run = folded(importedRun({ rounds: [{ kind: 'answer', calls: [answer('a'), answer('b')] }] }));
    expect(run?.calls.map(call => call && [call.startedAt, call.endedAt, call.timing])).toEqual([
      [0, LAID_MS, undefined],
      [LAID_MS, 2 * LAID_MS, undefined],
    ]);
  });

  test('a question that is not told says so', () => {
    const question = { id: 'q', domain: 'imported', text: ' ', grader: 'text' as const };
    expect(folded(importedRun({ question }))?.question.text).toBe('(The source does not tell the question.)');
  });
});

test('an error that was saved as an answer is a call that failed; its mark stays', () => {
  const text = 'Error code: 429';
  const rounds = [
    { kind: 'answer', calls: [answer('4')] },
    { kind: 'reflection', calls: [answer(text)], grades: [{ extracted: null, correct: false, method: 'm' }] },
  ];
  const run = folded(importedRun({ rounds }));
  expect(run?.calls[1]).toMatchObject({
    status: 'failed',
    text: '',
    error: { name: 'HTTP 429', original: text },
  });
  expect(run?.rounds[1]?.grades).toMatchObject([{ correct: false, call: 1 }]);
  expect(run?.outcome).toMatchObject({ kind: 'failed' });
});

test('calls of several lanes lie side by side where their times are known', () => {
  const calls = [
    answer('a', { lane: 0, startedAt: 0, wallMs: 900 }),
    answer('b', { lane: 1, startedAt: 100, wallMs: 300 }),
  ];
  const events = eventsOf(importedRun({ rounds: [{ kind: 'answer', calls }] }), MAKING);
  const ends = events.flatMap(event => (event.type === 'call.finished' ? [[event.call, event.at]] : []));
  expect(ends).toEqual([
    [1, 400],
    [0, 900],
  ]);
});

test('a long text comes in pieces that no character is cut by', () => {
  const text = `a${'😀'.repeat(5000)}`;
  const events = eventsOf(importedRun({ rounds: [{ kind: 'answer', calls: [answer(text)] }] }), MAKING);
  const pieces = events.flatMap(event => (event.type === 'call.delta' ? [event.text] : []));
  expect(pieces.length).toBeGreaterThan(2);
  expect(pieces.every(piece => piece.isWellFormed())).toBe(true);
  expect(pieces.join('')).toBe(text);
});

test('a run of more rounds than ours have is a run all the same', () => {
  const rounds = Array.from({ length: 40 }, (_, index) => ({ kind: 'answer', calls: [answer(`${index}`)] }));
  expect(folded(importedRun({ rounds }))?.rounds).toHaveLength(40);
});
