import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AnyEvent, EventOf } from '../run/events.ts';
import {
  callFailed,
  callStarted,
  delta,
  inOrder,
  QUESTION,
  roundStarted,
  runStarted,
  sampleEvents,
  theRun,
} from '../run/testing/sample-run.ts';
import { createCleaner } from './clean.ts';

const ESCAPE = '\u001b';
const CLIPBOARD = `${ESCAPE}]52;c;cm0gLXJm${ESCAPE}\\`;
const UNSAFE = /(?![\n\t])[\p{Control}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

function cleaned(events: readonly AnyEvent[]): AnyEvent[] {
  return events.map(createCleaner());
}

/** Every string in a value, names of fields too. */
function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => [key, ...strings(item)]);
}

describe('cleaning', () => {
  test('events without anything harmful come out as they are', () => {
    expect(cleaned(sampleEvents())).toEqual(sampleEvents());
  });

  test('does not touch the event itself: the transcript keeps it verbatim', () => {
    const [event] = inOrder([delta(0, CLIPBOARD)]);
    const before = structuredClone(event);
    createCleaner()(event as AnyEvent);
    expect(event).toEqual(before);
  });

  test('takes escapes out of the question, the settings, the request and an error', () => {
    const events = inOrder([
      runStarted({ question: { ...QUESTION, text: `What${CLIPBOARD} is it?`, title: `${ESCAPE}[2JTitle` } }),
      roundStarted(0, `ans\u009b31mwer`),
      callStarted(0, 0, { model: `my${ESCAPE}[31m-model` }),
      callFailed(0, {
        name: 'E\u0007',
        message: `No${CLIPBOARD}.`,
        original: `a\r\nb\u202e`,
        retryable: false,
      }),
    ]);
    const run = theRun(cleaned(events));
    expect(run.question).toMatchObject({ text: 'What is it?', title: 'Title' });
    expect(run.rounds[0]?.kind).toBe('answer');
    expect(run.calls[0]).toMatchObject({
      model: 'my-model',
      error: { name: 'E', message: 'No.', original: 'a\nb' },
    });
  });

  test('takes an escape sequence out of deltas that cut it anywhere', () => {
    const text = `5 cents${CLIPBOARD}, ${ESCAPE}[31mred${ESCAPE}[0m`;
    for (let cut = 0; cut <= text.length; cut++) {
      const events = inOrder([delta(0, text.slice(0, cut)), delta(0, text.slice(cut))]);
      const shown = cleaned(events).map(event => (event as EventOf<'call.delta'>).text);
      expect(shown.join('')).toBe('5 cents, red');
    }
  });

  test('keeps calls and channels apart: a sequence does not go on in another one', () => {
    const events = inOrder([
      delta(0, `a${ESCAPE}]0;ti`),
      delta(1, 'other call'),
      delta(0, 'thoughts', 'thinking'),
      delta(0, 'tle\u0007b'),
    ]);
    expect(cleaned(events).map(event => (event as EventOf<'call.delta'>).text)).toEqual([
      'a',
      'other call',
      'thoughts',
      'b',
    ]);
  });

  test('leaves a piece that has nothing harmful in it the same object', () => {
    const events = inOrder([delta(0, 'all\n is well'), delta(0, `not ${CLIPBOARD}here`), delta(0, 'again')]);
    const shown = cleaned(events);
    expect(shown.map((event, index) => event === events[index])).toEqual([true, false, true]);
  });

  test('cleans what a later version has added to a delta', () => {
    const [event] = cleaned([
      { seq: 0, at: 0, type: 'call.delta', call: 0, channel: 'text', text: '', by: `x${CLIPBOARD}` },
    ]);
    expect(event).toMatchObject({ by: 'x' });
  });
});

describe('a hostile file', () => {
  test('cannot slip in an event that was never checked by a type that is clean only afterwards', () => {
    const [event] = cleaned([{ seq: 1, at: 0, type: 'run.finished\u0007', outcome: 7 }]);
    expect(event?.type).toBe('unknown');
  });

  test('cannot put a field in the place of one that was checked', () => {
    const [event] = cleaned([
      { ...inOrder([callStarted(0, 0)])[0], 'call\u0007': 4e9, '\u001b[mmodel': 5 } as AnyEvent,
    ]);
    expect(event).toEqual(inOrder([callStarted(0, 0)])[0]);
  });

  test('cannot exhaust the stack', () => {
    const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    expect(() => cleaned([{ seq: 1, at: 0, type: 'judge.spoke', deep }])).not.toThrow();
  });
});

describe('laws', () => {
  const hostile = fc
    .array(
      fc.oneof(
        fc.constantFrom(ESCAPE, '[', ']', '31m', '\u0007', '\u009b', '\u009d', '\r', '\n', '\t', '\u202e'),
        fc.string({ unit: 'binary', maxLength: 4 }),
      ),
      { maxLength: 12 },
    )
    .map(parts => parts.join(''));
  const value = fc.letrec(tie => ({
    any: fc.oneof({ maxDepth: 3 }, hostile, fc.integer(), tie('list'), tie('object')),
    list: fc.array(tie('any'), { maxLength: 3 }),
    object: fc.dictionary(hostile, tie('any'), { maxKeys: 3 }),
  })).any;

  test('of any event, nothing that a terminal would act on survives', () => {
    fc.assert(
      fc.property(hostile, value, (type, field) => {
        const [event] = cleaned([{ seq: 0, at: 0, type, field }]);
        for (const text of strings(event)) expect(text).not.toMatch(UNSAFE);
      }),
    );
  });

  test('of any deltas, neither in the pieces nor in the text that they make', () => {
    const deltas = fc.array(
      fc.tuple(fc.nat(1), fc.constantFrom('text' as const, 'thinking' as const), hostile),
    );
    fc.assert(
      fc.property(deltas, pieces => {
        const events = inOrder([
          runStarted(),
          roundStarted(0),
          callStarted(0, 0),
          callStarted(1, 0),
          ...pieces.map(([call, channel, text]) => delta(call, text, channel)),
        ]);
        const run = theRun(cleaned(events));
        for (const text of strings(run)) expect(text).not.toMatch(UNSAFE);
      }),
    );
  });
});
